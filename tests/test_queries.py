"""Every named query and its header."""

from __future__ import annotations

import re

import pytest

from graph.store import Store
from ontology.ddl import FULL_TEXT
from ontology.model import load
from queries import generate
from queries.errors import HeaderError, ParameterError
from queries.header import Query, parse
from queries.loader import load_all, page
from queries.records import Row
from queries.rows import (
    ROWS,
)
from queries.search import phrase
from tests.graph_sample import CHAIN, SCIENCE, documents, fill

HEAD = """// summary zh: 甲
// summary en: One
// param name: string -- a name
// returns id: string -- an id
MATCH (n:Policy {title: $name}) RETURN n.id AS id
"""
PLAN = next(graph for graph in documents() if CHAIN in {node.id for node in graph.nodes} and len(graph.nodes) > 30)
PASSAGE = next(node.id for node in PLAN.nodes if node.props.get("path") == "二/(一)")
REQUIRED = {
    "chain": CHAIN,
    "id": CHAIN,
    "department": SCIENCE,
    "text": '"工信"',
    "name": "工信",
    "passage": PASSAGE,
    "policy": PLAN.policy,
    "policies": [PLAN.policy],
}


@pytest.fixture(scope="module")
def store(session_store: Store) -> Store:
    fill(session_store)
    return session_store


def required(query: Query) -> dict[str, object]:
    return {p.name: REQUIRED[p.name] for p in query.params if p.required}


# --- without a database ---------------------------------------------------------------------------------------------


def test_every_file_has_a_row_and_every_row_a_file():
    assert {row.query for row in ROWS} == set(load_all())
    for row in ROWS:
        assert tuple(row.model_fields) == tuple(c.name for c in load_all()[row.query].fields)


def test_rows_are_fresh():
    assert generate.TARGET.read_text("utf-8") == generate.source(), "run python -m queries.generate"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("// summary zh: 甲\n", "", "one summary"),
        ("$name", "$nom", "parameters declared"),
        ("{title: $name}", "", "parameters declared"),
        ("// returns id: string -- an id\n", "", "columns declared"),
        ("AS id", "AS identity", "columns declared"),
        ("RETURN n.id AS id", "RETURN n.id AS id, n.title AS title", "columns declared"),
        ("n.id AS id", "n.id", "column without a name"),
        ("returns id: string", "returns id: word", "unknown type"),
        ("returns id: string", "returns id: enum:mood", "unknown type"),
        ("name: string --", "name: Sentence --", "cannot be"),
        ("name: string --", "name: string = 'x' --", "not JSON"),
        ("name: string --", "name: string = null --", "default of name"),
        ("// param", "// parameter", "cannot read header"),
        ("string -- a name", "string", "cannot read parameter"),
        ("// returns id: string -- an id\n", "// returns id: string -- an id\n" * 2, "declared twice"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(old: str, new: str, complaint: str):
    assert parse("one", HEAD).name == "one"
    with pytest.raises(HeaderError, match=f"one.cypher: .*{complaint}"):
        parse("one", HEAD.replace(old, new))


def test_parameters_in_strings_and_comments_do_not_count():
    parse("one", HEAD.replace(" RETURN", "\n// not $this\nRETURN").replace("RETURN", "WHERE n.title <> '$that' RETURN"))


@pytest.mark.parametrize(
    "values",
    [{}, {"chain": 1}, {"chain": None}, {"chain": "x", "other": 1}],
)
def test_values_that_do_not_fit_are_refused(values: dict[str, object]):
    with pytest.raises(ParameterError):
        load_all()["chain_map"].bind(values)


def test_values_that_fit_are_completed():
    query = load_all()["chain_gaps"]
    assert query.bind({"verdict": "stated", "limit": 3})["served"] is False
    for wrong in ({"verdict": "strange"}, {"limit": True}, {"limit": "3"}, {"served": 1}):
        with pytest.raises(ParameterError):
            query.bind(wrong)


def test_queries_name_only_what_the_ontology_has():
    known = {*load().nodes, *load().edges}
    for query in load_all().values():
        code = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
        used = re.findall(r"[(\[]\w*:([\w|]+)", code)
        assert used or query.name == "graph_counts"
        assert {name for group in used for name in group.split("|")} <= known, query.name


def test_superseded_documents_are_told_by_one_rule():
    pattern = r"\(newer:Policy\)-\[:REPLACES\]->\((\w+)\) WHERE newer\.status <> 'draft' OR \1\.status = 'draft' }"
    for query in load_all().values():
        assert query.text.count("[:REPLACES]") == len(re.findall(pattern, query.text)), query.name
    everything = {"about", "entity", "entity_search", "graph_counts", "judgements", "passages", "regions"}
    everything |= {"passage_facts", "policy_targets", "policy_things", "policy_units"}
    assert {q.name for q in load_all().values() if "[:REPLACES]" not in q.text} == everything


def test_the_search_uses_the_index_of_the_ontology():
    assert f"'{FULL_TEXT}'" in load_all()["entity_search"].text


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("工信局", '"工信局"'),
        ("  市 工信局 ", '(市 OR 市* OR *市) AND "工信局"'),
        ("ＬＮＧ", '("lng" OR lng*)'),
        ("LNG接收站", '"lng接收站"'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("name:x OR *", '"name:x" AND ("or" OR or*)'),
        ("*", ""),
        ("", ""),
    ],
)
def test_words_become_a_harmless_query(words: str, query: str):
    assert phrase(words) == query


# --- on the sample graph --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(load_all()))
def test_every_query_only_reads_and_returns_its_columns(store: Store, name: str):
    query = load_all()[name]
    values = query.bind(required(query))
    with store._session("READ") as session:
        result = session.run("EXPLAIN " + query.text, values)
        assert tuple(result.keys()) == tuple(c.name for c in query.columns)
        assert result.consume().query_type == "r"
    assert "LOAD CSV" not in query.text
    found = store.run(query.text, values, 20)
    assert found, f"{name} finds nothing in the sample"
    assert found == store.run(query.text, values, 20)


@pytest.mark.parametrize("row", [row for row in ROWS if load_all()[row.query].paged], ids=lambda row: row.query)
def test_pages_make_the_whole(store: Store, row: type[Row]):
    query = load_all()[row.query]
    whole = page(store, row, offset=0, limit=100, **required(query))
    assert whole.total == len(whole.rows)
    parts = [page(store, row, offset=i, limit=2, **required(query)) for i in range(0, whole.total, 2)]
    assert tuple(r for part in parts for r in part.rows) == whole.rows
    beyond = page(store, row, offset=whole.total + 5, limit=2, **required(query))
    assert (beyond.rows, beyond.total) == ((), whole.total)
