import json
import random
from dataclasses import replace

import graphs
import pytest

from graph import (
    BadRecord,
    DocumentGraph,
    Node,
    Written,
)
from graph.shared import Voice, merged


def dump(store, identities=False):
    """All of the database, in a fixed order; with element ids where wanted."""
    node_id, edge_id = ("elementId(n)", "elementId(r)") if identities else ("''", "''")
    nodes = store.run(f"MATCH (n) RETURN {node_id} AS e, labels(n) AS labels, properties(n) AS props ORDER BY n.id")
    edges = store.run(
        f"MATCH (a)-[r]->(b) RETURN {edge_id} AS e, type(r) AS type, a.id AS source, b.id AS target, "
        "properties(r) AS props ORDER BY r.rid"
    )
    return json.dumps([nodes, edges], ensure_ascii=False, sort_keys=True)


def node(store, id_):
    return store.run("MATCH (n {id: $id}) RETURN properties(n) AS props", {"id": id_})[0]["props"]


def with_nodes(graph, change):
    return replace(graph, nodes=tuple(change(n) for n in graph.nodes))


def with_props(graph, label, **props):
    return with_nodes(graph, lambda n: replace(n, props=dict(n.props) | props) if n.type == label else n)


def test_a_document_is_written_as_given(store):
    graph = graphs.simple()
    written = store.write(graph)
    assert written == Written(len(graph.nodes) + len(graph.edges) + len(graph.evidence))
    task = next(n for n in graph.nodes if n.type == "Task")
    assert node(store, task.id) == {"id": task.id} | dict(task.props)
    for edge in graph.edges:
        found = store.run(
            f"MATCH (a)-[r:{edge.type} {{rid: $rid}}]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS props",
            {"rid": edge.rid},
        )
        props = {"rid": edge.rid, "policy": graph.policy} | dict(edge.props)
        assert found == [{"a": edge.source, "b": edge.target, "props": props}]
    for evidence in graph.evidence:
        held = node(store, evidence.id)
        assert held["quote"] == evidence.quote
        assert (held["about"], held["start"], held["end"]) == (evidence.about, evidence.start, evidence.end)


def test_aliases_and_claims_come_from_evidence(store):
    store.write(graphs.simple())
    department = store.run("MATCH (d:Department) RETURN properties(d) AS p")[0]["p"]
    assert department["aliases"] == ["市科技局"]
    assert department["kind"] == "department"
    assert "aliases" not in store.run("MATCH (s:Segment) RETURN properties(s) AS p")[0]["p"]


def test_writing_again_changes_nothing_not_even_element_ids(store):
    graph = graphs.simple()
    store.write(graph)
    before = dump(store, identities=True)
    assert store.write(graph).total == 0
    assert dump(store, identities=True) == before


def test_a_new_version_replaces_exactly_its_own_facts(store):
    other = graphs.at_random(random.Random(5), 2)
    store.write(other)
    store.write(graphs.simple())
    b = graphs.Builder(1)
    b.policy(fingerprint="2", genre="方案")
    new = b.build()
    written = store.write(new)
    assert written.changed == 1
    assert written.deleted > 0
    now = dump(store)
    store.forget(other.policy)
    store.forget(new.policy)
    store.write(new)
    store.write(other)
    assert dump(store) == now


def test_a_property_that_vanished_is_removed(store):
    store.write(graphs.simple(genre="方案"))
    policy = graphs.policy_id(1)
    assert node(store, policy)["genre"] == "方案"
    assert store.write(graphs.simple()) == Written(changed=1)
    assert "genre" not in node(store, policy)


@pytest.mark.parametrize("seed", range(6))
def test_order_of_documents_does_not_matter(store, seed):
    rng = random.Random(seed)
    documents = [graphs.at_random(rng, number) for number in range(4)]
    dumps = set()
    for _ in range(3):
        rng.shuffle(documents)
        for document in documents:
            store.write(document)
        dumps.add(dump(store))
        for policy in store.policies():
            store.forget(policy.id)
        assert store.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    assert len(dumps) == 1


@pytest.mark.parametrize("seed", range(8))
def test_any_history_ends_in_the_state_of_its_last_versions(store, seed):
    rng = random.Random(100 + seed)
    current = {}
    for _ in range(12):
        number = rng.randrange(4)
        if number in current and rng.random() < 0.3:
            store.forget(graphs.policy_id(number))
            del current[number]
        else:
            current[number] = graphs.at_random(rng, number)
            store.write(current[number])
    reached = dump(store)
    for policy in store.policies():
        store.forget(policy.id)
    for document in current.values():
        assert store.write(document).deleted == 0
    assert dump(store) == reached


def test_votes_count_over_documents(store):
    kinds = {}
    for number, kind in enumerate(["chain", "cluster", "cluster"]):
        b = graphs.Builder(number)
        b.policy()
        industry = b.shared("Industry", "汽车", kind=kind)
        store.write(b.build())
        kinds[number] = node(store, industry)["kind"]
    assert kinds == {0: "chain", 1: "chain", 2: "cluster"}
    store.forget(graphs.policy_id(1))
    assert node(store, industry)["kind"] == "chain"


def test_merging_is_by_frequency_then_by_string():
    voices = [Voice("甲", '{"kind": "chain"}', 2), Voice("乙", '{"kind": "cluster"}', 3), Voice("", "", 9)]
    assert merged({"name": "甲"}, voices) == {"name": "甲", "kind": "cluster", "aliases": ["乙"]}
    assert merged({"name": "甲"}, [Voice("", '{"t": ["b"]}', 1), Voice("", '{"t": ["a"]}', 1)])["t"] == ["a", "b"]


def test_large_documents_go_in_batches(store):
    b = graphs.Builder(1)
    policy = b.policy()
    for ordinal in range(2_500):
        b.edge("PART_OF", b.task(ordinal), policy)
    assert store.write(b.build()).created == 2_501 * 2 + 2_500 * 2
    assert store.run("MATCH (:Task)-[r:PART_OF]->(:Policy) RETURN count(r) AS n") == [{"n": 2_500}]
    assert store.write(b.build()).total == 0
    assert store.forget(policy).deleted == 2_501 * 2 + 2_500 * 2


def cited():
    b = graphs.Builder(2)
    b.edge("CITES", b.policy(), graphs.policy_id(1))
    return b.build()


def test_an_edge_may_end_at_another_document_and_goes_with_it(store):
    with pytest.raises(BadRecord, match="不存在"):
        store.write(cited())
    assert store.policies() == []
    store.write(graphs.simple())
    store.write(cited())
    store.write(graphs.simple(genre="方案"))
    assert store.run("MATCH ()-[r:CITES]->() RETURN count(r) AS n") == [{"n": 1}]
    store.forget(graphs.policy_id(1))
    rest = dump(store)
    b = graphs.Builder(2)
    b.policy()
    store.write(b.build())
    assert dump(store) == rest


SIMPLE = graphs.simple()
TASK = next(n for n in SIMPLE.nodes if n.type == "Task")
LEADS = next(e for e in SIMPLE.edges if e.type == "LEADS")
PROOF = SIMPLE.evidence[0]


def edges(change):
    return replace(SIMPLE, edges=tuple(change(e) if e.type == "LEADS" else e for e in SIMPLE.edges))


def proofs(**values):
    first, *rest = SIMPLE.evidence
    return replace(SIMPLE, evidence=(replace(first, **values), *rest))


def plus(*nodes):
    return replace(SIMPLE, nodes=(*SIMPLE.nodes, *nodes))


BAD = {
    "nothing": (DocumentGraph("policy-x", (), (), ()), "缺少文档自己的 Policy"),
    "unknown label": (plus(Node("x", "Person", {})), "Person"),
    "injected label": (plus(Node("x", "Task) DETACH DELETE (n", {}, True)), "不在本体"),
    "evidence as a node": (plus(Node("x", "Evidence", {}, True)), "不在本体"),
    "unknown type": (edges(lambda e: replace(e, type="LIKES")), "LIKES"),
    "wrong ends": (edges(lambda e: replace(e, source=e.target, target=e.source)), "不能连接"),
    "missing end": (edges(lambda e: replace(e, target="task-none")), "没有节点"),
    "unknown property": (with_props(SIMPLE, "Task", colour="red"), "colour"),
    "missing property": (with_props(SIMPLE, "Task", summary=None), "缺少 summary"),
    "text for a number": (with_props(SIMPLE, "Task", ordinal="1"), "integer"),
    "truth for a number": (with_props(SIMPLE, "Task", ordinal=True), "integer"),
    "number too large": (with_props(SIMPLE, "Task", ordinal=2**63), "integer"),
    "number for a list": (with_props(SIMPLE, "Task", due=3), "string_list"),
    "half a character": (with_props(SIMPLE, "Task", text="\ud800"), "string"),
    "no date": (with_props(SIMPLE, "Policy", issued_on="2021年3月"), "date"),
    "not in the list": (with_props(SIMPLE, "Policy", status="old"), "status"),
    "edge value not in the list": (edges(lambda e: replace(e, props={"basis": "guess"})), "basis"),
    "edge without required": (edges(lambda e: replace(e, props={})), "缺少 basis"),
    "another's edge": (edges(lambda e: replace(e, policy="policy-other")), "另一文档"),
    "another's node": (with_props(SIMPLE, "Task", policy="policy-other"), "另一文档"),
    "shared called owned": (with_nodes(SIMPLE, lambda n: replace(n, owned=True)), "owned"),
    "same id, other content": (plus(replace(TASK, props=dict(TASK.props) | {"summary": "别"})), "出现两次"),
    "node without evidence": (replace(SIMPLE, evidence=SIMPLE.evidence[1:]), "没有依据"),
    "edge without evidence": (replace(SIMPLE, evidence=SIMPLE.evidence[:-1]), "没有依据"),
    "evidence for nothing": (proofs(about="task-none"), "不在文档中"),
    "evidence of another": (proofs(policy="policy-other"), "另一文档"),
    "empty span": (proofs(end=PROOF.start), "区间"),
    "confidence": (proofs(confidence=1.5), "置信度"),
    "no number": (proofs(confidence=float("nan")), "置信度"),
    "claim for an owned node": (proofs(claims={"title": "x"}), "声明"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_records_are_refused_and_nothing_is_written(store, case):
    graph, message = BAD[case]
    with pytest.raises(BadRecord, match=message):
        store.write(graph)
    assert store.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.parametrize("claims", [{"kind": "nonsense"}, {"name": "别名"}, {"aliases": ["x"]}, {"unknown": 1}])
def test_claims_are_checked(store, claims):
    b = graphs.Builder(1)
    b.policy()
    b.prove(b.shared("Industry", "汽车"), "", claims)
    with pytest.raises(BadRecord, match="声明"):
        store.write(b.build())


def test_one_id_cannot_stand_for_two_names(store):
    store.write(SIMPLE)
    other = graphs.Builder(2)
    other.policy()
    id_ = next(n.id for n in SIMPLE.nodes if n.type == "Industry")
    other.add(Node(id_, "Industry", {"name": "别的产业"}))
    before = dump(store)
    with pytest.raises(BadRecord, match="别的产业"):
        store.write(other.build())
    assert dump(store) == before
