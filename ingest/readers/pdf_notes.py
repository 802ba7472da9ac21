"""Footnotes: lines of smaller type at the foot of a page that begin with a mark."""

from __future__ import annotations

import re
from collections import Counter

from ingest.blocks import Block
from ingest.readers.pdf_flow import Paragraph
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_shapes import Page

START = re.compile(r"(?:注\s*)?[\[［〔(（]?(?:\d{1,3}|[①-⑳*※†‡])[\]］〕)）]?")


def notes_of(page: Page, lines: list[Line]) -> tuple[list[Line], list[Block]]:
    """A page's lines without its footnotes, and the footnotes as blocks."""
    size = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)[0][0] if lines else 0
    start = len(lines)
    while start and lines[start - 1].size < 0.85 * size and lines[start - 1].top > 0.4 * page.height:
        start -= 1
    rule = _separator(page)
    if rule is not None:
        start = min(start, next((at for at, line in enumerate(lines) if line.top > rule - 1), len(lines)))
    foot = lines[start:]
    first = next((at for at, line in enumerate(foot) if _begins(line)), len(foot))
    if first == len(foot) or (rule is None and not any(line.marks for line in lines)):
        return lines, []
    body, foot = lines[: start + first], foot[first:]
    notes: list[Paragraph] = []
    for line in foot:
        if _begins(line) or not notes:
            line.text = "".join(line.marks) + line.text
            notes.append(Paragraph([(line, page)]))
        else:
            notes[-1].lines.append((line, page))
    return body, [note.block("note") for note in notes]


def _begins(line: Line) -> bool:
    return bool(line.marks) or START.match(line.text) is not None


def _separator(page: Page) -> float | None:
    """The height of the short rule, from the left margin on, over the notes of a page."""
    left = min((glyph.x0 for glyph in page.glyphs), default=0.0)
    short = [rule for rule in page.across if 0.15 * page.width < rule.end - rule.start < 0.4 * page.width]
    found = [rule.at for rule in short if abs(rule.start - left) < 30 and rule.at > 0.4 * page.height]
    return found[-1] if len(found) == 1 else None
