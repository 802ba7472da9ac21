"""The extractor on the five examples, whose facts a careful reader wrote down; the tagger has never seen them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Hashable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ingest.output import as_dict, as_json
from ingest.pipeline import extract
from ingest.read import read
from tests import scoring
from tests.documents import ROOT
from tests.scoring import Facts

EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.stem != "README")
TOPICS = ("industries", "segments")
FLOORS = {"duty": 0.99, "target": 0.98, "topic": 0.88, "enterprises": 0.97, "platforms": 0.95, "projects": 0.88}


@cache
def pair(path: Path) -> tuple[Facts, Facts]:
    """The gold of an example and the facts that are accepted from it."""
    gold = json.loads((ROOT / "tests" / "golden" / f"{path.stem}.gold.json").read_text("utf-8"))
    return gold, as_dict(replace(extract(read(path)), proposals=()))


def totals(kind: str) -> tuple[set[Hashable], set[Hashable]]:
    expected: set[Hashable] = set()
    found: set[Hashable] = set()
    for path in EXAMPLES:
        gold, made = pair(path)
        sides = {
            "duty": lambda g=gold, m=made: scoring.duties(g, m),
            "target": lambda g=gold, m=made: (scoring.targets(g), scoring.targets(m)),
            "topic": lambda g=gold, m=made: (scoring.names(g, *TOPICS), scoring.names(m, *TOPICS)),
        }.get(kind, lambda g=gold, m=made: (scoring.names(g, kind), scoring.names(m, kind)))()
        expected |= {(path.stem, item) for item in sides[0]}
        found |= {(path.stem, item) for item in sides[1]}
    return expected, found


@pytest.mark.parametrize("kind", FLOORS)
def test_facts_of_the_examples(kind: str) -> None:
    expected, found = totals(kind)
    score = scoring.f1(expected, found)
    assert score >= FLOORS[kind], sorted(map(str, expected ^ found))


def test_policies_of_the_examples() -> None:
    for path in EXAMPLES:
        gold, made = pair(path)
        fields = ("title", "doc_number", "issued_on", "region", "status")
        assert {f: made["policy"][f] for f in fields} == {f: gold["policy"][f] for f in fields}, path.name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_evidence_reads_back_in_the_original_file(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8")
    made = pair(path)[1]
    for task in made["tasks"]:
        assert scoring.plain(task["text"]) == scoring.plain(fold(raw[slice(*task["evidence"])]))
    for kind in scoring.NAMES:
        for item in made[kind]:
            written = raw[slice(*item["evidence"])]
            assert scoring.plain(item["name"]) == scoring.plain(fold(written)), (kind, item)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def test_the_same_bytes_on_every_run() -> None:
    path = EXAMPLES[0]
    assert as_json(extract(read(path))) == as_json(extract(read(path)))
