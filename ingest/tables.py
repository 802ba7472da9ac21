"""Tables in plain text: tabbed or piped rows, and tables flattened to one cell per line.

A flattened table begins with its column names, one per line, 序号 among them; a row begins with the next
serial number. Cells broken over lines are put together again by what their column holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ingest.grids import NUMBER, Table, cells_of, grid_at
from ingest.normalise import Line
from ingest.records import Span
from ingest.units import begins_unit, is_unit_list, starts_unit

SERIAL = re.compile(r"\d{1,3}[.、]?$")
COLUMN = re.compile(
    r"序号|(?:(?:重点|主要|具体|工作|目标|建设|任务|实施|完成|指标|项目|企业|平台|所属|支持|推进)?"
    r"(?:任务|工作|举措|措施|内容|事项|目标|名称|路径|清单|领域|类别|要求|指标))"
    r"|(?:第一)?(?:牵头|责任|配合|协同|参与|支持|主管|落实)(?:单位|部门|县区)(?:\(.*\))?|(?:时间|完成)(?:节点|时限|时间)|完成期限|备注|分类|维度|属性"
)
UNITS = re.compile(r"牵头|责任|配合|协同|参与|单位|部门")
TIME = re.compile(r"时间|时限|期限|节点|年限")
TIME_CELL = re.compile(r"\d年|\d月|20\d\d|长期|持续|每")
FIRST = frozenset({"1", "1.", "1、"})
HEADER_MAX = 14
NAME_MAX = 16
MISSING_MAX = 3
ITEM = re.compile(r"\d{1,2}[.、)]")
EMPTY = frozenset("/—-无")
GROUP_MAX = 16


def find_table(lines: Sequence[Line], index: int, last: Table | None = None) -> Table | None:
    """The table whose header begins at this line, or the rows with which the last one goes on after a heading."""
    if lines[index].row is None:
        return _flattened(lines, index)
    if lines[index].column is not None:
        return grid_at(lines, index, last)
    return _gridded(lines, index) or (_resumed(lines, index, last) if last and not last.flat else None)


def _gridded(lines: Sequence[Line], index: int) -> Table | None:
    header = [line for line in lines[index : index + 20] if line.row == lines[index].row]
    columns = tuple(line.text.strip("*") for line in header)
    if sum(bool(COLUMN.fullmatch(c)) for c in columns) < 2:
        return None
    body = index + len(header)
    return Table(index, body, _grid_end(lines, body), columns, False)


def _grid_end(lines: Sequence[Line], index: int) -> int:
    return next((at for at in range(index, len(lines)) if lines[at].row is None), len(lines))


def _resumed(lines: Sequence[Line], index: int, last: Table) -> Table | None:
    """Rows without a header of their own: as many cells as the last table has columns, or a number and most of them."""
    same = [line.text for line in lines[index : index + 20] if line.row == lines[index].row]
    numbered = last.columns[0] == "序号" and bool(SERIAL.fullmatch(same[0]))
    fits = len(same) == len(last.columns) or (numbered and 1 < len(last.columns) - MISSING_MAX <= len(same))
    fits = fits and len(same) <= len(last.columns)
    return Table(index, index, _grid_end(lines, index), last.columns, False) if fits else None


def _flattened(lines: Sequence[Line], index: int) -> Table | None:
    columns: list[str] = []
    for line in lines[index : index + 12]:
        if line.row is not None or not COLUMN.fullmatch(line.text):
            break
        columns.append(line.text)
    body = index + len(columns)
    loose = _loosely_flattened(lines, index)
    if loose and any(UNITS.search(c) for c in loose.columns[len(columns) :]):
        return loose
    if "序号" not in columns or len(columns) < 3:
        return None
    return Table(index, body, _flat_end(lines, body), tuple(columns), True)


def _loosely_flattened(lines: Sequence[Line], index: int) -> Table | None:
    """A flattened table some of whose columns have names of its own: short lines from 序号 to the number 1."""
    if lines[index].text != "序号":
        return None
    numbers = (at for at in range(index + 3, min(index + HEADER_MAX, len(lines))) if lines[at].text in FIRST)
    body = next(numbers, index)
    columns = tuple(line.text for line in lines[index:body])
    known = sum(bool(COLUMN.fullmatch(c)) for c in columns)
    named = known >= 2 and any(UNITS.search(c) for c in columns)
    if not named or any(len(c) > NAME_MAX or re.search(r"[。;,]", c) for c in columns):
        return None
    return Table(index, body, _flat_end(lines, body), columns, True)


def _flat_end(lines: Sequence[Line], body: int) -> int:
    """The table runs to a line that no cell can be: a top heading or annex, or the end."""
    for index in range(body, len(lines)):
        if re.match(r"附件\d*$|[一二三四五六七八九十]+、", lines[index].text) or lines[index].row is not None:
            return index
    return len(lines)


Cells = Mapping[str, Span]


def rows_of(lines: Sequence[Line], spans: Sequence[Span], table: Table) -> Iterator[tuple[str, Cells, Span]]:
    """Each row as (label, column name → span of its lines, span of the row); empty cells and group rows are left out.

    A row without a cell for its units has those of the row above, whose cell it shares.
    """
    read = _flat_rows if table.flat else cells_of if table.exact else _grid_rows
    rows = read(lines, table)
    shared: Cells = {}
    for number, (label, cells) in enumerate(rows, 1):
        full = {name: part for name, part in cells.items() if part and lines[part[0]].text not in EMPTY}
        found = {name: (spans[part[0]][0], spans[part[-1]][1]) for name, part in full.items()}
        if not table.exact and any(UNITS.search(name) for name in cells):
            shared = {name: span for name, span in found.items() if UNITS.search(name)}
        if found:
            row = min(s for s, _ in found.values()), max(e for _, e in found.values())
            found.pop(NUMBER, None)
            yield label or str(number), {**shared, **found}, row


def _grid_rows(lines: Sequence[Line], table: Table) -> Iterator[tuple[str, dict[str, list[int]]]]:
    index = table.body
    while index < table.end:
        same = [i for i in range(index, table.end) if lines[i].row == lines[index].row]
        if 1 < len(same) <= len(table.columns):
            cells = {name: [i] for name, i in zip(_columns_of(lines, same, table), same, strict=True)}
            serial = cells.pop("序号", [])
            yield (lines[serial[0]].text.rstrip(".、") if serial else ""), cells
        index = same[-1] + 1


def _columns_of(lines: Sequence[Line], same: Sequence[int], table: Table) -> tuple[str, ...]:
    """The columns of a row's cells in order; where cells are missing, those that fit what the cells hold."""
    texts = [lines[i].text for i in same]
    choices = combinations(table.columns, len(same))
    return max(choices, key=lambda columns: sum(map(_fit, columns, texts)))


def _fit(column: str, text: str) -> int:
    """How well a cell fits a column; a mark of the cell beside may cling to its words."""
    text = text.strip("|")
    units = is_unit_list(text) and begins_unit(text)
    if column == "序号":
        return 4 if SERIAL.fullmatch(text) else -4
    if UNITS.search(column):
        return 3 if text in EMPTY or units else 0 if is_unit_list(text) else -3
    if TIME.search(column):
        return 2 if TIME_CELL.search(text) and len(text) <= NAME_MAX else -2
    return -2 if SERIAL.fullmatch(text) or units else 1


def _flat_rows(lines: Sequence[Line], table: Table) -> Iterator[tuple[str, dict[str, list[int]]]]:
    starts, expected = [], 1
    for index in range(table.body, table.end):
        text = lines[index].text
        if SERIAL.fullmatch(text) and int(text.rstrip(".、")) == expected:
            starts.append(index)
            expected += 1
    columns = [c for c in table.columns if c != "序号"]
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], table.end], strict=True), 1):
        yield str(number), _assign(lines, list(range(start + 1, stop)), columns)


def _assign(lines: Sequence[Line], body: list[int], columns: list[str]) -> dict[str, list[int]]:
    """Give a row's lines to its columns in order; a trailing group heading belongs to the next row."""
    cells: dict[str, list[int]] = {}
    at = 0
    for number, name in enumerate(columns):
        last = number == len(columns) - 1
        stop = len(body) if last else at + _take(lines, body[at:], bool(UNITS.search(name)), columns[number + 1 :])
        cells[name] = body[at:stop]
        at = stop
    tail = cells[columns[-1]]
    while len(tail) > 1 and _is_group(lines[tail[-1]].text, lines[tail[0]].text):
        tail.pop()
    return cells


def _take(lines: Sequence[Line], body: Sequence[int], units: bool, after: Sequence[str]) -> int:
    """How many lines the cell at the head of `body` covers."""
    if units:
        size, text = 0, ""
        for index in body:
            size, text = size + 1, text + lines[index].text
            following = lines[body[size]].text if size < len(body) else ""
            if text in EMPTY or (is_unit_list(text) and not following.startswith(("、", ",", "("))):
                return size
        return min(1, len(body))
    next_units = bool(after and UNITS.search(after[0]))
    for size in range(1, len(body)):
        text = lines[body[size]].text
        closed = lines[body[size - 1]].text.endswith(("。", ";")) and len(text) <= GROUP_MAX
        if not next_units or text in EMPTY or closed or starts_unit(text):
            return size
    return min(1, len(body))


def _is_group(text: str, first: str) -> bool:
    return len(text) <= GROUP_MAX and not ITEM.match(text) and not re.search(r"[\d。、;()]", text) and text != first
