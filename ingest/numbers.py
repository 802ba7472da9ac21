"""Quantities in normalised text: a number or range, its unit as written, and the words of comparison at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCALE = "百万亿|千万亿|万亿|百亿|千亿|百万|千万|十万|万|亿"
MONEY = "亿美元|美元|元"
SHARE = "个百分点|百分点|%|‰|倍|番|[:∶]1(?!\\d)"
TIME = "个工作日|工作日|个月|小时|分钟|毫秒|秒|周岁|岁|天|ms"
SIZE = (
    "平方米|平方公里|立方米|公里|千米|公顷|亩|千瓦时|千瓦|吉瓦时|兆瓦时|兆瓦|"
    "吉瓦|安时|吨标准煤|吨标煤|吨|公斤|千克|标准箱|标箱|TEU|度电|方|米|卡|单"
)
LATIN = r"(?:[EPTGM]?FLOPS|POPS|[TGPEM]B|[GTM]bps|MW|GW|KW|GWh|MWh|KWh|P|M)(?![A-Za-z])"
COUNT = (
    r"[条家个项台次套][(<][条家个项台次套][)>]|模型实例|家次|人次|户次|件次|场次|班次|架次|艘次|大类|家|个|项|件|户|人|名|位|"
    "条|种|类|款|台|套|辆|座|所|处|场|次|期|部|张|颗|只|支|艘|架|例|门|栋|幢|间|篇|册|床|头|株|组|轮|届|班|节|片|笔|宗|批次|批"
)
NOT_COUNT = (
    "人(?:工|才|均|口|员|力|民|体|机|群|类)|家(?:政|电|具(?!有|备)|居|庭|用)|个(?:体|性|人(?:信|贷|所|消|征|账|隐))|"
    "项目|支(?:持|撑|付|援)|处(?:理|于)|组(?:织|建|成)|种(?:植|业|子|质|养)|类脑|款项|门(?:户|店)|例如|套餐|"
    "场(?:景|地|所|馆)|部(?:分|门|件)|名(?:单|牌|录|特)|所(?:有|属|在)|位(?:于|列|居)|户(?:外|籍)|台(?:账|湾)|"
    "件量|期(?:间|限|货|刊)|次(?:核心|级|要)|片区|头部|笔记|班线|节(?:能|点)|条(?:例|款|件)"
)
COMPOUND = (
    "(?:吨标煤|公斤标煤|吨标准煤|千克标准煤|千克标煤)/吨[\u4e00-\u9fff]{1,3}|"
    "元/千克|元/公斤|元/平方米|吨/年|辆/年|台/年|套/年|件/年|元/亩|/亩|亿元/平方公里"
)
COUNTED = f"(?!{NOT_COUNT})(?:{COUNT})"
KINDS = (("money", MONEY), ("share", SHARE), ("time", TIME), ("size", SIZE), ("size", LATIN), ("count", COUNTED))
UNIT = re.compile(
    rf"(?P<compound>(?:{SCALE})?(?:{COMPOUND}))|(?:{SCALE})?(?:"
    + "|".join(f"(?P<{kind}{n}>(?i:{words}))" for n, (kind, words) in enumerate(KINDS))
    + rf")|(?P<scale>{SCALE})"
)
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
RANGE = re.compile(rf"(?P<low>%|(?:{SCALE})?(?:元|{COUNT})?)(?:[-—–~]{{1,2}}|至|到)(?P<high>\d+(?:\.\d+)?)")
INNER = re.compile(r"[多余](?=[\u4e00-\u9fff])")
MORE = re.compile(r"[多余+]")
AFTER = re.compile(r"\(?(?:及|\(含\)|含)?(?:以上|左右|上下|以内|之内|以下)\)?|内(?![\u4e00-\u9fff]{0,1}[容部外])")
GLUED = re.compile(r"[A-Za-z\d.+×/第〔\[#—·-]")
DATE = re.compile(r"年|月(?!增)|日|号|时(?!间)|级|[.+]\d|岁以[上下]")
WORD = re.compile(
    rf"(?!一批)(?<![一二三四五六七八九十百千第])([一两二三四五六七八九十百千]{{1,3}})([多余]?)({COUNT}|番|倍)(以上|左右)?"
)
PART = re.compile(
    r"(?<![一二三四五六七八九十])([二三四五六七八九十]{1,3})分之([一二三四五六七八九十]{1,3})(以上|左右)?"
)
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "○": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
BEFORE = (
    (">=", "不少于|不低于|不小于|不得低于|不得少于|至少|≥|>="),
    ("<=", "小于|低于|少于|不高于|不超过|不多于|不大于|不得超过|控制在|≤|<=|最高可?达?到?"),
    (">", "突破|超过|超出|高于|大于|超|破|>"),
    ("~", "约为?|大约|近"),
    (">=", "达到了?|达至?"),
    (
        "",
        "保持在|稳定在|(?:缩短|缩减|压缩|压减|提升|提高|增长|增加|增|扩大|扩展|拓展|降低|减少|下降|降|升|拓)[到至]|实现|打到|为|有望",
    ),
)
EDGE = re.compile("(?:" + "|".join(f"(?P<o{n}>{words})" for n, (_, words) in enumerate(BEFORE)) + ")$")
EDGE_MAX = 5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; [start, end) also covers the words of comparison at its edges.

    `figure` is the offset of the number itself, `kind` is money, share, time, size, count or none, `op` one of
    > >= = ~ <=, `word` says that the number is written in Chinese numerals.
    """

    start: int
    figure: int
    end: int
    value: float
    value_max: float | None
    unit: str
    kind: str
    op: str
    word: bool = False


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """All quantities in text[start:end) in order; dates, ordinals and numbers inside names are left out."""
    return sorted([*_figures(text, start, end), *_words(text, start, end)], key=lambda q: q.start)


def _figures(text: str, start: int, end: int) -> Iterator[Quantity]:
    at = start
    while match := NUMBER.search(text, at, end):
        at = match.end()
        if match.start() > start and GLUED.match(text, match.start() - 1):
            continue
        if found := _read(text, match.start(), match.end(), end):
            yield found
            at = max(at, found.end)


def _read(text: str, begin: int, at: int, end: int) -> Quantity | None:
    """The quantity whose figures are text[begin:at), or None when they are a date, an ordinal or a bare number."""
    value, high = _number(text[begin:at]), None
    if (span := RANGE.match(text, at, end)) and UNIT.match(text, span.end(), end):
        high, at = _number(span["high"]), span.end()
    more = MORE.match(text, at, end)
    at = more.end() if more else at
    unit = UNIT.match(text, at, end)
    if unit is None and DATE.match(text, at, end):
        return None
    kind, name = (_kind(unit), unit[0].replace("<", "(").replace(">", ")") if unit else "")
    at = unit.end() if unit else at
    if inner := INNER.match(text, at, end) if kind == "scale" else None:
        rest = UNIT.match(text, inner.end(), end)
        if rest and not rest["scale"]:
            more, kind, name, at = inner, _kind(rest), name + rest[0], rest.end()
    if unit and text.startswith("级", at) and kind != "count":
        return None
    after = AFTER.match(text, at, end)
    if after and after[0] == "内" and kind != "time":
        after = None
    first, before = _edge(text, begin)
    stop = after.end() if after else at
    op = _operator(before, after[0] if after else "", bool(more))
    return Quantity(first, begin, stop, value, high, name, kind, op)


def _words(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in WORD.finditer(text, start, end):
        first, before = _edge(text, match.start())
        op = _operator(before, match[4] or "", bool(match[2]))
        kind = "share" if match[3] in ("番", "倍") else "count"
        first -= match[3] == "番" and text.endswith("翻", start, first)
        yield Quantity(first, match.start(), match.end(), spoken(match[1]), None, match[3], kind, op, True)
    for match in PART.finditer(text, start, end):
        first, before = _edge(text, match.start())
        share = round(100 * spoken(match[2]) / spoken(match[1]), 2)
        op = _operator(before, match[3] or "", False)
        yield Quantity(first, match.start(), match.end(), share, None, "%", "share", op, True)


def _number(figures: str) -> float:
    return float(figures.replace(",", ""))


def spoken(word: str) -> float:
    """The number of Chinese words below ten thousand (二十三)."""
    total = digit = 0
    for char in word:
        if char in TENS:
            total, digit = total + (digit or 1) * TENS[char], 0
        else:
            digit = DIGITS[char]
    return float(total + digit)


def _kind(unit: re.Match[str] | None) -> str:
    if unit is None:
        return "none"
    name = unit.lastgroup or "none"
    return "size" if name == "compound" else name.rstrip("0123456789")


def _edge(text: str, begin: int) -> tuple[int, str]:
    """Where the words of comparison before a number begin, and the operator they mean."""
    first, op = begin, ""
    while match := EDGE.search(text, max(0, first - EDGE_MAX), first):
        sign = BEFORE[int((match.lastgroup or "o0")[1:])][0]
        op = op or sign
        if first == match.start():
            break
        first = match.start()
    return first, op


def _operator(before: str, after: str, more: bool) -> str:
    if before == "~" or "左右" in after or "上下" in after:
        return "~"
    if before == "<=" or "内" in after or "以下" in after:
        return "<="
    if "以上" in after:
        return ">="
    if more:
        return ">"
    return before or "="
