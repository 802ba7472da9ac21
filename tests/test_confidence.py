"""Confidence is the share that is right, fitted to labels."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest

from benchmarks.accuracy.calibrate import Label, crossed, fitted, write
from benchmarks.accuracy.reliability import bins, error
from ingest.confidence import KINDS, Curve, confident, shipped, signs
from ingest.parse import parse
from ingest.records import Facts, Makes, Name, Source, Target, Task

SURE, UNSURE = "rule sure", "rule unsure"
DOCUMENT = parse(Source(Path("x.txt"), "关于发展的意见\n支持甲公司发展电池。\n", "utf-8", ""))


def name(kind: str, word: str, start: int, confidence: float = 0.5, rule: str = "tagger") -> Name:
    return Name("1", start, start + len(word), rule, confidence, kind, word)


def made(enterprise: str, segment: str) -> Makes:
    return Makes("1", 0, 9, "makes.list", 0.9, enterprise, segment)


def test_signs_tell_rules_without_their_place_best_odds_number_and_length() -> None:
    found = signs([name("segment", "电池", 0, 0.5, "tagger/heading"), name("segment", "电池", 9, 0.9, "repeat")])
    assert found == {
        "any": 1.0,
        "odds": pytest.approx(math.log(9)),
        "often": pytest.approx(math.log(2)),
        "letters": pytest.approx(math.log(2)),
        "known": 1.0,
        "proposed": 0.0,
        "rule tagger": 1.0,
        "rule repeat": 1.0,
    }


def test_a_listed_name_is_a_sign_in_its_own_kind_only() -> None:
    assert [signs([name(kind, "毫米波雷达", 0, 0.5)])["known"] for kind in ("segment", "enterprise")] == [1.0, 0.0]


@pytest.mark.parametrize(("confidence", "odds"), [(0.0, -8.0), (1.0, 8.0), (0.99999, 8.0), (0.5, 0.0)])
def test_odds_have_bounds(confidence: float, odds: float) -> None:
    assert signs([name("segment", "电池", 0, confidence)])["odds"] == odds


def test_a_sign_without_weight_tells_nothing() -> None:
    curve = Curve({"any": 1.0, "odds": 0.5})
    assert curve.chance({"any": 1.0, "odds": 2.0, "rule new": 1.0}) == curve.chance({"any": 1.0, "odds": 2.0}) == 0.8808
    assert curve.chance({"any": 1.0, "odds": 3.0}) > 0.8808


CURVES = {
    "enterprise": Curve({"odds": 1.0}),
    "segment": Curve({"odds": 1.0, "proposed": -1.0}),
    "target": Curve({"any": -1.0}),
    "task": Curve({"any": 2.0}),
}
TASK = Task("1", 0, 4, "task.bracket", 0.95, (), (), "stated")
TARGET = Target("1", 4, 8, "target.clause", 0.95, "", "产值", ">", 1.0, "亿元", None, "by_year")


def test_a_name_is_as_sure_in_all_its_mentions_and_less_where_it_is_proposed() -> None:
    sure = (name("enterprise", "甲公司", 0, 0.5), name("enterprise", "甲公司", 20, 0.9))
    unsure = (TARGET, name("segment", "电池", 2, 0.4), name("segment", "电池", 12, 0.5))
    facts = confident(Facts(DOCUMENT, (TASK,), (TARGET,), sure, proposals=unsure), CURVES)
    assert [(n.name, n.confidence) for n in facts.names] == [("甲公司", 0.9), ("甲公司", 0.9)]
    assert [(f.start, f.confidence) for f in facts.proposals] == [(4, 0.95), (2, 0.2689), (12, 0.2689)]
    assert [task.confidence for task in facts.tasks] == [0.8808]
    assert [target.confidence for target in facts.targets] == [0.2689]


def test_what_is_made_is_no_surer_than_its_names() -> None:
    names = (name("enterprise", "甲公司", 0, 0.85), name("segment", "电池", 5, 0.8))
    (fact,) = confident(Facts(DOCUMENT, names=names, makes=(made("甲公司", "电池"),)), CURVES).makes
    assert fact.confidence == 0.8


def test_a_kind_without_a_curve_keeps_what_the_rules_say() -> None:
    names = (name("project", "电站", 0, 0.3), name("project", "电站", 9, 0.4))
    facts = confident(Facts(DOCUMENT, names=names), CURVES)
    assert [n.confidence for n in facts.names] == [0.4, 0.4]
    assert facts.proposals == ()


def drawn(count: int, folds: int = 5, seed: int = 1) -> list[Label]:
    """Labels whose chance to be right is the logistic of half the odds, and 0.4 by the unsure rule."""
    chance = random.Random(seed)
    labels = []
    for n in range(count):
        odds = chance.uniform(-2, 6)
        unsure = n % 4 == 0
        share = 0.4 if unsure else 1 / (1 + math.exp(-odds / 2))
        marks = {"any": 1.0, "odds": 0.0 if unsure else odds, "often": 0.0, UNSURE if unsure else SURE: 1.0}
        labels.append(Label("segment", marks, chance.random() < share, str(n % folds)))
    return labels


def test_fitted_chances_are_the_shares() -> None:
    labels = drawn(8000)
    curve = fitted(labels)["segment"]
    assert curve.chance({"any": 1.0, "odds": 4.0, SURE: 1.0}) == pytest.approx(0.88, abs=0.03)
    assert curve.chance({"any": 1.0, "odds": 0.0, UNSURE: 1.0}) == pytest.approx(0.4, abs=0.04)
    judged = list(zip(crossed(labels), [label.right for label in labels], strict=True))
    assert error(judged) < 0.03


def test_a_group_is_judged_by_the_others_only() -> None:
    labels = [Label("target", {"any": 1.0, SURE: 1.0}, n % 5 != 0, str(n % 5)) for n in range(500)]
    chances = crossed(labels)
    assert {chance > 0.95 for chance, label in zip(chances, labels, strict=True) if label.place == "0"} == {True}
    assert {chance < 0.8 for chance, label in zip(chances, labels, strict=True) if label.place != "0"} == {True}


def test_a_higher_score_never_lowers_confidence() -> None:
    labels = [Label("target", {"any": 1.0, "odds": float(n % 9)}, n % 9 < 4, str(n % 5)) for n in range(900)]
    assert "odds" not in fitted(labels)["target"].weights


def test_written_curves_are_those_that_extraction_reads(tmp_path: Path) -> None:
    write(shipped(), tmp_path / "same.json")
    kept = Path("ingest/data/confidence.json")
    assert (tmp_path / "same.json").read_bytes() == (Path(__file__).parents[1] / kept).read_bytes()
    assert set(shipped()) == set(KINDS)


def test_bins_and_error_of_known_chances() -> None:
    judged = [(0.95, True)] * 9 + [(0.95, False)] + [(0.25, True)] * 10 + [(1.0, True)] * 10
    assert [(b.low, b.count, round(b.right, 2)) for b in bins(judged)] == [(0.2, 10, 1.0), (0.9, 20, 0.95)]
    assert error(judged) == pytest.approx((10 * 0.75 + 20 * 0.025) / 30)
