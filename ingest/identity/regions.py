"""When two names are one region: full and short forms, renamed and merged divisions, zones, groups of divisions."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.identity.collectives import collective, governed, group_members
from ingest.identity.offices import cleaned
from ingest.identity.records import Mention, Verdict
from ingest.identity.spots import Spot, home_of, level, prominent, read, unlisted
from ontology.reference.divisions import NATION, Place, abbreviations, chain, followers, groups, holders, places

OWN = re.compile(r"^(?:我|本|全)(?=[省市县区州旗盟国])")
COUNTRY = frozenset(("全国", "国家", "我国", "中国", "中华人民共和国", "国内"))
WHOLE = re.compile(r"(?:全境|全域|辖区|境内|地区|市域|全市|全省|全县|全区)$")
GROUP = re.compile(r"(?:[各三两四五六七八九十]|所辖|下辖|全[省市]各)")
PART = re.compile(r"(?<=.[东南西北中])地区$")
CAPITAL = re.compile(r"省会(?:城市)?")
CAPITAL_CODE = "0100"
COMMITTEE = re.compile(r"(?:管委会|管理委员会)$")


def judge(a: Mention, b: Mention) -> Verdict:
    """What region `a` is to `b`."""
    return _judge(a.name, a.region, a.year, b.name, b.region, b.year)


@lru_cache(maxsize=65536)
def _judge(name_a: str, region_a: str, year_a: int | None, name_b: str, region_b: str, year_b: int | None) -> Verdict:
    held_b, held_a = _members(name_b, region_b, year_b), _members(name_a, region_a, year_a)
    if held_a is not None and held_b is not None:
        same = bool(held_a) and held_a == held_b
        return Verdict("same" if same else "different", "region.group", 0.95 if same else 0.85)
    if held_a is not None:
        place = _region(name_b, region_b, year_b).sure
        inside = place is not None and place.code in _around(name_a, held_a)
        return Verdict("broader" if inside else "different", "region.group", 0.95)
    spot = _region(name_a, region_a, year_a)
    if held_b is not None:
        return _inside(spot, held_b, name_b) or _member(spot, held_b)
    return _compare(spot, _region(name_b, region_b, year_b), year_a if year_a is not None else year_b)


@lru_cache(maxsize=65536)
def _region(name: str, region: str, year: int | None) -> Spot:
    """The places that a region's name can mean."""
    text, home = cleaned(name), home_of(region, year)
    if text in COUNTRY:
        return Spot((places()[NATION],))
    if CAPITAL.fullmatch(text):
        codes = {place.code[:2] + CAPITAL_CODE for place in level(home, "省").places}
        return Spot(tuple(places()[code] for code in sorted(codes & places().keys())))
    text = abbreviations().get(text) or OWN.sub("", COMMITTEE.sub("", text))
    spot, at = read(text, home, year)
    if spot is not None and at < len(text) and WHOLE.fullmatch(text[at:]):
        text = text[:at]
    if spot is not None and at >= len(text):
        return spot if spot.word else prominent(text, spot)
    listed = home_of(text, year)
    return listed if listed.places and listed.places[0].code[0] != "?" else Spot((unlisted(PART.sub("", text), home),))


@lru_cache(maxsize=65536)
def _members(name: str, region: str, year: int | None) -> frozenset[str] | None:
    """Codes of the members of a group or collective, empty where unknown; None for a single region."""
    text = cleaned(name)
    if text in groups():
        return frozenset(p.code for p in group_members(text))
    spot = _region(name, region, year)
    if spot.places and spot.places[0].code[0] != "?":
        return None
    if found := collective(text, region, year):
        return frozenset(p.code for p in governed(found))
    return None


def _around(group: str, held: frozenset[str]) -> frozenset[str]:
    """Codes of the places below the nation in which all members of a named group of divisions lie: 湖南省 of 长株潭."""
    if cleaned(group) not in groups() or not held:
        return frozenset()
    upper = (frozenset(u.code for u in chain(places()[code])[1:]) for code in held if code in places())
    return frozenset.intersection(*upper) - {NATION}


def _inside(spot: Spot, held: frozenset[str], group: str) -> Verdict | None:
    """A district of a member of a named group of divisions lies in it: 松江区 in 长三角."""
    if cleaned(group) in groups() and spot.sure and held & {place.code for place in chain(spot.sure)[1:]}:
        return Verdict("broader", "region.group", 0.9)
    return None


def _member(spot: Spot, held: frozenset[str]) -> Verdict:
    if not spot.places or not held:
        return Verdict("unsure", "region.member_unknown", 0.5)
    fitting = [p for p in spot.places if p.code in held]
    if len(fitting) == len(spot.places):
        return Verdict("member", "region.member", 0.95)
    return Verdict("unsure" if fitting else "different", "region.member", 0.9)


def _compare(a: Spot, b: Spot, year: int | None) -> Verdict:
    one, other = {p.code for p in a.places}, {p.code for p in b.places}
    if not one or not other:
        return Verdict("unsure", "region.unknown", 0.5)
    if one & other:
        sure = len(one) == len(other) == 1
        return Verdict("same", "region.name", 0.98) if sure else Verdict("unsure", "region.several", 0.5)
    after = [bool(other & {f.code for f, _ in followers(p.code)}) for p in a.places]
    holding = [_held(p, b.places, year) for p in a.places]
    if any(after):
        return (
            Verdict("successor", "region.history", 0.95) if _alone(a, b) else Verdict("unsure", "region.several", 0.5)
        )
    if all(holding) and len(other) == 1:
        return Verdict("broader", "region.holds", 0.97)
    if any(holding):
        return Verdict("unsure", "region.several", 0.5)
    return Verdict("different", "region.name", 0.97)


def _alone(a: Spot, b: Spot) -> bool:
    return a.sure is not None and b.sure is not None


def _held(place: Place, others: tuple[Place, ...], year: int | None) -> bool:
    """Whether a place lies in one of others, under a former name of theirs too."""
    upper = {u.code for u in (*chain(place)[1:], *holders(place, year))}
    return any(o.code in upper or any(f.code in upper for f, whole in followers(o.code) if whole) for o in others)


def keys(m: Mention) -> frozenset[str]:
    """Blocking keys: the codes of what a name can mean, of what holds it below the nation, of a group's members."""
    return _keys(m.name, m.region, m.year)


@lru_cache(maxsize=131072)
def _keys(name: str, region: str, year: int | None) -> frozenset[str]:
    held = _members(name, region, year)
    if held:
        return held | _around(name, held)
    spot = _region(name, region, year)
    later = {f for p in spot.places for f in (p, *(n for n, _ in followers(p.code)))}
    return frozenset(u.code for p in later for u in (*chain(p), *holders(p, year))) or frozenset(("?",))
