"""Which platform of the reference table a name means: by other names, near the document, with or without its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain

from ingest.identity.enterprise_names import CACHE, begins, region_at, touches
from ingest.identity.enterprise_table import ids
from ingest.identity.platform_names import clipped, holder_at, parse, plain, province_of, spelled, unheld
from ingest.regions import Region
from ontology.reference.divisions import full_names, short_of
from ontology.reference.platforms import former_platforms, platforms

UNPLACED_MIN, CLIPPED_MAX, LAB_MIN = 5, 5, 5
FACILITY = re.compile(r"(?:大科学)?装置$")
TWO_NAMES = re.compile(r"(.+实验室)[(（](.+实验室)[)）]")
OF_CLASS = re.compile(r"(?:试验|示范|先导|先行)区$|基地$")


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    """Platforms of the table by every name and its spelling; former names stand for themselves."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in platforms().values():
        for written in (*one.aliases, *clipped(one.name), one.name):
            found[plain(written)].add(one.name)
    for former in chain.from_iterable(former_platforms().items()):
        found.setdefault(plain(former), {former})
    spelt: dict[str, set[str]] = defaultdict(set)
    for text, names in found.items():
        spelt[spelled(text)] |= names
    return {text: tuple(sorted(names)) for text, names in {**spelt, **found}.items()}


def _called(text: str) -> tuple[str, ...]:
    """The platforms that a text is a name of, written so or in the usual spelling, a facility with that word."""
    written = (text, spelled(text), FACILITY.sub("", text))
    return next((found for one in written if (found := _by_name().get(one))), ())


@cache
def _without_place() -> Mapping[str, tuple[str, ...]]:
    """Platforms of the table by their names without the place before them."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in platforms().values():
        for written in map(plain, (*one.aliases, one.name)):
            if (at := begins(written, 0)) and len(written) - len(at.written) >= UNPLACED_MIN:
                found[spelled(written[len(at.written) :])].add(one.name)
    return {text: tuple(sorted(names)) for text, names in found.items()}


@lru_cache(CACHE)
def candidates(name: str, region: str = "") -> tuple[str, ...]:
    """The platforms of the table that a name may mean; where they are several, those near the document's region.

    A short name that begins as the document's region does is one of that region: 海西研究院 of 海西州 is not Fujian's.
    One that leaves out a park's place means no park of another province, but for those in the table of zones: 光谷.
    """
    text = plain(unheld(name))
    here = region_at(region)
    found = tuple(one for one in _called(text) if not here or _reaches(one, name, here))
    near = tuple(one for one in found if _is_at(one, here))
    if here and not near and text.startswith(here.name[:2]) and text not in map(plain, found):
        return ()
    return near if len(found) > 1 and near else found


def _reaches(platform: str, name: str, here: Region) -> bool:
    """Whether a name may mean a platform of the table in a document of `here`."""
    row = platforms().get(platform)
    if row is None or row.kind != "park" or not begins(plain(row.name)) or begins(plain(name)) or name in full_names():
        return True
    return touches(region_at(province_of(region_at(row.home))), here)


def _is_at(platform: str, here: Region | None) -> bool:
    return platform in platforms() and touches(region_at(platforms()[platform].home), here)


@lru_cache(CACHE)
def known(name: str, region: str = "") -> str:
    """The platform of the table that a name means, empty where none or several: 光谷, 湖北隆中实验室, 第五届进博会."""
    if (both := TWO_NAMES.fullmatch(name)) and (found := {*map(known, both.groups())} - {""}):
        return found.pop() if len(found) == 1 and known(both[2]) else ""
    meant = candidates(name, region) or _by_parts(plain(unheld(name)), name, region)
    return meant[0] if len(meant) == 1 else ""


def _by_parts(text: str, name: str, region: str) -> tuple[str, ...]:
    """What the table holds of a name under other words for its holder, or with more or less of its place."""
    if text.startswith(("中科院", "中国")):
        rest = text.removeprefix("中科院").removeprefix("中国")
        if found := _called(rest) or _called(f"中国科学院{rest}"):
            return found
        if text.startswith("中科院") and len(rest) <= CLIPPED_MAX:
            return tuple(name for name, tail in _of_academy() if _clips(rest, tail))
    if spelled(text).endswith("重点实验室") and (ends := _holders_end(text)):
        return next((found for end in ends if (found := _called(text[end:]))), ())
    if (at := begins(text, 0)) and (rest := text[len(at.written) :]):
        found = _called(rest)
        if near := tuple(one for one in found if _is_at(one, at.region)):
            return near
    here = region_at(region)
    several = here and here.level == "province" and text.startswith("国家") and OF_CLASS.search(text)
    there = _without_place().get(spelled(text), ()) if here and not several else ()
    if near := tuple(one for one in there if _is_at(one, here)):
        return near
    parts = parse(name, region)
    if not parts.place or parts.edition or parts.stage or parts.holder:
        return ()
    rest = text[text.find(parts.body) :] if parts.body in text else parts.body
    if parts.level and (found := _called(f"{parts.place.name}{rest}")):
        return found
    return tuple(one for one in _called(rest) if _is_at(one, parts.place))


def _holders_end(text: str) -> list[int]:
    """Where the name of the university or company that a laboratory's name begins with may end."""
    holder = holder_at(text)
    return [holder[1]] if holder else [end for end in range(len(text) - LAB_MIN, 1, -1) if ids(text[:end])]


@cache
def _of_academy() -> tuple[tuple[str, str], ...]:
    """Institutes of the Chinese Academy of Sciences with what follows its name."""
    return tuple((name, name.removeprefix("中国科学院")) for name in platforms() if name.startswith("中国科学院"))


def _clips(short: str, long: str) -> bool:
    """Whether a short form takes its characters from a name in order, the first and the last among them."""
    rest = iter(long)
    return short[:1] == long[:1] and short[-1:] == long[-1:] and all(char in rest for char in short)


def own_economic_zone(place: Region) -> bool:
    """Whether a place has an 经济技术开发区 of its name, as those that the nation recognised have."""
    name = f"{short_of(place.name)}经济技术开发区"
    return name in full_names() or known(name).endswith("经济技术开发区")
