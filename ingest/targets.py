"""Quantified goals: number and unit, comparison, metric beside it, subject, year and period; rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.outline import Outline
from ingest.records import Document, Name, Passage, Span, Target
from ingest.target_metric import Reading, allotted, alike, read, resume, share, share_forward
from ingest.target_reject import Context, holds
from ingest.target_slots import Slot, slots
from ingest.target_subject import subject_of
from ingest.target_text import clauses, masked, sentences
from ingest.target_words import ANNUAL, GOAL_HEADINGS, EVERY, HISTORY, HOPE, LASTING, MEASURES, PAST_HEADINGS, PROJECT_TABLE, words
from ingest.target_years import Clock, Mention, clock_of, mentions, title_year

YEARLY = re.compile(words(ANNUAL))
EVERY_ = re.compile(words(EVERY))
COLUMNS = re.compile(r"(20\d\d)年(?:度)?(?:工作|建设|发展)?目标")
NAMED = re.compile(r"(数据集|项目|平台|园区|基地|产品)名称")
TIMED = re.compile(r"时间|时限|期限|节点")
ROW_YEAR = re.compile(r"(20\d\d)年(?:\d{1,2}月)?(?:底|末)?前?。?$")
HEADER = re.compile(r"^[^。\n]{0,20}序号[^。\n]{4,300}$", re.MULTILINE)
ITEM = re.compile(r"[一二三四五六七八九十]{1,3}(?:、|是)|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]\D")
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
BARE = frozenset(MEASURES.split())


@dataclass(slots=True)
class State:
    """What later text inherits: the year that holds, till where it holds, whether the clause is about the past."""

    clock: Clock
    annex_year: int | None = None
    year: int | None = None
    scope: object = None
    past: bool = False
    stated: int | None = None
    yearly: bool = False
    every: bool = False
    reading: Reading | None = None
    unit: str = ""
    place: str = ""
    subject: str = ""
    history: bool = False
    lasting: bool = False
    sentence: str = ""
    projects: bool = False
    section: int = 0
    annex: str = ""
    columns: tuple[int, ...] = ()
    timed: bool = False
    row_year: int | None = None
    row_name: str = ""
    mixed: bool = False
    echoes: bool = False
    named: str = ""
    last: Reading | None = None
    told: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


def targets_of(document: Document, industries: Sequence[Name] = ()) -> Iterator[Target]:
    """All quantified goals in order of text, each stated once; `industries` name subjects where known."""
    kept: dict[tuple[float, str], list[Target]] = {}
    for target in Finder(document, industries).find():
        earlier = kept.setdefault((target.value, target.unit), [])
        if not any(_repeats(target, other) for other in earlier):
            earlier.append(target)
            yield target


def _repeats(target: Target, other: Target) -> bool:
    """Whether a target says again what an earlier one of the same value and unit says."""
    if target.year not in (other.year, None) or (target.subject and other.subject and target.subject != other.subject):
        return False
    if target.metric in BARE and not target.subject:
        return False
    return alike(target.metric if not other.subject else target.subject + target.metric, other.subject + other.metric)


class Finder:
    """Walks one document: passage, sentence, clause, quantity."""

    def __init__(self, document: Document, industries: Sequence[Name]) -> None:
        self.document = document
        self.text = document.text.text
        self.mask = masked(self.text)
        self.outline = Outline(document)
        self.names = frozenset(name.name for name in industries if name.kind == "industry")
        self.stated: set[tuple[float, str]] = set()
        self.headers = list(HEADER.finditer(self.text))
        self.state = State(clock_of(document))

    def find(self) -> Iterator[Target]:
        """Every goal, repeated statements included."""
        for passage in self.document.passages:
            self._enter(passage)
            if passage.kind == "title" or self.state.projects:
                continue
            self.state.history = False
            self.state.row_year, self.state.row_name = self._row_year(passage), self._row_name(passage)
            for start, end in sentences(self.mask, self._begin(passage), passage.end):
                yield from self._sentence((start, end), passage)

    def _enter(self, passage: Passage) -> None:
        """Take note of an annex's year, and of the table header that stands before the passage."""
        state, line = self.state, self.text[passage.start : passage.end]
        annex = passage.path.split("/")[0]
        if annex != state.annex or (passage.kind != "row" and SECTION.match(line)):
            state.annex, state.projects, state.columns, state.told = annex, False, (), []
            state.annex_year, state.timed, state.named, state.mixed, state.echoes = None, False, "", False, False
        if passage.kind == "title" and passage.path:
            state.annex_year = title_year(line)
        while self.headers and self.headers[0].start() <= passage.start:
            header = self.headers.pop(0)[0]
            state.projects = bool(PROJECT_TABLE.match(header))
            state.echoes = "目标值" in header
            state.mixed = "现状" in header
            state.named = name[1] if (name := NAMED.search(header)) else ""
            state.timed = bool(TIMED.search(header))
            state.columns = tuple(int(year) for year in COLUMNS.findall(header))

    def _begin(self, passage: Passage) -> int:
        """Where the words of a passage begin: after a table row's serial number."""
        label = passage.path.rpartition("/")[2]
        serial = passage.kind == "row" and label.isdigit() and self.text.startswith(label, passage.start)
        return passage.start + len(label) if serial else passage.start

    def _row_name(self, passage: Passage) -> str:
        """What a table row is about, where the header has a column of names (数据集名称): the first name so ending."""
        if not self.state.named:
            return ""
        match = re.search(rf"[^()。,:;\d]{{2,30}}?{self.state.named}群?", self.text[passage.start : passage.end])
        return match[0] if match else ""

    def _row_year(self, passage: Passage) -> int | None:
        """The year in the time column of a table row, which closes it or stands in a cell of its own."""
        if not self.state.timed:
            return None
        cells = [self.text[slice(*cell)] for name, cell in passage.cells.items() if TIMED.search(name)]
        after = re.match(r"\n?(20\d\d年(?:\d{1,2}月)?底?前?)(?=\n|$)", self.text[passage.end : passage.end + 20])
        for part in (*cells, after[1] if after else "", self.text[passage.start : passage.end]):
            if match := ROW_YEAR.search(part):
                return int(match[1])
        return None

    def _sentence(self, span: Span, passage: Passage) -> Iterator[Target]:
        state = self.state
        if ITEM.match(self.text, span[0]) or span[0] == passage.start:
            state.history = False
            if SECTION.match(self.text, span[0]) and span[0] != passage.start:
                state.section = span[0]
        over = [h for h in self.outline.headings(span[0]) if not passage.start <= h[0] < state.section]
        heads = [self.text[slice(*h)] for h in over]
        if any(PAST_HEADINGS.search(head) for head in heads):
            return
        self._scope(span, passage, over, heads)
        years = mentions(self.mask, *span, state.clock)
        state.sentence = self.text[slice(*span)]
        if state.history and not (state.lasting and passage.path.startswith("附")):
            state.history = False
        state.past, state.stated, state.yearly, state.reading, state.place, state.subject = False, None, False, None, "", ""
        for part in clauses(self.mask, *span):
            words_ = self.text[slice(*part)]
            if HISTORY.search(words_):
                state.history, state.lasting = True, bool(LASTING.search(words_))
            elif HOPE.search(words_) or any(m.goal and part[0] <= m.at < part[1] for m in years):
                state.history = False
            yield from self._clause(part, years, passage, heads)
            if re.match(r"在.{1,40}(?:领域|方面|行业)$", words_):
                state.place = words_.removeprefix("在")
        self._advance(years, span[1])

    def _scope(self, span: Span, passage: Passage, over: list[Span], heads: list[str]) -> None:
        """Forget the year where another item begins; it holds on under a heading of goals and in a broken line."""
        state = self.state
        goal = next((h for h in over if GOAL_HEADINGS.search(self.text[slice(*h)])), None)
        broken = passage.kind == "paragraph" and not passage.path.startswith("附") and self.text[max(0, passage.start - 2) : passage.start - 1] not in "。!?"
        scope = goal or (passage.start, over[:1])
        if scope != state.scope:
            state.scope = scope
            if not (broken and span[0] == passage.start and not heads[:1] == state.heads[:1]):
                state.year = next((y for head in heads if (y := title_year(head))), None)
        state.heads = heads

    def _advance(self, years: list[Mention], at: int) -> None:
        """Take over the last year that stands before offset `at`."""
        for mention in years:
            if mention.at < at:
                self.state.past = not mention.goal
                if mention.goal:
                    self.state.year = mention.year
                    self.state.stated = None if mention.term else mention.year

    def _clause(self, span: Span, years: list[Mention], passage: Passage, heads: list[str]) -> Iterator[Target]:
        state = self.state
        found = [(slot, read(slot.left, slot.quantity, slot.right)) for slot in slots(self.text, self.mask, span)]
        list_reading: Reading | None = None
        begin = max(self.text.rfind(mark, max(0, span[0] - 30), span[0] - 1) for mark in "(,;。\n") + 1
        for slot, reading in share_forward(found):
            self._advance(years, slot.quantity.figure)
            if YEARLY.search(slot.left):
                state.yearly, state.every = True, bool(EVERY_.search(slot.left))
            elif not slot.joined and not (state.every and slot.quantity.kind == "count"):
                state.yearly = False
            if reading and slot.joined and list_reading:
                reading = share(reading, list_reading)
            label = self.text[begin : span[0] - 1] if self.text[span[0] - 1] == ":" else ""
            reading = allotted(reading, slot.left, label or (state.last.noun if state.last else ""))
            reading = resume(reading, slot.quantity, state.reading, state.unit)
            context = Context(self.text[slice(*span)], state.sentence, state.past or state.history, state.yearly)
            if state.mixed and state.year is None and not HOPE.search(context.clause):
                continue
            if reading is None or not holds(slot, reading, context):
                continue
            stated = slot.quantity.value, slot.quantity.unit
            if state.echoes and stated in self.stated:
                continue
            self.stated.add(stated)
            state.reading = list_reading = reading
            state.unit = slot.quantity.unit
            yield self._target(slot, reading, span, passage, heads)

    def _column(self, metric: str) -> int:
        """The year of the column that a cell belongs to: a metric told again is the next column's."""
        told = sum(alike(metric, other) for other in self.state.told)
        self.state.told.append(metric)
        return self.state.columns[min(told, len(self.state.columns) - 1)]

    def _target(self, slot: Slot, reading: Reading, span: Span, passage: Passage, heads: list[str]) -> Target:
        state, q = self.state, slot.quantity
        year = state.stated if state.yearly else (state.year or state.row_year or state.annex_year or state.clock.end)
        if len(state.columns) > 1 and not state.stated and not state.yearly:
            year = self._column(reading.metric)
        subject, metric = subject_of(reading, heads, state.place, state.subject, self.names)
        subject = subject or state.row_name
        state.subject, state.last = subject, reading
        return Target(
            passage.path, span[0], max(q.end, slot.end), "target.clause", 0.8, subject, metric,
            q.op, q.value, q.unit, year, "annual" if state.yearly else "by_year", q.value_max,
        )  # fmt: skip
