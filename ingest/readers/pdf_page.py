"""A PDF page as glyphs and rules in the coordinates of its display: points, the origin in the upper left corner."""

from __future__ import annotations

import ctypes
import math
from functools import lru_cache

import pypdfium2.raw as raw

from ingest.readers.pdf_chars import MAX_CHARS, characters
from ingest.readers.pdf_objects import Handle, objects_of, rules_of
from ingest.readers.pdf_shapes import Glyph, Page, turned, turned_box

LEAN = 0.02
TALLEST = 1000


def read_page(page: Handle, number: int) -> Page:
    """The glyphs and rules of an open pypdfium2 page; text that runs sideways is turned upright, slanted left out."""
    left, bottom, right, top = page.get_cropbox()
    quarters = raw.FPDFPage_GetRotation(page) % 4
    items = list(objects_of(page))
    found = characters(page, {ctypes.addressof(item.contents): at for at, (item, _) in enumerate(items)})
    turn = _direction([each[1].angle for each in found]) if found else quarters
    width, height = right - left, top - bottom
    wide, high = (width, height) if turn % 2 == 0 else (height, width)
    result = Page(number, wide, high, (turn - quarters) % 4)
    result.cut = len(found) >= MAX_CHARS
    for _, look, text, (x, y), loose, ink in found:
        if _slanted(look.angle) or not 0 < look.size < TALLEST:
            continue
        box = turned_box((loose[0] - left, top - loose[3], loose[2] - left, top - loose[1]), turn, width, height)
        base = turned(x - left, top - y, turn, width, height)[1] if turn else top - y
        if ink is loose:
            ink = box
        else:
            ink = turned_box((ink[0] - left, top - ink[3], ink[2] - left, top - ink[1]), turn, width, height)
        middle = (box[0] + box[2]) / 2
        if -1 <= middle <= wide + 1 and -1 <= base <= high + 1:
            result.glyphs.append(Glyph(text, box[0], box[2], base, look.size, look.font, base - ink[1], base - ink[3]))
    rules_of(items, result, turn, (left, top, width, height))
    result.glyphs = _sized(result.glyphs)
    return result


def _sized(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs with the sizes that fonts drawn small in their em appear to have: the usual advance of an ideograph."""
    widths: dict[tuple[str, float], list[float]] = {}
    for glyph in glyphs:
        if "\u4e00" <= glyph.text <= "\u9fff":
            widths.setdefault((glyph.font, glyph.size), []).append(glyph.x1 - glyph.x0)
    small = {}
    for (font, size), own in widths.items():
        middle = sorted(own)[len(own) // 2]
        if 0.2 * size < middle < 0.75 * size:
            small[font, size] = middle / size
    if not small:
        return glyphs
    fonts = {font: scale for (font, _), scale in small.items()}
    return [g._replace(size=g.size * fonts[g.font]) if g.font in fonts else g for g in glyphs]


@lru_cache(64)
def _slanted(angle: float) -> bool:
    """Whether text runs neither along nor across the page, as watermarks do."""
    return not math.isfinite(angle) or abs(math.sin(2 * angle)) > 2 * LEAN


def _direction(angles: list[float]) -> int:
    """By how many quarters the page is to be turned for most of its characters to run to the right."""
    counts = [0, 0, 0, 0]
    for angle in angles:
        if not _slanted(angle):
            counts[round(angle / (math.pi / 2)) % 4] += 1
    return counts.index(max(counts))
