"""Units as documents write them: recognising and splitting lists of departments, governments, zones and bodies."""

from __future__ import annotations

import re
from functools import cache

from ingest.records import Unit
from ingest.regions import place_at
from ontology.reference.departments import forms

ENDINGS = (
    "局委办厅部室院会行处队署站社所联区县市州盟旗镇港台校馆"
    " 政府 中心 部门 单位 公司 集团 控股 大学 学校 实验室 街道 协会 机构 科协 团委 海关 企业 组织 小组 专班 基地"
    " 工信 发改 通信 电力 联通 移动 电信 铁塔 国资 高校 等地 总队 支队"
)
ENDING = "|".join((*ENDINGS.split()[1:], f"[{ENDINGS.split()[0]}]"))
UNIT = re.compile(rf"[^。;:!?]{{0,38}}(?:{ENDING})(?:\([^()]*\))*$")
BODY = re.compile(r"(?:[局委办厅部院会行]|政府|公司|集团|中心|大学|管委会|海关|单位|部门|企业)$")
AND = re.compile(r"以及|[和与]|及(?=[各有相所其])")
START = re.compile(
    r"(?:各|相关|有关|市|省|县|区|州|国家|中国|自治区|人行|中共|团|属地|驻|[\u4e00-\u9fff]{2,3}(?:市|县|区|州))[^。;]*"
)
COLLECTIVE = re.compile(r"^(?:各|相关|有关|全市各|市直|市级|省级|所有|其他|属地)")
ETC = re.compile(
    r"(?:等)?(?:部门|单位)?(?:按|按照)(?:各自)?(?:职责|职能)(?:分工)?(?:负责|落实|配合)*$|(?:等)?(?:有关|相关)(?:责任)?(?:单位|部门)$|等(?:有关|相关|市级|省级)*(?:单位|部门|地)?$"
)
PLACE = re.compile(
    r"(?:(?![学局司团院部门位会府心委厅办行的各省市区县州驻在和与])[\u4e00-\u9fff]){2,3}?(?:市|区|县|州|旗|盟)(?!场)"
)
HOLDER = re.compile(r"(?:自治区|省|市|区|县|州|旗|国家)?(?:人民政府|政府)?")
LINES = frozenset(("telecom-firm", "post-firm", "customs", "bank", "survey", "development-zone"))
OPEN, CLOSE = "([〔【《“", ")]〕】》”"
BREAK = "、,;"


def split_units(text: str, at: int) -> list[Unit]:
    """Units of a list, split at 、 , ; outside brackets; `at` is the offset of `text` in the document."""
    units = []
    for start, end in _merge_collective(text, _parts(text)):
        name, begin = _clean(text[start:end])
        if name:
            units.append(Unit(name, at + start + begin, at + end))
    return units


def _parts(text: str) -> list[tuple[int, int]]:
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in OPEN) - (char in CLOSE)
        if char in BREAK and depth <= 0:
            parts.append((start, index))
            start = index + 1
    return [half for part in [*parts, (start, len(text))] for half in _at_and(text, *part)]


def _at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `省商务厅和郑州市` at 和 where both sides are units; 文化和旅游厅 stays whole."""
    for cut in AND.finditer(text, start, end):
        left, right = text[start : cut.start()], text[cut.end() : end]
        if is_unit(right) and (BODY.search(left) or (is_unit(left) and COLLECTIVE.match(right))):
            return [(start, cut.start()), *_at_and(text, cut.end(), end)]
    return [(start, end)]


def _merge_collective(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join `各县(市、区)、开发区政府(管委会)`: a collective whose head stands only at the end of the list."""
    merged: list[tuple[int, int]] = []
    for start, end in parts:
        if merged and text[merged[-1][1]] == "、" and _headless(text[slice(*merged[-1])]) and _goes_on(text[start:end]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _headless(text: str) -> bool:
    """A collective of places without the word for its government."""
    return bool(COLLECTIVE.match(text)) and bool(re.search(r"(?:[市县区州盟旗]|[(〔][市县区、州]+[)〕])$", text))


def _goes_on(text: str) -> bool:
    """Another kind of place in a collective, with or without the head that all of them share."""
    places = r"(?:[市县区州盟旗]|开发区|园区|功能区|自治县|[(〔][市县区州、]+[)〕])+"
    return not COLLECTIVE.match(text) and bool(re.fullmatch(rf"{places}(?:(?:人民)?政府|管委会)?(?:\([^()]*\))?", text))


def _clean(text: str) -> tuple[str, int]:
    """The name without white space, leading words (由, 和) and a trailing 等; with where it begins."""
    lead = re.match(r"(?:[\s|由和与及同]|以及|会同|联合(?=[省市区县各有相])|分别由)*", text)
    begin = lead.end() if lead else 0
    name = text[begin:].replace("\n", "").strip("。. :|")
    collective = COLLECTIVE.match(name) or re.fullmatch(r"[^等]{0,6}(?:有关|相关)(?:单位|部门)", name)
    return name.removesuffix("等") if collective else ETC.sub("", name), begin


def is_unit(text: str) -> bool:
    """Whether a name can be a unit by its ending."""
    return 1 < len(text) <= 40 and bool(UNIT.fullmatch(text))


def is_place(text: str) -> bool:
    """Whether a name is nothing but a place: 深圳 in `广州、深圳等市人民政府`."""
    place = place_at(text, 0)
    return place is not None and place.written == text


def is_unit_list(text: str) -> bool:
    """Whether a whole text is nothing but units."""
    units = split_units(text.rstrip("。"), 0)
    return (
        bool(units)
        and all(is_unit(u.name) for u in units)
        and sum(len(u.name) for u in units) >= 0.8 * len(text.rstrip("。")) - len(units)
    )


def begins_unit(text: str) -> bool:
    """Whether a text begins as the names of units do: a level word, a place or a known department."""
    return bool(START.match(text)) or begins_known(text, 0)


def starts_unit(text: str) -> bool:
    """Whether a line of a flattened table begins a cell of units, perhaps cut before its end."""
    first = text.split("、")[0].split(",")[0]
    return (is_unit(first) and len(first) <= 20 and (bool(START.match(first)) or is_unit_list(text))) or is_unit_list(
        text
    )


@cache
def functions() -> dict[str, str]:
    """Short and full forms of departments' functions → full form; of bodies that run firms or lines, none."""
    return {form: one.name for form, one in forms().items() if one.office not in LINES}


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Forms of functions by their first character, longest first."""
    forms: dict[str, list[str]] = {}
    for form in sorted(functions(), key=len, reverse=True):
        forms.setdefault(form[0], []).append(form)
    return {first: tuple(same) for first, same in forms.items()}


def _function_end(text: str, at: int, stop: int) -> int | None:
    """Where the known function at an offset ends, its level before it or not."""
    level = HOLDER.match(text, at, stop)
    for start in (level.end(), at) if level and level.end() > at else (at,):
        for form in _forms().get(text[start : start + 1], ()):
            if text.startswith(form, start, stop):
                return start + len(form)
    return None


def begins_known(text: str, start: int) -> bool:
    """Whether a known department begins at an offset, with its level or without."""
    return _function_end(text, start, len(text)) is not None


def known_end(text: str, start: int, stop: int) -> int | None:
    """Where the known department at `start` ends (places, level, function: 杭州市拱墅区发改局); None without one."""
    end = _function_end(text, start, stop)
    if end is not None:
        return end
    place = place_at(text, start)
    match = None if place else PLACE.match(text, start, stop)
    after = start + len(place.written) if place else match.end() if match else stop
    return known_end(text, after, stop) if after < stop else None


def known_run(text: str, start: int) -> int | None:
    """Where the list of known departments that begins at `start` ends; None where none begins there."""
    end = known_end(text, start, len(text))
    while end is not None and text[end : end + 1] in ("、", ","):
        following = known_end(text, end + 1, len(text))
        if following is None:
            break
        end = following
    return end


def is_known(text: str) -> bool:
    """Whether a whole text is one known department."""
    return known_end(text, 0, len(text)) == len(text)


def known_tail(name: str) -> int:
    """Where the known department at the end of a name begins that other words precede; 0 where the name is a unit."""
    if is_known(name):
        return 0
    at = next((n for n in range(1, len(name)) if known_end(name, n, len(name)) == len(name)), 0)
    return 0 if is_place(name[:at]) or PLACE.fullmatch(name[:at]) else at
