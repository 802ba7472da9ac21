"""Targets of two policies that measure the same thing: raised, lowered, met in another year, in another unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ontology.model import load
from ontology.reference.indicators import bare
from queries.rows import PolicyTargets

TAILS = re.compile("(?:产业集群|产业链群|产业链|产业|行业|集群|领域)$")
WHOLE = re.compile("^(?:全[市省县区]|我[市省县区]|全域)")
Change = dict[str, Any]


def target_changes(one: Sequence[PolicyTargets], other: Sequence[PolicyTargets]) -> tuple[list[Change], int]:
    """(what differs between the targets of two policies, how many targets both have alike)."""
    old, new = _by_key(one), _by_key(other)
    found: list[Change] = []
    alike = 0
    for key in sorted({*old, *new}):
        pairs, gone, fresh = _paired(old.get(key, []), new.get(key, []))
        for pair in pairs:
            changes = list(_changes(*pair))
            alike += not changes
            found += changes
        found += [_alone("dropped", row) for row in gone]
        found += [_alone("added", row) for row in fresh]
    return found, alike


def key_of(row: PolicyTargets) -> tuple[str, str, str]:
    """What a target measures of whom: (indicator or plain metric, subject, per year or not); equal ones compare."""
    subject = WHOLE.sub("", TAILS.sub("", re.sub(r"[“”\"()]", "", row.subject)))
    growth = "annual" if row.period == "annual" else ""
    return row.indicator or bare(row.metric), subject, growth


def named(row: PolicyTargets) -> str:
    """Subject and metric as a reader would say them."""
    return row.subject + row.metric


def stated(row: PolicyTargets) -> str:
    """The value with its operator, unit and year, e.g. 突破 1000 亿元(2027 年)."""
    value = f"{row.value:g}" + (f"—{row.value_max:g}" if row.value_max is not None else "")
    year = f"({row.year} 年)" if row.year else ""
    return f"{load().label('operator', row.op)} {value} {row.unit}".rstrip() + year


def _by_key(rows: Iterable[PolicyTargets]) -> dict[tuple[str, str, str], list[PolicyTargets]]:
    found: dict[tuple[str, str, str], list[PolicyTargets]] = defaultdict(list)
    for row in rows:
        found[key_of(row)].append(row)
    return {key: sorted(some, key=lambda r: (r.year or 0, r.value, r.target_id)) for key, some in found.items()}


def _paired(
    old: list[PolicyTargets], new: list[PolicyTargets]
) -> tuple[list[tuple[PolicyTargets, PolicyTargets]], list[PolicyTargets], list[PolicyTargets]]:
    """Pairs and what is left: equal values first, then the same year, then in order of years."""
    pairs: list[tuple[PolicyTargets, PolicyTargets]] = []
    old, new = list(old), list(new)
    for alike in (_equal, _of_one_year, _any):
        for row in list(old):
            match = next((other for other in new if alike(row, other)), None)
            if match is not None:
                pairs.append((row, match))
                old.remove(row)
                new.remove(match)
    return pairs, old, new


def _equal(one: PolicyTargets, other: PolicyTargets) -> bool:
    return one.year == other.year and _values(one) == _values(other)


def _of_one_year(one: PolicyTargets, other: PolicyTargets) -> bool:
    return one.year == other.year


def _any(_: PolicyTargets, __: PolicyTargets) -> bool:
    return True


def _changes(old: PolicyTargets, new: PolicyTargets) -> Iterable[Change]:
    """What differs between two targets of one thing."""
    if _unit(old) != _unit(new):
        yield _both("unit", old, new)
    elif (was := _values(old)) != (now := _values(new)):
        yield _both("raised" if now > was else "lowered", old, new)
    if old.year != new.year:
        yield _both("year", old, new)


def _values(row: PolicyTargets) -> tuple[float, float]:
    """Lower and upper value in base units, rounded so that spellings of one number agree."""
    low = row.value if row.base_value is None else row.base_value
    high = row.value_max if row.base_value is None else row.base_value_max
    return float(f"{low:.9g}"), float(f"{low if high is None else high:.9g}")


def _unit(row: PolicyTargets) -> str:
    return row.unit if row.base_value is None else row.base_unit


def _both(change: str, old: PolicyTargets, new: PolicyTargets) -> Change:
    sentences = (*old.sentences, *new.sentences)
    return {"change": change, "name": named(new), "before": stated(old), "after": stated(new), "sentences": sentences}


def _alone(change: str, row: PolicyTargets) -> Change:
    before, after = ("", stated(row)) if change == "added" else (stated(row), "")
    return {"change": change, "name": named(row), "before": before, "after": after, "sentences": row.sentences}
