"""Tables whose rows lost their cells: one line a row, number, words and units run together.

`1打造终端矩阵市经信局市科技局` under `序号具体任务牵头部门配合部门`: the units at the end of the line are cut
off from the right, and given to the unit columns in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import markers
from ingest.records import Span
from ingest.regions import place_at
from ingest.units import ENDING, functions

HEADER_MAX = 140
TAIL_MAX = 160
HEADER = re.compile(r"序号[^。;]*(?:牵头|责任|配合|参加|参与)(?:单位|部门)[^。;]*")
UNIT_COLUMN = re.compile(r"(?:第一)?(?:牵头|责任|配合|协同|参与|参加|支持|主管|落实)(?:责任)?(?:单位|部门)")
SERIAL = re.compile(r"(\d{1,3})(?=[^\d.%)年月日])")
BRACKET = r"(?:\([^()]*\)|〔[^〔〕]*〕)"
LEVEL = re.compile(r"国家|自治区|各|有关|相关|省|市|区|县|州|人行|中国")
END = re.compile(rf"(?:{ENDING}){BRACKET}?")
ODD = re.compile(r"[\d、,;()“”%]")
OPEN_END = re.compile(r"(?:[市县区州盟旗镇港]|^[省市区县州]委|^人行|^各\w)$")
UNIT_MAX = 24
FREE_TAIL = re.compile(r"(?:[\s/\-—]|\d{4}年(?:\d{1,2}月)?(?:底|前)?|\d{1,2}月)*$")
SEPARATORS = "、,;"


def is_header(text: str) -> bool:
    """Whether a line is the glued header of such a table."""
    return len(text) <= HEADER_MAX and bool(HEADER.match(text))


def rows(header: str, lines: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, dict[str, Span], int]]:
    """Rows as (label, column → span, lines used), to the first line that is none."""
    columns = UNIT_COLUMN.findall(header)
    label = ""
    for used, (text, (start, _)) in enumerate(lines, 1):
        serial = SERIAL.match(text)
        groups = tail_units(text)
        if (not serial and not groups) or markers.annex(text) or markers.is_title(text):
            if not _is_group(text, lines[used : used + 1]):
                return
            continue
        label = serial[1] if serial else label
        cells = {"任务": (start, start + (groups[0][0] if groups else len(text)))}
        for name, (a, b) in zip(columns, groups, strict=False):
            cells[name] = (start + a, start + b)
        if cells["任务"][0] < cells["任务"][1]:
            yield label, cells, used


def _is_group(text: str, following: Sequence[tuple[str, Span]]) -> bool:
    """A group row, `一、…` or a repeated header, stands between numbered rows."""
    return (
        bool(following)
        and bool(SERIAL.match(following[0][0]))
        and (is_header(text) or len(text) <= 30)
        and not markers.annex(text)
    )


def tail_units(text: str) -> list[Span]:
    """Spans of the unit groups at the end of a row; a new group begins where two units touch without a separator."""
    tail = FREE_TAIL.search(text)
    stop = tail.start() if tail else len(text)
    floor = max(text.rfind(mark, 0, stop) for mark in "。;!?:") + 1
    for start in range(max(floor, stop - TAIL_MAX), stop):
        if _begins(text, start) and (units := _units_from(text, start, stop)):
            return _grouped(text, units)
    return []


def _begins(text: str, start: int) -> bool:
    """Whether a unit can begin here: at a level word, a region's name or a known function."""
    return (
        bool(LEVEL.match(text, start))
        or place_at(text, start) is not None
        or any(text.startswith(f, start) for f in functions())
    )


def _units_from(text: str, start: int, stop: int) -> list[Span] | None:
    """Units that fill [start, stop) exactly, shortest first; None where nothing fits."""
    if start == stop:
        return []
    if not _begins(text, start) and text[start - 1] not in SEPARATORS:
        return None
    for match in END.finditer(text, start + 1, min(stop, start + UNIT_MAX)):
        end = match.end()
        if not _whole(text, start, end, stop):
            continue
        rest = _units_from(text, end + (text[end : end + 1] in tuple(SEPARATORS)), stop)
        if rest is not None:
            return [(start, end), *rest]
    return None


def _whole(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a unit can end here: a place, or the head of a longer name, only before a separator."""
    closed = end == stop or text[end] in SEPARATORS
    bare = re.sub(BRACKET, "", text[start:end])
    return not ODD.search(bare) and (closed or not OPEN_END.search(bare))


def _grouped(text: str, units: Sequence[Span]) -> list[Span]:
    groups = [units[0]]
    for start, end in units[1:]:
        if text[start - 1] in SEPARATORS:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups
