"""Confidence is the share that is right, fitted to labels and cut where precision holds."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest

from benchmarks.accuracy.calibrate import calibrate, crossed, fitted, threshold, write
from benchmarks.accuracy.labels import Label
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
        "rule tagger": 1.0,
        "rule repeat": 1.0,
    }


@pytest.mark.parametrize(("confidence", "odds"), [(0.0, -8.0), (1.0, 8.0), (0.99999, 8.0), (0.5, 0.0)])
def test_odds_have_bounds(confidence: float, odds: float) -> None:
    assert signs([name("segment", "电池", 0, confidence)])["odds"] == odds


def test_a_sign_without_weight_tells_nothing() -> None:
    curve = Curve({"any": 1.0, "odds": 0.5})
    assert curve.chance({"any": 1.0, "odds": 2.0, "rule new": 1.0}) == curve.chance({"any": 1.0, "odds": 2.0}) == 0.8808
    assert curve.chance({"any": 1.0, "odds": 3.0}) > 0.8808


CURVES = {
    "enterprise": Curve({"odds": 1.0}, 0.6),
    "segment": Curve({"odds": 1.0}, 0.6),
    "target": Curve({"any": -1.0}, 0.5),
    "task": Curve({"any": 2.0}, 0.5),
}
TASK = Task("1", 0, 4, "task.bracket", 0.95, (), (), "stated")
TARGET = Target("1", 4, 8, "target.clause", 0.95, "", "产值", ">", 1.0, "亿元", None, "by_year")


def test_facts_under_the_threshold_are_proposals_with_all_their_mentions() -> None:
    sure = [name("enterprise", "甲公司", 0, 0.5), name("enterprise", "甲公司", 20, 0.9)]
    unsure = [name("segment", "电池", 12, 0.55), name("segment", "电池", 2, 0.4)]
    facts = confident(Facts(DOCUMENT, (TASK,), (TARGET,), (*sure, *unsure)), CURVES)
    assert [(n.name, n.confidence) for n in facts.names] == [("甲公司", 0.9), ("甲公司", 0.9)]
    assert [(f.start, f.confidence) for f in facts.proposals] == [(2, 0.55), (4, 0.2689), (12, 0.55)]
    assert [task.confidence for task in facts.tasks] == [0.8808]
    assert facts.targets == ()


def test_what_is_made_goes_where_its_names_go() -> None:
    names = (name("enterprise", "甲公司", 0, 0.95), name("segment", "电池", 5, 0.8), name("segment", "电机", 8, 0.3))
    facts = confident(Facts(DOCUMENT, names=names, makes=(made("甲公司", "电池"), made("甲公司", "电机"))), CURVES)
    assert [(m.segment, m.confidence) for m in facts.makes] == [("电池", 0.8)]


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
        labels.append(Label("segment", marks, chance.random() < share, n % folds))
    return labels


def test_fitted_chances_are_the_shares() -> None:
    labels = drawn(8000)
    curve = fitted(labels)["segment"]
    assert curve.chance({"any": 1.0, "odds": 4.0, SURE: 1.0}) == pytest.approx(0.88, abs=0.03)
    assert curve.chance({"any": 1.0, "odds": 0.0, UNSURE: 1.0}) == pytest.approx(0.4, abs=0.04)
    judged = list(zip(crossed(labels), [label.right for label in labels], strict=True))
    assert error(judged) < 0.03


def test_a_group_is_judged_by_the_others_only() -> None:
    labels = [Label("target", {"any": 1.0, SURE: 1.0}, n % 5 != 0, n % 5) for n in range(500)]
    chances = crossed(labels)
    assert {chance > 0.95 for chance, label in zip(chances, labels, strict=True) if label.fold == 0} == {True}
    assert {chance < 0.8 for chance, label in zip(chances, labels, strict=True) if label.fold != 0} == {True}


def test_a_higher_score_never_lowers_confidence() -> None:
    labels = [Label("target", {"any": 1.0, "odds": float(n % 9)}, n % 9 < 4, n % 5) for n in range(900)]
    assert "odds" not in fitted(labels)["target"].weights


@pytest.mark.parametrize(
    ("judged", "least"),
    [
        ([(0.9, True)] * 9 + [(0.1, False)], 0.0),
        ([(0.9, True)] * 9 + [(0.5, True), (0.4, False), (0.3, False)], 0.4),
        ([(0.9, True)] * 5 + [(0.5, False), (0.5, True)] * 5, 0.9),
        ([(0.9, False)] * 3, 1.0),
    ],
)
def test_the_threshold_is_the_lowest_with_the_wanted_precision(judged: list[tuple[float, bool]], least: float) -> None:
    assert threshold(judged) == least


def test_thresholds_hold_precision_over_what_is_scored_together() -> None:
    labels = drawn(6000)
    curves = calibrate([*labels, *(Label("industry", n.signs, n.right, n.fold) for n in labels[:600])])
    assert curves["segment"].threshold == curves["industry"].threshold > 0.5
    fresh = drawn(6000, seed=2)
    above = [n.right for n in fresh if curves["segment"].chance(n.signs) >= curves["segment"].threshold]
    assert 0.88 < sum(above) / len(above) < 0.93
    assert len(above) > 1500


def test_written_curves_are_those_that_extraction_reads(tmp_path: Path) -> None:
    write(shipped(), tmp_path / "same.json")
    kept = Path("ingest/data/confidence.json")
    assert (tmp_path / "same.json").read_bytes() == (Path(__file__).parents[1] / kept).read_bytes()
    assert set(shipped()) == set(KINDS)
    assert all(0 <= curve.threshold <= 1 for curve in shipped().values())


def test_bins_and_error_of_known_chances() -> None:
    judged = [(0.95, True)] * 9 + [(0.95, False)] + [(0.25, True)] * 10 + [(1.0, True)] * 10
    assert [(b.low, b.count, round(b.right, 2)) for b in bins(judged)] == [(0.2, 10, 1.0), (0.9, 20, 0.95)]
    assert error(judged) == pytest.approx((10 * 0.75 + 20 * 0.025) / 30)
