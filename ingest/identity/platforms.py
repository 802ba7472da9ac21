"""When two names are one platform: laboratories, parks, universities, fairs, funds and their parts."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.identity import enterprises
from ingest.identity.enterprise_names import CACHE, touches, within
from ingest.identity.enterprise_names import parse as firm
from ingest.identity.enterprise_table import ids
from ingest.identity.platform_classes import class_keys, class_verdict
from ingest.identity.platform_editions import bare
from ingest.identity.platform_names import (
    FREE_TRADE_AREA,
    ZONE,
    PlatformName,
    holds,
    home_of,
    parse,
    plain,
    topical,
)
from ingest.identity.platform_parts import heirs, holding, part_keys, part_verdict
from ingest.identity.platform_table import OF_CLASS, candidates, known, own_economic_zone
from ingest.identity.platform_types import CENTRE, OF_FIRM, reworded, type_keys, zone_verdict
from ingest.identity.records import Answer, Mention, Verdict
from ingest.known import known as known_firm
from ingest.regions import Region
from ontology.reference.platforms import former_platforms, platforms

CONTAINER = re.compile(r"(?:园|区|城|谷|港|新城|研究院|研究所|实验室|大学|学院|中心|基地)$")
INSTITUTE = re.compile(r"^(?:(?:工业|产业)(?:技术)?|先进技术|技术)?研究院$|^(?:工研院|产研院)$")
CLASSED = re.compile(r"国家|全国|省级|市级|县级|区级")
RECOGNISED = re.compile(r"(?:重点实验室|工程实验室|研究中心|技术中心|创新中心)$")
ONE_OF_A_FIELD = re.compile(r"实验室$|(?:质检|检测)中心$|(?:产业|技术|制造业)创新中心$|工程(?:技术)?研究中心$")
UNIQUE = re.compile(r"(?:实验室|博览会|大会|论坛|交易会|大学|学院|医院)$")


def judge(a: Mention, b: Mention) -> Verdict:
    """What platform `a` is to platform `b`."""
    found = class_verdict(a, b) or part_verdict(a, b) or _tabled(a, b)
    return found or _numbered(a, b) or _of_firm(a, b) or _held(a, b) or _named(a, b)


@lru_cache(CACHE)
def keys(m: Mention) -> frozenset[str]:
    """Keys under which platforms that may be one, or one's part, meet: what the table knows, else the body's head.

    Two that say their places meet only at one place.
    """
    name = parse(m.name, m.region)
    place = home_of(name, m.region)
    short = len(name.body) <= 4 or ZONE.match(name.body) or not name.proper
    body = f"body:{name.body[: 3 if short else 4]}:"
    found = {f"?{body}", f"{body}{place.name if place else ''}", *class_keys(m), *part_keys(m)}
    if not (name.place or name.seat):
        found.add(f"!{body}")
    if name.plain.endswith("大学科技园"):
        found.add("body:大学科技园")
    found.add(f"head:{name.body[:2]}:{place.name if place else ''}")
    heads = {name.body[:end] for end in range(1, len(name.body) + 1) if CONTAINER.search(name.body[:end])}
    found |= {f"head:{head}:{place.name if place else ''}" for head in heads}
    found |= set(type_keys(name, place))
    for one in (*candidates(m.name, m.region), known(m.name, m.region), known(bare(m).name, m.region), name.holder):
        if one:
            found |= {f"id:{heir}" for heir in heirs(one)} | {f"id:{holder}" for holder in holding(one)}
            found |= {"id:中国科学院"} if one.startswith("中国科学院") else set()
    return frozenset(found)


def _tabled(a: Mention, b: Mention) -> Verdict | None:
    left, right = known(a.name, a.region), known(b.name, b.region)
    if left and right:
        own = left in platforms() and platforms()[left].kind == "university"
        held = left != right == parse(a.name, a.region).holder and not own
        return Verdict("broader" if held else _between(left, right), "platform.table")
    one, other = (left, b) if left else (right, a)
    if one in candidates(other.name, other.region):
        return Verdict("unsure", "platform.table", 0.5)
    if plain(a.name) != plain(b.name):
        return None
    name = parse(a.name)
    if name.holder or (name.level == "国家" and (a.region == b.region or _own(name))):
        return Verdict("same", "platform.equal")
    return Verdict("unsure", "platform.class", 0.4) if name.level == "国家" and not name.place else None


def _own(name: PlatformName) -> bool:
    """Whether a name is of one platform: words of its own, or the field of a laboratory or centre, of which is one."""
    return bool(name.proper) and (not topical(name.body) or ONE_OF_A_FIELD.search(name.body) is not None)


def _of_field(name: PlatformName) -> bool:
    """Whether it is a national laboratory or centre of a field: the country has one of each."""
    return name.level == "国家" and topical(name.body) and ONE_OF_A_FIELD.search(name.body) is not None


def _between(left: str, right: str) -> Answer:
    if left == right:
        return "same"
    if right in heirs(left):
        return "successor"
    held = left in platforms() and platforms()[left].kind in ("institute", "laboratory")
    part = held and left.startswith(right) and not left.startswith(f"{right}(")
    return "broader" if part and right in platforms() and holds(platforms()[right]) else "different"


def _numbered(a: Mention, b: Mention) -> Verdict | None:
    """An edition of a fair and a stage of a park are parts of it."""
    left, right = parse(a.name, a.region), parse(b.name, b.region)
    for one, other, rule in (
        (left.edition, right.edition, "platform.edition"),
        (left.stage, right.stage, "platform.stage"),
    ):
        if one == other:
            continue
        if one and not other and judge(bare(a), b).answer in ("same", "broader"):
            return Verdict("broader", rule)
        return Verdict("different", rule)
    if left.edition or left.stage:
        found = judge(bare(a), bare(b))
        return found if found.answer == "same" else Verdict("different", found.rule)
    return None


def _of_firm(a: Mention, b: Mention) -> Verdict | None:
    """太钢不锈技术中心: a centre that two names of one company hold is one."""
    left, right = (OF_FIRM.fullmatch(plain(m.name)) for m in (a, b))
    if not left or not right or left[2] != right[2]:
        return None
    one, other = (Mention("enterprise", match[1], m.region, m.year) for match, m in ((left, a), (right, b)))
    firms = all(ids(m.name) or known_firm("enterprise", m.name) or firm(m.name).full for m in (one, other))
    same = firms and left[1] != right[1] and enterprises.judge(one, other).answer == "same"
    return Verdict("same", "platform.firm", 0.9) if same else None


def _held(a: Mention, b: Mention) -> Verdict | None:
    """Colleges and institutes of a university are its parts; institutes of two holders are never one."""
    left, right = parse(a.name, a.region), parse(b.name, b.region)
    whole = known(b.name, b.region)
    if "大学科技园" in (left.plain, right.plain) and not (left.holder and right.holder):
        other = right if left.plain == "大学科技园" else left
        return Verdict("unsure" if other.plain.endswith("大学科技园") else "different", "platform.unnamed", 0.5)
    if left.holder and whole and not known(a.name, a.region):
        held = left.holder == whole or former_platforms().get(left.holder) == whole
        return Verdict("broader" if held else "different", "platform.holder")
    if left.holder != right.holder:
        alone = not (left.holder and right.holder) and left.body == right.body
        own = (_of_field(left) and _of_field(right)) or (left.proper and left.body.endswith("医院"))
        return None if alone and own else Verdict("different", "platform.holder")
    if not left.holder or known(a.name, a.region) or known(b.name, b.region):
        return None
    return None if left.body == right.body else _institutes(a, b, left, right)


def _institutes(a: Mention, b: Mention, left: PlatformName, right: PlatformName) -> Verdict | None:
    if not (INSTITUTE.match(left.body) and INSTITUTE.match(right.body)):
        return None
    one, other = home_of(left, a.region), home_of(right, b.region)
    shorter = "研究院" in (left.body, right.body)
    same = one is not None and other is not None and one.name == other.name and shorter
    return Verdict("same" if same else "different", "platform.institute", 0.85)


def _named(a: Mention, b: Mention) -> Verdict:
    left, right = parse(a.name, a.region), parse(b.name, b.region)
    if left.level and right.level and left.level != right.level:
        return Verdict("different", "platform.level")
    if left.body != right.body:
        near = touches(home_of(left, a.region), home_of(right, b.region))
        return reworded(left, right, near) or _parts(a, b, left, right)
    if left.level != right.level and (found := _levelled(a, b, left, right)):
        return found
    verdict = _by_place(a, b, left, right)
    if verdict.answer == "same" and (later := _later(left, right)) is not None:
        return Verdict("successor" if later else "different", "platform.renewed")
    return verdict


def _later(left: PlatformName, right: PlatformName) -> bool | None:
    """Whether a reform, or a city's new name, that the left name is older than came between; None: neither is older."""
    if left.former != right.former and (left.place or right.place):
        return left.former
    if left.era and right.era and left.era != right.era and left.level == right.level:
        return left.era < right.era
    return None


def _levelled(a: Mention, b: Mention, left: PlatformName, right: PlatformName) -> Verdict | None:
    """Where one name says a level: a class without is wider than the class with it; None where it says no more."""
    said, other = (left, right) if left.level else (right, left)
    near = touches(home_of(left, a.region), home_of(right, b.region))
    if said.level == "国家" and RECOGNISED.search(said.body) and (other.place or not near):
        lower = other.place and (other.place.level == "province" or other.plain.startswith(other.place.name))
        if lower or not said.place:
            return Verdict("different" if lower else "unsure", "platform.level", 0.7)
    if said.proper or said.holder or not CLASSED.match(said.plain):
        return None
    if other.place and not topical(said.body) and (said.place is None or said.place.name == other.place.name):
        return Verdict("same" if said.place else "unsure", "platform.level", 0.9 if said.place else 0.5)
    if ZONE.match(said.body) or (topical(said.body) and RECOGNISED.search(said.body)):
        return Verdict("unsure", "platform.level", 0.5)
    if topical(said.body):
        return None
    return Verdict("broader" if near and said is left and not right.place else "different", "platform.level", 0.7)


def _parts(a: Mention, b: Mention, left: PlatformName, right: PlatformName) -> Verdict:
    """襄阳高新区电子信息产业园 is a part of 襄阳高新区; else other words are another platform."""
    one, other = home_of(left, a.region), home_of(right, b.region)
    inside = one is not None and other is not None and one.name == other.name
    if FREE_TRADE_AREA.search(left.body) and right.body == "自贸区" and one and other and within(one, other):
        return Verdict("broader", "platform.part")
    if one and one == other and (short := zone_verdict(left, right, own_economic_zone(one))):
        return short
    if {left.body, right.body} in ({"经开区", "经济开发区"}, {"高新区", "高新园区"}) and one == other and one:
        earlier = left.body in ("经济开发区", "高新园区")
        if a.year and b.year:
            return Verdict("successor" if earlier and a.year < b.year else "different", "platform.upgraded", 0.7)
        return Verdict("unsure", "platform.upgraded", 0.5)
    if inside and left.body.startswith(right.body) and CONTAINER.search(right.body) and right.body != "园":
        rest = left.body[len(right.body) :]
        part = len(rest) > 1 and rest != "管委会" and not rest.endswith("走廊")
        return Verdict("broader" if part else "different", "platform.part", 0.9)
    return Verdict("different", "platform.name")


def _national(left: PlatformName, right: PlatformName, said: tuple[bool, bool], near: bool) -> Verdict | None:
    """National bodies of one name: one anywhere, a class one where it is near."""
    if left.seat == right.seat and (left.proper or _of_field(left)):
        return Verdict("same", "platform.national")
    if not any(said) and CLASSED.match(left.plain) and near:
        return Verdict("same", "platform.class", 0.8)
    return None


def _of_many(left: PlatformName, right: PlatformName, one: Region | None, other: Region | None) -> Verdict | None:
    """Of national bodies of one name the one that says a place is a centre's seat or one of a class; a city has one."""
    said = (left.seat or left.place), (right.seat or right.place)
    if bool(said[0]) == bool(said[1]):
        return None
    if CENTRE.search(left.body) and (left.seat or right.seat):
        return Verdict("broader" if left.seat else "different", "platform.seat", 0.8)
    if not OF_CLASS.search(left.body) or (one and other and one.name == other.name and one.level != "province"):
        return None
    if touches(one, other):
        return Verdict("unsure", "platform.of_class", 0.5)
    class_wide = (other if said[0] else one) is None
    return Verdict("broader" if said[0] and class_wide else "different", "platform.of_class", 0.8)


def _by_place(a: Mention, b: Mention, left: PlatformName, right: PlatformName) -> Verdict:
    """One body at one place is one platform; a name of its own is one over a province or, for some types, anywhere."""
    one, other = home_of(left, a.region), home_of(right, b.region)
    said = (left.seat or left.place) is not None, (right.seat or right.place) is not None
    if left.level == right.level == "国家" and (many := _of_many(left, right, one, other)):
        return many
    if left.holder and left.holder == right.holder and not left.proper and bool(left.place) != bool(right.place):
        return Verdict("unsure", "platform.holder", 0.5)
    if one is not None and other is not None and one.name == other.name:
        return Verdict("same", "platform.place")
    near = one is None or other is None or touches(one, other)
    if left.level == right.level == "国家" and (found := _national(left, right, said, near)):
        return found
    if left.seat and right.seat:
        return Verdict("different", "platform.seat")
    if one is None or other is None:
        alike = left.plain == right.plain and one is other and a.region == b.region
        sure = alike or (left.proper and not (left.seat or right.seat) and UNIQUE.search(left.body) is not None)
        return Verdict("same" if sure else "unsure", "platform.place", 0.6)
    if touches(one, other):
        if ZONE.match(left.body) and not all(said):
            return Verdict("unsure", "platform.nested", 0.5)
        if left.holder and left.holder == right.holder and not all(said):
            return Verdict("same", "platform.holder", 0.85)
        if all(said) or ZONE.match(left.body) or not left.proper:
            return Verdict("different", "platform.nested", 0.8)
        own = _own(left) or UNIQUE.search(left.body)
        return Verdict("same", "platform.nested", 0.8) if own else Verdict("unsure", "platform.nested", 0.5)
    unique = left.proper and UNIQUE.search(left.body) and not all(said) and not (left.seat or right.seat)
    return Verdict("same" if unique else "different", "platform.place", 0.8)
