"""People's judgements by command line and API: taken, refused, undone, kept when documents are read again."""

from datetime import date

import graphs
import pytest
from http_client import Client
from test_store import dump
from typer.testing import CliRunner

from api.app import create_app
from api.cli import build
from graph import Store
from ingest.errors import JudgementError
from ingest.matching import match
from ingest.review import Decision, decide, undo

DAY = date(2026, 11, 27)
FIRMS = ("甲乙智能装备", "丙丁智能装备", "湖北甲乙智能装备有限公司")


@pytest.fixture
def firms(store):
    """Three firms in two documents, and the ids of their names."""
    for number, named in enumerate((FIRMS[:2], FIRMS[2:])):
        b = graphs.Builder(number)
        b.policy()
        for name in named:
            b.shared("Enterprise", name, name, region="襄阳市")
        store.write(b.build())
    return {one.name: one.id for one in store.names()}


def standing(store):
    return {one.name: one.into for one in store.names()}


def test_rules_bring_a_short_and_a_full_name_together_and_a_person_parts_them(store, firms):
    before = dump(store)
    match(store)
    now = standing(store)
    assert now[FIRMS[0]] == now[FIRMS[2]] != now[FIRMS[1]]
    (rule,) = [one for one in store.judgements() if one.answer == "same"]
    undo(store, rule.id, DAY, "王")
    now = standing(store)
    assert len(set(now.values())) == 3
    (mine,) = [one for one in store.judgements() if one.by == "person"]
    assert (mine.answer, mine.who, mine.decided) == ("different", "王", "2026-11-27")
    match(store)
    assert len(set(standing(store).values())) == 3
    store.withdraw(*(one.id for one in store.judgements()))
    assert dump(store) == before


def test_a_person_joins_what_rules_hold_apart_and_takes_it_back(store, firms):
    match(store)
    before = dump(store)
    decide(store, [Decision(firms[FIRMS[1]], firms[FIRMS[2]], "same", "李", "工商登记")], DAY)
    assert len(set(standing(store).values())) == 1
    (mine,) = [one for one in store.judgements() if one.by == "person"]
    undo(store, mine.id, DAY)
    assert dump(store) == before


@pytest.mark.parametrize(
    ("a", "b", "answer", "said"),
    [
        (FIRMS[0], FIRMS[0], "same", "自己"),
        (FIRMS[0], "enterprise-0", "same", "没有编号"),
        (FIRMS[0], FIRMS[1], "alike", "结论"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused_and_nothing_changes(store, firms, a, b, answer, said):
    before = dump(store)
    with pytest.raises(JudgementError, match=said):
        decide(store, [Decision(firms.get(a, a), firms.get(b, b), answer)], DAY)
    assert dump(store) == before


def test_what_a_person_has_parted_is_not_joined_by_a_way_round(store, firms):
    a, b, c = (firms[name] for name in FIRMS)
    decide(store, [Decision(a, b, "different", "李")], DAY)
    decide(store, [Decision(a, c, "same", "李")], DAY)
    before = dump(store)
    with pytest.raises(JudgementError, match="把其中的名称分开"):
        decide(store, [Decision(b, c, "same", "李")], DAY)
    assert dump(store) == before


def test_the_api_lists_takes_and_undoes(store: Store, firms):
    client = Client(create_app(store=store))
    match(store)
    (row,) = client.data("/api/v1/judgements?answer=same")["data"]
    assert {row["a"]["name"], row["b"]["name"]} == {FIRMS[0], FIRMS[2]}
    assert row["sentences_a"][0]["quote"]
    assert row["sentences_b"][0]["quote"]
    said = {"a": row["a"]["id"], "b": row["b"]["id"], "answer": "different", "who": "王"}
    assert client.post("/api/v1/judgements", said).json()["data"]["nodes"] == 3
    rows = client.data("/api/v1/judgements")["data"]
    assert {(r["by"], r["counts"]) for r in rows} == {("rule", False), ("person", True)}
    (mine,) = [r for r in rows if r["by"] == "person"]
    assert client.get(f"/api/v1/judgements/{mine['id']}", "DELETE").json()["data"]["nodes"] == 2
    assert client.get("/api/v1/judgements/judgement-0", "DELETE").status_code == 409
    assert client.post("/api/v1/judgements", said | {"answer": "alike"}).status_code == 422


@pytest.fixture
def run(store, engine_settings, monkeypatch):
    """The command line over the suite's engine."""
    monkeypatch.setenv("LIANTU_HOME", str(engine_settings.home))

    def call(*arguments, typed=""):
        return CliRunner().invoke(build(), arguments, input=typed, obj=engine_settings)

    return call


def test_the_command_asks_and_keeps(run, store, firms, monkeypatch):
    a, b = firms[FIRMS[0]], firms[FIRMS[1]]
    decide(store, [Decision(a, b, "unsure", "王")], DAY)
    listed = run("review", "--list")
    assert FIRMS[0] in listed.output
    assert "某句原文" in listed.output
    done = run("review", "--who", "李", typed="s\n")
    assert "已保存 1 条判断" in done.output
    assert standing(store)[FIRMS[0]] == standing(store)[FIRMS[1]]
    (mine,) = [one for one in store.judgements() if one.by == "person"]
    run("review", "--undo", mine.id)
    assert standing(store)[FIRMS[0]] != standing(store)[FIRMS[1]]
