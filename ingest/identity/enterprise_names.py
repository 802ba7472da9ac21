"""What a company's name is made of: place, brand, trade, legal form and the part of the company that it means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.regions import Place, Region, named, parent, place_at, region_in
from ontology.reference.enterprises import legal_forms, words
from ontology.reference.read import table

MARKS = re.compile(r"[\s“”\"'‘’《》「」·•,,.。_\-—–]")
SAID = re.compile(r"\((?:原|以下简称|简称|下称|[a-z&]+\))[^()]*\)?$")
BRACKETED = re.compile(r"\(([^()]+)\)")
DIGITS = re.compile(r"[〇零一二三四五六七八九]{3,}|[〇零一二三四五六七八九]{2,}(?=[厂所院])")
NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
BRAND_MIN = 2
CACHE = 1 << 18
LEVELS = {"省": "province", "市": "prefecture", "州": "prefecture", "县": "county", "区": "county"}
OWN = re.compile(r"(?:省|市(?![政场值民])|县(?!域)|区(?![域块]))(?=..)")
COUNTY = ("县", "市", "区", "新区", "自治县")


@dataclass(frozen=True, slots=True)
class FirmName:
    """A name in parts. `plain`: normalised; `core`: without place, seat, legal form and group word.

    `legal`: stock, limited, other or empty. `place`: what the name begins with; `seat`: what it holds in brackets.
    """

    plain: str
    legal: str
    group: bool
    place: Region | None
    seat: Region | None
    core: str

    @property
    def brand(self) -> str:
        """The head of the core after which only words of trades follow."""
        return _brand(self.core)

    @property
    def trade(self) -> str:
        """What follows the brand."""
        return self.core[len(self.brand) :]

    @property
    def full(self) -> bool:
        """Whether it is a registered name, by its legal form."""
        return self.legal in ("stock", "limited")


@lru_cache(CACHE)
def plain(name: str) -> str:
    """A name as it is compared: one width, one case, no brackets, spaces or quotation marks, numerals as digits."""
    return _flat(_wide(name))


@lru_cache(CACHE)
def parse(name: str, region: str = "") -> FirmName:
    """The parts of a name that a document of `region` writes."""
    wide = _wide(name)
    text = _flat(wide)
    body, legal = _legal(text)
    group = re.search(f"(?:{_any('group')})$", body)
    core = body[: group.start()] if group and len(body) > len(group[0]) else body
    place, rest = _place(core, region)
    seat, written = _seat(wide, region)
    head, _, tail = rest.rpartition(written) if seat else ("", "", "")
    rest = head + tail if len(head) >= BRAND_MIN else rest
    return FirmName(text, legal, group is not None, place, seat, rest)


@lru_cache(CACHE)
def split_branch(name: str, region: str = "") -> tuple[str, str, str] | None:
    """The company, the place and the kind of a part (比亚迪, 襄阳市, 工厂); None for a whole company."""
    text = plain(name)
    match = _branch().search(text)
    if match is None or match.start() < BRAND_MIN:
        return None
    head, kind = text[: match.start()], match[0]
    cut = max((head.rfind(end) + len(end) for end in ("公司", "集团") if end in head), default=0)
    if cut:
        found = place_of(head[cut:], region)
        return head[:cut], found.name if found else head[cut:], kind
    for at in range(BRAND_MIN, len(head)):
        if (found := place_of(head[at:], region)) and found.name.startswith(head[at:][:2]):
            return head[:at], found.name, kind
    return None if kind in ("厂", "基地", "研究院", "总部", "研究所", "总厂") else (head, "", kind)


@lru_cache(CACHE)
def place_of(text: str, region: str = "") -> Region | None:
    """The region that a text is the name of, short names of counties in the document's city included."""
    if not text:
        return None
    found = begins(text, 0)
    if found and len(found.written) == len(text):
        return found.region
    return _county(text, region) or (region_at(text) if found and region_at(text) != found.region else None)


@lru_cache(CACHE)
def region_at(text: str) -> Region | None:
    """The region that a document's region or a place's full name means, found once; None for an empty one."""
    return region_in(text)


def begins(text: str, at: int = 0) -> Place | None:
    """The region that stands at an offset; only where a region's name begins so is it looked for."""
    return place_at(text, at) if text[at : at + 2] in _heads() else None


@cache
def _heads() -> frozenset[str]:
    return frozenset(name[:2] for row in table("divisions") for name in (row["name"], row["short"]))


def _county(text: str, region: str) -> Region | None:
    home = region_at(region)
    return next((found for found in _counties(text) if touches(found, home)), None) if home else None


@lru_cache(CACHE)
def _counties(text: str) -> tuple[Region, ...]:
    """Counties that a short name may mean, as far as their full names are nowhere else."""
    listed = 2 <= len(text) <= 4 and text[:2] in _heads()
    found = (named(text + ending) for ending in COUNTY) if listed else ()
    return tuple(p.region for p in found if p and p.region.level == "county" and p.written.startswith(text))


def touches(a: Region | None, b: Region | None) -> bool:
    """Whether one region is the other or lies in it."""
    if a is None or b is None:
        return False
    return a is b or within(a, b) or within(b, a)


def within(a: Region, b: Region) -> bool:
    """Whether `a` is `b` or lies in it."""
    current: Region | None = a
    while current is not None and current.name != b.name:
        current = parent(current)
    return current is not None


def at_level(region: str, word: str) -> Region | None:
    """The document's region, or what holds it, at the level that 市 or 省 before a name means."""
    here = region_at(region)
    while word and here is not None and here.level != LEVELS[word]:
        here = parent(here)
    return here


@cache
def trades(*groups: str) -> re.Pattern[str]:
    """What a text of only trade words (of these groups) fully matches."""
    return re.compile(f"(?:{'|'.join(_any(group) for group in groups)})*")


def _wide(name: str) -> str:
    wide = unicodedata.normalize("NFKC", name).replace("〔", "(").replace("〕", ")")
    return SAID.sub("", MARKS.sub("", wide).casefold())


def _flat(wide: str) -> str:
    text = wide.replace("(", "").replace(")", "").replace("通讯", "通信")
    return DIGITS.sub(lambda m: m[0].translate(NUMERALS), text)


def _legal(text: str) -> tuple[str, str]:
    for kind, forms in legal_forms().items():
        for form in forms:
            if text.endswith(form) and len(text) > len(form):
                return text[: -len(form)], kind
    return (text[:-2], "stock") if text.endswith("股份") and len(text) >= BRAND_MIN * 2 else (text, "")


def _place(core: str, region: str) -> tuple[Region | None, str]:
    place, rest = None, core
    if (own := OWN.match(core)) and (found_own := at_level(region, own[0])):
        return found_own, core[1:]
    while (found := begins(rest, 0)) and len(rest) - len(found.written) >= BRAND_MIN:
        if place is not None and not within(found.region, place):
            break
        place, rest = found.region, rest[len(found.written) :]
    if place is None and region and region_at(region) is None and rest.startswith(region[:-1]):
        rest = rest[len(region[:-1]) :].removeprefix(region[-1]) or rest
    for length in (2, 3):
        if len(rest) - length >= BRAND_MIN and region and (county := _county(rest[:length], region)):
            tail = rest[length:]
            return county, tail[1:] if tail[0] in "县市区" and len(tail) > BRAND_MIN else tail
    return place, rest


def _seat(wide: str, region: str) -> tuple[Region | None, str]:
    for match in BRACKETED.finditer(wide):
        if found := place_of(match[1], region) or next(iter(_counties(match[1])), None):
            return found, match[1]
    return None, ""


@lru_cache(CACHE)
def _brand(core: str) -> str:
    """The longest head after which only words of trades follow, two characters at least."""
    pattern = trades("light", "trade", "aux")
    for length in range(BRAND_MIN, len(core)):
        if pattern.fullmatch(core, length):
            return core[:length]
    return core


@cache
def _any(group: str) -> str:
    return "|".join(sorted(map(re.escape, words(group)), key=len, reverse=True))


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('branch')})$")
