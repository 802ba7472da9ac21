"""OpenDocument texts (ODT): body order, lists with their numbers, tables, text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.blocks import Block, Content
from ingest.errors import Refused
from ingest.readers.docx_blocks import joined, lines, placed, rectangle, table, words
from ingest.readers.docx_numbering import LEVELS, Level, step
from ingest.readers.docx_package import LOCKED, Node, Package, number
from ingest.readers.docx_text import WIDTHLESS
from ingest.readers.odt_styles import DRAW, OFFICE, TABLE, TEXT, XML_ID, Sheet
from ingest.readers.odt_tables import grid_of

NO_BODY = "文件里没有 ODT 正文,可能已损坏,请用 WPS 或 LibreOffice 打开后另存为 DOCX"
NO_TEXT = "文件里没有可读的文字(可能只有图片),请先做文字识别(OCR)或另存为文本"
INDEXES = frozenset(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index",
                 "alphabetical-index", "bibliography", "tracked-changes")
)  # fmt: skip
LEFT_OUT = frozenset(
    (OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "ruby-text", TEXT + "page-number", TEXT + "page-count")
)
SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
MAX_SPACES = 200
SPACE = re.compile(r"[ \t\r\n]+")


def read_odt(data: bytes) -> Content:
    """The blocks of an OpenDocument text; raises Refused for what is locked, damaged, oversized or without text."""
    package = Package(data)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(str(node.tag).endswith("}encryption-data") for node in manifest.iter()):
        raise Refused(LOCKED)
    root = package.tree("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise Refused(NO_BODY)
    reader = _Reader(Sheet(package.tree("styles.xml"), root))
    found = list(reader.blocks(body))
    blocks = tuple(placed(joined([*found, *reader.notes()])))
    if not blocks:
        raise Refused(NO_TEXT)
    return Content("odt", blocks)


@dataclass(slots=True)
class _List:
    """A list that is being read: its levels, its counters, and how deep the present item lies."""

    levels: list[Level]
    counts: list[int | None]
    depth: int = 0
    fresh: bool = False


@dataclass(slots=True)
class _Reader:
    """The walk through a body, with the counters of its lists and the notes met on the way."""

    sheet: Sheet
    _notes: list[Node] = field(default_factory=list)
    _boxes: list[Node] = field(default_factory=list)
    _lists: dict[str, list[int | None]] = field(default_factory=dict)
    _outline: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def blocks(self, parent: Node, within: _List | None = None) -> Iterator[Block]:
        """The blocks below a body, section, cell, list item or text box, in order."""
        for node in parent:
            if node.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(node, within)
            elif node.tag in (TEXT + "list", TEXT + "numbered-paragraph"):
                yield from self._list(node, within)
            elif node.tag == TABLE + "table":
                yield from self._table(node)
            elif str(node.tag).startswith(DRAW):
                yield from self._drawn(node)
            elif node.tag == TEXT + "section" and node.get(TEXT + "display") != "none":
                yield from self.blocks(node, within)

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes, in the order of their marks."""
        for note in self._notes:
            if (body := note.find(TEXT + "note-body")) is not None and (text := self._words(body)):
                yield Block("note", text)

    def _paragraph(self, node: Node, within: _List | None) -> Iterator[Block]:
        level = min(max(number(node.get(TEXT + "outline-level"), 1), 1), LEVELS) if node.tag == TEXT + "h" else 0
        label = self._label(node, within, level)
        start = len(self._boxes)
        text = self._text(node)
        for at, line in enumerate(lines(text)):
            kind = "heading" if level and not at else "paragraph"
            yield Block(kind, line if at else label + line, level=level if kind == "heading" else 0)
        boxes, self._boxes[start:] = self._boxes[start:], []
        for box in boxes:
            yield from self._drawn(box)

    def _label(self, node: Node, within: _List | None, level: int) -> str:
        if within is not None:
            first, within.fresh = within.fresh, False
            return step(within.levels, within.counts, within.depth) if first else ""
        if level and self.sheet.outline and node.get(TEXT + "is-list-header") != "true":
            return step(self.sheet.outline, self._outline, level - 1)
        return ""

    def _list(self, node: Node, outer: _List | None) -> Iterator[Block]:
        style = node.get(TEXT + "style-name") or ""
        depth = min(outer.depth + 1 if outer else number(node.get(TEXT + "level"), 1) - 1, LEVELS - 1)
        levels = self.sheet.levels(style) or (outer.levels if outer else [Level(form="bullet")] * LEVELS)
        counts = outer.counts if outer else self._counts(node, style)
        numbered = node.tag == TEXT + "numbered-paragraph"
        for item in [node] if numbered else node:
            if item.get(TEXT + "start-value"):
                counts[depth] = number(item.get(TEXT + "start-value"), 1) - 1
            fresh = numbered or item.tag == TEXT + "list-item"
            yield from self.blocks(item, _List(levels, counts, depth, fresh))

    def _counts(self, node: Node, style: str) -> list[int | None]:
        """The counters of a list: those of the list that it continues, else new ones."""
        name = node.get(TEXT + "continue-list") or node.get(TEXT + "list-id") or ""
        if node.get(TEXT + "continue-numbering") == "true" or node.tag == TEXT + "numbered-paragraph":
            name = name if name in self._lists else f"style {style}"
        counts = self._lists.get(name) or [None] * LEVELS
        for key in (node.get(XML_ID), node.get(TEXT + "list-id"), f"style {style}"):
            if key:
                self._lists[key] = counts
        return counts

    def _table(self, node: Node) -> Iterator[Block]:
        cells = [cell for cell in node.iter(TABLE + "table-cell") if _table_of(cell) is node]
        rows = {cell.getparent() for cell in cells}
        inner = any(cell.find(TABLE + "table") is not None for cell in cells)
        if len(cells) == 1 or (inner and (len(rows) == 1 or len(cells) == len(rows))):
            for cell in cells:
                yield from self.blocks(cell)
        else:
            yield from table(rectangle(grid_of(node, self._words)))

    def _drawn(self, node: Node) -> Iterator[Block]:
        """The text of a frame or shape; of images and embedded objects nothing."""
        if node.tag in (DRAW + "text-box", DRAW + "custom-shape", DRAW + "rect"):
            yield from self.blocks(node)
        elif node.tag in (DRAW + "frame", DRAW + "g", DRAW + "a"):
            for child in node:
                yield from self._drawn(child)

    def _words(self, parent: Node) -> str:
        return " ".join(text for block in self.blocks(parent) for text in words(block))

    def _text(self, node: Node) -> str:
        """The characters of a paragraph or span, its white space as OpenDocument collapses it."""
        if self.sheet.is_hidden(node.get(TEXT + "style-name")):
            return ""
        parts = [_plain(node.text)]
        for child in node:
            parts += [self._inline(child), _plain(child.tail)]
        return "".join(parts)

    def _inline(self, node: Node) -> str:
        if node.tag == TEXT + "s":
            return " " * min(number(node.get(TEXT + "c"), 1), MAX_SPACES)
        if node.tag == TEXT + "note":
            self._notes.append(node)
        elif str(node.tag).startswith(DRAW) and node.tag != DRAW + "a":
            self._boxes.append(node)
        elif node.tag in SIGNS:
            return SIGNS[node.tag]
        elif node.tag not in LEFT_OUT:
            return self._text(node)
        return ""


def _plain(text: str | None) -> str:
    return SPACE.sub(" ", text or "").translate(WIDTHLESS)


def _table_of(cell: Node) -> Node:
    return next(cell.iterancestors(TABLE + "table"))
