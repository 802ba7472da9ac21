"""Whom a metric is about: named with it, carried over from the clause before, or the heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.target_metric import FUND, LEVEL, Reading
from ingest.target_words import (
    ACTIONS,
    INDUSTRY_TAILS,
    LEADS,
    MEASURES,
    OWN_MEASURES,
    PLACE_TAILS,
    PLAIN_VERBS,
    PURE_CLASSES,
    STICKY_VERBS,
    words,
)

BARE = (
    rf"(?:年|总体|全产业链|规模以上)?(?:{words(MEASURES, OWN_MEASURES)})"
    r"(?:占.*|年均.*|增速|增长.*|增幅|比重|目标|总量|下降|降低|在.*基础上.*|较.*)?"
)
MEASURE = re.compile(BARE)
RATE = re.compile(r"(?!、|和|化).{0,16}(?:率|比重|占比|能耗下降|增速|产值|产能规模|金额|数量)")
GENERIC = re.compile(rf"(?:核心|相关|主导|特色|优势|重点|支柱)?(?:{words(INDUSTRY_TAILS)})?$|关联$|.*(?:总|年|各)$")
DONE = re.compile(r"(?P<who>[^对将使的]{2,24})实现(?P<what>.{2,30})")
ZONE = re.compile(
    r"(?P<who>(?:省级以上|省级|各|工业|产业)?(?:开发区|园区))(?P<what>(?!建设|内).{2,30}(?:率|比重|占比|度|额|值|收入|利润|税收|强度))"
)
CHAIN = re.compile(r"(?:产业|产业链|产业集群)$")
TAILED = re.compile(rf"(?:{words(INDUSTRY_TAILS)})(?:\([^()]*\))?$")
STRONG = re.compile(rf"(?:{words(INDUSTRY_TAILS, PLACE_TAILS)})(?:\([^()]*\))?$")
EARNED = re.compile(rf"(?:总|综合)?产值|总?营收|(?:主营业务|营业|主营)收入|增加值$|(?:{words(OWN_MEASURES)})")
CLASS = re.compile(
    r"企业|人均|单位|每|亩均|全社会|地区|以上|规上|^(?:全部)?(?:现代|先进|生产性)?(?:服务业|工业|制造业)$|前\d|占|种植"
)
PURE = frozenset(PURE_CLASSES.split())
GROSS = re.compile(words(" ".join(name for name in PURE if len(name) > 3)))
SCOPE = re.compile(r"^(?:全省|全市|全区|我省|我市|全|规模以上|规上|推动|带动)+")
REGIONAL = re.compile(r"^(?:力争|预计|争取|实现|确保|到?20\d\d年底?前?|使)*(?:全[省市区县州]|我[省市区])")
EACH = re.compile(
    r"(?P<each>(?:各|每个?|有条件的)(?:县\(市、区\)|市、县|区县|设区市|市州?|县|区|园区|开发区|考场|行业|领域|校|平台|乡镇))(?:均|要|将|至少)?"
)
AROUND = re.compile(r"围绕|依托|通过|利用|结合|聚焦|以|至少|每年|要|将|应|力争|累计|平均|滚动|分别|总共")
RELATION = re.compile(r"在|对|为|向|与|从|由|围绕|以|通过|依托|按|将|把|用|支持|推动|引导|鼓励|其|该|指|即")
VERBAL = re.compile(rf"(?:{words(STICKY_VERBS, PLAIN_VERBS)}|承担|运|行|置|化)$|\d|^连续")
ACTION = re.compile(words(ACTIONS))
REGION = re.compile(r"(?:市|县|区|新城)$")
DEVELOPED = re.compile(
    rf"(?:进一步|大力|积极|加快|着力|努力|全力|重点|推动|推进|促进|支持|做大|做强|做优|改造|提升|巩固|发展|培育|壮大|打造|布局|构建|建设|、)+"
    rf"(?P<name>[^推动发展培育打造]{{2,14}}?(?:{words(INDUSTRY_TAILS)}))"
    r"(?:集群)?(?:[^,、]{0,8}发展|[^,、]{0,4}突破|集群)?"
)
MONEY = re.compile(r"元$")
TRADE = re.compile(r"(?:产业|产业链|行业|集群|制造业|工业|加工业)$")
COUNTED = re.compile(r"[千百十万]亿")
PLACE = re.compile(r"在(.{1,40}(?:领域|方面|行业))$")
LONGEST = 200
LABEL = re.compile(r"标志性成果|(?:发展|主要|工作|总体)?目标")
BATCH = re.compile(r"(.{2,8})一批(项目|企业|园区|平台|基地)")
OUTCOME = re.compile(r"^(?!\d*[\u4e00-\u9fff]{2,3}[市县区])(.*)成果名称$")
OPENING = re.compile(rf"(?:{words(LEADS)}|[到至]?20\d\d年底?前?|本)*")
TOPIC = re.compile(
    r"(?P<name>[^,、的和]{2,16}?(?:产业集群|产业链|产业|行业|工业|制造业|集聚区))"
    r"(?:[^,、]{0,12}(?:实力|能力|能级|竞争力|规模|水平|体系|格局|集聚度|发展|质量)[^,]{0,20}|[^,、]{0,6})"
    r"(?:提升|增强|壮大|提高|突破|形成|完善|扩大|领先|跃升|向好|增长|优化|加快)$"
)


CARRIER = re.compile(
    rf"(?:高标准|高水平|加快|推动|初步|率先|{words(STICKY_VERBS, PLAIN_VERBS)}|运营|搭建)+"
    r"(?P<name>(?!\d|具有)[^,、的]{3,24}(?:平台|系统|节点|集聚区|产业园|基地|中心|港))(?:建设)?"
)
CARRIED = frozenset(["服务", "覆盖", "集聚", "汇聚", "接入", "入驻", "孵化", "聚集", "吸引", "吸引集聚", "累计服务"])


class Subjects:
    """The subjects of one document's goals, goal by goal in order of text.

    `named` are the names of industries known in the document, `title` its own title: an industry in the title is the
    document's region's business and is not carried over to goals that do not name it.
    """

    def __init__(self, named: frozenset[str], title: str) -> None:
        self.named, self.title = named, title
        self.place = self.before = self.topic = self.carrier = ""

    def open_sentence(self) -> None:
        """Forget what the sentence before was about."""
        self.place = self.before = self.topic = self.carrier = ""

    def pass_clause(self, clause: str) -> None:
        """Take note of a clause that says what the goals after it are about; one beyond LONGEST says nothing."""
        if len(clause) > LONGEST:
            return
        if place := PLACE.match(clause):
            self.place = place[1]
        rest = OPENING.sub("", clause, count=1)
        if carrier := CARRIER.fullmatch(rest):
            self.carrier = carrier["name"]
        if (topic := TOPIC.fullmatch(rest)) and not ACTION.match(topic["name"]):
            self.topic, self.before = "" if topic["name"] in PURE else topic["name"], ""

    def of(self, reading: Reading, heads: Sequence[str], left: str, unit: str) -> tuple[str, str]:
        """(subject, metric) of a goal with the words left of it; the subject is "" for the document's own region."""
        subject, metric = self._of(reading, heads, bool(REGIONAL.match(left)))
        subject, metric = valued(subject, metric, unit, self.named)
        self.before = subject
        return subject, metric

    def _of(self, reading: Reading, heads: Sequence[str], regional: bool) -> tuple[str, str]:
        if found := _told(reading, self.named, self.title):
            return found
        if self.place:
            return self.place, reading.metric
        if regional:
            return "", reading.metric
        bare = MEASURE.fullmatch(reading.noun) is not None
        if self.before and bare:
            return self.before, reading.metric
        if reading.verb in CARRIED and self.carrier:
            return self.carrier, reading.metric
        kept = self.topic or (self.before if self._lasts(self.before) else "")
        kept = "" if reading.listed or GROSS.match(reading.noun) else kept
        if kept and heads and LABEL.match(heads[0]):
            return kept, reading.metric
        return _heading(heads, bare, self.named) or kept, reading.metric

    def _lasts(self, subject: str) -> bool:
        known = subject in self.named or TAILED.search(subject) is not None
        return known and subject not in PURE and subject not in self.title


def _told(reading: Reading, named: frozenset[str], title: str) -> tuple[str, str] | None:
    """(subject, metric) where the words of the goal itself name the subject."""
    if each := EACH.match(reading.who):
        return each["each"], reading.metric
    if each := EACH.match(reading.noun):
        return each["each"], reading.verb + reading.noun[each.end() :]
    if not reading.verb and (split := _owned(reading.noun, named, title)):
        return split
    who = AROUND.split(reading.who)[0] if reading.who and not reading.listed else ""
    if (
        not LEVEL.fullmatch(who)
        and 1 < len(who) <= (24 if "、" in who or FUND.search(who) else 14)
        and not RELATION.match(who)
        and not VERBAL.search(who)
    ):
        return SCOPE.sub("", who), reading.metric
    return None


def valued(subject: str, metric: str, unit: str, named: frozenset[str]) -> tuple[str, str]:
    """(subject, metric) where an industry and an amount of money are all that is said: its 产值."""
    name = SCOPE.sub("", metric)
    industry = name in named or (TRADE.search(name) is not None and not ACTION.search(name))
    if not MONEY.search(unit) or not industry or name in PURE or COUNTED.search(name):
        return subject, metric
    return name, "产值"


def _owned(noun: str, named: frozenset[str], title: str) -> tuple[str, str] | None:
    """汽车产业产值 → (汽车产业, 产值), where the words before the measure name an industry of their own."""
    if done := DONE.fullmatch(noun):
        return done["who"], done["what"]
    scope = SCOPE.match(noun)
    whole = noun[scope.end() :] if scope else noun
    if MEASURE.fullmatch(whole):
        return None
    if zone := ZONE.fullmatch(whole):
        return zone["who"], zone["what"]
    cuts = [(whole[:cut].removesuffix("的"), whole[cut:]) for cut in range(2, len(whole))]
    cuts = [c for c in cuts if _may_own(c[0], title)]
    for owner, rest in reversed(cuts):
        known = owner in named
        rated = RATE.fullmatch(rest) and ((known and len(rest) > 2) or (CHAIN.search(owner) and "占" not in owner))
        if rated or (MEASURE.fullmatch(rest) and (known or _is_trade(owner))):
            return owner, rest
    for owner, rest in cuts:
        if MEASURE.fullmatch(rest) and EARNED.match(rest) and not CLASS.search(owner):
            return owner, rest
    return None


def _is_trade(owner: str) -> bool:
    return TAILED.search(owner) is not None and "占" not in owner


def _may_own(owner: str, title: str) -> bool:
    pure = (owner in PURE or owner.endswith("战略性新兴产业")) and not (len(owner) > 4 and owner in title)
    return len(owner) > 1 and not pure and not GENERIC.fullmatch(owner) and not RELATION.match(owner)


def _heading(heads: Sequence[str], bare: bool, named: frozenset[str]) -> str:
    """The heading that names an industry, a carrier or a field, or (for a bare measure) the industry it develops."""
    lane = False
    for head in (OUTCOME.sub(r"\1", head.removesuffix("简介")) for head in heads[:4]):
        if LABEL.match(head):
            lane = True
        elif head.endswith("成果名称"):
            return ""
        elif batch := BATCH.fullmatch(head):
            return batch[1] + batch[2]
        elif ACTION.search(head):
            developed = DEVELOPED.fullmatch(head) if bare or lane else None
            if developed and developed["name"] not in PURE:
                return developed["name"]
            if lane and (known := [n for n in named if n in head and n not in PURE]):
                return max(known, key=len)
        elif REGION.search(head):
            continue
        elif 1 < len(head) <= 20 and (bare or lane or STRONG.search(head)):
            return "" if head in PURE else head
        else:
            return ""
    return ""
