"""The objects of an OFD page as glyphs and ruling lines in points: what a reader sees, wherever the XML nests it.

Text that nobody reads is left out: invisible or outside the page, turned (watermarks), nearly transparent.
"""

from __future__ import annotations

import math
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.blocks import Box
from ingest.errors import Refused
from ingest.readers.ofd_paths import edges_of, segments
from ingest.readers.ofd_turn import Affine

POINTS = 72 / 25.4
NESTING = 32
FAINT = 100
STRAIGHT = 0.3
LEAN = 0.03
OBJECTS = 300_000

HERE: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points from the page's upper left corner; `size` is that of its font."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(slots=True)
class Drawn:
    """What a page shows under a transform: glyphs, ruling lines (left, top, right, bottom), and how many pictures.

    `ways` counts the characters that run 0, 1, 2 or 3 quarters clockwise; only those of 0 become glyphs.
    """

    outer: Affine = HERE
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    ways: Counter[int] = field(default_factory=Counter)
    pictures: int = 0
    objects: int = 0

    @property
    def turn(self) -> int:
        """By how many quarters clockwise most characters run."""
        return max(range(4), key=lambda way: (self.ways[way], -way))


def draw(root: ET.Element, units: dict[str, ET.Element], page: Drawn) -> None:
    """Add the objects of a page's or a template's XML; `units` are composite graphics by id."""
    for layer in root.iterfind("{*}Content/{*}Layer"):
        _walk(layer, page.outer, units, page, 0)


def _walk(parent: ET.Element, outer: Affine, units: dict[str, ET.Element], page: Drawn, depth: int) -> None:
    for element in parent if depth < NESTING else ():
        name = element.tag.rpartition("}")[2]
        page.objects += 1
        if page.objects > OBJECTS:
            raise Refused("OFD 的一页里对象过多,文件可能异常,请用阅读器另存后再读入")
        if element.get("Visible", "true") in ("false", "0"):
            continue
        if name == "PageBlock":
            _walk(element, outer, units, page, depth + 1)
        elif name == "TextObject":
            page.glyphs.extend(_glyphs(element, outer, page.ways))
        elif name == "PathObject":
            page.rules.extend(_rules(element, outer))
        elif name == "ImageObject":
            page.pictures += 1
        elif name == "CompositeObject":
            unit = units.get(element.get("ResourceID", "").strip())
            for content in unit.iterfind("{*}Content") if unit is not None else ():
                _walk(content, _placed(element, outer), units, page, depth + 1)


def _glyphs(element: ET.Element, outer: Affine, ways: Counter[int]) -> Iterator[Glyph]:
    matrix = _placed(element, outer)
    quarters = math.atan2(matrix[1], matrix[0]) / (math.pi / 2)
    if abs(quarters - round(quarters)) > LEAN or _is_faint(element):
        return
    ways[round(quarters) % 4] += sum(len((code.text or "").strip()) for code in element.iterfind("{*}TextCode"))
    if round(quarters) % 4:
        return
    size = _number(element.get("Size"))
    tall = size * math.hypot(matrix[2], matrix[3])
    wide = size * math.hypot(matrix[0], matrix[1]) * _number(element.get("HScale"), 1.0)
    for char, x, y in _spots(element, size):
        left, base = _moved(matrix, x, y)
        width = wide * _advance(char)
        top, bottom = (base - 0.88 * tall) * POINTS, (base + 0.12 * tall) * POINTS
        yield Glyph(char, left * POINTS, top, (left + width) * POINTS, bottom, tall * POINTS)


def _spots(element: ET.Element, size: float) -> Iterator[tuple[str, float, float]]:
    """Each character with its origin in the object's own space."""
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = "".join(c for c in (code.text or "").replace("\t", " ") if unicodedata.category(c) != "Cc")
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        at, below = x, y
        for index, char in enumerate(text):
            yield char, at, below
            at += across[index] if index < len(across) else 0.0 if down else size * _advance(char)
            below += down[index] if index < len(down) else 0.0


def _deltas(value: str | None, limit: int) -> list[float]:
    """A list of steps, `g 3 8.5` written out, cut at `limit`."""
    words = (value or "").replace(",", " ").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < limit:
        if words[at] == "g" and at + 2 < len(words):
            count = int(min(max(_number(words[at + 1]), 0), limit - len(steps)))
            steps += [_number(words[at + 2])] * count
            at += 3
        else:
            steps.append(_number(words[at]))
            at += 1
    return steps


def _rules(element: ET.Element, outer: Affine) -> Iterator[Box]:
    """The level and upright lines of a path; turned and faint ones are no rules."""
    if _is_faint(element):
        return
    matrix = _placed(element, outer)
    stroked, filled = element.get("Stroke", "true") != "false", element.get("Fill", "false") == "true"
    for data in element.iterfind("{*}AbbreviatedData"):
        edges = [(*_moved(matrix, *edge[:2]), *_moved(matrix, *edge[2:])) for edge in edges_of(data.text or "")]
        for x, y, to_x, to_y in segments(edges, stroked, filled):
            if abs(x - to_x) < STRAIGHT or abs(y - to_y) < STRAIGHT:
                box = (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
                yield box[0] * POINTS, box[1] * POINTS, box[2] * POINTS, box[3] * POINTS


def _placed(element: ET.Element, outer: Affine) -> Affine:
    """Object space to page space: the object's CTM, its boundary's corner, then what stands around it."""
    corner = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = numbers(element.get("CTM"), 6) or HERE
    e, f = e + corner[0], f + corner[1]
    return (
        outer[0] * a + outer[2] * b,
        outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d,
        outer[1] * c + outer[3] * d,
        *_moved(outer, e, f),
    )


def _moved(matrix: Affine, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _is_faint(element: ET.Element) -> bool:
    colour = element.find("{*}FillColor")
    alphas = [element.get("Alpha"), colour.get("Alpha") if colour is not None else None]
    return any(_number(alpha, 255.0) < FAINT for alpha in alphas)


def _advance(char: str) -> float:
    """How wide a character is as a share of the font's size; fonts are not read, so Latin letters are estimated."""
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return 0.9 if char in "MW@%" else 0.75 if char.isupper() or char in "mw" else 0.5


def numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    """The first `count` numbers of an attribute, or None where it has fewer or others."""
    found = tuple(_number(word, math.nan) for word in (value or "").replace(",", " ").split())[:count]
    return found if len(found) == count and not any(map(math.isnan, found)) else None


def _number(value: str | None, default: float = 0.0) -> float:
    try:
        found = float(value) if value else default
    except ValueError:
        return default
    return found if math.isfinite(found) else default
