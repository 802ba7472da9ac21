"""Lines of pages to paragraphs: page numbers and running heads go, broken lines join, by indent, length and gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.blocks import Block, Place, Run
from ingest.readers.marks import ITEM
from ingest.readers.ofd_columns import Gutter, in_columns
from ingest.readers.ofd_grid import Table
from ingest.readers.ofd_lines import Line, between

EDGE = 0.12
DEEP = 0.25
SHARE = 0.05
REPEATS = 3
NARROW = 0.7
FULL = 5
Key = tuple[int, int]
PAGE_NUMBER = re.compile(r"[-—–―─·•\s]*\d{1,4}[-—–―─·•\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
MARKER = re.compile(rf"{ITEM.pattern}|附件|[一二三四五六七八九十]{{1,3}}$")
ENDS = tuple("。;;::!!??】)")


@dataclass(frozen=True, slots=True)
class Paged:
    """A page's number from 1, its size, its lines outside tables from top to bottom, its tables, and its gutter."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[Table]
    gutter: Gutter | None = None

    def side(self, item: Line | Table) -> int:
        """1 and 2 for what stands in the left and the right column, 0 for anything else."""
        return self.gutter.side(item.box) if self.gutter else 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The text's column on pages of one width, the size of most text, and the step between its lines."""

    left: float
    right: float
    size: float
    step: float


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, each with its page's number, and the frame of the last one."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    frame: Frame = Frame(0.0, 0.0, 0.0, 0.0)

    def block(self) -> Block:
        """The paragraph as a block, with a run for every line."""
        parts: list[str] = []
        runs: list[Run] = []
        at = 0
        for page, line in self.lines:
            parts.append(between("".join(parts[-1:]), line.text))
            start = at + len(parts[-1])
            at = start + len(line.text)
            parts.append(line.text)
            runs.append(Run(start, at, Place(page=page, box=line.box)))
        return Block("paragraph", "".join(parts), runs=tuple(runs))


def without_furniture(pages: Sequence[Paged]) -> list[Paged]:
    """The pages without page numbers at their edges and without lines that several pages repeat at one height."""
    seen = Counter(key for page in pages for key in {_key(page, line) for line in _edge_lines(page)})
    return [
        Paged(
            page.number,
            page.width,
            page.height,
            [line for line in page.lines if not _is_furniture(page, line, seen)],
            page.tables,
            page.gutter,
        )
        for page in pages
    ]


def _edge_lines(page: Paged) -> list[Line]:
    return [line for line in page.lines if _at_edge(page, line, EDGE) and not MARKER.match(line.text)]


def _at_edge(page: Paged, line: Line, share: float) -> bool:
    return line.box[3] < share * page.height or line.box[1] > (1 - share) * page.height


def _key(page: Paged, line: Line) -> tuple[str, int, int]:
    return line.text, round(line.box[1] / 3), round(page.height)


def _is_furniture(page: Paged, line: Line, seen: Counter[tuple[str, int, int]]) -> bool:
    if PAGE_NUMBER.fullmatch(line.text):
        return _at_edge(page, line, EDGE) or (_is_last(page, line) and _at_edge(page, line, DEEP))
    words, height, size = _key(page, line)
    return sum(seen[words, height + near, size] for near in (-1, 0, 1)) >= REPEATS and _at_edge(page, line, EDGE)


def _is_last(page: Paged, line: Line) -> bool:
    boxes = [item.box for item in page.lines] + [table.box for table in page.tables]
    return all(box[1] <= line.box[1] for box in boxes)


def frames_of(pages: Sequence[Paged]) -> dict[Key, Frame]:
    """The frame of pages by their rounded width and of each of two columns, the side that `Paged.side` gives."""
    lines: dict[Key, list[Line]] = {}
    for page in pages:
        for line in page.lines:
            lines.setdefault((round(page.width), page.side(line)), []).append(line)
    steps = [b.box[3] - a.box[3] for p in pages for a, b in pairwise(p.lines)]
    return {key: _frame(own, steps, 0 if key[1] else key[0]) for key, own in lines.items()}


def _frame(lines: list[Line], steps: list[float], width: int) -> Frame:
    """The frame of lines; where few are full on a page of some width, the margins are taken for equal."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 0.1 * size]
    lefts, rights = sorted(line.box[0] for line in body), sorted((line.box[2] for line in body), reverse=True)
    near = [step for step in steps if size < step < 3 * size]
    left, right = _edge(lefts, size), _edge(rights, size)
    full = sum(abs(end - right) < size for end in rights)
    right = right if right > NARROW * width or full >= max(FULL, len(rights) / FULL) else width - left
    return Frame(left, right, size, median(near) if near else 1.5 * size)


def _edge(ends: list[float], size: float) -> float:
    """The outermost end that several lines share, so that few lines that stick out move no edge."""
    least = max(1, round(SHARE * len(ends)))
    return next((a for a, b in zip(ends, ends[least:], strict=False) if abs(a - b) < size), ends[0])


def flow(pages: Sequence[Paged]) -> Iterator[Paragraph | tuple[int, Table]]:
    """Paragraphs and tables in reading order; a paragraph goes on over the end of a page, never over a table."""
    frames = frames_of(pages)
    open_ = Paragraph()
    for page in pages:
        items: list[Line | Table] = sorted([*page.lines, *page.tables], key=lambda item: item.box[1])
        for item in in_columns((page.side(item), item) for item in items):
            frame = frames[round(page.width), page.side(item)] if isinstance(item, Line) else open_.frame
            if isinstance(item, Line) and open_.lines and _goes_on(open_, page, item, frame):
                open_.lines.append((page.number, item))
                open_.frame = frame
                continue
            if open_.lines:
                yield open_
            open_ = Paragraph([(page.number, item)] if isinstance(item, Line) else [], frame)
            if isinstance(item, Table):
                yield page.number, item
    if open_.lines:
        yield open_


def _goes_on(open_: Paragraph, page: Paged, line: Line, frame: Frame) -> bool:
    """Whether a line goes on with the paragraph before it, which may stand in another column."""
    number, last = open_.lines[-1]
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if number == page.number and line.box[3] - last.box[3] > 1.5 * max(frame.step, 1.2 * line.size):
        return False
    if line.size > 1.15 * frame.size and _is_centred(line, frame) and _is_centred(last, frame):
        return number == page.number
    if last.box[2] < open_.frame.right - 2 * line.size or line.box[0] > frame.left + line.size:
        return False
    return not (last.text.endswith(ENDS) and MARKER.match(line.text))


def _is_centred(line: Line, frame: Frame) -> bool:
    return abs(line.middle - (frame.left + frame.right) / 2) < line.size
