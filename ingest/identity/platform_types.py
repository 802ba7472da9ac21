"""Names of platforms that differ in the word for their type: short words, higher types, free-trade areas, funds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.identity.enterprise_table import ids
from ingest.identity.platform_names import FREE_TRADE_AREA, PlatformName, province_of, topical
from ingest.identity.records import Verdict
from ingest.regions import Region, parent

ZONE_TYPE, AREA_TYPE = re.compile(r"(?:经济开发区|经开区|开发区)$"), re.compile(r"(?:自贸)?片区$")
REFORMED = (("工程实验室", "工程研究中心"),)
UPGRADES = (("出口加工区", "综保区"), ("职业技术学院", "职业技术大学"), ("职业学院", "职业大学"))
FUND = re.compile(r"(?:产业)?(?:投资|发展|引导)+基金$")
CENTRE = re.compile(r"(?:产业|技术|制造业)?创新中心$")
SHORT_CENTRE = "国创中心"
OF_FIRM = re.compile(
    r"(.{2,}?)(?:(?:国家级?)?(?:企业)?(?=技术)|工业互联网(?=标识)|)"
    r"(技术中心|(?:中央)?研究院|研发中心|检测中心|工程中心|标识解析二级节点)"
)


def reworded(left: PlatformName, right: PlatformName, near: bool) -> Verdict | None:
    """The verdict on two names of one stem where only the words for their type differ; None for others."""
    if _coined(left, right):
        return Verdict("same", "platform.coined", 0.9)
    national = left.level == right.level == "国家" and topical(left.body) and topical(right.body)
    if national and (reformed := _upgraded(left.body, right.body, REFORMED)):
        return reformed
    if not near or not (left.proper or right.proper):
        return None
    for kind, short in ((ZONE_TYPE, "开发区"), (AREA_TYPE, "片区")):
        ends = [match for name in (left, right) if (match := kind.search(name.body))]
        stems, written = {match.string[: match.start()] for match in ends}, {match[0] for match in ends}
        if len(ends) > 1 and len(stems) == 1 and stems != {""} and short in written:
            return Verdict("same", "platform.type", 0.8)
    if FUND.sub("基金", left.body) == FUND.sub("基金", right.body):
        return Verdict("same", "platform.fund", 0.8)
    return _upgraded(left.body, right.body, UPGRADES)


def zone_verdict(left: PlatformName, right: PlatformName, national: bool) -> Verdict | None:
    """Zones of one place, one by a short word: 开发区 is its 经济技术开发区, 经开区 is 经济开发区 where it has none."""
    if not (left.place and right.place) or left.body == right.body:
        return None
    short, long = sorted((left, right), key=lambda name: len(name.plain))
    if short.body == "开发区" and long.body in ("经开区", "经济开发区"):
        sure = national and long.body == "经开区"
        return Verdict("same" if sure else "unsure", "platform.short_zone", 0.8 if sure else 0.5)
    if short.plain.endswith("经开区") and long.body == "经济开发区" and not national:
        return Verdict("same", "platform.short_zone", 0.8)
    return None


def type_keys(name: PlatformName, place: Region | None) -> Iterator[str]:
    """Keys under which names meet whose words for a type differ, and centres of one company."""
    for kind in (ZONE_TYPE, AREA_TYPE):
        if kind.search(name.body):
            yield f"type:{kind.sub('', name.body)}:{province_of(place)}"
    if name.body.endswith("基金"):
        yield f"fund:{FUND.sub('基金', name.body)}"
    if of := OF_FIRM.fullmatch(name.plain):
        yield from (f"of:{one}" for one in ids(of[1]))
    if place:
        yield from (
            f"body:{name.body.removesuffix(end)}{pair[0]}:"
            for pair in UPGRADES
            for end in pair
            if name.body.endswith(end)
        )
    if place and FREE_TRADE_AREA.search(name.body):
        yield from (f"body:自贸区:{at.name}" for at in (place, parent(place)) if at)


def _coined(left: PlatformName, right: PlatformName) -> bool:
    """Whether 乳业国创中心 leaves out which kind of national centre of innovation the other name says."""
    stems = {CENTRE.sub("", name.body) for name in (left, right)}
    short = left.plain.endswith(SHORT_CENTRE) or right.plain.endswith(SHORT_CENTRE)
    return (
        short and len(stems) == 1 and stems != {""} and left.level == right.level == "国家" and left.seat == right.seat
    )


def _upgraded(left: str, right: str, forms: tuple[tuple[str, str], ...]) -> Verdict | None:
    """An export zone became a bonded one, a college a university, an engineering laboratory a centre."""
    for old, new in forms:
        if left.endswith(old) and right.endswith(new) and left[: -len(old)] == right[: -len(new)]:
            return Verdict("successor", "platform.upgraded", 0.8)
        if right.endswith(old) and left.endswith(new) and right[: -len(old)] == left[: -len(new)]:
            return Verdict("different", "platform.upgraded", 0.8)
    return None
