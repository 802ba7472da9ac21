"""Glyphs on a page to lines of text, by geometry alone: no order of the file is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Box
from ingest.readers.ofd_objects import Glyph

WORD_GAP = 0.2
WIDE_GAP = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line's text, its box in points, and the size of most of its characters."""

    text: str
    box: Box
    size: float

    @property
    def middle(self) -> float:
        """Where the line is centred across the page."""
        return (self.box[0] + self.box[2]) / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom, each from left to right; what is drawn twice at one spot (false bold) counts once."""
    return [line for row in rows_of(glyphs) if (line := line_of(row))]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line, from left to right."""
    rows: list[list[Glyph]] = []
    tallest: Glyph | None = None
    for glyph in sorted(_once(glyphs), key=lambda g: (g.top + g.bottom, g.left)):
        if tallest and _is_level(tallest, glyph):
            rows[-1].append(glyph)
            tallest = max(tallest, glyph, key=lambda g: g.size)
        else:
            rows.append([glyph])
            tallest = glyph
    return [sorted(row, key=lambda g: g.left) for row in rows]


def joined(texts: Iterable[str]) -> str:
    """Lines as one text: words of letters keep a space between them, everything else is set close."""
    whole = ""
    for text in texts:
        whole += between(whole, text) + text
    return whole


def between(text: str, line: str) -> str:
    """What stands between a text and the line that goes on with it."""
    return " " if _is_word(text[-1:]) and _is_word(line[:1]) else ""


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        near = [(glyph.text, round(glyph.left / 2) + dx, round(glyph.top / 2)) for dx in (-1, 0, 1)]
        if glyph.text.isspace() or not seen.intersection(near):
            seen.add(near[1])
            yield glyph


def _is_level(anchor: Glyph, glyph: Glyph) -> bool:
    return abs(anchor.top + anchor.bottom - glyph.top - glyph.bottom) / 2 < 0.5 * max(anchor.size, glyph.size)


def line_of(row: Sequence[Glyph]) -> Line | None:
    """The line of some glyphs from left to right; none of blanks alone."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not inked:
        return None
    text = row[0].text + "".join(_gap(last, glyph) + glyph.text for last, glyph in pairwise(row))
    sizes = sorted(glyph.size for glyph in inked)
    box = around([(g.left, g.top, g.right, g.bottom) for g in inked])
    return Line(text.strip(), box, sizes[len(sizes) // 2])


def _gap(last: Glyph, glyph: Glyph) -> str:
    """The space that a reader sees between two glyphs."""
    if last.text.isspace() or glyph.text.isspace():
        return ""
    least = WORD_GAP if _is_word(last.text) and _is_word(glyph.text) else WIDE_GAP
    return " " if glyph.left - last.right > least * min(last.size, glyph.size) else ""


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()
