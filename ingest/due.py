"""By when a task is due: years and months that its text, its table row or the row's header states."""

from __future__ import annotations

import re
from collections.abc import Iterator

DUE = re.compile(
    r"(?:(?:到|至|力争|争取|于)(?:“?十[三四五]五”?末[((])?(?P<to>20\d\d)年"
    r"|(?P<by>20\d\d)年(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?|[上下]半年|[一二三四]季度)?(?:年?[底末]|之?前|以前)"
    r"|(?:^|[\n(])(?P<cell>20\d\d)年(?:(?P<cell_month>\d{1,2})月)?(?=$|[\n)]))"
)
TERM = re.compile(
    r"(?:完成|实施|工作|办理|整改)?(?:时限|期限|时间(?:节点|要求)?)[::](?P<from>20\d\d)年?(?:(?P<month>\d{1,2})月)?"
    r"(?:[-—~至]+(?P<to>20\d\d)年?(?:(?P<to_month>\d{1,2})月)?)?"
)
TIMED = re.compile(r"时限|时间|期限|节点|年限")
GOAL_YEARS = re.compile(r"(20\d\d)年(?:度|底)?(?:工作|主要|预期)?目标")
RANGE = re.compile(r"20\d\d(?:[.年]\d{0,2}月?)?[-—~至]+(20\d\d)(?:[.年](\d{1,2})?)?")
MOMENT = r"(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?)?(?:底|末|之?前)*"
BEFORE = re.compile(rf"{MOMENT}[\s/]*$")


def due_of(text: str) -> tuple[str, ...]:
    """Years (2026) and months (2026-09) by which a text is due, in order, each once."""
    terms = [date for match in TERM.finditer(text) for date in _term(match)]
    if terms:
        return tuple(dict.fromkeys(terms))
    found = (match.groupdict() for match in DUE.finditer(text))
    dates = (_date(f["to"] or f["by"] or f["cell"], f["month"] or f["cell_month"]) for f in found)
    return tuple(dict.fromkeys(dates))


def due_of_row(header: str, text: str, edges: tuple[str, ...], year: str) -> tuple[str, ...]:
    """What a row is due by.

    `edges` are the texts that end where a column of time may stand, `year` the one that the table's title names, for
    a row that states its month alone.
    """
    if years := GOAL_YEARS.findall(header):
        return tuple(dict.fromkeys(years))
    if not TIMED.search(header):
        return due_of(text)
    for edge in edges:
        match = BEFORE.search(edge)
        at = match["year"] or (year if match["month"] else "") if match else ""
        if match and at and not re.search(r"[-—~至]$", edge[: match.start()]):
            return (_date(at, match["month"]),)
    ranges = [_date(match[1], match[2]) for match in RANGE.finditer(text)]
    return tuple(ranges[-1:]) or due_of(text)


def _term(match: re.Match[str]) -> Iterator[str]:
    yield _date(match["from"], match["month"])
    if match["to"]:
        yield _date(match["to"], match["to_month"])


def _date(year: str, month: str | None) -> str:
    return f"{year}-{int(month):02d}" if month and 1 <= int(month) <= 12 else year
