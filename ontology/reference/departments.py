"""Departments: full and short forms, the office that goes on through renamings, and which follows which."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from ontology.reference.read import several, table

NATIONAL = "nation"


@dataclass(frozen=True, slots=True)
class Department:
    """A department's full form without its region, or a national one's name.

    `office` is what goes on when the form changes (economy-industry), `county_name` the form that counties use where it
    is another, `levels` where it exists, `valid_from` and `valid_to` years of the form, None where open.
    """

    name: str
    shorts: tuple[str, ...]
    office: str
    levels: tuple[str, ...]
    county_name: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Succession:
    """A form that another followed: the year, how (renamed, reorganised, merged, absorbed, split), how sure.

    `region` is the code of the province in which alone it did, empty where it did in all.
    """

    before: str
    after: str
    year: int
    kind: str
    confidence: str
    region: str = ""


@cache
def departments() -> tuple[Department, ...]:
    """All departments, local and national."""
    return tuple(
        Department(
            row["name"],
            several(row["shorts"]),
            row["office"],
            several(row["levels"]),
            row["county_name"],
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in table("departments")
    )


@cache
def forms() -> dict[str, Department]:
    """Full and short forms of local departments, without region or level word → the department."""
    local = [d for d in departments() if NATIONAL not in d.levels]
    return {form: d for d in local for form in d.shorts} | {d.name: d for d in local}


@cache
def national() -> dict[str, Department]:
    """Full and short names of national departments → the department."""
    return {form: d for d in departments() if NATIONAL in d.levels for form in (d.name, *d.shorts)}


@cache
def sections() -> dict[str, Department]:
    """Sections that one national department alone has → the department: 装备工业一司."""
    return {row["section"]: national()[row["department"]] for row in table("departments_sections")}


@cache
def _steps() -> tuple[Succession, ...]:
    rows = ({**row, "year": int(row["year"])} for row in table("succession"))
    return tuple(Succession(**{f.name: row[f.name] for f in fields(Succession)}) for row in rows)  # type: ignore[arg-type]


@cache
def successions() -> dict[str, tuple[Succession, ...]]:
    """Rows of the succession by the form before."""
    found: dict[str, list[Succession]] = {}
    for one in _steps():
        if not one.region:
            found.setdefault(one.before, []).append(one)
    return {before: tuple(rows) for before, rows in found.items()}


@cache
def regional() -> dict[tuple[str, str, str], Succession]:
    """Rows that hold in one province only, by the form before, the form after and the province's code."""
    return {(one.before, one.after, one.region): one for one in _steps() if one.region}


@cache
def followed(before: str, after: str) -> Succession | None:
    """The last step from one form to a later one, straight or over others between them; None where none leads there."""
    seen, open_ = {before}, [before]
    while open_:
        for row in successions().get(open_.pop(0), ()):
            if row.after == after:
                return row
            if row.after not in seen:
                seen.add(row.after)
                open_.append(row.after)
    return None


@cache
def line_of(name: str) -> str:
    """The succession line a form belongs to: one word for all forms that follow one another; the form itself else."""
    return _lines().get(name, name)


@cache
def _lines() -> dict[str, str]:
    lines: dict[str, str] = {}
    for row in (r for rows in successions().values() for r in rows):
        old, new = lines.get(row.after, row.after), lines.setdefault(row.before, row.before)
        lines[row.after] = old
        if old != new:
            lines = {form: new if line == old else line for form, line in lines.items()}
    return lines


@cache
def alike() -> dict[frozenset[str], str]:
    """Pairs of forms of one office of which one place has one: `same`, or `unsure` where it may have both."""
    return {frozenset((row["name"], row["other"])): row["answer"] for row in table("departments_alike")}
