"""`make evaluate`: read all annotated documents, fit confidence, measure, write docs/accuracy.md, print its tables."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import best, calibrate, report, spans, weights
from benchmarks.accuracy.fingerprint import ROOT, fingerprint
from benchmarks.accuracy.labels import labels
from benchmarks.accuracy.measure import Measured, measure, micro
from benchmarks.accuracy.readings import SHARED, Reading, readings, scorer
from ingest.confidence import Curve, Curves

WANTED = 0.9


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the documents and the code give now; nothing is written yet."""

    readings: list[Reading]
    measured: Measured
    curves: dict[str, Curve]
    weights: Curves

    def page(self) -> str:
        """docs/accuracy.md for the files as they stand."""
        return report.report(self.measured, self.readings, fingerprint())


def evaluate(shared: Path, file: Path = spans.FILE) -> Evaluation:
    """Read, fit and measure; raises YardstickError where the gold or fitting spans are missing."""
    judge = scorer(shared)
    read = readings(shared, spans.read(file), _say)
    found = labels(judge, read)
    weighing = weights.fitted(judge, [reading.document for reading in read])
    return Evaluation(read, measure(judge, read, found), dict(calibrate.fitted(found)), weighing)


def main() -> int:
    """Write curves, page and best figures; 1 where a figure has fallen or spans are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / SHARED)
    parser.add_argument("--lower", action="store_true", help="take the present figures for the best, fallen ones too")
    given = parser.parse_args()
    try:
        found = evaluate(given.shared)
    except spans.YardstickError as error:
        print(error, file=sys.stderr)
        return 1
    calibrate.write(found.curves)
    weights.write(found.weights)
    page = found.page()
    (ROOT / report.FILE).write_text(page, "utf-8")
    print(page[page.index(report.MARK) :])
    return _compare(found.measured, lower=given.lower)


def _compare(measured: Measured, *, lower: bool) -> int:
    now, before = best.figures(measured), {} if lower else best.read()
    best.write(best.raised(now, before))
    fell = best.fallen(now, before)
    hits, _, accepted = micro(measured.accepted, measured.kinds)
    if hits < WANTED * accepted:
        fell.append(f"of the accepted facts {100 * hits / accepted:.1f} % are right: raise SURE in ingest/weigh.py")
    print("\n".join(fell or ["No figure is more than a point below its best."]))
    return 1 if fell else 0


def _say(line: str) -> None:
    """One line that rewrites itself on a terminal, a line each elsewhere."""
    shown = f"\r{line:60}" if sys.stderr.isatty() else f"{line}\n"
    print(shown, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
