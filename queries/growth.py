"""Growth that two targets of one thing in different years require: compound for levels, points for shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pydantic import Field

from ontology.reference.indicators import WHOLE, indicators
from queries.change_targets import key_of, named, stated
from queries.records import Record, Sentence
from queries.rows import PolicyTargets

SHARES = ("%", "‰")


class Growth(Record):
    """What one goal requires each year to reach the next."""

    name: str = Field(description="subject and metric")
    indicator: str = Field(description="id of the indicator; empty where no table has it")
    start: str = Field(description="the earlier goal in words")
    end: str = Field(description="the later goal in words")
    years: int = Field(description="years between them")
    per_year: float = Field(description="growth a year: percent for a level, percentage points for a share")
    unit: str = Field(description="% or 百分点")
    sentences: tuple[Sentence, ...] = Field(description="the sentences of both goals")


def required(rows: Sequence[PolicyTargets]) -> list[Growth]:
    """The growth between goals of one thing that follow each other, by name and year.

    Goals in one base unit only; a year in which several values are stated is left out, as is a goal that names
    nobody whose measure could be anybody's (产值).
    """
    series: dict[tuple[str, str, str], dict[int, list[PolicyTargets]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.year and row.base_value and row.period == "by_year" and _is_level(row):
            thing, subject, _ = key_of(row)
            series[thing, subject, row.base_unit][row.year].append(row)
    found = [growth for years in series.values() for growth in _steps(years)]
    return sorted(found, key=lambda g: (g.name, g.start, g.end))


def _is_level(row: PolicyTargets) -> bool:
    known = indicators().get(row.indicator)
    return not (known and known.level) and bool(row.subject or not WHOLE.search(row.metric))


def _steps(years: dict[int, list[PolicyTargets]]) -> list[Growth]:
    points = [rows[0] for _, rows in sorted(years.items()) if len({row.base_value for row in rows}) == 1]
    return [_growth(old, new) for old, new in pairwise(points)]


def _growth(old: PolicyTargets, new: PolicyTargets) -> Growth:
    years = (new.year or 0) - (old.year or 0)
    was, now = old.base_value or 0.0, new.base_value or 0.0
    share = new.base_unit in SHARES
    rate = (now - was) / years if share else 100 * ((now / was) ** (1 / years) - 1)
    return Growth(
        name=named(new),
        indicator=new.indicator,
        start=stated(old),
        end=stated(new),
        years=years,
        per_year=round(rate, 2),
        unit="百分点" if share else "%",
        sentences=(*old.sentences, *new.sentences),
    )
