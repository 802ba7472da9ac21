"""The objects of a PDF page, and the ruling lines among them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from ingest.blocks import Box
from ingest.readers.pdf_shapes import Page, Rule, turned

MAX_OBJECTS = 60_000
MAX_POINTS = 40_000
MAX_DEPTH = 4
THIN = 3.0
FAR = 50_000
FAINT, WHITE = 20, 250
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Handle = Any  # pypdfium2 has no types


def rules_of(items: list[tuple[Handle, Matrix]], result: Page, turn: int, frame: Box) -> None:
    """Add the rules of a page's paths, the area of its pictures and the number of its paths."""
    left, top, width, height = frame
    points = 0
    for item, matrix in items:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            result.pictures += abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
        elif kind == raw.FPDF_PAGEOBJ_PATH and points < MAX_POINTS:
            result.paths += 1
            strokes, shaded = _look(item)
            for outline in _outlines(item, matrix):
                points += len(outline)
                corners = [turned(x - left, top - y, turn, width, height) for x, y in outline]
                _add_outline(result, corners, strokes)
                if shaded:
                    _add_fill(result, corners)


def objects_of(page: Handle) -> Iterator[tuple[Handle, Matrix]]:
    """Every text, path and image of a page, those of forms within too, with the matrix into the page (no text's)."""
    left = [MAX_OBJECTS]
    count = raw.FPDFPage_CountObjects(page)
    yield from _within((raw.FPDFPage_GetObject(page, at) for at in range(count)), UNIT, 0, left)


def _within(items: Iterator[Handle], outer: Matrix, depth: int, left: list[int]) -> Iterator[tuple[Handle, Matrix]]:
    for item in items:
        left[0] -= 1
        if left[0] < 0:
            return
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item, UNIT
            continue
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


def _look(item: Handle) -> tuple[bool, bool]:
    """Whether a path is stroked, and whether it is filled with a colour that shows on white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    colour = [ctypes.c_uint() for _ in range(4)]
    shaded = bool(fill.value) and bool(raw.FPDFPageObj_GetFillColor(item, *colour))
    return bool(stroke.value), shaded and colour[3].value > FAINT and min(part.value for part in colour[:3]) < WHITE


def _outlines(item: Handle, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
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


def _add_fill(page: Page, outline: list[tuple[float, float]]) -> None:
    """The box of an outline that is a rectangle, neither thin nor as large as a background."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    straight = all(min(x - x0, x1 - x) < 0.5 and min(y - y0, y1 - y) < 0.5 for x, y in outline)
    if straight and len(outline) > 3 and x1 - x0 > THIN and THIN < y1 - y0 < page.height / 2:
        page.fills.append((x0, y0, x1, y1))


def _add_outline(page: Page, outline: list[tuple[float, float]], stroked: bool) -> None:
    """The rules of one outline: a thin box is one rule, a stroked one a rule for each side."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if not (-FAR < x0 <= x1 < FAR and -FAR < y0 <= y1 < FAR):
        return
    if y1 - y0 < THIN or x1 - x0 < THIN:
        if x1 - x0 >= y1 - y0:
            page.across.append(Rule((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= y1 - y0:
            page.down.append(Rule((x0 + x1) / 2, y0, y1))
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(outline):
            if abs(ay - by) < 1:
                page.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 1:
                page.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
