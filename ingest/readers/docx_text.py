"""The text of one paragraph as a reader sees it, and the text boxes anchored in it.

Tracked changes are accepted, field codes and hidden text dropped; fields may run over paragraphs, so their state is
kept from one paragraph to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.docx_package import MC, Node, W, chosen, is_on, number, value
from ingest.readers.docx_styles import Styles

M_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATE = MC + "AlternateContent"
SKIPPED = frozenset(W + name for name in (
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "fldData",
))  # fmt: skip
SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
SYMBOLS = {
    ("wingdings", 0x6F): "□", ("wingdings", 0x71): "□", ("wingdings", 0xA8): "□", ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒", ("wingdings", 0xFC): "√", ("wingdings", 0xFB): "×", ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒", ("wingdings 2", 0x54): "☒", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x4F): "×", ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0xD8): "",
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×", ("symbol", 0xB0): "°",
}  # fmt: skip
NO_TEXT = ("TOC", "INDEX", "TOA", "PAGE", "NUMPAGES")
PRIVATE = 0xF000
MARK = re.compile(r"[\[〔（(]?(?:\d{1,3}|[①-⑳])[\]〕）)]?")
UNITS = "米里"


@dataclass(slots=True)
class Field:
    """A field that is open: whether its code is still being read, and whether its result is left out."""

    code: bool = True
    silent: bool = False


@dataclass(slots=True)
class Found:
    """What a paragraph holds: its text with line breaks, its text boxes, and the notes that it refers to."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters, without soft hyphens, signs of width zero and stand-ins of objects."""
        return "".join(self.parts).translate(WIDTHLESS)


WIDTHLESS = dict.fromkeys((0xAD, 0xFEFF, 0x200B, 0xFFFC))


class Texts:
    """Reads the paragraphs of one part in order."""

    def __init__(self, root: Node, styles: Styles) -> None:
        self._styles = styles
        self._open: list[Field] = []
        self._known, self._silent = _fields(root)

    def of(self, paragraph: Node) -> Found:
        """The text of a paragraph, hidden runs left out."""
        found = Found()
        hidden = self._styles.of(value(paragraph, "pPr/pStyle")).hidden
        for node in paragraph:
            self._inline(node, found, hidden)
        return found

    def _inline(self, node: Node, found: Found, hidden: bool) -> None:
        if node.tag == W + "r":
            self._run(node, found, hidden)
        elif node.tag == ALTERNATE:
            if (branch := chosen(node)) is not None:
                self._inlines(branch, found, hidden)
        elif node.tag == W + "fldSimple" and _is_silent(node.get(W + "instr", "")):
            return
        elif node.tag == M_TEXT:
            self._say(node.text or "", found)
        elif node.tag not in SKIPPED:
            self._inlines(node, found, hidden)

    def _inlines(self, parent: Node, found: Found, hidden: bool) -> None:
        for node in parent:
            self._inline(node, found, hidden)

    def _run(self, run: Node, found: Found, hidden: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            own = is_on(properties, "vanish")
            hidden = self._styles.run(value(properties, "rStyle")).hidden or hidden if own is None else own
            if _is_raised(properties) and _is_note_mark(run, found):
                return
        self._pieces(run, found, hidden)

    def _pieces(self, run: Node, found: Found, hidden: bool) -> None:
        marked = False
        for node in run:
            tag = node.tag
            if tag == W + "t":
                if not hidden and not marked:
                    self._say(node.text or "", found)
            elif tag == W + "fldChar":
                self._field(node)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                marked = node.get(W + "customMarkFollows") in ("1", "true", "on")
                self._note(node, found, hidden)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                _boxes(node, found)
            elif tag == ALTERNATE:
                if (branch := chosen(node)) is not None:
                    self._pieces(branch, found, hidden)
            elif tag in SKIPPED or hidden:
                continue
            else:
                self._sign(node, found)

    def _sign(self, node: Node, found: Found) -> None:
        if node.tag in SIGNS:
            self._say(SIGNS[node.tag], found)
        elif node.tag == W + "br":
            self._say("\n", found)
        elif node.tag == W + "sym":
            self._say(_symbol(node), found)
        elif node.tag == W + "ruby":
            for base in node.iter(W + "rubyBase"):
                self._inlines(base, found, hidden=False)

    def _note(self, node: Node, found: Found, hidden: bool) -> None:
        kind = "footnotes" if node.tag == W + "footnoteReference" else "endnotes"
        if not hidden and not self._quiet():
            found.notes.append((kind, node.get(W + "id", "")))

    def _field(self, node: Node) -> None:
        if node not in self._known:
            return
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(Field(silent=node in self._silent))
        elif kind == "separate" and self._open:
            self._open[-1].code = False
        elif kind == "end" and self._open:
            self._open.pop()

    def _quiet(self) -> bool:
        return any(at.code or at.silent for at in self._open)

    def _say(self, text: str, found: Found) -> None:
        if not self._quiet():
            found.parts.append(text)


def _fields(root: Node) -> tuple[set[Node], set[Node]]:
    """The marks of fields that begin and end, and the begins of those whose result is not text of the document.

    A field that is never closed is none: its text must not swallow the rest of the file.
    """
    known: set[Node] = set()
    silent: set[Node] = set()
    stack: list[tuple[list[Node], list[str]]] = []
    for node in root.iter(W + "fldChar", W + "instrText"):
        kind = node.get(W + "fldCharType")
        if next(node.iterancestors(W + "del", W + "moveFrom"), None) is not None:
            continue
        if kind == "begin":
            stack.append(([node], []))
        elif stack and node.tag == W + "instrText":
            stack[-1][1].append(node.text or "")
        elif stack and kind == "separate":
            stack[-1][0].append(node)
        elif stack and kind == "end":
            marks, code = stack.pop()
            known.update([*marks, node])
            if _is_silent("".join(code)):
                silent.add(marks[0])
    return known, silent


def _is_silent(code: str) -> bool:
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in NO_TEXT


def _is_raised(properties: Node) -> bool:
    """Superscript, or what a converter of pages makes of it: text set higher than its line."""
    return value(properties, "vertAlign") == "superscript" or number(value(properties, "position")) > 0


def _is_note_mark(run: Node, found: Found) -> bool:
    """Whether raised digits are the mark of a note, as they follow a Chinese word or mark and no unit or number."""
    text = "".join(node.text or "" for node in run.iter(W + "t")).strip()
    before = "".join(found.parts)[-1:]
    return bool(MARK.fullmatch(text)) and (before == "%" or not before.isascii()) and before not in UNITS


def _symbol(node: Node) -> str:
    try:
        code = int(node.get(W + "char", ""), 16)
    except ValueError:
        return ""
    low = code - PRIVATE if code >= PRIVATE else code
    known = SYMBOLS.get((node.get(W + "font", "").lower(), low))
    if known is not None:
        return known
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _boxes(node: Node, found: Found) -> None:
    """The outermost text boxes below a drawing, each once."""
    for child in node:
        if child.tag == W + "txbxContent":
            found.boxes.append(child)
        elif child.tag == ALTERNATE:
            if (branch := chosen(child)) is not None:
                _boxes(branch, found)
        else:
            _boxes(child, found)
