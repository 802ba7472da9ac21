import re

import graphs

from ontology.ddl import FULL_TEXT, statements
from ontology.model import load


def test_every_type_has_a_unique_key():
    ontology, ddl = load(), statements(load())
    for node in ontology.nodes:
        assert sum(f"FOR (x:{node}) REQUIRE x.id IS UNIQUE" in s for s in ddl) == 1
    for edge in ontology.edges:
        assert sum(f"FOR ()-[x:{edge}]-() REQUIRE x.rid IS UNIQUE" in s for s in ddl) == 1
        assert sum(f"FOR ()-[x:{edge}]-() ON (x.policy)" in s for s in ddl) == 1


def test_statements_can_be_repeated_and_have_distinct_names():
    ddl = statements(load())
    assert all(" IF NOT EXISTS " in s for s in ddl)
    names = [re.search(r"(?:CONSTRAINT|INDEX) (\w+) IF", s)[1] for s in ddl]
    assert len(set(names)) == len(names)
    assert ddl == statements(load())


def test_no_plain_index_on_a_unique_property():
    unique = {m for s in statements(load()) for m in re.findall(r"FOR (\S+) REQUIRE (x\.\w+)", s)}
    plain = {
        m for s in statements(load()) for m in re.findall(r"RANGE INDEX \w+ IF NOT EXISTS FOR (\S+) ON \((x\.\w+)\)", s)
    }
    assert plain
    assert not unique & plain


def test_names_in_use_are_stable():
    names = " ".join(statements(load()))
    for name in (
        "policy_id",
        "leads_rid",
        "leads_policy",
        "evidence_about",
        "evidence_policy",
        "task_policy",
        FULL_TEXT,
    ):
        assert f" {name} IF" in names


def test_the_server_holds_exactly_these(store):
    store.apply_schema()
    indexes = {r["name"]: r for r in store.run("SHOW INDEXES YIELD name, state, type, owningConstraint")}
    wanted = {re.search(r"(?:CONSTRAINT|INDEX) (\w+) IF", s)[1] for s in statements(load())}
    assert {n for n, r in indexes.items() if r["type"] != "LOOKUP"} == wanted
    assert {r["state"] for r in indexes.values()} == {"ONLINE"}


def test_names_are_found_by_a_part_in_chinese(store):
    store.write(graphs.simple())
    rows = store.run(
        f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', $q) YIELD node RETURN node.name AS name", {"q": '"车零部"'}
    )
    assert rows == [{"name": "汽车零部件"}]
