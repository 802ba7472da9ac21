"""What a sentence takes over from the text before it: the year that holds, history, recurrence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Passage, Span
from ingest.target_annex import SECTION
from ingest.target_slots import Slot
from ingest.target_words import ANNUAL, EVERY, GOAL_HEADINGS, HISTORY, HOPE, LASTING, words
from ingest.target_years import Clock, Mention, mentions, title_year

YEARLY = re.compile(words(ANNUAL))
EVERY_TIME = re.compile(words(EVERY))
TOTALS = re.compile(r"(?:产值|收入|营收|增加值|规模)$|累计|全[省市]")
CLOSING = re.compile(r"\((20\d\d)年(?:\d{1,2}月)?(?:底|末)?(?:之?前)?\)$")
ITEM = re.compile(r"[一二三四五六七八九十]{1,3}(?:、|是)|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]\D")


class Flow:
    """Year, history and recurrence while a document is walked through.

    `year` holds for goals that state none; `stated` is the sentence's own year; `yearly` says that the goal recurs;
    `history` that the clause tells what was.
    """

    def __init__(self, text: str, mask: str, clock: Clock) -> None:
        self.text, self.mask, self.clock = text, mask, clock
        self.year: int | None = None
        self.stated: int | None = None
        self.past = self.history = self.lasting = self.yearly = self.every = False
        self.closing: int | None = None
        self.section = 0
        self._scope: object = None
        self._head = ""
        self._years: list[Mention] = []

    def governing(self, headings: Sequence[Span], at: int, passage: Passage) -> list[Span]:
        """The headings over offset `at` without those of the passage that an inline section (。二、) has closed."""
        if at != passage.start and SECTION.match(self.text, at):
            self.section = at
        return [h for h in headings if not passage.start <= h[0] < self.section]

    def open_sentence(self, span: Span, passage: Passage, first: bool, over: Sequence[Span]) -> None:
        """Begin a sentence; `first` says that it opens its passage."""
        self._keep_year(passage, first, over)
        lasting = self.lasting and passage.path.startswith("附")
        if first or ITEM.match(self.text, span[0]) or not lasting:
            self.history = False
        self.past, self.stated, self.yearly = False, None, False
        self._years = mentions(self.mask, *span, self.clock)
        closing = CLOSING.search(self.text, *span)
        self.closing = int(closing[1]) if closing else None

    def _keep_year(self, passage: Passage, first: bool, over: Sequence[Span]) -> None:
        """Forget the year where another item begins; under a heading of goals and in a broken line it holds on."""
        heads = [self.text[slice(*h)] for h in over]
        goal = next((h for h, head in zip(over, heads, strict=True) if GOAL_HEADINGS.search(head)), None)
        scope = goal or (passage.start, tuple(over[:1]))
        if scope != self._scope:
            self._scope = scope
            if not (first and self._is_broken(passage) and self._head != "".join(heads[:1])):
                self.year = next((year for head in heads if (year := title_year(head))), None)
        self._head = "".join(heads[:1])

    def _is_broken(self, passage: Passage) -> bool:
        before = self.text[max(0, passage.start - 2) : passage.start - 1]
        return passage.kind == "paragraph" and not passage.path.startswith("附") and before not in "。!?"

    def open_clause(self, span: Span) -> None:
        """Begin a clause: a sign of history holds on in its sentence till a hope or a year to come."""
        clause = self.text[slice(*span)]
        if HISTORY.search(clause):
            self.history, self.lasting = True, bool(LASTING.search(clause))
        elif HOPE.search(clause) or any(m.goal and span[0] <= m.at < span[1] for m in self._years):
            self.history = False

    def advance(self, at: int) -> None:
        """Take over the last year that stands before offset `at`."""
        while self._years and self._years[0].at < at:
            mention = self._years.pop(0)
            self.past = not mention.goal
            if mention.goal:
                self.year, self.yearly = mention.year, False
                self.stated = None if mention.term else mention.year

    def recur(self, slot: Slot) -> None:
        """Whether the quantity is one of every year: so stated, or a count that goes on from 每年."""
        if YEARLY.search(slot.left):
            self.yearly, self.every = True, bool(EVERY_TIME.search(slot.left))
        elif not slot.joined and (not self.every or TOTALS.search(slot.left)):
            self.yearly = False
