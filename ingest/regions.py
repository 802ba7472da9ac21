"""Administrative divisions: which region a text is about, and what lies in what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from ontology.reference.read import table

UNKNOWN = re.compile(r"(?=([\u4e00-\u9fff]{2}市))")
ISSUING = re.compile(r"([\u4e00-\u9fff]{2,4}?(?:市|州|盟|县|区))(?:人民政府|委员会|[\u4e00-\u9fff]{2,12}局$)")
TITLED = re.compile(r"(?:关于(?:印发|加快|推进|促进|支持)?《?)?([\u4e00-\u9fff]{2,3}?(?:市|州|盟|县|区))")
NOT_A_CITY = frozenset("本全我各城都县省该在对进为上入出外内门超强两三四五几多个的些是有和与及或等到从向由")
UNLISTED_MIN = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A division; `code` is empty for one that the table does not hold and a document names itself."""

    name: str
    level: str
    code: str = ""
    parent: str = ""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return table("divisions")


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


@dataclass(frozen=True, slots=True)
class Place:
    """A region with the words that a text uses for it."""

    region: Region
    written: str


def named(text: str) -> Place | None:
    """The region whose full name begins a text, as in 汉中市分行 or 襄阳市商务局."""
    match = _pattern().match(text)
    return Place(_index()[match[0]], match[0]) if match and _index()[match[0]].name == match[0] else None


def place_at(text: str, at: int) -> Place | None:
    """The region that stands at an offset, by its full or short name."""
    match = _pattern().match(text, at)
    return Place(_index()[match[0]], match[0]) if match else None


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
    if stated := _stated(title, issuer):
        return stated
    counted = Counter(_index()[m[0]] for m in _pattern().finditer(text))
    common = [r for r, n in counted.most_common() if n >= 3]
    return next((r for r in common if r.level != "province"), common[0] if common else _unlisted(text[:3000]))


def stated_region(title: str) -> bool:
    """Whether a title begins with the place that it is for."""
    bare = title.removeprefix("关于").lstrip("《")
    return place_at(bare, 0) is not None or bool(TITLED.match(bare) and _stated(bare, ""))


def _stated(title: str, issuer: str) -> Region | None:
    """A place that no table lists, named by the issuer or at the head of the title."""
    match = ISSUING.match(issuer) or TITLED.match(title)
    if match is None or set(match[1][:-1]) & NOT_A_CITY:
        return None
    return Region(match[1], "prefecture" if match[1].endswith(("市", "州", "盟")) else "county")


def _unlisted(text: str) -> Region | None:
    """A city that no table lists and of which the head of the text speaks most."""
    counted = Counter(m[1] for m in UNKNOWN.finditer(text) if not set(m[1][:-1]) & NOT_A_CITY)
    if not counted or counted.most_common(1)[0][1] < UNLISTED_MIN:
        return None
    short, times = counted.most_common(1)[0]
    longer = Counter(text[m.start() - 1] + short for m in re.finditer(short, text) if m.start())
    long, same = longer.most_common(1)[0] if longer else ("", 0)
    return Region(long if same > times * 0.8 and "\u4e00" <= long[0] <= "\u9fff" else short, "prefecture")
