"""Word documents (DOCX, DOCM, DOTX and what WPS saves so): body order, lists, tables, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.blocks import Block, Content
from ingest.errors import Refused
from ingest.readers.docx_blocks import joined, lines, placed, rectangle, table, words
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import DAMAGED, LOCKED, MC, Node, Package, W, chosen, is_on, number, value
from ingest.readers.docx_styles import BODY_LEVEL, CONTENTS, Styles
from ingest.readers.docx_tables import cells_of, grid_of
from ingest.readers.docx_text import Texts

OLE = b"\xd0\xcf\x11\xe0"
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
NO_BODY = "文件里没有 Word 正文,可能不是 DOCX 或已损坏,请用 Word/WPS 打开后另存为 DOCX"
EMBEDDED = "正文里嵌入的外部片段没有读入,请用 Word 打开后另存为 DOCX 再读入"
NO_TEXT = "文件里没有可读的文字(可能只有图片),请先做文字识别(OCR)或另存为文本"


def read_docx(data: bytes) -> Content:
    """The blocks of a Word package; raises Refused for what is locked, damaged, oversized or without text."""
    if data.startswith(OLE):
        raise Refused(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else DAMAGED)
    package = Package(data)
    main = package.related("").get("officeDocument", "word/document.xml")
    main = main if main in package else "word/document.xml"
    root = package.tree(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise Refused(NO_BODY)
    reader = _Reader(package, package.related(main), root)
    blocks = tuple(placed(joined([*reader.blocks(body), *reader.notes()])))
    if not blocks:
        raise Refused(EMBEDDED if reader.embedded else NO_TEXT)
    return Content("docx", blocks, notes=(EMBEDDED,) if reader.embedded else ())


@dataclass(slots=True)
class _Reader:
    """The walk through a document's body, with the counters of its lists and the notes met on the way."""

    package: Package
    parts: dict[str, str]
    root: Node
    embedded: bool = False
    _styles: Styles = field(init=False)
    _numbering: Numbering = field(init=False)
    _texts: Texts = field(init=False)
    _notes: list[tuple[str, str]] = field(default_factory=list)
    _carried: str = ""

    def __post_init__(self) -> None:
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._texts = Texts(self.root, self._styles)

    def blocks(self, parent: Node) -> Iterator[Block]:
        """The blocks below a body, cell, text box or note, in order."""
        for node in parent:
            if node.tag == W + "p":
                yield from self._paragraph(node)
            elif node.tag == W + "tbl":
                yield from self._table(node)
            elif node.tag == W + "altChunk":
                self.embedded = True
            elif node.tag == MC + "AlternateContent":
                if (branch := chosen(node)) is not None:
                    yield from self.blocks(branch)
            elif node.tag in WRAPPERS and not _is_contents(node):
                yield from self.blocks(node)

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes that the body refers to, in the order of their marks."""
        trees: dict[str, dict[str, Node]] = {}
        for kind, name in dict.fromkeys(self._notes):
            if kind not in trees:
                trees[kind] = self._opened(kind)
            if (note := trees[kind].get(name)) is not None and (text := self._joined_text(note)):
                yield Block("note", text)

    def _opened(self, kind: str) -> dict[str, Node]:
        root = self._part(kind)
        if root is None:
            return {}
        self._texts = Texts(root, self._styles)
        return {note.get(W + "id", ""): note for note in root}

    def _part(self, kind: str) -> Node | None:
        return self.package.tree(self.parts.get(kind, f"word/{kind}.xml"))

    def _paragraph(self, node: Node) -> Iterator[Block]:
        found = self._texts.of(node)
        self._notes += found.notes
        properties = node.find(W + "pPr")
        style_id = value(properties, "pStyle")
        text, self._carried = self._carried + found.text, ""
        if _is_mark_gone(properties):
            self._carried = text
        elif text.strip() or not is_on(properties.find(W + "rPr") if properties is not None else None, "vanish"):
            label = self._numbering.label(properties, style_id)
            yield from self._lines(label, text, properties, style_id)
        for box in found.boxes:
            yield from self.blocks(box)

    def _lines(self, label: str, text: str, properties: Node | None, style_id: str | None) -> Iterator[Block]:
        style = self._styles.of(style_id)
        if CONTENTS.match(style.name):
            return
        own = value(properties, "outlineLvl")
        level = number(own, BODY_LEVEL) if own is not None else style.outline
        for at, line in enumerate(lines(text)):
            if level is not None and level < BODY_LEVEL and at == 0:
                yield Block("heading", label + line, level=level + 1)
            else:
                yield Block("paragraph", line if at else label + line)

    def _table(self, node: Node) -> Iterator[Block]:
        cells = cells_of(node)
        if _is_layout(cells):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
        else:
            yield from table(rectangle(grid_of(node, self._joined_text)))

    def _joined_text(self, parent: Node) -> str:
        """The words of a cell or note on one line, those of tables inside it too."""
        return " ".join(text for block in self.blocks(parent) for text in words(block))


def _is_layout(cells: list[list[Node]]) -> bool:
    """Whether a table only frames its content: one cell, or one row or column that holds a table."""
    if sum(len(row) for row in cells) <= 1:
        return True
    narrow = len(cells) == 1 or all(len(row) <= 1 for row in cells)
    return narrow and any(cell.find(W + "tbl") is not None for row in cells for cell in row)


def _is_contents(node: Node) -> bool:
    """Whether a content control holds a generated table of contents."""
    gallery = value(node, "sdtPr/docPartObj/docPartGallery")
    return gallery == "Table of Contents"


def _is_mark_gone(properties: Node | None) -> bool:
    """Whether a tracked change took the paragraph's mark away, so that its text runs on into the next."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
