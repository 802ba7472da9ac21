"""docs/ontology.md: the ontology as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ontology.lint import owned_properties
from ontology.model import EdgeType, NodeType, Ontology, Property, load

INTRO = """\
# Ontology

Written by `python -m ontology.derive` from [ontology.yaml](../ontology/ontology.yaml); change that file, not this page.
The same file gives [liantu.ttl](../ontology/liantu.ttl) (OWL), [shapes.ttl](../ontology/shapes.ttl) (SHACL), the
constraints of the store, the records of the API and the colours of the views.
"""
IDENTITY = """\
## Identity

The id of a node is `type-` and 16 hexadecimal digits of a hash over its key properties, in the order of the table.
The rid of an edge is made likewise from its type, its two ends and the document that states it. The same document
therefore gives the same ids on every run, and two documents that state the same edge give two edges.
"""
EVIDENCE = """\
## Evidence

A node type with evidence `mention` needs at least one Evidence node whose `about` is the node's id; with evidence
`none` it is reference data, or evidence itself. Every edge with a `policy` needs Evidence whose `about` is its rid;
an edge with an empty `policy` is reference data.
"""
EDGES = """\
## Edge types

Besides its properties each edge has `rid` (its id) and `policy` (the id of the document that states it).
"""


def page(ontology: Ontology | None = None) -> str:
    """The page as Markdown, ending in a line feed."""
    ontology = ontology or load()
    parts = [
        INTRO,
        IDENTITY,
        EVIDENCE,
        "## Node types\n",
        *(_node(node) for node in ontology.nodes.values()),
        EDGES,
        *(_edge(edge) for edge in ontology.edges.values()),
        "## Enums\n",
        *(_enum(ontology, name) for name in ontology.enums),
    ]
    return "\n".join(parts)


def _node(node: NodeType) -> str:
    head = f"### {node.name} {node.zh}\n\n{node.note}\n" if node.note else f"### {node.name} {node.zh}\n"
    facts = f"Evidence: {node.evidence}. Key: {_code(node.key)}. Shown as: `{node.caption}`.\n"
    return f"{head}\n{facts}\n{_properties(node.properties)}"


def _edge(edge: EdgeType) -> str:
    note = f"\n{edge.note}\n" if edge.note else ""
    targets: dict[str, list[str]] = {}
    for source, target in edge.ends:
        targets.setdefault(source, []).append(target)
    ends = _table(("from", "to"), ((source, ", ".join(names)) for source, names in targets.items()))
    body = f"\n{_properties(edge.properties)}" if edge.properties else ""
    return f"### {edge.name} {edge.zh}\n{note}\n{ends}{body}"


def _properties(properties: Mapping[str, Property]) -> str:
    rows = ((f"`{p.name}`", p.zh, p.type, "yes" if p.required else "", _values(p)) for p in properties.values())
    return _table(("property", "zh", "type", "required", "values"), rows)


def _values(prop: Property) -> str:
    if prop.ref:
        return "id of any node or edge" if prop.ref == "any" else f"id of {prop.ref}"
    return f"[{prop.enum}](#{prop.enum})" if prop.enum else ""


def _enum(ontology: Ontology, name: str) -> str:
    colours = ontology.colours.get(name)
    owners = [f"{o.name}.{p.name}" for o, p in owned_properties(ontology) if p.enum == name]
    used = f"Values of {_code(owners)}." if owners else "Made by queries, stored nowhere."
    rows = _rows(ontology.enums[name], colours)
    head = ("value", "zh", "colour") if colours else ("value", "zh")
    return f"### {name}\n\n{used}\n\n{_table(head, rows)}"


def _rows(values: Mapping[str, str], colours: Mapping[str, str] | None) -> Iterator[tuple[str, ...]]:
    for value, zh in values.items():
        yield (f"`{value}`", zh, f"`{colours[value]}`") if colours else (f"`{value}`", zh)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
