"""What is no goal: history, conditions, described counts, details of projects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.target_metric import FUND, Reading
from ingest.target_slots import Slot
from ingest.target_words import CONDITION, HISTORY

UNIT_NAME = re.compile(r"[省市区县](?:[\u4e00-\u9fff]{1,10})?(?:厅|局|委)$")
THING = re.compile(r"(?:项目|装置|技术|工程|前期工作|项目建设)$")
PLOT = re.compile(r"(?:用地|占地|建筑|总)面积$|总投资额$")
CLASSED = re.compile("[座类](?:及以[上下]|以下)")
GRANT = re.compile(r"给予|奖励|补助|补贴|奖补")
SPELT = frozenset("个家项件户名座条批辆台套")
FUNDED = re.compile(
    r"(?:年度|每年|统筹|财政|专项)安排|安排[^对给,]{0,12}(?:资金|经费)|(?:组建|组成|设立).{0,20}(?:基金|资金)"
)
LEANING = re.compile(r"依托|按照|根据|围绕|贯彻|以[^,]*计$")
BUILT = re.compile(r"(?:打造|设立|组建|建设|建成|形成|新建|构建|安排)(?:(?:首期|总|母基金)?规模)?(?:约|至少|为)?$")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quantity stands: its clause, whether a past year governs it, whether it recurs."""

    clause: str
    sentence: str
    past: bool
    yearly: bool
    led: bool = False


def holds(slot: Slot, reading: Reading, context: Context) -> bool:
    """Whether the quantity states a goal."""
    q = slot.quantity
    if context.past or HISTORY.search(context.clause) or CONDITION.search(context.clause):
        return False
    granted = q.kind in ("money", "share") and q.op not in (">", ">=") and GRANT.search(context.sentence)
    if granted and not FUNDED.search(context.clause):
        return False
    if LEANING.match(reading.noun) or slot.right == "的" or reading.noun.startswith("方面"):
        return False
    if q.kind == "money" and UNIT_NAME.search(slot.left):
        return False
    if q.kind == "size" and slot.right and THING.search(slot.right):
        return False
    if q.op == "=" and PLOT.search(reading.noun):
        return False
    if q.unit in ("座", "类") and slot.right and CLASSED.search(context.clause):
        return False
    if q.word and not _spelt_goal(slot, reading, context):
        return False
    if q.kind == "none" and slot.right:
        return False
    if q.kind in ("money", "size") and slot.right and not (_made(slot) or (slot.joined and context.led)):
        return False
    if q.kind == "count" and q.op == "=" and slot.right and reading.who and not reading.governed:
        return False
    return q.kind != "time" or "万" in q.unit or q.op == "<=" or q.start < q.figure


def _spelt_goal(slot: Slot, reading: Reading, context: Context) -> bool:
    """Whether a number in Chinese numerals counts something: most are parts of names or lists (三个中心, 五个方面)."""
    q = slot.quantity
    if (
        q.unit in ("番", "倍", "%")
        or q.op in (">=", "~", "<=")
        or context.yearly
        or (q.op == "=" and q.value >= 100 and not reading.who)
    ):
        return True
    return (
        q.op == "=" and q.unit in SPELT and not slot.right and len(reading.noun) > 2 and (slot.joined or q.value >= 10)
    )


def _made(slot: Slot) -> bool:
    """Whether an amount tells the size of what is to be made: 建设2000P算力, 设立5亿元基金."""
    if not BUILT.search(slot.left):
        return False
    return slot.quantity.kind == "size" or bool(FUND.search(slot.right))
