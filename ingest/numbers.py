"""Quantities in normalised text: a number or range, its unit as written, and the words of comparison at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCALE = "百万亿|千万亿|万亿|百亿|千亿|百万|千万|十万|万|亿"
MEASURES = (
    "个百分点|百分点|个工作日|工作日|个月|元/千克|元/公斤|元/平方米|万/亩|元/亩|吨/年|辆/年|台/年|套/年|件/年|亿美元|"
    "平方米|平方公里|立方米|公里|千米|米|公顷|亩|千瓦时|千瓦|兆瓦|吉瓦|安时|吨标准煤|吨标煤|吨|公斤|千克|"
    "美元|元|人次|户次|件次|场次|班次|架次|标准箱|标箱|TEU|小时|分钟|秒|毫秒|周岁|岁|天|倍|番|度|方|卡|单|%|‰|[::∶]1"
)
COUNTERS = (
    "条\\(个\\)|家\\(个\\)|个\\(家\\)|个\\(项\\)|项\\(个\\)|人\\(次\\)|家|个|项|件|户|人|名|位|条|种|类|款|台|套|辆|座|所|处|场|次|期|部|张|颗|只|支|"
    "艘|架|例|门|栋|幢|间|篇|册|床|头|株|组|轮|届|班|节|片|批|艘次|对|笔|模型实例|大类"
)
LATIN = r"[EPTGM]?FLOPS|POPS|[TGPEM]B|[GTM]bps|ms|MW|GW|kW|KW|GWh|MWh|kWh|PUE|P|p|M"
RATIO = r"(?:[吨公斤千克克度元]{1,2}标煤/吨[\u4e00-\u9fff]{1,4})"
UNIT = rf"(?:{RATIO}|(?:{SCALE})?(?:{MEASURES}|{COUNTERS}|(?i:{LATIN})(?![A-Za-z]))|(?:{SCALE}))"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BEFORE = (
    "不少于|不低于|不小于|不得低于|不得少于|不高于|不超过|不多于|不大于|控制在|压缩至|缩短至|缩减至|降至|降到|降低到|达到了?|达到?|突破|"
    "超过|超出|高于|大于|超|至少|≥|≤|>|<|约为?|近|保持在|稳定在|提升至|提升到|提高到|提高至|增长到|增加到|增至|扩大到|扩展至|拓展至|实现|破"
)
QUANTITY = re.compile(
    rf"(?P<before>(?:{BEFORE}){{0,2}})(?P<low>{NUMBER})(?P<lowunit>%|(?:{SCALE})?(?:元|个|家|项|名|人|吨)?)"
    rf"(?:(?:-|—|–|~|至|到){{1,2}}(?P<high>{NUMBER}))?(?P<more>多|余|\+)?(?P<unit>{UNIT})?"
    rf"(?P<after>\(?(?:以上|及以上|左右|上下|以内|之内|以下|内)\)?(?!的?数据集))?"
)
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
WORDS = re.compile(
    rf"(?P<before>(?:{BEFORE})?)(?P<word>[一二两三四五六七八九十百千]+)(?P<more>多|余)?(?P<unit>{COUNTERS}|番)(?P<after>以上|左右)?"
)
GLUED = re.compile(r"[A-Za-z\d.+×/第〔\[#﹒·—-]$")
YEAR = re.compile(r"年|月(?!增)|日|号|时(?!间)|[+＋.]\d|[A-Za-z]|\+|度(?!电)|\)|》|〕|”")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: span of number and unit with their words of comparison, value, range end, unit, operator.

    `number` is the span of the figures themselves; `word` says that the number is written in Chinese numerals.
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    value_max: float | None
    unit: str
    op: str
    word: bool = False


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """All quantities in text[start:end), in order; dates, ordinals and numbers inside names are left out."""
    found = [*_figures(text, start, end), *_words(text, start, end)]
    yield from sorted(found, key=lambda q: q.start)
