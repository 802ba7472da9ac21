"""Places of China: divisions of today, former ones with what became of them, development zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ontology.reference.read import several, table

NATION = "000000"
PEOPLES = (
    "维吾尔|柯尔克孜|哈萨克|蒙古|土家|布依|哈尼|傈僳|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|东乡|保安|撒拉|裕固|仫佬|毛南|"
    "仡佬|拉祜|景颇|布朗|普米|独龙|朝鲜|满|回|壮|苗|瑶|侗|彝|藏|羌|白|傣|佤|黎|畲|土|水|怒|纳西|各"
)
KIND = re.compile(
    rf"(?:特别行政区|(?:维吾尔|回族|壮族)?自治区|(?:(?:{PEOPLES})族?)*自治[州县旗]|地区|林区|特区|[省市区县州盟旗])$"
)
AUTONOMOUS = re.compile(r"自治([州县旗区])$")
CONTINUED = ("renamed", "upgraded")
SHORT_MIN = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A division or zone.

    `level` is nation, province, prefecture, county or zone. `until` is the year in which a former division ended (None
    for today's), `successor` the codes (`|` between) of what took its place, `kind` how: renamed, upgraded, merged or
    split; for a zone its type.
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    until: int | None = None
    successor: str = ""
    kind: str = ""


def _current() -> Iterator[Place]:
    yield Place(NATION, "中国", "中国", "nation", "")
    for row in table("divisions"):
        yield Place(row["code"], row["name"], row["short"], row["level"], row["parent"] or NATION)


def _former() -> Iterator[Place]:
    for row in table("divisions_former"):
        short = short_of(row["name"])
        end = int(row["until"])
        yield Place(row["code"], row["name"], short, row["level"], row["parent"], end, row["successor"], row["kind"])


def _zones() -> Iterator[Place]:
    for row in table("zones"):
        yield Place(row["name"], row["name"], row["name"], "zone", row["parent"], kind=row["type"])


@cache
def places() -> dict[str, Place]:
    """All places by code; a zone's code is its name, a former division's its code and last year."""
    return {place.code: place for source in (_current(), _former(), _zones()) for place in source}


@cache
def full_names() -> dict[str, tuple[Place, ...]]:
    """Full names of divisions and all names of zones → the places so called."""
    found: dict[str, list[Place]] = {}
    for place in places().values():
        for name in {place.name, *_also(place)}:
            found.setdefault(name, []).append(place)
    for row in table("zones"):
        for alias in filter(None, row["aliases"].split("|")):
            found.setdefault(alias, []).append(places()[row["name"]])
    return {name: tuple(same) for name, same in found.items()}


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    return {row["code"]: several(row["aliases"]) for row in table("divisions_aliases")}


def _also(place: Place) -> Iterator[str]:
    """Names in use beside the full one: 恩施州, 长阳县, 新疆自治区, 香港特区."""
    yield from _aliases().get(place.code, ())
    if place.name.endswith("特别行政区"):
        yield f"{place.short}特区"
    if (match := AUTONOMOUS.search(place.name)) and len(place.short) >= SHORT_MIN and place.level != "province":
        yield place.short + match[1]
    elif match:
        yield f"{place.short}自治区"


@cache
def short_names() -> dict[str, tuple[Place, ...]]:
    """Short names of two characters or more (襄阳, 恩施) → the divisions so called."""
    found: dict[str, list[Place]] = {}
    for place in places().values():
        if len(place.short) >= SHORT_MIN and place.short != place.name:
            found.setdefault(place.short, []).append(place)
    return {name: tuple(same) for name, same in found.items()}


@cache
def longest() -> int:
    """How long the longest name is."""
    return max(map(len, full_names()))


def begun_by(text: str) -> str:
    """The longest name of a place, full or short, that a longer text begins with; empty where there is none."""
    sizes = range(min(longest(), len(text) - 1), 1, -1)
    return next((text[:size] for size in sizes if text[:size] in full_names() or text[:size] in short_names()), "")


@cache
def above(code: str) -> tuple[Place, ...]:
    """A place and all that hold it, lowest first, the nation last."""
    place = places().get(code)
    return (place, *above(place.parent)) if place else ()


@cache
def below() -> dict[str, tuple[Place, ...]]:
    """Places of today by the code of the place that holds them directly."""
    found: dict[str, list[Place]] = {}
    for place in places().values():
        if place.until is None:
            found.setdefault(place.parent, []).append(place)
    return {code: tuple(held) for code, held in found.items()}


def followers(code: str, whole: bool = True) -> Iterator[tuple[Place, bool]]:
    """What a former division became, step by step, and whether it went on whole (renamed, upgraded) up to there."""
    place = places().get(code)
    if place is None or place.until is None:
        return
    whole = whole and place.kind in CONTINUED
    for after in place.successor.split("|"):
        yield places()[after], whole
        yield from followers(after, whole)


@cache
def _moves() -> dict[str, tuple[str, int]]:
    return {row["code"]: (row["holder"], int(row["until"])) for row in table("divisions_moved")}


def holders(place: Place, year: int | None) -> tuple[Place, ...]:
    """All that hold a place in a year, the present ones where None: 简阳市 lay in 资阳市 until 2016."""
    old, until = _moves().get(place.code, ("", 0))
    return above(old) if old and year is not None and year <= until else chain(place)[1:]


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Names of groups of divisions (京津冀, 长株潭) → the codes of their members."""
    rows = [(row, tuple(row["members"].split("|"))) for row in table("groups")]
    return {n: members for row, members in rows for n in (row["name"], *row["aliases"].split("|")) if n}


@cache
def abbreviations() -> dict[str, str]:
    """Provinces by the one character that stands for each: 鄂 is 湖北省."""
    return {row["abbreviation"]: row["name"] for row in table("divisions_abbreviations")}


@cache
def provinces() -> tuple[str, ...]:
    """Short names of the provinces of today."""
    return tuple(place.short for place in below()[NATION] if place.level == "province")


def chain(place: Place) -> tuple[Place, ...]:
    """A place, of the tables or made up from a text, and all that hold it, lowest first."""
    return (place, *above(place.parent))


def short_of(name: str) -> str:
    """A division's name without the word for its kind: 襄樊市 is 襄樊, 郫县 stays whole."""
    short = KIND.sub("", name)
    return short if len(short) >= SHORT_MIN else name
