"""Glyphs to lines of text: by baseline, each character once, raised marks of notes apart."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from ingest.blocks import Box
from ingest.readers.pdf_shapes import Glyph

NARROW = re.compile(r"[!-~\u00a1-\u024f\u0370-\u03ff\u2160-\u217f]")
RULED = re.compile(r"([\u2500-\u257f\u4e00-\u9fff\uf900-\ufaff])\1{7,}")
MARK = re.compile(r"[\d①-⑳*※†‡\[\]()〔〕［］]+")
T = TypeVar("T")
MOST = 60
OPEN, CLOSE = "（《〈“‘【〔「『([", "）》〉”’】〕」』，。、；：！？,.;:!?)]%％"


@dataclass(slots=True)
class Line:
    """A line of text with its box, its size and font, and its words: parts with a wide gap between."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    font: str
    page: int = 0
    words: list[tuple[float, float, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom


def lines_of(glyphs: Sequence[Glyph], page: int, space: float = 0.9) -> list[Line]:
    """The lines of some glyphs from top to bottom; `space` is the gap, in ems, that is a space between characters."""
    lines = []
    for row in _rows(glyphs):
        for part in _overprinted(row):
            if line := _line(part, page, space):
                lines.append(line)
    return lines


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, smaller raised or lowered ones with the line they belong to; in the order of the file."""
    rows: list[list[int]] = []
    order = sorted(range(len(glyphs)), key=lambda at: glyphs[at].base)
    for at in order:
        glyph, last = glyphs[at], glyphs[rows[-1][-1]] if rows else None
        if last and glyph.base - last.base <= 0.2 * min(glyph.size, last.size) + 0.3:
            rows[-1].append(at)
        else:
            rows.append([at])
    return _with_small([[glyphs[at] for at in sorted(row)] for row in rows])


def _with_small(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of smaller glyphs within the height of a neighbouring row join it."""
    sizes = [max(glyph.size for glyph in row) for row in rows]
    bases = [row[0].base for row in rows]
    home = list(range(len(rows)))
    for at, row in enumerate(rows):
        for other in (at + 1, at - 1):
            near = 0 <= other < len(rows) and home[other] == other and _is_level(bases[other] - bases[at], sizes[other])
            if near and _inside(row, rows[other], sizes[at], sizes[other]):
                home[at] = other
                break
    joined: dict[int, list[Glyph]] = {}
    for at, row in enumerate(rows):
        joined.setdefault(home[at], []).extend(row)
    return [joined[at] for at in sorted(joined)]


def _is_level(rise: float, size: float) -> bool:
    """Whether a row stands as high as marks of a line do, raised or lowered."""
    return -0.3 * size < rise < 0.25 * size or _raised(rise, size)


def _raised(rise: float, size: float) -> bool:
    return 0.15 * size < rise < 0.8 * size


def _inside(row: list[Glyph], other: list[Glyph], size: float, size_other: float) -> bool:
    """Whether a row could be marks of another: hardly any larger, fewer glyphs, and at no place over its glyphs."""
    if size > 1.05 * size_other or len(row) > min(len(other), MOST):
        return False
    spans = [(glyph.x0, glyph.x1) for glyph in other if glyph.text != " "]
    mine = [(glyph.x0 + glyph.x1) / 2 for glyph in row if glyph.text != " "]
    near = any(x0 - 2 * size_other < middle < x1 + 2 * size_other for middle in mine for x0, x1 in spans)
    return bool(mine) and near and not any(x0 < middle < x1 for middle in mine for x0, x1 in spans)


def _overprinted(row: list[Glyph]) -> list[list[Glyph]]:
    """A row with each character once; where different texts are printed over each other, a part for each."""
    ordered = sorted(row, key=attrgetter("x0"))
    if not _is_crowded(ordered):
        return [ordered]
    kept: list[Glyph] = []
    seen: dict[tuple[str, int], float] = {}
    for glyph in row:
        char, place = glyph.text, round(glyph.x0 / max(glyph.size, 1))
        near = [seen[char, at] for at in (place - 1, place, place + 1) if (char, at) in seen]
        if near and any(abs(x - glyph.x0) < 0.3 * (glyph.x1 - glyph.x0 or 1) for x in near):
            continue
        seen[char, place] = glyph.x0
        kept.append(glyph)
    ordered = sorted(kept, key=attrgetter("x0"))
    clashes = sum(1 for a, b in itertools.pairwise(ordered) if _clash(a, b))
    return [ordered] if clashes < max(3, 0.2 * len(ordered)) else [part for part in _parts(kept) if part]


def _is_crowded(ordered: list[Glyph]) -> bool:
    """Whether glyphs from left to right begin or overlap so close to each other that some may be printed twice."""
    least = 0.3 * max(glyph.x1 - glyph.x0 or 1 for glyph in ordered)
    for a, b in itertools.pairwise(ordered):
        if b.x0 - a.x0 < least or (a.x1 > b.x0 and a.x1 - b.x0 > 0.25 * min(a.x1 - a.x0, b.x1 - b.x0)):
            return True
    return False


def _clash(one: Glyph, two: Glyph) -> bool:
    width = min(one.x1 - one.x0, two.x1 - two.x0)
    over = width > 0 and one.x1 - two.x0 > 0.25 * width
    return over and not any(NARROW.match(glyph.text) or glyph.text in " " + OPEN + CLOSE for glyph in (one, two))


def _parts(row: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs of a row in the order of the file, a new part where a glyph lies on one of the part before."""
    parts: list[list[Glyph]] = [[]]
    for glyph in row:
        if any(_clash(*sorted((glyph, other), key=lambda each: each.x0)) for other in parts[-1][-200:]):
            parts.append([])
        parts[-1].append(glyph)
    return [sorted(part, key=lambda glyph: glyph.x0) for part in parts]


def _line(row: list[Glyph], page: int, space: float) -> Line | None:
    solid = [glyph for glyph in row if not glyph.text.isspace()]
    if not solid:
        return None
    size = _level(glyph.size for glyph in solid)
    base = _level(glyph.base for glyph in solid if abs(glyph.size - size) < 0.2)
    font = _common(glyph.font for glyph in solid)
    raised = {id(glyph) for glyph in solid if _is_mark(glyph, base, size)}
    body = [glyph for glyph in solid if id(glyph) not in raised] if raised else solid
    marks = "".join(glyph.text for glyph in solid if id(glyph) in raised) if raised else ""
    text, words = _text(body or solid, row, space)
    if not text:
        return None
    x0, x1 = min(glyph.x0 for glyph in solid), max(glyph.x1 for glyph in solid)
    found = MARK.findall(marks) if body else []
    return Line(text, x0, x1, base - 0.9 * size, base + 0.15 * size, base, size, font, page, words, found)


def _level(values: Iterable[float]) -> float:
    """The commonest of some values to a tenth."""
    counts: dict[float, int] = {}
    for value, count in Counter(values).items():
        rounded = round(value, 1)
        counts[rounded] = counts.get(rounded, 0) + count
    return max(counts, key=counts.__getitem__)


def _common(values: Iterable[T]) -> T:
    counts = Counter(values)
    return max(counts, key=counts.__getitem__)


def _is_mark(glyph: Glyph, base: float, size: float) -> bool:
    """Whether a glyph is smaller and raised, and could be the mark of a note."""
    return glyph.size < 0.85 * size and _raised(base - glyph.base, size) and MARK.fullmatch(glyph.text) is not None


def _text(solid: list[Glyph], row: list[Glyph], space: float) -> tuple[str, list[tuple[float, float, str]]]:
    """The text of glyphs from left to right, and its words."""
    blanks = sorted(glyph.x0 for glyph in row if glyph.text.isspace())
    parts, words = [solid[0].text], [(solid[0].x0, solid[0].x1, solid[0].text)]
    spread = _spread(solid)
    for before, glyph in itertools.pairwise(solid):
        gap = glyph.x0 - before.x1
        size = min(before.size, glyph.size)
        blank = bool(blanks) and bisect_left(blanks, glyph.x0) > bisect_right(blanks, before.x0)
        if _is_space(before.text, glyph.text, gap / (size or 1) - spread, blank, space):
            parts.append(" ")
        parts.append(glyph.text)
        if gap > max(0.9 * size, 2.5 * spread * size):
            words.append((glyph.x0, glyph.x1, glyph.text))
        else:
            words[-1] = (words[-1][0], glyph.x1, words[-1][2] + glyph.text)
    text = RULED.sub("", "".join(parts))
    return text.strip(), words


def _spread(solid: list[Glyph]) -> float:
    """The usual gap between the characters of a letter-spaced line, in ems; of an ordinary line 0."""
    gaps = sorted((b.x0 - a.x1) / (a.size or 1) for a, b in itertools.pairwise(solid))
    middle = gaps[len(gaps) // 2] if len(gaps) > 3 else 0.0
    return middle if middle > 0.3 else 0.0


def _is_space(before: str, after: str, gap: float, blank: bool, space: float) -> bool:
    if gap <= 0.1:
        return False
    if NARROW.match(before) and NARROW.match(after):
        return gap > 0.25 or blank
    if after[0] in CLOSE or before[-1] in OPEN:
        return gap > 2 * space
    return gap > space


def joined(before: str, after: str) -> str:
    """The separator between two lines of one paragraph: a space only between words of letters."""
    if not before or not after:
        return ""
    if before[-1] in "-­" or not (NARROW.match(before[-1]) and NARROW.match(after[0])):
        return ""
    both = before[-1].isdigit() and after[0].isdigit()
    return " " if not both and (before[-1].isalnum() or before[-1] in ",;:.") else ""


def squashed(text: str) -> str:
    """Text for comparison: NFKC, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
