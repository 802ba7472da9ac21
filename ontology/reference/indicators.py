"""Indicators of targets: what is measured, in which unit, whether more is better; growth and level are rows apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ontology.reference.divisions import provinces
from ontology.reference.read import several, table
from ontology.reference.units import normalised

SAME = (
    (re.compile("规模以上"), "规上"),
    (re.compile("地区生产总值|国内生产总值|国民生产总值|(?<!地区)(?<!国内)(?<!国民)生产总值"), "GDP"),
    (re.compile("研究与试验(?:性)?发展|研究与开发"), "R&D"),
    (re.compile(rf"\(R&D\)|[“”\"'《》]|(?:{'|'.join(provinces())}|全)(?=省)"), ""),
    (re.compile("占比重|比例|占比$"), "比重"),
    (re.compile("的(?=比重|增加值|企业|总产值|数)|(?<=收入)的|(?<=产值)的"), ""),
    (re.compile("国家(?=级)"), "国家"),
)
LEAD = re.compile(
    "^(?:累计|力争|实现|达到|建成|拥有|培育|培育形成|形成|打造|力争实现|总|实施|集聚|引育|引进培育)+(?=.{3})"
)
GROWTH = re.compile("(?:年均|每年|同比|年)?(?:复合)?(?:增速|增长率|增幅|增长|递增|增长速度)(?:保持|达|在)?$")
NUMBER = re.compile("(?:总数|数量|家数|个数|总量|数)$")
WHOLE = re.compile(
    "^(?:总|年|综合|产业|实现)?(?:产值|增加值|规模|收入|销售收入|销售额|营收|营业收入|主营业务收入|产量|产能|面积|投资|总投资|利润)$"
)
FUND = re.compile("(?:基金|资金)群?$")
COUNTS = frozenset(["个", "件", "条", "部", "座", "套", "台", "辆", "艘", "次", "架", "张", "人"])


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row; `unit` is its usual unit, `level` of a growth rate the id of what grows, `direction` higher or lower."""

    id: str
    name: str
    aliases: tuple[str, ...]
    category: str
    unit: str
    value_type: str
    direction: str
    level: str

    @property
    def base(self) -> str:
        """The base unit of its values."""
        found = normalised(1, self.unit)
        return found[1] if found else ""


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every row of the table by id."""
    fields = ("id", "name", "category", "unit", "value_type", "direction", "level")
    return {
        row["id"]: Indicator(aliases=several(row["aliases"]), **{f: row[f] for f in fields})
        for row in table("indicators")
    }


@lru_cache(maxsize=8192)
def indicator_of(metric: str, subject: str, unit: str) -> str:
    """The id of the indicator that a target measures; empty where no row has the name, or not in such a unit.

    The whole name decides: 增加值占GDP比重 is no 总产值占比. In %, a level of the whole economy (进出口总额) means its
    growth; that of an industry (产值) only where the metric says so, else it may be a share.
    """
    base, asked = normalised(1, unit), plain(metric)
    if base is None:
        return ""
    grows = bool(GROWTH.search(asked))
    for name in _names(asked, plain(subject + metric), "基金" if FUND.search(subject) else ""):
        row = _by_name().get(name)
        if row and (found := _fitting(indicators()[row], base[1], grows, bool(WHOLE.search(asked)))):
            return found
    return ""


def plain(name: str) -> str:
    """One spelling of a metric: 规上 for 规模以上, GDP for 地区生产总值, no quotes, no 数 at the end of a count."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    for pattern, word in SAME:
        text = pattern.sub(word, text)
    return NUMBER.sub("", text) if len(NUMBER.sub("", text)) > 2 else text


def bare(metric: str) -> str:
    """The plain metric without the verb that leads to it (培育, 建成), by which targets without a row compare."""
    return LEAD.sub("", plain(metric))


def _names(metric: str, whole: str, prefix: str) -> Iterator[str]:
    """The spellings under which the table may have it, the most telling first; `prefix` says of what a 规模 is."""
    for name in (whole, prefix + metric):
        for one in dict.fromkeys((name, LEAD.sub("", name))):
            yield one
            if (level := GROWTH.sub("", one)) != one:
                yield level


@cache
def _by_name() -> Mapping[str, str]:
    rows = [row for row in indicators().values() if not row.level]
    found = {plain(name): row.id for row in rows for name in row.aliases}
    return found | {plain(row.name): row.id for row in rows}


def _fitting(row: Indicator, base: str, grows: bool, whole: bool) -> str:
    """The id of the row, or of its growth, whichever has values in this base unit; else empty."""
    if base == "%" and row.base != "%":
        return _growth().get(row.id, "") if grows or not whole else ""
    if grows:
        return ""
    alike = base == row.base or (base == "百分点" and row.base == "%") or {base, row.base} <= COUNTS
    return row.id if alike else ""


@cache
def _growth() -> Mapping[str, str]:
    return {row.level: row.id for row in indicators().values() if row.level}
