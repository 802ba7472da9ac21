"""Quantified goals: number and unit, comparison, metric beside it, subject, year and period; rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.outline import Outline
from ingest.records import Document, Name, Passage, Span, Target
from ingest.target_annex import Annex
from ingest.target_flow import Flow
from ingest.target_metric import Reading, alike, allotted, read, resume, share, share_forward
from ingest.target_reject import Context, holds
from ingest.target_slots import Slot, slots
from ingest.target_subject import Subjects
from ingest.target_table import Indicator, indicators, row_indicators
from ingest.target_text import clauses, masked, sentences
from ingest.target_words import HOPE, MEASURES, PAST_HEADINGS
from ingest.target_years import clock_of

RISEN = re.compile(
    r"(.{2,30}(?:率|比重|占比|额|值|收入|规模|能力|数量|产量))(?:持续|稳步|显著|不断|进一步|大幅|明显|逐步|稳定|每年|实现)*"
    r"(?:提升|提高|增长|扩大|下降|降低|增加|改善|倍增|翻番)"
)
PROMISE = re.compile("打造|覆盖|服务|新增|汇聚|年产|生产能力")
BUILDING = re.compile("面积|用地|机柜|机架|设备|厂房|显卡|GPU|服务器|团队|存储|平方米")
RESULTS = ("share", "time", "money")
BARE = frozenset(MEASURES.split())
LABEL_MAX = 30
STRENGTH = {"=": 0.85, "~": 0.9, ">": 0.95, ">=": 0.95, "<=": 0.9}


def targets_of(document: Document, industries: Sequence[Name] = ()) -> Iterator[Target]:
    """All quantified goals in order of text, each stated once; `industries` name subjects where known."""
    kept: dict[tuple[float, str], list[Target]] = {}
    for target in Finder(document, industries).find():
        earlier = kept.setdefault((target.value, target.unit), [])
        if not any(_retells(target, other) and _repeats(target, other) for other in earlier):
            earlier.append(target)
            yield target


def _is_loose(target: Target) -> bool:
    """Whether a target of an annex states no time: rates and amounts there tell what was reached."""
    return target.path.startswith("附") and target.year is None and target.period != "annual"


def _retells(target: Target, other: Target) -> bool:
    """Whether a target stands where documents tell their goals again: in an annex, a table or the same passage."""
    return target.path.startswith("附") or target.rule == "target.row" or target.path == other.path


def _repeats(target: Target, other: Target) -> bool:
    """Whether a target says again what an earlier one of the same value and unit says."""
    if target.year not in (other.year, None) or (target.subject and other.subject and target.subject != other.subject):
        return False
    if target.metric in BARE and not target.subject:
        return False
    if target.subject == other.subject or alike(target.metric, other.metric):
        return alike(target.metric, other.metric)
    metric = target.subject + target.metric if other.subject else target.metric
    return alike(metric, other.subject + other.metric)


class Finder:
    """Walks one document: passage, sentence, clause, quantity."""

    def __init__(self, document: Document, industries: Sequence[Name]) -> None:
        self.document = document
        self.text = document.text.text
        self.mask = masked(self.text)
        self.outline = Outline(document)
        self.annex = Annex(self.text)
        self.flow = Flow(self.text, self.mask, clock_of(document))
        self.rows = list(indicators(self.text))
        known = frozenset(name.name for name in industries if name.kind == "industry")
        self.subjects = Subjects(known, document.meta.title)
        self.figures: set[tuple[float, str]] = set()
        self.unit, self.bodied = "", False
        self.reading: Reading | None = None
        self.last: Reading | None = None

    def find(self) -> Iterator[Target]:
        """Every goal, repeated statements included."""
        table_end = 0
        for passage in self.document.passages:
            self.annex.enter(passage)
            while self.rows and self.rows[0].span[0] < passage.end:
                row = self.rows.pop(0)
                table_end = row.span[1]
                yield self._indicator(row, passage)
            if passage.kind == "title" or passage.start < table_end:
                continue
            if found := list(row_indicators(self.text, passage, self.flow.clock.begin)):
                yield from (self._indicator(row, passage) for row in found)
                continue
            if not self.annex.projects:
                yield from self._passage(passage)
            elif self.annex.term:
                yield from (t for t in self._passage(passage) if self._promised(t))

    def _promised(self, target: Target) -> bool:
        """Whether a row of a list of projects promises what its project brings, and does not tell how it is built.

        In a grid only at-leasts and computing power promise: its other figures are sizes of what is built.
        """
        told = target.op in (">", ">=") or target.unit.endswith(("P", "FLOPS", "Flops", "POPS"))
        clause = self.text[target.start : target.end]
        promised = told or (PROMISE.search(clause) is not None and not self.annex.grid)
        return promised and not BUILDING.search(clause)

    def _passage(self, passage: Passage) -> Iterator[Target]:
        begin = self.annex.begin(passage)
        for number, (start, end) in enumerate(sentences(self.mask, begin, passage.end)):
            over = self.flow.governing(self.outline.headings(start), start, passage)
            heads = [self.text[slice(*h)] for h in over]
            if not any(PAST_HEADINGS.search(head) for head in heads):
                self.flow.open_sentence((start, end), passage, number == 0, over)
                yield from self._sentence((start, end), passage, heads)

    def _sentence(self, span: Span, passage: Passage, heads: Sequence[str]) -> Iterator[Target]:
        self.reading = None
        self.subjects.open_sentence()
        for part in clauses(self.mask, *span):
            self.flow.open_clause(part)
            goals = list(self._goals(part, span))
            for slot, reading in goals:
                target = self._target(slot, reading, part, passage, heads)
                if not (self.bodied and slot.quantity.kind in RESULTS and _is_loose(target)):
                    self.bodied = self.bodied or not passage.path.startswith("附")
                    yield target
            if not goals and (risen := RISEN.fullmatch(self.text[slice(*part)])):
                self.reading, self.unit = Reading("", risen[1]), ""
            self.subjects.pass_clause(self.text[slice(*part)])
        self.flow.advance(span[1])

    def _goals(self, part: Span, sentence: Span) -> Iterator[tuple[Slot, Reading]]:
        """The quantities of a clause that state goals, with what they measure."""
        found = [(slot, read(slot.left, slot.quantity, slot.right)) for slot in slots(self.text, self.mask, part)]
        head: Reading | None = None
        for slot, own in share_forward(found):
            self.flow.advance(slot.quantity.figure)
            self.flow.recur(slot)
            reading = share(own, head) if own and slot.joined and head else own
            reading = allotted(reading, slot.left, self._label(part) or (self.last.noun if self.last else ""))
            reading = resume(reading, slot.quantity, self.reading, self.unit)
            if reading and self._accepts(slot, reading, part, sentence, head is not None):
                self.reading = self.last = head = reading
                self.unit = slot.quantity.unit
                yield slot, reading

    def _label(self, part: Span) -> str:
        """The words before the colon that stands right before a clause."""
        if part[0] == 0 or self.text[part[0] - 1] != ":":
            return ""
        since = max(0, part[0] - LABEL_MAX)
        begin = max(self.text.rfind(mark, since, part[0] - 1) for mark in "(,;。\n") + 1
        return self.text[max(begin, since) : part[0] - 1]

    def _accepts(self, slot: Slot, reading: Reading, part: Span, sentence: Span, head: bool) -> bool:
        clause = self.text[slice(*part)]
        if self.annex.mixed and self.flow.year is None and not HOPE.search(clause):
            return False
        past = self.flow.past or self.flow.history
        if not holds(slot, reading, Context(clause, self.text[slice(*sentence)], past, self.flow.yearly, head)):
            return False
        figure = slot.quantity.value, slot.quantity.unit
        if self.annex.echoes and figure in self.figures:
            return False
        self.figures.add(figure)
        return True

    def _target(self, slot: Slot, reading: Reading, part: Span, passage: Passage, heads: Sequence[str]) -> Target:
        q = slot.quantity
        subject, metric = self.subjects.of(reading, heads, slot.left, q.unit)
        subject = (self.annex.row_name if self.annex.term else "") or subject or self.annex.row_name
        rule = "target.row" if passage.kind == "row" else "target.list" if slot.joined else "target.clause"
        year, period = (slot.year or self._year(reading), "annual" if self.flow.yearly else "by_year")
        return Target(
            passage.path, part[0], max(q.end, slot.end), rule, STRENGTH[q.op], subject, metric,
            q.op, q.value, q.unit, year, period, q.value_max,
        )  # fmt: skip

    def _year(self, reading: Reading) -> int | None:
        flow = self.flow
        if flow.yearly:
            return flow.stated
        if flow.closing and not flow.stated:
            return flow.closing
        column = None if flow.stated else self.annex.column_year(reading.metric)
        return column or flow.year or self.annex.term or self.annex.row_year or self.annex.year or flow.clock.end

    def _indicator(self, row: Indicator, passage: Passage) -> Target:
        self.figures.add((row.value, row.unit))
        self.subjects.open_sentence()
        subject, metric = self.subjects.of(Reading("", row.name), (), row.name, row.unit)
        return Target(
            passage.path, *row.span, "target.indicator", 0.95, subject, metric, row.op, row.value, row.unit,
            row.year or self.flow.clock.end, "annual" if "年均" in row.name else "by_year",
        )  # fmt: skip
