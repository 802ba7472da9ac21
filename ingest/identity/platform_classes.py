"""Classes of platforms and zones with what belongs to them: 市级以上创新平台, 各开发区, 高校院所."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.identity.enterprise_names import CACHE, at_level, begins, region_at, within
from ingest.identity.platform_names import ZONE, home_of, parse, plain, spelled
from ingest.identity.platform_table import known
from ingest.identity.records import Mention, Verdict
from ingest.regions import Region, parent
from ontology.reference.divisions import full_names
from ontology.reference.platforms import platforms

FITS = {
    "创新平台": r"实验室$|工程(?:技术)?研究中心$|企业技术中心$|创新中心$|研究院$|工作站$|中试基地$",
    "高校院所": r"大学$|学院$|研究院$|研究所$",
    "高校": r"大学$|学院$",
    "科研院所": r"研究院$|研究所$|科学院$",
    "开发区": r"高新区$|经开区$|开发区$|工业园$",
    "园区": r"园$|高新区$|经开区$|开发区$",
    "孵化载体": r"孵化器$|众创空间$|加速器$",
    "重点实验室": r"重点实验室$",
    "孵化器": r"孵化器$",
    "众创空间": r"众创空间$",
    "企业技术中心": r"企业技术中心$",
    "产业园": r"产业园$",
    "工业园": r"工业园$",
    "公共服务平台": r"公共服务平台$",
    "实验室": r"实验室$",
    "高新区": r"高新区$",
    "经开区": r"经开区$",
}
FITTING = {kind: re.compile(fits) for kind, fits in FITS.items()}
SAME = {
    "省实验室": "实验室",
    "科技创新平台": "创新平台",
    "研发平台": "创新平台",
    "科研平台": "创新平台",
    "创新载体": "创新平台",
    "高等院校": "高校",
    "大专院校": "高校",
    "院校": "高校",
    "高等学校": "高校",
    "高校科研院所": "高校院所",
    "高校和科研院所": "高校院所",
    "大院大所": "高校院所",
    "产业园区": "产业园",
    "工业园区": "工业园",
    "双创载体": "孵化载体",
    "双创平台": "孵化载体",
}
WIDER = (
    ("高校", "高校院所"),
    ("科研院所", "高校院所"),
    ("重点实验室", "创新平台"),
    ("开发区", "园区"),
    *((zone, wider) for zone in ("高新区", "经开区") for wider in ("开发区", "园区")),
)
ALWAYS = frozenset(("创新平台", "高校院所", "高校", "科研院所", "园区", "孵化载体"))
HEAD = re.compile(
    r"^(?P<all>各类|各个|各级|各|所有|[一二三四五六七八九十]+大|全市|全省|全部|市内|省内|国内|知名|国内外|有关|相关|驻[^.]|在[^.](?=高))*"
    r"(?P<level>国家级?以上|省级?以上|市级?以上|国家级|省级|市级|县级|国家(?=[高经]))?"
)
ZONES = ("开发区", "高新区", "经开区")
RANK = {"国家": 3, "省": 2, "市": 1, "县": 0, "区": 0}
LISTED = {"high-tech": "高新区", "economic": "经开区"}
UNSURE = Verdict("unsure", "platform.member", 0.5)


@dataclass(frozen=True, slots=True)
class Class:
    """A class by its usual name; `level` with `above`: at that level, or at it and above."""

    name: str
    level: str
    above: bool
    place: Region | None
    anywhere: bool


def class_verdict(a: Mention, b: Mention) -> Verdict | None:
    """What is said where a name is a class of platforms; None where neither is."""
    left, right = _class(a.name, a.region), _class(b.name, b.region)
    if left and right:
        return _classes(left, right)
    if right:
        return _member(a, right)
    return Verdict("different", "platform.member") if left else None


@lru_cache(CACHE)
def class_keys(m: Mention) -> frozenset[str]:
    """Keys of classes at their place and of what may belong to them, at its own place and the one above."""
    if found := _class(m.name, m.region):
        held = [found.place, *([above] if found.place and (above := parent(found.place)) else [])]
        names = {found.name, *(wide for narrow, wide in WIDER if narrow == found.name)}
        return frozenset(
            f"{mark}class:{kind}:{at.name if at else ''}" for kind in names for at in held for mark in "?!"
        )
    name = parse(m.name, m.region)
    place = home_of(name, m.region)
    far = name.level or ZONE.match(name.body)
    places = [place, *([above] if place and far and (above := parent(place)) else [])]
    if holder := platforms().get(known(m.name, m.region)):
        home = region_at(holder.home)
        places += [home, parent(home)] if home else []
    if name.level and m.region:
        places.append(region_at(m.region))
    kinds = [kind for kind, fits in FITTING.items() if any(map(fits.search, _kinds(m)))]
    return frozenset(f"?class:{kind}:{at.name if at else ''}" for kind in kinds for at in places)


@lru_cache(CACHE)
def _class(name: str, region: str) -> Class | None:
    text = plain(name)
    here = region_at(region)
    if (found := begins(text, 0)) and len(found.written) < len(text):
        here, text = found.region, text[len(found.written) :]
    match = HEAD.match(text)
    assert match is not None
    rest = text[match.end() :]
    if match["all"] and (found := begins(rest, 0)) and len(found.written) < len(rest):
        here, rest = found.region, rest[len(found.written) :]
    kind = SAME.get(rest, rest)
    level = match["level"] or ""
    every = match["all"] is not None
    provincial = rest == "省实验室" or (rest == "实验室" and found is not None and found.region.level == "province")
    told = every or provincial or level.endswith("以上") or (kind == "开发区" and level)
    if kind not in FITS or not (kind in ALWAYS or told):
        return None
    level = "省" if provincial else level
    if level.startswith("省") and not level.endswith("上") and found is None:
        here = at_level(region, "省") or here
    return Class(kind, level[:2].rstrip("级以") if level else "", level.endswith("以上"), here, "国内" in text[:4])


def _classes(left: Class, right: Class) -> Verdict:
    narrower = left.name == right.name or (left.name, right.name) in WIDER
    if not narrower or (left.place is None) != (right.place is None):
        return Verdict("different", "platform.class")
    if left.place and right.place and not within(left.place, right.place):
        return Verdict("different", "platform.class")
    if (left.name, left.level, left.above, left.place) == (right.name, right.level, right.above, right.place):
        return Verdict("same", "platform.class")
    ranks = RANK.get(left.level, -1), RANK.get(right.level, -1)
    held = right.level == "" or (right.above and ranks[0] >= ranks[1]) or left.level == right.level
    return Verdict("broader" if held else "different", "platform.class", 0.8)


def _kinds(m: Mention) -> tuple[str, ...]:
    """What decides on a platform's class: the end of its name in the table or as written, what a zone is listed as."""
    name = parse(m.name, m.region)
    if holder := platforms().get(known(m.name, m.region)):
        return (spelled(plain(holder.name)), *_listed(holder.name))
    short = name.holder and name.body in plain(m.name) and len(plain(m.name)) < 5
    return (name.holder if short else name.body, *_listed(m.name))


def _member(a: Mention, of: Class) -> Verdict:
    name = parse(a.name, a.region)
    holder = platforms().get(known(a.name, a.region))
    if not any(map(FITTING[of.name].search, _kinds(a))):
        return Verdict("different", "platform.member")
    if of.name in (*ZONES, "园区") and not (holder or ZONE.match(name.body) or name.body.endswith("园")):
        return Verdict("different", "platform.member")
    place = region_at(holder.home) if holder else home_of(name, a.region)
    if place is None or of.place is None:
        return UNSURE if place is of.place else Verdict("different", "platform.member")
    here = region_at(a.region) if name.level else None
    if not (within(place, of.place) or (here and here.name == of.place.name)):
        return Verdict("different", "platform.member")
    if of.place.name not in (place.name, here and here.name) and not (name.level or holder or ZONE.match(name.body)):
        return Verdict("different", "platform.member")
    if not of.level or of.name in ("高校", "高校院所"):
        return Verdict("member", "platform.member")
    listed = _listed(holder.name if holder else a.name)
    level = name.level or ("国家" if listed else "省" if holder and holder.kind != "park" else "")
    if not level:
        return UNSURE
    fits = RANK[level] >= RANK[of.level] if of.above else level == of.level
    return Verdict("member" if fits else "different", "platform.member")


def _listed(name: str) -> list[str]:
    """What a zone is that the table of zones holds, which are national ones."""
    return [LISTED[place.kind] for place in full_names().get(name, ()) if place.kind in LISTED]
