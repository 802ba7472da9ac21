"""Tables of indicators in glued lines: name(unit), figure, and 预期性 or 约束性."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Span

INDICATOR = re.compile(
    r"^(?:[^\n\d()]{0,16}\d{1,2}[.、]?)?(?P<name>[^\n\d()][^\n()]{2,40})\((?P<unit>[^()\n]{1,8})\)\n?"
    r"(?P<sign>[≥≤<>]?)(?P<value>\d+(?:\.\d+)?)%?\n?(?:预期性|约束性)",
    re.MULTILINE,
)
HEADER = re.compile(r"^[^\n]*指标[^\n]*?(20\d\d)年[^\n]*$", re.MULTILINE)
OPERATORS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<=", "": "="}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a table of indicators: its span, name, operator, value, unit, and the year its header states."""

    span: Span
    name: str
    op: str
    value: float
    unit: str
    year: int | None


def indicators(text: str) -> Iterator[Indicator]:
    """All rows of indicator tables in order; a row may be broken before its figure."""
    headers = list(HEADER.finditer(text))
    for row in INDICATOR.finditer(text):
        year = next((int(h[1]) for h in reversed(headers) if h.end() <= row.start()), None)
        yield Indicator(row.span(), row["name"], OPERATORS[row["sign"]], float(row["value"]), row["unit"], year)
