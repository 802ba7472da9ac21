"""A PDF page as glyphs and rules in the coordinates of its display: points, the origin in the upper left corner."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from ingest.blocks import Box

MAX_CHARS = 60_000
MAX_OBJECTS = 60_000
MAX_POINTS = 40_000
MAX_DEPTH = 4
THIN = 3.0
LEAN = 0.02
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Glyph(NamedTuple):
    """One character with its advance [x0, x1], baseline and size in points, and the height and foot of its ink."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    ink: float
    foot: float


class Rule(NamedTuple):
    """A ruling line: from `start` to `end` along its axis, at `at` across it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """A page's text and ruling lines; `turn` is by how many quarters text was turned to stand upright."""

    number: int
    width: float
    height: float
    turn: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    paths: int = 0
    cut: bool = False

    def shown(self, box: Box) -> Box:
        """A box of the turned text in the coordinates of the page as displayed."""
        return _turned_box(box, -self.turn % 4, self.width, self.height)


@dataclass(frozen=True, slots=True)
class _Look:
    """What all characters of one text object share."""

    size: float
    angle: float
    font: str


def read_page(page: Any, number: int) -> Page:
    """The glyphs and rules of an open pypdfium2 page; text that runs sideways is turned upright, slanted left out."""
    left, bottom, right, top = page.get_cropbox()
    quarters = raw.FPDFPage_GetRotation(page) % 4
    items = list(_objects(page))
    found = _characters(page, {ctypes.addressof(item.contents): at for at, (item, _) in enumerate(items)})
    turn = _direction([each[1].angle for each in found]) if found else quarters
    width, height = right - left, top - bottom
    wide, high = (width, height) if turn % 2 == 0 else (height, width)
    result = Page(number, wide, high, (turn - quarters) % 4)
    result.cut = len(found) >= MAX_CHARS
    for _, look, text, (x, y), (x0, y0, x1, y1), (ix0, iy0, ix1, iy1) in found:
        if _slanted(look.angle):
            continue
        box = _turned_box((x0 - left, top - y1, x1 - left, top - y0), turn, width, height)
        ink = _turned_box((ix0 - left, top - iy1, ix1 - left, top - iy0), turn, width, height)
        _, base = _turned(x - left, top - y, turn, width, height)
        middle = (box[0] + box[2]) / 2
        if -1 <= middle <= wide + 1 and -1 <= base <= high + 1:
            result.glyphs.append(Glyph(text, box[0], box[2], base, look.size, look.font, base - ink[1], base - ink[3]))
    _rules(items, result, turn, (left, top, width, height))
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


def _slanted(angle: float) -> bool:
    """Whether text runs neither along nor across the page, as watermarks do."""
    return abs(math.sin(2 * angle)) > 2 * LEAN


def _direction(angles: list[float]) -> int:
    """By how many quarters the page is to be turned for most of its characters to run to the right."""
    counts = [0, 0, 0, 0]
    for angle in angles:
        if not _slanted(angle):
            counts[round(angle / (math.pi / 2)) % 4] += 1
    return counts.index(max(counts))


def _turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point after clockwise quarter turns of a page of this size."""
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    if turn == 3:
        return y, width - x
    return x, y


def _turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    x0, y0 = _turned(box[0], box[1], turn, width, height)
    x1, y1 = _turned(box[2], box[3], turn, width, height)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


_Found = tuple[int, _Look, str, tuple[float, float], Box, Box]


def _characters(page: Any, objects: dict[int, int]) -> list[_Found]:
    """Each printed character with its origin, advance box and ink box in the file's coordinates, in order of printing."""
    text = page.get_textpage()
    try:
        return sorted(_each(text, objects), key=lambda found: found[0])
    finally:
        text.close()


def _each(text: Any, objects: dict[int, int]) -> Iterator[_Found]:
    looks: dict[int, _Look] = {}
    place = 0
    x, y, loose, ink = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    for at in range(min(raw.FPDFText_CountChars(text), MAX_CHARS)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code <= 0x20 and code != 0x20 or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        owner = raw.FPDFText_GetTextObject(text, at)
        key = ctypes.addressof(owner.contents) if owner else 0
        if key not in looks:
            looks[key] = _look(text, at, owner)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, loose)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        tight = box
        if 0xE000 <= code <= 0xF8FF and raw.FPDFText_GetCharBox(text, at, *ink):
            tight = (ink[0].value, ink[2].value, ink[1].value, ink[3].value)
        place = objects.get(key, place)
        yield place, looks[key], _char(code), (x.value, y.value), box, tight


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _look(text: Any, at: int, owner: Any) -> _Look:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * min(math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b))
    return _Look(abs(size), math.atan2(matrix.b, matrix.a), _font(owner))


def _font(owner: Any) -> str:
    if not owner:
        return ""
    buffer = ctypes.create_string_buffer(128)
    font = raw.FPDFTextObj_GetFont(owner)
    size = raw.FPDFFont_GetBaseFontName(font, buffer, 128) if font else 0
    return (
        buffer.value.decode("utf-8", "replace").partition("+")[2] or buffer.value.decode("utf-8", "replace")
        if size
        else ""
    )


def _rules(items: list[tuple[Any, Matrix]], result: Page, turn: int, frame: Box) -> None:
    left, top, width, height = frame
    points = 0
    for item, matrix in items:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            result.pictures += abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
        elif kind == raw.FPDF_PAGEOBJ_PATH and points < MAX_POINTS:
            result.paths += 1
            strokes = _is_stroked(item)
            for outline in _outlines(item, matrix):
                points += len(outline)
                turned = [_turned(x - left, top - y, turn, width, height) for x, y in outline]
                _add_outline(result, turned, strokes)


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every text, path and image of a page, those of forms within too, with the matrix into the page."""
    left = [MAX_OBJECTS]
    count = raw.FPDFPage_CountObjects(page)
    yield from _within((raw.FPDFPage_GetObject(page, at) for at in range(count)), UNIT, 0, left)


def _within(items: Iterator[Any], outer: Matrix, depth: int, left: list[int]) -> Iterator[tuple[Any, Matrix]]:
    for item in items:
        left[0] -= 1
        if left[0] < 0:
            return
        kind = raw.FPDFPageObj_GetType(item)
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, own)
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < MAX_DEPTH:
            count = raw.FPDFFormObj_CountObjects(item)
            inner = (raw.FPDFFormObj_GetObject(item, at) for at in range(count))
            yield from _within(inner, matrix, depth + 1, left)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _is_stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each straight part of a path; a curve ends one."""
    a, b, c, d, e, f = matrix
    part: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(item), MAX_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(part) > 1:
                yield part
            part = [point]
            continue
        part.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if len(part) > 1:
        yield part


def _add_outline(page: Page, outline: list[tuple[float, float]], stroked: bool) -> None:
    """The rules of one outline: a thin box is one rule, a stroked one a rule for each side."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 < THIN or x1 - x0 < THIN:
        if x1 - x0 >= y1 - y0:
            page.across.append(Rule((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= y1 - y0:
            page.down.append(Rule((x0 + x1) / 2, y0, y1))
    elif stroked:
        for (ax, ay), (bx, by) in zip(outline, outline[1:], strict=False):
            if abs(ay - by) < 1:
                page.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 1:
                page.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
