"""Tables whose rows lost their cells: one line a row, number, words and units run together.

`1打造终端矩阵市经信局市科技局` under `序号具体任务牵头部门配合部门`: the units at the end of the line are cut
off from the right, and given to the unit columns in order. Page breaks repeat the header and cut rows in two, a
cell over several rows is written once, and a line may hold several rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest import markers
from ingest.records import Span
from ingest.tails import BRACKET, inner_units, is_open, tail_units
from ingest.units import known_run

HEADER_MAX = 140
HEADER = re.compile(r"序号[^。;]*(?:牵头|责任|配合|参加|参与)(?:单位|部门)[^。;]*")
UNIT_COLUMN = re.compile(
    r"(?:第一|主要)?(?:牵头|责任|配合|协同|协作|协助|参与|参加|支持|主管|落实|主办|协办|实施)(?:责任)?(?:单位|部门)"
)
VALUES = re.compile(r"\(([^()/]+(?:/[^()/]+)+)\)")
AFTER = re.compile(r"分类|是否|投资|类别|性质|进展|联系|项目|规模")
SERIAL = re.compile(r"[^\d。,;]{0,8}?(\d{1,3})(?=[^\d.%)年月日])")
NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?=[\u4e00-\u9fff“《])")
SECTION = re.compile(r"[一二三四五六七八九十]+(?:、|[\u4e00-\u9fff])[^。;]*")
LEADING = re.compile(rf"\((?:牵头|主管)(?:单位|部门)[::]((?:[^()]|{BRACKET})+)\)")
UNREAD = re.compile(r"(?:公司|集团|大学|[院局厅委办]|政府|部门|单位|中心|协会|实验室)$")
VERBAL = "要会将应需负牵和与对在等可已把为、,;。"
REST = re.compile(r"[、,;]|[局委办厅部会行室院所心](?:[、,;\d]|$)|(?:人民)?政府")
TEXT = "任务"
GROUP_MAX = 40
PENDING_MAX = 6
GAP_MAX = 5


@dataclass(slots=True)
class Row:
    """A row, or the part of one that a page break cut off: its number, span, cells, and the lines used to its end.

    A cell that several rows share lies in the span of one of them.
    """

    label: str
    span: Span
    cells: dict[str, Span]
    used: int
    text: str = ""


@dataclass(slots=True)
class Table:
    """What is known while rows are read: unit columns, the values of others, the last number, cells that rows share."""

    columns: list[str]
    values: tuple[str, ...]
    trailing: bool = False
    last: int = 0
    shared: dict[str, Span] = field(default_factory=dict)
    lead: Span | None = None
    rows: list[Row] = field(default_factory=list)
    pending: list[Row] = field(default_factory=list)
    open: bool = False
    inherited: bool = False

    def section(self) -> None:
        """A heading between rows: shared cells end, and the numbers may begin anew."""
        self.shared, self.lead, self.last, self.open = {}, None, 0, False


def is_header(text: str) -> bool:
    """Whether a line is the glued header of such a table."""
    return len(text) <= HEADER_MAX and bool(HEADER.match(text))


def rows(header: str, lines: Sequence[tuple[str, Span]]) -> list[Row]:
    """Rows in order, to the last line that belongs to the table."""
    table = _table(header)
    for used, (line, (start, _)) in enumerate(lines, 1):
        if markers.annex(line) or _is_prose(line) or len(table.pending) > PENDING_MAX:
            break
        if is_header(line):
            table = table if line == header else _renewed(table, line)
            header = line
        elif not markers.is_title(line):
            for text, at in _pieces(table, line, start):
                _add(table, text, at, used)
    return table.rows


def _table(header: str) -> Table:
    columns = list(UNIT_COLUMN.finditer(header))
    before, after = header[: columns[0].start()], header[columns[-1].end() :]
    values = tuple(v for group in VALUES.findall(before) for v in group.split("/"))
    return Table([c[0] for c in columns], values, bool(AFTER.search(after)))


def _renewed(table: Table, header: str) -> Table:
    """The table under another header; the rows so far stay."""
    renewed = _table(header)
    renewed.rows, renewed.pending = table.rows, table.pending
    return renewed


def _is_prose(line: str) -> bool:
    """Whether a line begins a section of prose, where no table can go on."""
    mark = markers.marker(line)
    return mark is not None and mark.rank <= 3 and "。" in line


def _add(table: Table, text: str, at: int, used: int) -> None:
    """Read a line, or one of the rows of a line, as a row, the rest of one, a heading or words of a row."""
    groups = _units(table, text, at)
    number = _number(table, text, bool(groups))
    span = (at, at + len(text))
    if number is None and (whole := _wrapped(table, text, at)):
        row, joined = table.rows[-1], _units(table, whole, table.rows[-1].span[0])
        if joined and joined[-1][1] > at:
            table.rows.pop()
            table.pending = []
            _open(table, whole, (row.span[0], span[1]), joined, used)
            return
    if number is None and SECTION.fullmatch(text) and len(text) <= GROUP_MAX and not groups:
        table.section()
    elif number is None and not groups:
        table.pending.append(Row(str(table.last), span, {TEXT: span}, used, text))
    elif number is None and table.rows and table.open:
        _complete(table, span, groups, used)
    else:
        table.last = table.last if number is None else number
        _open(table, text, span, groups, used)


def _units(table: Table, text: str, at: int) -> list[Span]:
    """Spans of the unit groups of a row; a break of its line may cut a unit in two."""
    places = [n for n, char in enumerate(text) if char != "\n"]
    line = text.replace("\n", "")
    found = inner_units(line) if table.trailing else tail_units(line, len(table.columns), table.values)
    return [(at + places[a], at + places[b - 1] + 1) for a, b in found]


def _wrapped(table: Table, text: str, at: int) -> str:
    """The row before with the lines that follow it at once, to this one; empty where the row is whole."""
    if not table.rows or not (table.open or REST.match(text)):
        return ""
    parts = [table.rows[-1], *table.pending]
    starts = [*(part.span[0] for part in parts[1:]), at]
    if [part.span[1] + 1 for part in parts] != starts:
        return ""
    return "\n".join([*(part.text for part in parts), text])


def _number(table: Table, text: str, has_units: bool) -> int | None:
    """The row's number where the text begins with one that can follow the last row's."""
    match = SERIAL.match(text)
    if match is None:
        return None
    number, bare = int(match[1]), match.start(1) == 0
    follows = number == table.last + 1
    skips = table.last == 0 or number == 1 or table.last < number <= table.last + GAP_MAX
    return number if follows or (skips and bare and (has_units or table.last == 0)) else None


def _open(table: Table, text: str, span: Span, groups: list[Span], used: int) -> None:
    """Begin a row; one without units of its own has those of the row above, whose cell it shares."""
    at = span[0]
    if lead := LEADING.search(text):
        table.lead = (at + lead.start(1), at + lead.end(1))
    own = dict(zip(table.columns, groups, strict=False))
    own |= {f"{table.columns[-1]}(续{n})": group for n, group in enumerate(groups[len(table.columns) :], 1)}
    shared = own or ({} if table.trailing or _unread(table, text) else table.shared)
    cells = {TEXT: (at, groups[0][0] if groups else span[1]), **shared}
    if table.lead and not any("牵头" in c for c in table.columns):
        cells = {"牵头单位": table.lead, **cells}
    if cells[TEXT][0] == cells[TEXT][1]:
        return
    table.rows += [*table.pending, Row(str(table.last or ""), span, cells, used, text)]
    table.pending, table.shared = [], shared
    table.open, table.inherited = not groups or is_open(text), not own


def _unread(table: Table, text: str) -> bool:
    """Whether a row without readable units seems to name some: they are not the units of the row above."""
    bare = re.sub(r"[\s/\d年月底前—-]+$", "", text)
    after = max((bare.rfind(v) + len(v) for v in table.values if v in bare), default=len(bare))
    return bool(UNREAD.search(bare)) or after < len(bare)


def _complete(table: Table, span: Span, groups: list[Span], used: int) -> None:
    """Give the row that a page break cut the units that end its other part."""
    row = table.rows[-1]
    if set(row.cells) & set(table.columns) and not table.inherited:
        row.cells[f"{table.columns[-1]}(续)"] = groups[-1]
    else:
        row.cells.update(zip(table.columns, groups, strict=False))
    table.shared = {name: cell for name, cell in row.cells.items() if name in table.columns}
    table.rows += [*table.pending, Row(row.label, span, {TEXT: (span[0], groups[0][0])}, used)]
    table.pending, table.open = [], False


def _pieces(table: Table, line: str, start: int) -> Iterator[tuple[str, int]]:
    """The rows of a line: a new one begins where units end and the next number, or other words, follow at once."""
    match = SERIAL.match(line)
    expected = (int(match[1]) if match else table.last) + 1
    cuts = [0]
    for found in NUMBER.finditer(line):
        if int(found[1]) == expected and tail_units(line[cuts[-1] : found.start()], len(table.columns), table.values):
            cuts.append(found.start())
            expected += 1
    if len(cuts) > 1:
        cuts = sorted({*cuts, *_unnumbered(line)})
    for begin, stop in zip(cuts, [*cuts[1:], len(line)], strict=True):
        yield line[begin:stop], start + begin


def _unnumbered(line: str) -> Iterator[int]:
    """Where rows that share a number begin in a line of several rows: after units that stand between two sentences."""
    for match in re.finditer("。", line):
        end = known_run(line, match.end())
        if end and line[end : end + 1] and line[end] not in VERBAL and not line[end].isdigit():
            yield end
