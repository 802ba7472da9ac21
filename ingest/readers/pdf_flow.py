"""Lines to paragraphs: by indent, by line ends short of the right edge, by size and by distance."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Place, Run
from ingest.readers.marks import ITEM
from ingest.readers.pdf_grid import rounded
from ingest.readers.pdf_lines import CLOSE, NARROW, OPEN, Line, joined
from ingest.readers.pdf_shapes import Page

LEADER = re.compile(r"[.…·．]{4,}\s*\d*$")
YEARS = re.compile(r"[（(]\d{4}[-—–~～至]")
UNIT = re.compile(rf"[{re.escape(OPEN)}]*(?:{NARROW.pattern}+|.)[{re.escape(CLOSE)}]*")
TITLE = 17.5
STOP = "。；：！？"


@dataclass(frozen=True, slots=True)
class Frame:
    """The left and right edge of a column's lines and the usual distance of their baselines."""

    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it grows: its lines and the pages they stand on, and the frame of the last one."""

    lines: list[tuple[Line, Page]]
    frame: Frame = Frame(0.0, 0.0, 0.0)

    def add(self, line: Line, page: Page, frame: Frame) -> None:
        """Go on with a line."""
        self.lines.append((line, page))
        self.frame = frame

    def block(self, kind: str = "paragraph") -> Block:
        """The paragraph as a block with one run a line."""
        parts: list[str] = []
        runs: list[Run] = []
        at, last = 0, ""
        for line, page in self.lines:
            gap = joined(last, line.text)
            at += len(gap)
            runs.append(Run(at, at + len(line.text), Place(page.number, rounded(page.shown(line.box)))))
            parts += [gap, line.text]
            at, last = at + len(line.text), line.text
        return Block(kind, "".join(parts), runs=tuple(runs))


def frame_of(lines: Sequence[Line]) -> Frame:
    """The frame of lines that share one column; of few lines by their extremes."""
    if not lines:
        return Frame(0.0, 0.0, 0.0)
    size = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 1] or list(lines)
    lefts = Counter(round(line.x0 / 2) for line in body)
    often = [left for left, count in lefts.items() if count + lefts[left + 1] >= max(2, 0.08 * len(body))]
    left = 2.0 * min(often, default=min(lefts))
    rights = sorted((line.x1 for line in body), reverse=True)
    right = next((a for a, b in itertools.pairwise(rights) if a - b < 0.7 * size), rights[0])
    steps = Counter(round(b.base - a.base) for a, b in itertools.pairwise(body) if a.page == b.page and b.base > a.base)
    pitch = steps.most_common(1)[0][0] if steps else 2 * size
    return Frame(left, right, max(pitch, size))


def joins(before: Line, line: Line, frame: Frame, *, same_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    size = before.size
    tabular = max(len(before.words), len(line.words)) > 2
    if tabular or abs(before.size - line.size) > 0.1 * size or LEADER.search(before.text):
        return False
    if same_page and line.base - before.base > 1.45 * max(frame.pitch, 1.1 * size):
        return False
    if before.text[-1] in STOP and ITEM.match(line.text):
        return False
    if _is_centred(before, frame) and _is_centred(line, frame):
        return (
            same_page
            and size > 15
            and before.font == line.font
            and (line.text[0] not in "（(—" or YEARS.match(line.text) is not None)
            and _is_broad(before, frame)
        )
    full = frame.right - before.x1 < _need(line) + 0.5 * size
    if full and _is_centred(line, frame) and same_page and size > 15 and before.font == line.font:
        return before.text[-1] not in STOP and line.text[0] not in "（(—"
    if before.x0 > frame.left + 5 * size and abs(line.x0 - before.x0) > 3 * size:
        return False
    hanging = abs(line.x0 - before.x0) < 0.4 * size and line.x0 > frame.left + 3 * size
    return full and (line.x0 < frame.left + 1.1 * size or hanging)


def _need(line: Line) -> float:
    """The room of a line's first word: what no break may part, brackets and punctuation included."""
    unit = UNIT.match(line.text)
    text = unit[0] if unit else line.text[:1]
    return line.size * sum(0.5 if NARROW.match(char) else 1.0 for char in text)


def _is_centred(line: Line, frame: Frame) -> bool:
    left, right = line.x0 - frame.left, frame.right - line.x1
    indented = abs(left - 2 * line.size) <= 0.3 * line.size and line.size < TITLE
    return left > 0.8 * line.size and abs(left - right) < 1.6 * line.size and not indented


def _is_broad(line: Line, frame: Frame) -> bool:
    return line.x1 - line.x0 > 0.6 * (frame.right - frame.left)
