"""docs/accuracy.md: the figures as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.measure import Measured, Totals, micro, ratio
from benchmarks.accuracy.readings import Reading
from benchmarks.accuracy.reliability import bins, error

FILE = Path("docs/accuracy.md")
MARK = "Fingerprint: "
INTRO = (Path(__file__).parent / "intro.md").read_text("utf-8")


def report(measured: Measured, readings: Sequence[Reading], fingerprint: str) -> str:
    """The whole page; the same figures give the same bytes."""
    parts = (
        INTRO.format(documents=len(readings), groups=len({reading.fold for reading in readings})).rstrip(),
        f"{MARK}`{fingerprint}`",
        "## Kinds of facts",
        _table(
            ("kind", "gold", "found", "hits", "P", "R", "F1", "P acc.", "R acc.", "F1 acc.", "tagger F1"),
            _kinds(measured),
        ),
        "## Attributes of what is matched",
        _table(("attribute", "right", "of", "%"), _attributes(measured.every)),
        "## Documents",
        _table(("document", "group", *measured.kinds, "all"), _documents(measured, readings)),
        "## Confidence",
        _table(("kind", "facts", "right %", "ECE"), _errors(measured)),
        "Share that is right for each tenth of confidence:",
        _table(("kind", "confidence", "facts", "mean confidence", "right"), _bins(measured)),
    )
    return "\n\n".join(parts) + "\n"


def marked(text: str) -> str:
    """The fingerprint that a page carries, empty where it has none."""
    lines = [line for line in text.splitlines() if line.startswith(MARK)]
    return lines[0].removeprefix(MARK).strip("`") if lines else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("--:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _kinds(measured: Measured) -> Iterator[list[str]]:
    every, accepted, tagger = measured.every, measured.accepted, measured.tagger
    for kind in measured.shown:
        total = every[kind]
        alone = _percent(ratio(tagger[kind])) if tagger.get(kind, [0, 0, 0])[2] else "–"
        yield [kind, str(total[1]), str(total[2]), str(total[0]), *_three(total), *_three(accepted[kind]), alone]
    total = micro(every, measured.kinds)
    sums = [str(total[1]), str(total[2]), str(total[0])]
    yield ["micro", *sums, *_three(total), *_three(micro(accepted, measured.kinds)), "–"]
    yield ["macro", *[""] * 5, _macro(every, measured), "", "", _macro(accepted, measured), "–"]


def _attributes(totals: Totals) -> Iterator[list[str]]:
    for name, total in sorted(totals.items()):
        if len(total) == 2:
            yield [name, str(total[0]), str(total[1]), _percent(ratio(total))]


def _documents(measured: Measured, readings: Sequence[Reading]) -> Iterator[list[str]]:
    for reading in readings:
        totals = measured.documents[reading.id]
        cells = [_percent(ratio(totals[k])) if any(totals[k][1:]) else "–" for k in measured.kinds]
        yield [reading.id, str(reading.fold), *cells, _percent(ratio(micro(totals, measured.kinds)))]


def _errors(measured: Measured) -> Iterator[list[str]]:
    for kind in measured.kinds:
        if judged := measured.judged.get(kind):
            right = sum(hit for _, hit in judged) / len(judged)
            yield [kind, str(len(judged)), _percent(right), f"{error(judged):.3f}"]


def _bins(measured: Measured) -> Iterator[list[str]]:
    for kind in measured.kinds:
        for each in bins(measured.judged.get(kind, [])):
            span = f"{each.low:.1f}–{each.low + 0.1:.1f}"
            yield [kind, span, str(each.count), f"{each.chance:.3f}", f"{each.right:.3f}"]


def _three(total: Sequence[int]) -> list[str]:
    hits, gold, found = total
    return [_percent(hits / found if found else 0.0), _percent(hits / gold if gold else 0.0), _percent(ratio(total))]


def _macro(totals: Totals, measured: Measured) -> str:
    held = [ratio(totals[kind]) for kind in measured.kinds if kind in totals and totals[kind][1]]
    return _percent(sum(held) / len(held))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
