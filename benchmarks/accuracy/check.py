"""What tells that the committed page, curves and best figures are not those of the code."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks.accuracy import best, report
from benchmarks.accuracy.fingerprint import ROOT, fingerprint
from benchmarks.accuracy.measure import Measured
from ingest.confidence import Curves

ADVICE = "run `make evaluate` and commit what it writes"
SHOWN = 20


def stale(page: Path = ROOT / report.FILE, root: Path = ROOT) -> list[str]:
    """A line where the page carries another fingerprint than the code has; needs no annotated documents."""
    told = report.marked(page.read_text("utf-8")) if page.exists() else ""
    now = fingerprint(root)
    return [] if told == now else [f"{page.name} is of {told or 'nothing'}, the code is {now}: {ADVICE}"]


def differing(made: str, page: Path = ROOT / report.FILE) -> list[str]:
    """The first lines in which the committed page differs from the one just made."""
    told = page.read_text("utf-8") if page.exists() else ""
    lines = list(difflib.unified_diff(told.splitlines(), made.splitlines(), "committed", "measured", n=0, lineterm=""))
    return [f"{page.name} differs from what is measured: {ADVICE}", *lines[:SHOWN]] if lines else []


def misfitted(curves: Curves, shipped: Curves) -> list[str]:
    """The kinds whose shipped curve is not the one fitted just now."""
    kinds = sorted(kind for kind in {*curves, *shipped} if curves.get(kind) != shipped.get(kind))
    return [f"confidence of {', '.join(kinds)} is not fitted to these facts: {ADVICE}"] if kinds else []


def fallen(measured: Measured, path: Path = best.FILE) -> list[str]:
    """The figures more than a point below their best."""
    high: Mapping[str, float] = json.loads(path.read_text("utf-8"))
    return best.fallen(best.figures(measured), high)
