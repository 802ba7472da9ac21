"""From the words left and right of a quantity to what it measures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.numbers import Quantity
from ingest.target_slots import Slot
from ingest.target_words import LEADS, LEVELS, MIDDLE_VERBS, PLAIN_VERBS, STICKY_VERBS, words

LEAD = re.compile(
    rf"(?:{words(LEADS)})|各(?![类级地县市区行领])|[、和与及并或]|以及|[到至于]?(?:20\d\d年)(?:底|末|年底|\d+月底)?(?:之?前)?|“?十[二三四五]五”?(?:期间|末|时期)?"
    r"|\(?[一二三四五六七八九十\d]{1,2}[.、)]"
)
PLAIN = re.compile(words(PLAIN_VERBS))
STICKY = re.compile(words(STICKY_VERBS))
VERB = re.compile(rf"(?P<who>.*?)(?P<verb>(?:{words(STICKY_VERBS, PLAIN_VERBS)})+)(?:了)?$")
VERB_HEAD = re.compile(rf".*(?:{words(STICKY_VERBS, PLAIN_VERBS)})$")
TAIL = re.compile(
    r"(?:分别|均|累计|总计|力争|各|预计|平均|等|目标|整体|要|将|可|争取|至少|每年|预期|全部|大约|约|的|不少于|不低于|超过|:|总)$"
)
LEVEL = re.compile(rf"(?:{words(LEVELS)})(?:以上|及以上)?(?:的)?")
MIDDLE = re.compile(rf"^(?P<who>.{{2,40}}?)(?P<verb>{words(MIDDLE_VERBS)})(?P<what>[^率比数额度的经总][^率比]{{1,}})$")
FUND = re.compile(r"(?:基金群?|资金)$")
SIZED = re.compile(r"^(?:资金)?规模的")
PLACED = re.compile(r"、|^在|^全|[市省县区]$|领域$")
STAYS = re.compile(r"(?<=企业|机构|项目|平台|院所)(?:在|来|落户)")
ABLE = re.compile(r"年?(?:综合)?(?:生产|加工|处理)?(?:能力|产能)")
CAPACITY = re.compile(r"(?P<of>.{2,20}?)的?(?P<sort>年?(?:生产|加工|处理))(?P<what>能力|产能)")
RELATIVE = re.compile(r"(?:年均)?(?:增速|增幅|增长率|总数|占比|增长)(?:保持|达|在)?")
ACTOR = re.compile(r"^(?:各|每|在|围绕|依托|通过|有条件)|(?:领域|产业|企业|开发区|园区|集群|平台|区县|县|市)$")
NOUN_AFTER = re.compile(
    r"率|比|数(?!据|字|智|控)|值|额|规模|能力|面积|用地|投资|的|量|经费|强度|周期|成本|企业数|业务|实验室|服务|平台|基地|区(?!域|内|县)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quantity measures: the verb that belongs to the metric, its noun, and who or where it is said of.

    `listed` says that `who` only tells examples (甲、乙等N个).
    """

    verb: str
    noun: str
    who: str = ""
    governed: bool = True
    listed: bool = False

    @property
    def metric(self) -> str:
        """Verb and noun as the text has them, without the word for a running total."""
        return self.verb + self.noun


def trim(left: str) -> tuple[str, str]:
    """(verb, rest) of the words before a quantity, without lead-ins; the verb is "" unless it belongs to the metric."""
    verb = ""
    while left:
        found = [m for m in (LEAD.match(left), PLAIN.match(left), STICKY.match(left)) if m]
        best = max(found, key=lambda m: m.end(), default=None)
        if best is None:
            break
        rest = left[best.end() :]
        if best.re is not LEAD and NOUN_AFTER.match(rest):
            break
        if best.re is STICKY:
            verb = best[0]
        left = rest
    return verb, left


def clean_tail(left: str) -> str:
    """The words before a quantity without the adverbs that lead over to it."""
    while (match := TAIL.search(left)) and match.start() > 0:
        left = left[: match.start()]
    return left


def read(left: str, quantity: Quantity, right: str) -> Reading | None:
    """The metric of a quantity between its left and right words; None when they name nothing."""
    listed = left.endswith("等")
    left, right = (clean_tail(left).replace("累计", ""), right.lstrip("的").rstrip("等、"))
    if not right and len(left) > 4:
        left = left.removesuffix("建成")
    if right:
        reading = _read_right(left, quantity, STAYS.split(right)[0])
        return replace(reading, listed=True) if reading and listed else reading
    verb, rest = trim(left)
    rest = rest.strip("、的:")
    if quantity.kind in ("count", "scale") and (middle := MIDDLE.match(rest)) and ACTOR.search(middle["who"]):
        kept = middle["verb"] if STICKY.fullmatch(middle["verb"]) else ""
        return Reading(kept, middle["what"].strip("的"), middle["who"])
    if not rest and verb:
        return Reading("", verb)
    return Reading(verb, rest) if rest else None


def _read_right(left: str, quantity: Quantity, right: str) -> Reading | None:
    capacity = CAPACITY.fullmatch(right) if quantity.kind == "size" else None
    if quantity.kind == "size" and ABLE.fullmatch(right):
        return Reading("", trim(left)[1] + right)
    if capacity:
        return Reading("", (capacity["sort"] or "") + capacity["what"], capacity["of"])
    if quantity.kind == "share":
        verb, rest = trim(left)
        return Reading(verb, rest + right)
    if quantity.kind == "money" and FUND.search(right) and not left.endswith("安排"):
        return Reading("", "规模", SIZED.sub("", right))
    match = VERB.match(left)
    if match is None:
        verb, rest = trim(left)
        if verb and rest and not PLACED.search(rest):
            return Reading(verb, rest + right)
        return Reading("", right, rest, governed=bool(VERB_HEAD.match(left.removesuffix(rest) if rest else left)))
    verb = match["verb"] if STICKY.search(match["verb"]) and not PLAIN.fullmatch(match["verb"]) else ""
    _, who = trim(match["who"])
    return Reading(verb, right, who)


def share(reading: Reading, previous: Reading) -> Reading:
    """A reading that stands in a list with the one before takes over its verb, or its head after a mere level."""
    noun = reading.noun
    if LEVEL.fullmatch(noun):
        noun += LEVEL.sub("", previous.noun, count=1)
    return Reading(reading.verb or previous.verb, noun, reading.who or previous.who)


def share_forward(found: Sequence[tuple[Slot, Reading | None]]) -> list[tuple[Slot, Reading | None]]:
    """N个千亿级、M个百亿级产业集群: a mere level takes the head of the next."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        slot, reading = out[index]
        after = out[index + 1][1]
        if reading and after and slot.quantity.kind == "size" and slot.right and ABLE.fullmatch(after.noun):
            out[index] = slot, Reading("", after.noun, reading.who or reading.noun)
        elif reading and after and slot.right and LEVEL.fullmatch(reading.noun):
            out[index] = (slot, replace(reading, noun=reading.noun + LEVEL.sub("", after.noun, count=1)))
    return out


def resume(reading: Reading | None, quantity: Quantity, before: Reading | None, unit: str) -> Reading | None:
    """到2030年突破N亿元 and 增速保持N%: what names no measure of its own goes on with the one before."""
    if before is None:
        return reading
    if reading is None and quantity.start < quantity.figure and unit in ("", quantity.unit):
        return before
    if reading and RELATIVE.fullmatch(reading.noun):
        return replace(reading, noun=before.noun + reading.noun)
    return reading


def alike(one: str, other: str) -> bool:
    """Whether two metrics mean the same: one holds the other, or most of their characters agree."""
    short, long = sorted((one, other), key=len)
    if short in long and 2 * len(short) >= len(long):
        return True
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) >= 0.8


def allotted(reading: Reading | None, left: str, thing: str) -> Reading | None:
    """智能体:甲、乙各N个: places that get so many each; `thing` is the label before them or what was counted last."""
    names = re.split(r"[、和]", left.removesuffix("各"))
    if (
        reading is None
        or not left.endswith("各")
        or len(names) < 2
        or any(len(name) > 4 for name in names)
        or not thing
    ):
        return reading
    return Reading("", thing, left.removesuffix("各"))
