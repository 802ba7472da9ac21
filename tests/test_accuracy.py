"""The committed accuracy is that of the code: figures, fingerprint and confidence, and no figure falls unseen."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.accuracy import best, check, report, spans
from benchmarks.accuracy.__main__ import WANTED, Evaluation, evaluate
from benchmarks.accuracy.fingerprint import ROOT, deciding, fingerprint
from benchmarks.accuracy.labels import labels
from benchmarks.accuracy.measure import measure, micro
from benchmarks.accuracy.readings import readings, scorer
from benchmarks.accuracy.reliability import error
from ingest import weigh
from ingest.confidence import shipped
from ingest.records import Name
from ingest.tagger import Scored
from tests.documents import SHARED

real = pytest.mark.skipif(not (SHARED / "gold/score.py").exists(), reason="../shared/gold is absent")
CALIBRATED = 0.05


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return evaluate(SHARED)


@real
def test_the_committed_page_is_what_is_measured(found: Evaluation) -> None:
    assert not check.differing(found.page())


@real
def test_confidence_is_fitted_to_these_facts(found: Evaluation) -> None:
    assert not check.misfitted(found.curves, shipped())


@real
def test_names_are_weighed_as_fitted(found: Evaluation) -> None:
    assert not check.misfitted(found.weights, weigh.shipped())


@real
def test_no_figure_falls_by_more_than_a_point(found: Evaluation) -> None:
    assert not check.fallen(found.measured)


@real
def test_confidence_is_the_share_that_is_right(found: Evaluation) -> None:
    errors = {kind: round(error(judged), 3) for kind, judged in found.measured.judged.items()}
    assert set(errors) == set(found.measured.kinds)
    assert max(errors.values()) <= CALIBRATED, errors


@real
def test_nine_of_ten_accepted_facts_are_right(found: Evaluation) -> None:
    hits, _, accepted = micro(found.measured.accepted, found.measured.kinds)
    assert hits >= WANTED * accepted


def third_lost(names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(name for name in names if len(name.name) % 3)


@real
def test_figures_tell_a_loss(found: Evaluation, tmp_path: Path) -> None:
    facts = [replace(r.facts, tasks=r.facts.tasks[1:], names=third_lost(r.facts.names)) for r in found.readings]
    lost = [replace(r, facts=f) for r, f in zip(found.readings, facts, strict=True)]
    judge = scorer(SHARED)
    measured = measure(judge, lost, labels(judge, lost))
    lines = " ".join(check.fallen(measured))
    kinds = ("responsibility", "topic", "enterprise", "platform", "project", "micro")
    assert [kind for kind in kinds if f"{kind} fell" not in lines] == []
    (tmp_path / "page.md").write_text(found.page(), "utf-8")
    made = replace(found, measured=measured).page()
    assert check.differing(made, tmp_path / "page.md")
    assert not check.differing(found.page(), tmp_path / "page.md")


@real
def test_spans_of_another_text_are_refused(tmp_path: Path) -> None:
    kept = spans.read()
    first = min(kept)
    for changed in (kept | {first: replace(kept[first], sha256="0" * 64)}, {n: kept[n] for n in kept if n != first}):
        with pytest.raises(spans.YardstickError, match=rf"{first}.*make folds"):
            readings(SHARED, changed, lambda _: None)


def test_the_page_has_the_fingerprint_of_the_code() -> None:
    assert not check.stale()


@pytest.mark.parametrize(
    "changed", ["ingest/names.py", "ingest/data/generic.yaml", "benchmarks/accuracy/spans.json.gz"]
)
def test_what_decides_the_figures_changes_the_fingerprint(changed: str, tmp_path: Path) -> None:
    copy(tmp_path)
    page = tmp_path / "page.md"
    page.write_text(f"{report.MARK}`{fingerprint(tmp_path)}`\n", "utf-8")
    assert not check.stale(page, tmp_path)
    with (tmp_path / changed).open("ab") as file:
        file.write(b"\n")
    assert "make evaluate" in check.stale(page, tmp_path)[0]


def test_training_and_the_model_leave_the_fingerprint(tmp_path: Path) -> None:
    copy(tmp_path)
    for path in ("ingest/training/fit.py", "ingest/model/tagger.onnx"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("changed", "utf-8")
    assert fingerprint(tmp_path) == fingerprint()


def copy(root: Path) -> None:
    for path in deciding(ROOT):
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


@pytest.mark.parametrize(
    ("figure", "size", "fell"),
    [
        (0.95, 900, False),
        (0.941, 900, False),
        (0.939, 900, True),
        (0.93, 40, False),
        (0.92, 40, True),
        (0.96, 40, False),
    ],
)
def test_a_fall_is_more_than_a_point_and_more_than_an_item(figure: float, size: int, fell: bool) -> None:
    assert bool(best.fallen({"topic": (figure, size)}, {"topic": 0.95})) == fell


def test_a_figure_that_is_no_longer_measured_has_fallen() -> None:
    assert best.fallen({}, {"topic": 0.95}) == ["topic fell from 95.0 to 0.0"]


def test_the_best_figures_only_rise(tmp_path: Path) -> None:
    raised = best.raised({"topic": (0.8, 10), "target": (0.9, 10)}, {"topic": 0.85, "gone": 0.5})
    best.write(raised, tmp_path / "best.json")
    assert best.read(tmp_path / "best.json") == {"topic": 0.85, "target": 0.9}


def test_curves_that_differ_are_named() -> None:
    curves = shipped()
    changed = {**curves, "target": replace(curves["target"], weights={"any": 0.123})}
    assert "target" in check.misfitted(changed, curves)[0]
    assert not check.misfitted(curves, dict(curves))


def test_spans_are_written_the_same_way_each_time(tmp_path: Path) -> None:
    left = spans.LeftOut("ab", 3, (Scored(5, 9, "SEG", 1.23456), Scored(0, 4, "ENT", -2.0)))
    for name in ("one.gz", "two.gz"):
        spans.write(tmp_path / name, {"x": left})
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()
    back = spans.read(tmp_path / "one.gz")["x"]
    assert back == replace(left, spans=(Scored(0, 4, "ENT", -2.0), Scored(5, 9, "SEG", 1.23)))


def test_missing_spans_are_told_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(spans.YardstickError, match=r"missing.*make folds"):
        spans.read(tmp_path / "none.gz")


def test_spans_below_the_least_score_are_not_handed_on() -> None:
    given = [Scored(0, 4, "SEG", -0.5), Scored(2, 6, "SEG", 2.0), Scored(0, 3, "SEG", 1.0), Scored(0, 3, "IND", 0.1)]
    assert spans.tagged(given) == [Scored(0, 3, "IND", 0.1), Scored(2, 6, "SEG", 2.0)]
