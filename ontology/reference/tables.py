"""All reference tables: what each holds, and whether it keeps its promises; every .csv file of this folder is one."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files

import yaml

RULES = "tables.yaml"
YEAR = re.compile(r"(?:1[89]|20)\d\d(?:-\d\d(?:-\d\d)?)?")
CONFIDENCE = frozenset({"high", "medium", "low"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `key` names the columns that tell its rows apart, `refs` the columns that hold names of other tables.

    `years` are pairs of columns of which the first may not be later, `factors` columns of numbers or fractions,
    `names` says that no name or alias may stand in two rows, `upward` names a column of keys and that of the keys that
    hold them, where nothing may hold itself at any distance.
    """

    name: str
    what: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    key: tuple[str, ...]
    source: str = ""
    refs: Mapping[str, str] = field(default_factory=dict)
    years: tuple[tuple[str, str], ...] = ()
    factors: tuple[str, ...] = ()
    names: bool = False
    upward: tuple[str, ...] = ()


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name."""
    folder = files("ontology.reference")
    rules = yaml.safe_load(folder.joinpath(RULES).read_text("utf-8"))
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))
    return {
        name.removesuffix(".csv"): parse(
            name.removesuffix(".csv"), folder.joinpath(name).read_text("utf-8"), rules.get(name.removesuffix(".csv"))
        )
        for name in found
    }


def parse(name: str, text: str, rule: Mapping[str, object] | None = None) -> Table:
    """A table of its text; without a rule its first column is the key."""
    reader = csv.DictReader(text.splitlines())
    columns = tuple(reader.fieldnames or ())
    rows = tuple(reader)
    given = {"what": "", "key": list(columns[:1]), **(rule or {})}
    pairs = tuple((str(a), str(b)) for a, b in given.get("years", ()))  # type: ignore[attr-defined]
    return Table(
        name=name,
        what=str(given["what"]),
        columns=columns,
        rows=rows,
        key=tuple(given["key"]),  # type: ignore[arg-type]
        source=str(given.get("source", "")),
        refs=given.get("refs", {}),  # type: ignore[arg-type]
        years=pairs,
        factors=tuple(given.get("factors", ())),  # type: ignore[arg-type]
        names=bool(given.get("names", False)),
        upward=tuple(given.get("upward", ())),  # type: ignore[arg-type]
    )


def sources(table: Table) -> str:
    """Where its rows come from, each source once."""
    found = dict.fromkeys(row["source"] for row in table.rows if row.get("source"))
    return "; ".join(found) or table.source


def problems(held: Mapping[str, Table]) -> list[str]:
    """Everything that is wrong, each a line that names table, row and column; empty where all is well."""
    return [f"{name}: {problem}" for name, table in held.items() for problem in _problems(table, held)]


def _problems(table: Table, held: Mapping[str, Table]) -> Iterator[str]:
    if not table.rows:
        yield "没有数据"
    if missing := [c for c in (*table.key, *table.refs, *table.factors) if c not in table.columns]:
        yield f"缺少列 {'、'.join(missing)}"
        return
    yield from _repeated(table)
    yield from _circles(table) if table.upward else ()
    for number, row in enumerate(table.rows, 2):
        yield from (f"第 {number} 行:{problem}" for problem in _row_problems(table, row, held))


def _repeated(table: Table) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    owners: dict[str, int] = {}
    for number, row in enumerate(table.rows, 2):
        key = tuple(row[column] or "" for column in table.key)
        if key in seen or not any(key):
            yield f"第 {number} 行:键 {'、'.join(key)} 与第 {seen.get(key, number)} 行重复或为空"
        seen.setdefault(key, number)
        for name in _names(table, row) if table.names else ():
            if owners.setdefault(name, number) != number:
                yield f"第 {number} 行:名称或别名“{name}”与第 {owners[name]} 行重复"


def _circles(table: Table) -> Iterator[str]:
    lower, upper = table.upward
    above: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in table.rows:
        rest = tuple(row[column] for column in table.key if column != lower)
        above[row[lower], *rest] |= {(one, *rest) for one in (row[upper] or "").split("|") if one}
    told: set[tuple[str, ...]] = set()
    for start in tuple(above):
        found: set[tuple[str, ...]] = set()
        left = [start]
        while left:
            left += (new := above.get(left.pop(), set()) - found)
            found |= new
        if start in found - told:
            told |= found
            yield f"“{start[0]}”沿 {upper} 列向上又回到自身"


def _names(table: Table, row: Mapping[str, str]) -> set[str]:
    main = "name" if "name" in table.columns else table.key[0]
    return {row[main], *(row.get("aliases") or "").split("|")} - {""}


def _row_problems(table: Table, row: Mapping[str, str], held: Mapping[str, Table]) -> Iterator[str]:
    if None in row or None in row.values():
        yield "列数与表头不符"
        return
    if "source" in table.columns and not row["source"]:
        yield "没有来源"
    if "confidence" in table.columns and row["confidence"] not in CONFIDENCE:
        yield f"把握“{row['confidence']}”不是 high、medium、low"
    for column in table.factors:
        if not _is_factor(row[column]):
            yield f"{column} 的值“{row[column]}”不是数"
    for column, there in table.refs.items():
        for name in row[column].split("|") if row[column] else ():
            if name not in _column(there, held):
                yield f"{column} 的“{name}”不在 {there} 中"
    for first, last in table.years:
        begin, end = (YEAR.match(row[column] or "") for column in (first, last))
        if begin and end and begin[0] > end[0]:
            yield f"{first} {begin[0]} 晚于 {last} {end[0]}"


def _is_factor(text: str) -> bool:
    try:
        return Fraction(text) > 0
    except (ValueError, ZeroDivisionError):
        return False


def _column(there: str, held: Mapping[str, Table]) -> frozenset[str]:
    name, column = there.split(".")
    table = held.get(name)
    return frozenset(row[column] for row in table.rows) if table else frozenset()
