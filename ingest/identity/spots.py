"""The place at the head of a name: 襄阳市 in 襄阳市经信局, 市 or nothing in a document of 襄阳, 高新区 of that city."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ontology.reference.departments import forms
from ontology.reference.divisions import (
    NATION,
    Place,
    below,
    chain,
    followers,
    full_names,
    holders,
    longest,
    places,
    short_names,
)

LEVEL = re.compile(r"国家(?!级)|全国|中央|自治[区州县旗]|省(?!级)|地区|[市州盟县区旗](?![级域])")
OF_MARKET = re.compile(r"市(?:场|民(?![政族宗营委])|容|政(?!府|协|务|法|研|数|策))|区(?:域|块)|州际|县域")
ZONES = {
    "高新": "高新技术产业开发区 高新技术产业园区 高新技术开发区 高新开发区 高新区",
    "经开": "经济技术开发区 经济开发区 经开区 经济区",
    "开发": "开发区",
    "新区": "新区",
    "工业园": "工业园区 工业园 产业园区 产业园 产业集聚区 集聚区 园区",
    "综保": "综合保税区 综保区 保税区",
    "自贸": "自由贸易试验区 自贸试验区 自贸区 自贸片区",
    "自贸港": "自由贸易港 自贸港",
    "新城": "新城 科技城 科学城 大学城",
    "示范": "示范区 先行区 合作区 度假区 试验区 风景区",
}
TYPES = {
    "高新": ("high-tech",),
    "经开": ("economic",),
    "开发": ("economic", "high-tech"),
    "新区": ("new area",),
}
NAMES = {
    "高新": "高新技术产业开发区",
    "经开": "经济开发区",
    "工业园": "工业园",
    "综保": "综合保税区",
    "自贸": "自由贸易试验区",
}
WORDS = {word: kind for kind, words in ZONES.items() for word in words.split()}
ZONE = re.compile(rf"([\u4e00-\u9fff]{{0,8}}?)({'|'.join(sorted(WORDS, key=len, reverse=True))})")
AFTER_ZONE = re.compile(
    r"(?:$|管委会|(?:开发)?建设管理委员会|管理委员会|党工委|工委|管理办公室|管理局|分局|[\u4e00-\u9fff]{2,16}(?:局|办|部|中心|公司|院|所|科|处|室|站|队)$)"
)
COMMITTEE = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:管委会|管理委员会|党工委)$")
UNLISTED = re.compile(r"(?![各市县区省州本全该我有])[\u4e00-\u9fff]{2,3}(?:市|县|区|州|盟|旗)(?!场|域|块)")
CONTEXT_ONLY = re.compile(r"(?:[\u4e00-\u9fff]区|市郊区|新区|园区)$")
ZONE_NAME_MAX = 6
OFFICE_ENDS = ("局", "厅", "委", "办")
AMBIGUOUS = frozenset(("朝阳", "吉林"))
ORGAN = re.compile(
    r"(?:人民)?政府|行政公署|行署|委(?!员会)|人大|政协|纪委|监委|供电|海关|税务|调查|法院|检察院|中院|人行|银保监|金融监管|证监|移动|电信|联通|管委会"
)
OFFICE_OF_AREA = re.compile(r"行政公署|行署")
OBSCURE = frozenset(("460300",))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name belongs: the places it can mean (empty where unknown) and the level word it was read from."""

    places: tuple[Place, ...] = ()
    word: str = ""

    @property
    def sure(self) -> Place | None:
        """The place where only one fits."""
        return self.places[0] if len(self.places) == 1 else None


@lru_cache(maxsize=65536)
def home_of(region: str, year: int | None = None) -> Spot:
    """The region of a document as a place; one that no table holds is a place of its own."""
    if not region:
        return Spot()
    spot, at = read(region, Spot(), year)
    if spot is not None and at == len(region):
        return prominent(region, spot)
    return Spot((unlisted(region, Spot()),))


def unlisted(name: str, home: Spot) -> Place:
    """A place that no table holds; one named in a document of a known city is another than its namesake elsewhere."""
    city = next((p.code for h in home.places for p in chain(h) if p.level != "county" and p.code[0] != "?"), "")
    level_ = "prefecture" if name.endswith(("市", "州", "盟", "地区")) else "county"
    return Place(f"?{name}@{city}" if city else f"?{name}", name, name, level_, "")


def prominent(name: str, spot: Spot) -> Spot:
    """A short name that several fit means the province or city of that name, save where readers could not tell."""
    if len(spot.places) < 2 or name in AMBIGUOUS or any(p.name == name for p in spot.places):
        return spot
    for level in ("province", "prefecture"):
        if found := tuple(p for p in spot.places if p.level == level and p.until is None):
            return Spot(found)
    return spot


def read(text: str, home: Spot, year: int | None = None) -> tuple[Spot | None, int]:
    """The place that begins a name and where it ends; None where the name begins with none."""
    spot, at = None, 0
    while at < len(text) and (step := _step(text, at, spot, home, year)):
        spot, at = step
    return spot, at


def _step(text: str, at: int, spot: Spot | None, home: Spot, year: int | None) -> tuple[Spot, int] | None:
    if found := _named(text, at, spot, home, year):
        return found
    if spot is None and text[at:] not in forms() and not OF_MARKET.match(text, at):
        match = LEVEL.match(text, at)
        if match and (match.end() < len(text) or not at):
            return level(home, match[0]), match.end()
    if found := _short(text, at, spot, home, year):
        return found
    if found := _zone_at(text, at, spot or home, stated=spot is not None):
        return found
    if found := _committee_of(text, at, spot or home):
        return found
    match = UNLISTED.match(text, at) if spot is None or spot.sure is None else None
    if match and (text[match.end() :] in forms() or ORGAN.match(text, match.end())):
        return Spot((unlisted(match[0], home),)), match.end()
    return None


def _named(text: str, at: int, spot: Spot | None, home: Spot, year: int | None) -> tuple[Spot, int] | None:
    for end in range(min(len(text), at + longest()), at + 1, -1):
        found = full_names().get(text[at:end])
        if found and (end == len(text) or text[at : end + 1] not in short_names()):
            fitting = narrow(found, spot, home, year, text[at:end])
            if fitting and not (CONTEXT_ONLY.fullmatch(text[at:end]) and spot is None and not _near(fitting, home)):
                return Spot(fitting), end
    if home.places and (own := home.places[0].name) and home.places[0].code[0] == "?" and text.startswith(own, at):
        return home, at + len(own)
    return None


def _short(text: str, at: int, spot: Spot | None, home: Spot, year: int | None) -> tuple[Spot, int] | None:
    for end in range(min(len(text), at + 8), at + 1, -1):
        found = short_names().get(text[at:end])
        if found and OFFICE_OF_AREA.match(text, end):
            found = tuple(p for p in found if p.name.endswith(("地区", "盟")))
        if found and _goes_on(text, end) and (fitting := narrow(found, spot, home, year)):
            if near := _near(fitting, home):
                return prominent(text[at:end], Spot(near)), end
            if any(p.level != "county" for p in fitting) or not home.places or home.places[0].code == NATION:
                return prominent(text[at:end], Spot(fitting)), end
    return None


def _goes_on(text: str, at: int) -> bool:
    """Whether what follows a short name is a department, another place or nothing."""
    rest = text[at:]
    if not rest or rest in forms() or rest in full_names() or rest in short_names() or ORGAN.match(rest):
        return True
    zone = ZONE.match(rest)
    if zone and len(zone[1]) <= ZONE_NAME_MAX and AFTER_ZONE.match(rest, zone.end()):
        return True
    return any(rest[:n] in full_names() or rest[:n] in forms() for n in range(2, min(len(rest), 14)))


def narrow(
    found: tuple[Place, ...], spot: Spot | None, home: Spot, year: int | None, written: str = ""
) -> tuple[Place, ...]:
    """Of places with one name those that can be meant: in the place read before, of the time, nearest the document."""
    if spot is None and written and home.places and home.places[0].code != NATION:
        found = tuple(p for p in found if p.level != "zone" or _holder_named(p, written) or _near((p,), home))
    if spot is not None:
        held = {f.code for p in spot.places for f in (p, *(n for n, whole in followers(p.code) if whole))}
        found = tuple(p for p in found if any(h.code in held for h in (*chain(p)[1:], *holders(p, year))))
    if len(found) < 2:
        return found
    found = _near(found, home) or tuple(p for p in found if p.parent not in OBSCURE) or found
    now = tuple(p for p in found if p.until is None or (year is not None and year <= p.until))
    return tuple(p for p in now if p.until is not None) or now or found


def _holder_named(zone: Place, written: str) -> bool:
    """Whether a zone's name tells the city, so that it is known far from it."""
    holder = places().get(zone.parent)
    return written == zone.name or (holder is not None and holder.short in written)


def _near(found: tuple[Place, ...], home: Spot) -> tuple[Place, ...]:
    """The places nearest a document's region: itself and what holds it, what it holds, what lies in its province."""
    own = {p.code for h in home.places for p in chain(h) if p.code != NATION}
    if not own:
        return ()
    if at := tuple(p for p in found if p.code in own):
        return at
    for depth in (0, 1, 2):
        upper = {c[depth].code for h in home.places if len(c := chain(h)) > depth and c[depth].code != NATION}
        if under := tuple(p for p in found if any(u.code in upper for u in chain(p))):
            return under
    return ()


def level(home: Spot, word: str) -> Spot:
    """The place that a level word means in a document: 市 in a document of a district is the city that holds it."""
    if word in ("国家", "全国", "中央"):
        return Spot((places()[NATION],))
    found = tuple(dict.fromkeys(up for p in home.places if (up := _up(p, word)) is not None))
    return Spot(found, word)


def _up(place: Place, word: str) -> Place | None:
    for one in chain(place):
        if one.level == "nation":
            return None
        if fits(one, word):
            return one
    return None


def fits(place: Place, word: str) -> bool:
    """Whether a level word can mean a place."""
    if word == "省":
        return place.level == "province"
    if word in ("区", "自治区"):
        if place.level == "province":
            return place.name.endswith("自治区")
        return word == "区" and (place.level == "zone" or (place.level == "county" and place.name.endswith("区")))
    return place.name.endswith(word) and place.level != "zone" and not place.name.endswith("自治区")


def _zone_at(text: str, at: int, holder: Spot, stated: bool) -> tuple[Spot, int] | None:
    match = ZONE.match(text, at)
    while match and not AFTER_ZONE.match(text, match.end()):
        longer = re.compile(rf"(.{{{match.end() - at},10}}?)({'|'.join(WORDS)})").match(text, at)
        match = longer if longer and longer.end() > match.end() else None
    if match is None or {text[at : match.end()], text[at:]} & forms().keys() or match[1].endswith(OFFICE_ENDS):
        return None
    prefix = match[1]
    for place in holder.places if prefix else ():
        prefix = prefix.removeprefix(place.name).removeprefix(place.short)
    if not holder.places:
        name = text[at : match.end()]
        return (Spot((), "zone") if not match[1] else Spot((Place(f"?{name}", name, name, "zone", ""),))), match.end()
    return Spot(tuple(dict.fromkeys(z for p in holder.places for z in zones_called(p, prefix, match[2])))), match.end()


def _committee_of(text: str, at: int, holder: Spot) -> tuple[Spot, int] | None:
    """The one zone of a place that has the words before 管委会 in its name: 火炬 in a document of 厦门."""
    match = COMMITTEE.match(text, at)
    held = {
        z for p in holder.places for z in below().get(p.code, ()) if z.level == "zone" and match and match[1] in z.name
    }
    return (Spot(tuple(held)), match.end(1)) if match and len(held) == 1 else None


@lru_cache(maxsize=65536)
def zones_called(place: Place, prefix: str, word: str) -> tuple[Place, ...]:
    """The zones of a place that a word can mean: the one named for the place, the only one, all, or one unlisted."""
    kind = WORDS[word]
    holder = _zone_holder(place, kind) if not prefix else place
    known = tuple(z for z in below().get(holder.code, ()) if z.level == "zone" and z.kind in TYPES.get(kind, ()))
    if prefix:
        norm = prefix + kind
        known = tuple(z for z in known if prefix in z.name)
        if len(known) == 1:
            return known
        return (Place(f"{holder.code}/{norm}", f"{holder.name}{prefix}{word}", prefix + word, "zone", holder.code),)
    own = tuple(z for z in known if z.name.startswith((holder.short + word, holder.short + ZONES[kind].split()[0])))
    if (own and kind != "开发") or len(known) == 1:
        return own or known
    if known and kind == "开发":
        return known
    name = NAMES.get(kind, word)
    return (Place(f"{holder.code}/{kind}", f"{holder.name}{name}", name, "zone", holder.code),)


def _zone_holder(place: Place, kind: str) -> Place:
    """Whose zone a bare word means: a zone's or district's city where the district itself has none."""
    if place.level == "zone" and place.parent in places():
        return places()[place.parent]
    if place.level == "county" and place.name.endswith("区") and place.parent in places():
        own = [z for z in below().get(place.code, ()) if z.level == "zone" and z.kind in TYPES.get(kind, ())]
        return place if own else places()[place.parent]
    return place
