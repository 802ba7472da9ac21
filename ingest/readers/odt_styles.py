"""What an OpenDocument text says in its styles: the levels of its lists, its outline numbering, hidden text."""

from __future__ import annotations

import re

from ingest.readers.docx_numbering import LEVELS, Level
from ingest.readers.docx_package import Node, number

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{OASIS}text:1.0}}"
TABLE = f"{OASIS}table:1.0}}"
OFFICE = f"{OASIS}office:1.0}}"
STYLE = f"{OASIS}style:1.0}}"
DRAW = f"{OASIS}drawing:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
PLACE = re.compile(r"%([1-9])%")
FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "0": "decimalZero",
}  # fmt: skip


class Sheet:
    """The styles of both parts of a file; those of the content go before those of the style part."""

    def __init__(self, *roots: Node | None) -> None:
        self._hidden: set[str] = set()
        self._levels: dict[str, list[Level]] = {}
        self.outline: list[Level] = []
        for root in roots:
            if root is not None:
                self._read(root)

    def levels(self, name: str) -> list[Level]:
        """The levels of a list style, empty for one that is not there."""
        return self._levels.get(name, [])

    def is_hidden(self, name: str | None) -> bool:
        """Whether a style hides its text."""
        return name in self._hidden

    def _read(self, root: Node) -> None:
        for node in root.iter(TEXT + "list-style"):
            self._levels[node.get(STYLE + "name", "")] = _levels(node)
        for node in root.iter(TEXT + "outline-style"):
            levels = _levels(node)
            self.outline = levels if any(level.pattern for level in levels) else []
        for node in root.iter(STYLE + "text-properties"):
            parent = node.getparent()
            if node.get(TEXT + "display") == "none" and parent is not None:
                self._hidden.add(parent.get(STYLE + "name", ""))


def _levels(style: Node) -> list[Level]:
    levels = [Level(form="bullet") for _ in range(LEVELS)]
    for node in style:
        at = number(node.get(TEXT + "level"), 1) - 1
        if 0 <= at < LEVELS and node.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            levels[at] = _level(node, at)
    return levels


def _level(node: Node, at: int) -> Level:
    form = FORMS.get(node.get(STYLE + "num-format", "")[:1], "none")
    return Level(form=form, pattern=_pattern(node, at, form), start=number(node.get(TEXT + "start-value"), 1))


def _pattern(node: Node, at: int, form: str) -> str:
    """The label with %1 … %9: as LibreOffice writes it out, else of prefix, shown levels and suffix."""
    written: str | None = node.get(LOEXT + "num-list-format")
    if written is not None:
        return PLACE.sub(r"%\1", written)
    prefix, suffix = str(node.get(STYLE + "num-prefix", "")), str(node.get(STYLE + "num-suffix", ""))
    first = max(at + 2 - number(node.get(TEXT + "display-levels"), 1), 1)
    numbers = ".".join(f"%{level}" for level in range(first, at + 2)) if form != "none" else ""
    return prefix + numbers + suffix
