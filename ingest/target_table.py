"""Tables of indicators: glued lines that end in 预期性 or 约束性, and rows of a grid with columns of years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Passage, Span

INDICATOR = re.compile(
    r"^(?:[^\n\d()]{0,16}\d{1,2}[.、]?)?(?P<name>[^\n\d()][^\n()]{2,40})\((?P<unit>[^()\n]{1,8})\)\n?"
    r"(?P<sign>[≥≤<>]?)(?P<value>\d+(?:\.\d+)?)%?\n?(?:预期性|约束性)",
    re.MULTILINE,
)
HEADER = re.compile(r"^[^\n]*指标[^\n]*?(20\d\d)年[^\n]*$", re.MULTILINE)
NAME = re.compile(r"(?:主要|核心|具体|工作|发展)?指标(?:名称|内容)?|名称")
NAMED_UNIT = re.compile(r"(?P<name>.+?)\((?P<unit>[^()]{1,8})\)")
COLUMN_YEAR = re.compile(
    r"(?!.*(?:现状|基期|基准|实际|完成|现值|累计|年均))(?:(20\d\d)年?(?:底|末)?(?:目标|目标值|预期|预期值|规划|规划值)?|目标值)"
)
CELL = re.compile(r"(?P<sign>[≥≤<>]?)(?P<value>\d+(?:\.\d+)?)(?P<percent>%?)(?P<more>以上|以内|左右)?")
MORE = {"以上": ">=", "以内": "<=", "左右": "~"}
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


def row_indicators(text: str, passage: Passage, since: int) -> Iterator[Indicator]:
    """The figures of a grid's row by its columns of years from `since` on, where name and unit stand beside them."""
    names = [span for column, span in passage.cells.items() if NAME.fullmatch(column)]
    if not passage.columns or not names:
        return
    name, unit = _name_and_unit(text[slice(*names[0])].replace("\n", ""), text, passage)
    for column, span in passage.cells.items():
        year, cell = COLUMN_YEAR.fullmatch(column), CELL.fullmatch(text[slice(*span)])
        if year and cell and (unit or cell["percent"]) and (year[1] is None or int(year[1]) >= since):
            op = MORE.get(cell["more"] or "", OPERATORS[cell["sign"]])
            whole = (min(names[0][0], span[0]), max(names[0][1], span[1]))
            yield Indicator(whole, name, op, float(cell["value"]), cell["percent"] or unit, int(year[1] or 0) or None)


def _name_and_unit(name: str, text: str, passage: Passage) -> tuple[str, str]:
    unit = next((span for column, span in passage.cells.items() if column in ("单位", "计量单位")), None)
    if unit:
        return name, text[slice(*unit)]
    stated = NAMED_UNIT.fullmatch(name)
    return (stated["name"], stated["unit"]) if stated else (name, "")
