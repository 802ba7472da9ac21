"""The whole line, files to answered gaps: on the examples, and on the real policies where ../shared is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph import Store
from ingest.files import expand
from ingest.load import ingest
from ingest.verify import bare, verify
from queries.loader import ask
from queries.rows import ChainGaps
from tests.documents import ROOT, SHARED

POLICIES = SHARED / "policies"
SCORE = SHARED / "gold" / "score.py"
real = pytest.mark.skipif(not POLICIES.is_dir(), reason="../shared/policies is not there")

Row = dict[str, Any]


def gaps(store: Store, region: str) -> dict[str, list[ChainGaps]]:
    rows: dict[str, list[ChainGaps]] = {}
    for row in ask(store, ChainGaps, region=region):
        rows.setdefault(row.segment, []).append(row)
    return rows


def verdicts(rows: dict[str, list[ChainGaps]], segment: str) -> set[str]:
    return {row.verdict for row in rows.get(segment, [])}


def state(store: Store) -> list[Row]:
    nodes = store.run("MATCH (n) RETURN n.id AS id, elementId(n) AS at, properties(n) AS props ORDER BY id")
    edges = store.run("MATCH ()-[r]->() RETURN r.rid AS id, elementId(r) AS at, properties(r) AS props ORDER BY id")
    return nodes + edges


def assert_sound(store: Store) -> None:
    checked = list(verify(store))
    assert checked
    assert all(v.total and v.good == v.total and not v.problem for v in checked), checked
    assert bare(store) == 0


def test_the_examples_answer_what_their_chains_lack(store: Store) -> None:
    reports = list(ingest(expand([ROOT / "examples"]), store))
    assert {r.status for r in reports} == {"added"}
    rows = gaps(store, "砚川市")
    assert verdicts(rows, "电解液") == {"stated"}
    assert verdicts(rows, "能量管理系统") == {"introduce"}
    assert verdicts(rows, "茶园管理机") == {"unserved"}
    assert all(row.sentences and row.segment in row.sentences[0].quote for found in rows.values() for row in found)
    before = state(store)
    assert {r.status for r in ingest(expand([ROOT / "examples"]), store)} == {"unchanged"}
    assert {r.status for r in ingest(expand([ROOT / "examples"]), store, force=True)} == {"replaced"}
    assert state(store) == before
    assert_sound(store)


def test_a_draft_gives_way_to_the_plan_as_issued(store: Store) -> None:
    list(ingest(expand([ROOT / "examples"]), store))
    rows = store.run("MATCH (new:Policy)-[:REPLACES]->(old:Policy) RETURN new.status AS new, old.status AS old")
    assert rows == [{"new": "in_force", "old": "draft"}]


@real
def test_the_five_policies(store: Store) -> None:
    reports = list(ingest(expand([POLICIES]), store))
    assert [r.status for r in reports] == ["added"] * 5
    before = state(store)
    assert [r.status for r in ingest(expand([POLICIES]), store)] == ["unchanged"] * 5
    assert [r.status for r in ingest(expand([POLICIES]), store, force=True)] == ["replaced"] * 5
    assert state(store) == before
    assert_sound(store)

    rows = gaps(store, "襄阳市")
    for segment in ("精密铸造", "模具", "表面处理", "印染"):
        (row,) = [r for r in rows[segment] if r.verdict == "stated"]
        assert "短板" in row.sentences[0].quote
        assert "2021" in row.sentences[0].title
    for segment in ("毫米波雷达", "激光雷达", "车载通讯单元"):
        (row,) = rows[segment]
        assert (row.chain, row.verdict) == ("新能源和智能网联汽车产业", "introduce")
        assert segment in row.sentences[0].quote


@real
def test_an_edited_policy_replaces_only_its_own_facts(store: Store, tmp_path: Path) -> None:
    for path in expand([POLICIES]):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    files = expand([tmp_path])
    list(ingest(files, store))
    before = state(store)
    edited = next(f for f in files if "2016" in f.name)
    text = edited.read_text("utf-8")
    edited.write_text(text.replace("3200亿元", "3300亿元"), "utf-8")
    statuses = [r.status for r in ingest(files, store)]
    assert sorted(statuses) == ["replaced", *["unchanged"] * 4]
    changed = [row for row in state(store) if row not in before]
    policy = next(row["id"] for row in before if row["props"].get("source") == str(edited.resolve()))
    owners = {row["props"].get("policy", policy) for row in changed if row["props"].get("policy") != ""}
    assert owners == {policy}
    edited.write_text(text, "utf-8")
    list(ingest(files, store))
    strip = [{"id": r["id"], "props": r["props"]} for r in state(store)]
    assert strip == [{"id": r["id"], "props": r["props"]} for r in before]


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Row:
    if not SCORE.exists():
        pytest.skip("../shared/gold is not there")
    from ingest.output import as_json
    from ingest.pipeline import extract
    from ingest.read import read

    out = tmp_path_factory.mktemp("facts")
    pairs: list[str] = []
    for gold in sorted(SCORE.parent.glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        made = out / f"{stem}.json"
        made.write_text(as_json(extract(read(POLICIES / f"{stem}.txt"))), "utf-8")
        pairs += [str(gold), str(made)]
    run = subprocess.run([sys.executable, str(SCORE), *pairs, "--json"], capture_output=True, text=True, check=True)
    found: Row = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(("kind", "floor"), [("responsibility", 0.95), ("target", 0.85)])
def test_scores_on_the_gold_of_the_policies(scored: Row, kind: str, floor: float) -> None:
    assert scored["kinds"][kind]["f1"] >= floor
