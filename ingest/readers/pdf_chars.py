"""The characters of a PDF page, in the order in which they are printed."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

import pypdfium2.raw as raw

from ingest.blocks import Box
from ingest.readers.pdf_objects import Handle

MAX_CHARS = 60_000


class Look(NamedTuple):
    """What all characters of one text object share."""

    size: float
    angle: float
    font: str


Found = tuple[int, Look, str, tuple[float, float], Box, Box]


def characters(page: Handle, objects: dict[int, int]) -> list[Found]:
    """Each printed character with its origin, advance box and ink box in the file's coordinates."""
    text = page.get_textpage()
    try:
        return sorted(_each(text, objects), key=itemgetter(0))
    finally:
        text.close()


def _each(text: Handle, objects: dict[int, int]) -> Iterator[Found]:
    looks: dict[int, Look] = {}
    fonts: dict[int, str] = {}
    place, text = 0, text.raw
    x, y, loose, ink = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    for at in range(min(raw.FPDFText_CountChars(text), MAX_CHARS)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code < 0x20 or (code == 0x20 and raw.FPDFText_IsGenerated(text, at) == 1):
            continue
        owner = raw.FPDFText_GetTextObject(text, at)
        key = ctypes.addressof(owner.contents) if owner else 0
        if key not in looks:
            looks[key] = _look(text, at, owner, fonts)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, loose)
        tight = box = (loose.left, loose.bottom, loose.right, loose.top)
        if 0xE000 <= code <= 0xF8FF and raw.FPDFText_GetCharBox(text, at, *ink):
            tight = (ink[0].value, ink[2].value, ink[1].value, ink[3].value)
        place = objects.get(key, place)
        yield place, looks[key], _char(code), (x.value, y.value), box, tight


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _look(text: Handle, at: int, owner: Handle, fonts: dict[int, str]) -> Look:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * min(math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b))
    return Look(abs(size), math.atan2(matrix.b, matrix.a), _font(owner, fonts))


def _font(owner: Handle, fonts: dict[int, str]) -> str:
    """The name of a text object's font without its mark of a subset; `fonts` are those of the page asked for before."""
    font = raw.FPDFTextObj_GetFont(owner) if owner else None
    if not font:
        return ""
    key = ctypes.addressof(font.contents)
    if key not in fonts:
        buffer = ctypes.create_string_buffer(128)
        size = raw.FPDFFont_GetBaseFontName(font, buffer, 128)
        name = buffer.value.decode("utf-8", "replace") if size else ""
        fonts[key] = name.partition("+")[2] or name
    return fonts[key]
