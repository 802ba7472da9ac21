"""Administrative divisions: which region a text is about, and what lies in what."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNKNOWN = re.compile(
    r"([\u4e00-\u9fff]{2,3}?市)(?=人民政府|委|政府|产业|先进|加快|推进|推动|促进|深入|制造|关于|工业|重点)"
)
NOT_A_CITY = frozenset("本全我各城都县省该")


@dataclass(frozen=True, slots=True)
class Region:
    """A division; `code` is empty for one that the table does not hold and a document names itself."""

    name: str
    level: str
    code: str = ""
    parent: str = ""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("ingest").joinpath("data/regions.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _index() -> dict[str, Region]:
    """Full and short names of provinces and prefectures, full names of counties that are unique."""
    names = Counter(row["name"] for row in _rows())
    found: dict[str, Region] = {}
    for row in sorted(_rows(), key=lambda r: ("province", "prefecture", "county").index(r["level"])):
        region = Region(row["name"], row["level"], row["code"], row["parent"])
        if row["level"] == "county" and names[row["name"]] > 1:
            continue
        found.setdefault(row["name"], region)
        if row["level"] != "county" and len(row["short"]) >= 2:
            found.setdefault(row["short"], region)
    return found


@cache
def _codes() -> dict[str, Region]:
    return {row["code"]: Region(row["name"], row["level"], row["code"], row["parent"]) for row in _rows()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _index()), key=len, reverse=True)))


def parent(region: Region) -> Region | None:
    """The region that holds this one; None for provinces and unlisted regions."""
    return _codes().get(region.parent)


def region_in(text: str) -> Region | None:
    """The region a title or issuer names first, the lowest level where several follow one another."""
    found = [(m.start(), m.end(), _index()[m[0]]) for m in _pattern().finditer(text)]
    if not found:
        return None
    _, end, region = found[0]
    for start, stop, lower in found[1:]:
        if start != end:
            break
        region, end = lower, stop
    return region


def region_of(title: str, issuer: str, text: str) -> Region | None:
    """The region of a document: from its title or issuer, else the one that it speaks of most."""
    named = region_in(title.split("印发")[0]) or region_in(issuer) or region_in(title)
    if named:
        return named
    if unlisted := _unlisted(f"{title}\n{issuer}\n{text[:3000]}"):
        return unlisted
    counted = Counter(_index()[m[0]] for m in _pattern().finditer(text))
    common = [r for r, n in counted.most_common() if n >= 3]
    return next((r for r in common if r.level != "province"), common[0] if common else None)


def _unlisted(text: str) -> Region | None:
    """A city that no table lists, by its name before 市 in the document's head."""
    counted = Counter(m[1] for m in UNKNOWN.finditer(text) if not set(m[1][:-1]) & NOT_A_CITY)
    return Region(counted.most_common(1)[0][0], "prefecture") if counted and counted.most_common(1)[0][1] >= 2 else None
