"""Elements to blocks: paragraphs over inline elements, lists numbered, tables with their spans filled."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from ingest.blocks import Block
from ingest.readers.html_lists import marker
from ingest.readers.html_tables import Budget, grid_of, is_layout

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "sdfield", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "blink",
))  # fmt: skip
HEADINGS = {f"h{n}": n for n in range(1, 7)}
MAX_HEADING = 80
MAX_TABLES, MAX_BLOCKS = 10, 50_000
CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026"
WRAPPED = re.compile(rf"(?<=[{CJK}])[ \t\r\f]*\n\s*(?=[{CJK}])")
SPACES = re.compile(r"[ \t\r\n\f]+")
EDGES = " \t\r\n\f\xa0\u3000\u200b\ufeff"
NOTE_MARK = re.compile(r"#_?(?:ftn|edn|fn|footnote|endnote)", re.I)
NOTE = re.compile(r"_?(?:ftn|edn|fn|footnote|endnote)[-_:]?\d+$", re.I)
FIGURE = re.compile(r"\d\s*$")
Element = Any  # lxml has no types


class Walker:
    """Walks elements without recursion and gathers blocks; `skip` are elements that are left out whole."""

    def __init__(self, skip: frozenset[Element] = frozenset(), depth: int = 0, budget: Budget | None = None) -> None:
        self.skip, self.depth = skip, depth
        self.budget = budget or Budget()
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.tables = 0
        self.parts: list[str] = []
        self.level = 0
        self.lead = ""
        self.pre = 0
        self.note: Element | None = None
        self.skipped: Element | None = None
        self.counts: dict[Element, int] = {}

    def walk(self, root: Element) -> None:
        """Gather the blocks of an element and of all below it."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if self.is_full():
                break
            if event == "start":
                if not self._start(element):
                    walk.skip_subtree()
                    self.skipped = element
            else:
                self._end(element)
            if event == "end" and element is not root and element.tail:
                self._text(element.tail)
        self._flush()

    def is_full(self) -> bool:
        """Whether the page has more blocks than are read."""
        return len(self.blocks) >= MAX_BLOCKS

    def finish(self) -> list[Block]:
        """The blocks, those of footnotes last."""
        return [*self.blocks, *self.notes]

    def pieces(self) -> list[str]:
        """The texts of paragraphs and of cells, each merged cell once."""
        found: list[str] = []
        for block in self.finish():
            cells = {cell.origin: cell.text for row in block.rows for cell in row}
            found.extend(text for text in ([block.text] if block.text else cells.values()) if text)
        return found

    def _start(self, element: Element) -> bool:
        """Whether to go into an element; sets what its text belongs to."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or element in self.skip or (tag == "a" and NOTE_MARK.match(element.get("href") or "")):
            self._flush_at(element)
            return False
        if tag == "table" and self._table(element):
            return False
        if tag == "sup" and self.parts and FIGURE.search(self.parts[-1]) and (element.text or "").strip().isdigit():
            self.parts.append("^")
        if tag not in INLINE and ":" not in tag:
            self._flush()
            self._open(element, tag)
        self._text(element.text or "")
        return True

    def _open(self, element: Element, tag: str) -> None:
        self.level = HEADINGS.get(tag, self.level)
        self.pre += tag == "pre"
        if tag == "li" and (lead := marker(element, self.counts)):
            self.lead = lead
        if self.note is None and NOTE.match(element.get("id") or ""):
            self.note = element

    def _end(self, element: Element) -> None:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if tag in INLINE or ":" in tag or element is self.skipped:
            return
        self._flush()
        self.level = 0 if tag in HEADINGS else self.level
        self.pre -= tag == "pre"
        if element is self.note:
            self.note = None

    def _flush_at(self, element: Element) -> None:
        if element in self.skip:
            self._flush()

    def _text(self, text: str) -> None:
        if not self.pre or "\n" not in text:
            self.parts.append(text)
            return
        for line in text.split("\n"):
            self.parts.append(line)
            self._flush()

    def _flush(self) -> None:
        """End the paragraph that is being gathered."""
        text = SPACES.sub(" ", WRAPPED.sub("", "".join(self.parts))).strip(EDGES)
        self.parts.clear()
        if not text:
            return
        if self.lead:
            text = text if text.startswith(self.lead.rstrip(" ")) else self.lead + text
            self.lead = ""
        if self.note is not None:
            self.notes.append(Block("note", text))
        elif self.level and len(text) <= MAX_HEADING:
            self.blocks.append(Block("heading", text, self.level))
        else:
            self.blocks.append(Block("paragraph", text))

    def _table(self, table: Element) -> bool:
        """Whether a table was read as one; of a layout table the content is walked through."""
        if self.depth >= MAX_TABLES or is_layout(table, self.budget):
            return False
        self._flush()
        self.skipped = table
        captions = [c for c in table if c.tag == "caption"]
        for caption in captions:
            inner = self._inner(caption)
            self.blocks.extend(Block("paragraph", text) for text in inner.pieces())
        self.tables += 1
        rows = grid_of(table, lambda cell: " ".join(self._inner(cell).pieces()), self.budget, self.tables)
        if rows:
            self.blocks.append(Block("table", rows=rows))
        return True

    def _inner(self, element: Element) -> Walker:
        walker = Walker(self.skip, self.depth + 1, self.budget)
        walker.walk(element)
        return walker
