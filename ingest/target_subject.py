"""Whom a metric is about: named with it, carried over from the clause before, or the heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.target_metric import FUND, Reading
from ingest.target_words import (
    ACTIONS,
    INDUSTRY_TAILS,
    MEASURES,
    PLACE_TAILS,
    PLAIN_VERBS,
    PURE_CLASSES,
    STICKY_VERBS,
    words,
)

BARE = rf"(?:年|总体|全产业链)?(?:{words(MEASURES)})(?:占.*|年均.*|增速|增长.*|增幅|比重|目标|总量)?"
MEASURE = re.compile(rf"(?P<subject>.*?)(?:的)?(?P<measure>{BARE})$")
TAILED = re.compile(rf"(?:{words(INDUSTRY_TAILS)})(?:\([^()]*\))?$")
STRONG = re.compile(rf"(?:{words(INDUSTRY_TAILS, PLACE_TAILS)})(?:\([^()]*\))?$|^“?AI\+|^人工智能\+")
EARNED = re.compile(r"总?产值|总?营收|(?:主营业务|营业|主营)收入|营业额|增加值$")
CLASS = re.compile(
    r"企业|人均|单位|每|亩均|全社会|地区|以上|规上|^(?:全部)?(?:现代|先进|生产性)?(?:服务业|工业|制造业)$|前\d"
)
PURE = frozenset(PURE_CLASSES.split())
SCOPE = re.compile(r"^(?:全省|全市|全区|我省|我市|全|规模以上|规上|推动|带动)+")
EACH = re.compile(
    r"(?P<each>(?:各|每个?|有条件的)(?:县\(市、区\)|市、县|区县|设区市|市州?|县|区|园区|开发区|考场|行业|领域|校|平台|乡镇))(?:均|要|将|至少)?"
)
AROUND = re.compile(r"围绕|依托|通过|利用|结合|聚焦|以|至少|每年|要|将|应|力争|累计|平均|滚动|分别|总共")
RELATION = re.compile(r"在|对|为|向|与|从|由|围绕|以|通过|依托|按|将|把|用|支持|推动|引导|鼓励|其|该|指|即")
VERBAL = re.compile(rf"(?:{words(STICKY_VERBS, PLAIN_VERBS)}|承担|运|行|置)$|\d|^连续")
ACTION = re.compile(words(ACTIONS))
REGION = re.compile(r"(?:市|县|区|新城)$")
DEVELOPED = re.compile(
    rf"(?:进一步|大力|积极|加快|着力|努力|全力|重点|推动|做大|做强|做优|改造|提升|巩固|发展|培育|壮大|打造|布局|构建|建设|、)+"
    rf"(?P<name>[^推动发展培育打造]{{2,14}}?(?:{words(INDUSTRY_TAILS)}))(?:高质量发展|集群|发展)?"
)
MONEY = re.compile(r"元$")
TRADE = re.compile(r"(?:产业|产业链|行业|集群|制造业|工业|加工业)$")
COUNTED = re.compile(r"[千百十万]亿")
LABEL = re.compile(r"标志性成果|(?:发展|主要|工作|总体)?目标")


def subject_of(
    reading: Reading, heads: Sequence[str], place: str, before: str, named: frozenset[str]
) -> tuple[str, str]:
    """(subject, metric); the subject is "" for the document's own region.

    `place` is a clause 在…领域 that opens the sentence, `before` the subject of the goal before in it.
    """
    if each := EACH.match(reading.who):
        return each["each"], reading.metric
    if each := EACH.match(reading.noun):
        return each["each"], reading.verb + reading.noun[each.end() :]
    if not reading.verb and (split := _owned(reading.noun, named)):
        return split
    who = AROUND.split(reading.who)[0] if reading.who else ""
    if (
        1 < len(who) <= (24 if "、" in who or FUND.search(who) else 14)
        and not RELATION.match(who)
        and not VERBAL.search(who)
    ):
        return SCOPE.sub("", who), reading.metric
    if place:
        return place, reading.metric
    bare = re.fullmatch(BARE, reading.noun) is not None
    if before and bare:
        return before, reading.metric
    return _heading(heads, bare), reading.metric


def valued(subject: str, metric: str, unit: str, named: frozenset[str]) -> tuple[str, str]:
    """(subject, metric) where an industry and an amount of money are all that is said: its 产值."""
    name = SCOPE.sub("", metric)
    industry = name in named or (TRADE.search(name) is not None and not ACTION.search(name))
    if not MONEY.search(unit) or not industry or name in PURE or COUNTED.search(name):
        return subject, metric
    return name, "产值"


def _owned(noun: str, named: frozenset[str]) -> tuple[str, str] | None:
    """汽车产业产值 → (汽车产业, 产值), where the words before the measure name an industry of their own."""
    match = MEASURE.fullmatch(noun)
    if match is None:
        return None
    owner, measure = SCOPE.sub("", match["subject"]), match["measure"]
    if measure.startswith("产业") and owner:
        owner, measure = owner + "产业", measure.removeprefix("产业")
    if (
        owner in named
        or (len(owner) > 1 and EARNED.match(measure) and not CLASS.search(owner))
        or (owner and TAILED.search(owner) and owner not in PURE)
    ):
        return owner, measure
    return None


def _heading(heads: Sequence[str], bare: bool) -> str:
    """The heading that names an industry, a carrier or a field, or (for a bare measure) the industry it develops."""
    lane = False
    for head in (head.removesuffix("简介") for head in heads[:4]):
        if LABEL.match(head):
            lane = True
        elif ACTION.search(head):
            developed = DEVELOPED.fullmatch(head) if bare else None
            if developed and developed["name"] not in PURE:
                return developed["name"]
        elif REGION.search(head):
            continue
        elif 1 < len(head) <= 20 and (bare or lane or STRONG.search(head)):
            return "" if head in PURE else head
        else:
            return ""
    return ""
