"""Tasks: the text that a bracket, a labelled line or a table row assigns to units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.brackets import assigned, is_labelled, is_open
from ingest.due import TIMED, due_of, due_of_row
from ingest.glued import TEXT as GLUED_CELL
from ingest.glued import is_header
from ingest.records import Document, Passage, Span, Task, Unit
from ingest.responsibility import STATED_FIRST, Duty, read_duty
from ingest.units import is_unit, is_unit_list, split_units

SUPPORT_COLUMN = re.compile(r"(?:配合|协同|协作|协助|参与|参加|支持|协办)(?:单位|部门)")
MARKS = "、,;()"
TITLE_MAX = 80
GROUP_LEAD = re.compile(r"\(牵头(?:单位|部门):([^()]+)\)\n?$")
ROW_SUPPORT = re.compile(r"配合|协同|协作|协助|参与|参加|支持|落实|协办")


def tasks_of(document: Document) -> Iterator[Task]:
    """All tasks in order of text; a unit that `以下均需X落实` names supports every task from there on."""
    text = document.text.text
    stated_first = bool(STATED_FIRST.search(text))
    default: list[Unit] = []
    for task, duty in _raw(document):
        default += [unit for unit in duty.default if unit.name not in {u.name for u in default}]
        yield _finish(task, duty, default, stated_first)


def _finish(task: Task, duty: Duty, default: list[Unit], stated_first: bool) -> Task:
    if stated_first and duty.equal:
        units = [*duty.leads, *duty.supports]
        duty.leads, duty.supports = units[:1], units[1:]
    leads = _distinct(duty.leads, ())
    named = {u.name for u in leads}
    own = {_bare(u.name) for u in (*leads, *duty.supports)}
    supports = _distinct([*duty.supports, *(u for u in default if _bare(u.name) not in own)], named)
    basis = "stated" if duty.stated or (stated_first and leads) else "first_listed"
    return replace(task, leads=leads, supports=supports, basis=basis)


def _bare(name: str) -> str:
    """A collective without the word that says which: 各相关县(市、区)政府 is 相关县(市、区)政府."""
    return re.sub(r"^(?:各|有关|相关)+", "", name)


def _distinct(units: Sequence[Unit], without: set[str] | tuple[str, ...]) -> tuple[Unit, ...]:
    seen: dict[str, Unit] = {}
    for unit in units:
        if unit.name not in without:
            seen.setdefault(unit.name, unit)
    return tuple(seen.values())


def _raw(document: Document) -> Iterator[tuple[Task, Duty]]:
    passages, headers = document.passages, _Headers(document)
    read_to = 0
    for index, passage in enumerate(passages):
        if passage.kind == "row":
            yield from _row(document, passage, headers)
        elif passage.kind != "title" and passage.end > read_to:
            for task, duty in _brackets(document, passages, index, read_to):
                read_to = task.end
                yield task, duty


class _Headers:
    """The words of the header over each row: a glued line, or the names of the cells of rows that stand together."""

    def __init__(self, document: Document) -> None:
        self.text = document.text.text
        lines = re.finditer(r"^.*$", self.text, re.MULTILINE)
        self.glued = [(m.start(), m[0]) for m in lines if is_header(m[0])]
        self.names: dict[int, str] = {}
        for _, group in groupby(document.passages, key=lambda p: p.kind == "row" and p.path.rpartition("/")[0]):
            together = list(group)
            names = "、".join(dict.fromkeys(name for p in together for name in p.cells))
            self.names |= {p.start: names for p in together}

    def over(self, passage: Passage) -> str:
        """The header of a row's table."""
        if GLUED_CELL in passage.cells:
            at = bisect_left(self.glued, (passage.start, "")) - 1
            return self.glued[at][1] if at >= 0 else ""
        return self.names.get(passage.start, "")

    def year(self, passage: Passage) -> str:
        """The year of a table of one year's tasks, which the line before its header names; empty without one."""
        first = self.text.rfind("\n附件", 0, passage.start) + 1
        years = set(re.findall(r"20\d\d(?=年)", self.text[first : self.text.find("序号", first)][:TITLE_MAX]))
        return years.pop() if len(years) == 1 else ""


def _row(document: Document, passage: Passage, headers: _Headers) -> Iterator[tuple[Task, Duty]]:
    """A table row: leads from the 牵头 column, supports from the others."""
    text, header = document.text.text, headers.over(passage)
    columns = {
        name: span
        for name, span in passage.cells.items()
        if re.search(r"牵头|责任|配合|协同|协作|协助|参与|参加|落实|支持|主办|协办", name) and "序号" not in name
    }
    beside = any(ROW_SUPPORT.search(n) for n in columns) or bool(SUPPORT_COLUMN.search(header))
    over = _group_lead(text, passage)
    leading = [n for n in columns if "牵头" in n or "第一责任" in n] or [n for n in columns if "责任" in n and beside]
    duty = Duty(leads=over, stated=bool(leading or over))
    for name, (start, end) in columns.items():
        units = [unit for a, b in _parts(document, passage, (start, end)) for unit in split_units(text[a:b], a)]
        if name in leading:
            duty.leads += units
        elif leading or over or ROW_SUPPORT.search(name) or duty.leads:
            duty.supports += units
        else:
            duty.leads += units[:1]
            duty.supports += units[1:]
    if duty:
        rule = "table.columns" if leading else "table.first"
        task = _task(document, passage.path, (passage.start, passage.end), rule, 0.95)
        yield replace(task, due=_row_due(text, passage, columns.values(), headers)), duty


def _parts(document: Document, passage: Passage, span: Span) -> Iterator[Span]:
    """A cell's paragraphs, where each is a list of units: a blank of the file stands between them."""
    text, offsets, start = document.text.text, document.text.offsets, span[0]
    for at in range(span[0] + 1, span[1]) if passage.columns else ():
        apart = offsets[at] - offsets[at - 1] > 1 and text[at] not in MARKS and text[at - 1] not in MARKS
        if apart and is_unit_list(text[start:at]) and is_unit_list(text[at : span[1]]):
            yield start, at
            start = at
    yield start, span[1]


def _group_lead(text: str, passage: Passage) -> list[Unit]:
    """The units that lead a group of rows, named in the cell over them: `医疗健康(牵头单位:省卫生健康委)`."""
    cells = passage.cells.values() if passage.columns else ()
    found = (match for span in cells if (match := GROUP_LEAD.search(text, *span)))
    return [unit for match in found for unit in split_units(match[1], match.start(1))]


def _row_due(text: str, passage: Passage, units: Iterable[Span], headers: _Headers) -> tuple[str, ...]:
    """The time of a row stands in a cell of its own, or just before or after its units."""
    own = [span for span in units if passage.start <= span[0] < passage.end]
    timed = [span for name, span in passage.cells.items() if TIMED.search(name)]
    before = text[passage.start : min((s for s, _ in own), default=passage.end)]
    edges = (*(text[a:b] for a, b in timed), text[passage.start : passage.end], before)
    row = text[passage.start : passage.end]
    return due_of_row(headers.over(passage), row, edges, headers.year(passage))


def _brackets(document: Document, passages: Sequence[Passage], index: int, read_to: int) -> Iterator[tuple[Task, Duty]]:
    """Each responsibility bracket of a passage closes the text since the one before it."""
    passage, text = passages[index], document.text.text
    begin: int | None = None
    for start, end, inside in assigned(text, (max(passage.start, read_to), _stop(text, passages, index))):
        duty = read_duty(text[inside[0] : inside[1]], inside[0])
        if not any(is_unit(u.name) for u in (*duty.leads, *duty.supports)):
            continue
        first = begin if begin is not None else _reach_back(document, passages, index)
        yield _task(document, passage.path, (first, end), "bracket" if start < inside[0] else "label", 0.98), duty
        begin = end + _marks(text[end : passage.end])


def _stop(text: str, passages: Sequence[Passage], index: int) -> int:
    """Where the text of a passage ends: a bracket left open, and labelled lines, go on in those after it."""
    passage = passages[index]
    for following in passages[index + 1 :]:
        line = text[following.start : following.end]
        last = text[passage.start : passage.end]
        lines = is_labelled(last.rpartition("\n")[2]) and is_labelled(line)
        beside = following.kind == "paragraph" and following.path == passage.path
        if not beside or not (lines or is_open(text, (passage.start, passage.end), (following.start, following.end))):
            break
        passage = following
    return passage.end


def _marks(text: str) -> int:
    """How many closing marks stand at the head of a text."""
    return len(text) - len(text.lstrip("。;,\n"))


def _reach_back(document: Document, passages: Sequence[Passage], index: int) -> int:
    """Where a task begins: the passage, or the first of the bracketless paragraphs that stand before it."""
    at = index
    while at > 0 and passages[at].kind == "paragraph":
        before = passages[at - 1]
        if before.path != passages[index].path or before.kind not in ("paragraph", "item"):
            break
        if any(True for _ in assigned(document.text.text, (before.start, before.end))):
            break
        at -= 1
    return passages[at].start


def _task(document: Document, path: str, span: Span, rule: str, confidence: float) -> Task:
    return Task(path, *span, f"task.{rule}", confidence, (), (), "", due_of(document.text.text[span[0] : span[1]]))
