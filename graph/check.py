"""Refuses records that break the ontology: Neo4j Community itself checks neither types nor required properties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from graph.errors import BadRecord
from graph.records import DocumentGraph, Edge, Evidence, Node
from ontology.model import Ontology, Property

SHOWN = 5
MAX_INTEGER = 2**63 - 1


def is_owned(ontology: Ontology, label: str) -> bool:
    """Whether nodes of this label live and die with one document."""
    return label == "Policy" or "policy" in ontology.nodes[label].properties


def is_shared(ontology: Ontology, label: str) -> bool:
    """Whether nodes of this label are what the evidence of all documents together says."""
    return "aliases" in ontology.nodes[label].properties


def check(graph: DocumentGraph, ontology: Ontology) -> None:
    """Raise BadRecord, naming the first five faults, where the graph breaks the ontology."""
    faults = list(_faults(graph, ontology))
    if faults:
        more = f"(共 {len(faults)} 处)" if len(faults) > SHOWN else ""
        raise BadRecord(f"文档 {graph.policy} 的记录不合本体,未写入:{';'.join(faults[:SHOWN])}{more}。")


def _faults(graph: DocumentGraph, ontology: Ontology) -> Iterator[str]:
    yield from _repeated("节点", [(n.id, n) for n in graph.nodes])
    yield from _repeated("关系", [(e.rid, e) for e in graph.edges])
    yield from _repeated("依据", [(e.id, e) for e in graph.evidence])
    labels = {node.id: node.type for node in graph.nodes}
    for node in graph.nodes:
        yield from _node(node, graph.policy, ontology)
    for edge in graph.edges:
        yield from _edge(edge, graph.policy, labels, ontology)
    if labels.get(graph.policy) != "Policy":
        yield "缺少文档自己的 Policy 节点"
    types = labels | {edge.rid: edge.type for edge in graph.edges}
    declared = {n: p for n, p in ontology.nodes["Evidence"].properties.items() if n not in ("claims", "about")}
    for evidence in graph.evidence:
        yield from _evidence(evidence, graph.policy, types, declared, ontology)
    yield from _unproved(graph, ontology)


def _repeated(kind: str, records: list[tuple[str, object]]) -> Iterator[str]:
    seen: dict[str, object] = {}
    for key, record in records:
        if seen.setdefault(key, record) != record:
            yield f"{kind} {key} 出现两次且内容不同"


def _node(node: Node, policy: str, ontology: Ontology) -> Iterator[str]:
    if node.type not in ontology.nodes or node.type == "Evidence":
        yield f"节点 {node.id} 的类型 {node.type} 不在本体中"
        return
    yield from _properties(f"{node.type} {node.id}", node.props, ontology.nodes[node.type].properties, ontology)
    owned = is_owned(ontology, node.type)
    if node.owned != owned:
        yield f"{node.type} {node.id} 的 owned 应为 {owned}"
    if owned and policy != (node.id if node.type == "Policy" else node.props.get("policy")):
        yield f"{node.type} {node.id} 属于另一文档"


def _edge(edge: Edge, policy: str, labels: Mapping[str, str], ontology: Ontology) -> Iterator[str]:
    """A policy of another document may stand at an end; it is looked up on writing."""
    where = f"{edge.type} {edge.rid}"
    if edge.type not in ontology.edges:
        yield f"关系 {where} 的类型不在本体中"
        return
    declared = ontology.edges[edge.type]
    ends = labels.get(edge.source, "Policy"), labels.get(edge.target, "Policy")
    if ends not in declared.ends:
        missing = [end for end in (edge.source, edge.target) if end not in labels]
        yield f"{where} 不能连接 {ends[0]} → {ends[1]}" + (f"(文档中没有节点 {'、'.join(missing)})" if missing else "")
    if edge.policy != policy:
        yield f"{where} 属于另一文档"
    yield from _properties(where, edge.props, declared.properties, ontology)


def _evidence(
    evidence: Evidence, policy: str, types: Mapping[str, str], declared: Mapping[str, Property], ontology: Ontology
) -> Iterator[str]:
    where = f"依据 {evidence.id}"
    if evidence.policy != policy:
        yield f"{where} 属于另一文档"
    if not 0 <= evidence.start < evidence.end:
        yield f"{where} 的起止 {evidence.start}-{evidence.end} 不成区间"
    if not 0 <= evidence.confidence <= 1:
        yield f"{where} 的置信度 {evidence.confidence} 不在 0 与 1 之间"
    about = types.get(evidence.about)
    if about is None:
        yield f"{where} 所证的 {evidence.about} 不在文档中"
    elif evidence.claims:
        yield from _claims(where, evidence, about, ontology)
    yield from _properties(where, {n: getattr(evidence, n) for n in declared}, declared, ontology)


def _claims(where: str, evidence: Evidence, about: str, ontology: Ontology) -> Iterator[str]:
    if about not in ontology.nodes or not is_shared(ontology, about):
        yield f"{where} 不能为 {about} 声明属性"
        return
    claimable = {n: p for n, p in ontology.nodes[about].properties.items() if not p.key and n != "aliases"}
    yield from _properties(f"{where} 的声明", evidence.claims, claimable, ontology)


def _unproved(graph: DocumentGraph, ontology: Ontology) -> Iterator[str]:
    proved = {evidence.about for evidence in graph.evidence}
    for node in graph.nodes:
        if node.type in ontology.nodes and ontology.nodes[node.type].evidence == "mention" and node.id not in proved:
            yield f"{node.type} {node.id} 没有依据"
    for edge in graph.edges:
        if edge.rid not in proved:
            yield f"{edge.type} {edge.rid} 没有依据"


def _properties(
    where: str, values: Mapping[str, object], declared: Mapping[str, Property], ontology: Ontology
) -> Iterator[str]:
    for name, value in values.items():
        if name not in declared:
            yield f"{where} 的属性 {name} 不在本体中"
        elif value is not None and not _fits(value, declared[name].type):
            yield f"{where} 的 {name} 应为 {declared[name].type},得到 {value!r}"
        elif value is not None and (enum := declared[name].enum) and value not in ontology.enums[enum]:
            yield f"{where} 的 {name} 不能为 {value!r}"
    for name, spec in declared.items():
        if spec.required and values.get(name) is None:
            yield f"{where} 缺少 {name}"


def _fits(value: object, kind: str) -> bool:
    if kind == "string_list":
        return isinstance(value, list | tuple) and all(_text(item) for item in value)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_INTEGER
    if kind == "float":
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return _text(value) and (kind != "date" or _date(str(value)))


def _text(value: object) -> bool:
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


def _date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
