"""Decoded text to normalised lines that know where each character came from.

Every character is NFKC-normalised by itself, white space goes, wrapped lines are joined. A line break in the
result separates paragraphs, table cells and headings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.glued import is_header
from ingest.markers import annex, continues_title, is_marked, is_title
from ingest.records import Source, Text

CLOSED = tuple("。!?;:…”)]〕】》")
CELLS = re.compile(r"\t+|(?<=\S)\s*\|\s*(?=\S)")
BREAK = re.compile(r"\n|\r(?!\n)|[\v\f\x85\u2028\u2029]")
RULE = re.compile(r"^[\s|:\-+=_—*·.]{3,}$")
WRAP_MIN = 16
LONGEST = 6_000
ENDS = re.compile(r".*[。;!?]", re.S)
BRACKETS = (("(", ")"), ("〔", "〕"), ("[", "]"), ("《", "》"), ("【", "】"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: characters, their raw offsets, blank lines before it, the row of which it is a cell and its column.

    `column` counts from 0 and is known where a reader gave the grid.
    """

    text: str
    offsets: tuple[int, ...]
    gap: int = 0
    row: int | None = None
    column: int | None = None


def squash(raw: str, base: int = 0) -> tuple[str, list[int]]:
    """NFKC by character without white space or controls, with the raw offset of each resulting character."""
    text: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(raw):
        if char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
            continue
        plain = char if "\u4e00" <= char <= "\u9fff" else unicodedata.normalize("NFKC", char)
        for part in plain:
            if not part.isspace():
                text.append(part)
                offsets.append(base + index)
    return "".join(text), offsets


def lines_of(raw: str, *, exact: bool = False) -> list[Line]:
    """Non-empty lines of the file; the cells of a tabbed or piped row become lines that share a row number.

    In an `exact` text every tab parts two cells of a grid, so that each cell's column is known.
    """
    found: list[Line] = []
    base = gap = 0
    for number, raw_line in enumerate(BREAK.split(raw)):
        cells = _grid_cells(raw_line) if exact else _cells(raw_line)
        made = [(c, t, o) for c, (t, o) in enumerate(squash(c, base + at) for at, c in cells) if t]
        if not made:
            gap += 1
        for column, text, offsets in made:
            place = (number, column if exact else None) if len(cells) > 1 else (None, None)
            found.append(Line(text, tuple(offsets), gap, *place))
            gap = 0
        base += len(raw_line) + 1
    return found


def _grid_cells(raw: str) -> list[tuple[int, str]]:
    """(offset in the line, text) of each cell of a row of a grid, the empty ones too."""
    cells, at = [], 0
    for text in raw.split("\t"):
        cells.append((at, text))
        at += len(text) + 1
    return cells


def _cells(raw: str) -> list[tuple[int, str]]:
    """(offset in the line, text) of each cell; one for an ordinary line, none for a table rule or blank line."""
    if RULE.match(raw):
        return []
    if "\t" not in raw.strip() and not raw.strip().startswith("|"):
        return [(0, raw)]
    body = raw.strip().strip("|")
    at = raw.find(body) if body else 0
    cells, start = [], 0
    for cut in CELLS.finditer(body):
        cells.append((at + start, body[start : cut.start()]))
        start = cut.end()
    return [*cells, (at + start, body[start:])]


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Join a line to the one before when a sentence runs on: prose that stops without a closing mark."""
    joined: list[Line] = []
    glued = False
    for line in lines:
        if joined and runs_on(joined[-1], line, glued=glued):
            last = joined.pop()
            line = Line(last.text + line.text, last.offsets + line.offsets, last.gap)
        glued = is_header(line.text) or (glued and not annex(line.text) and not is_title(line.text))
        joined.append(line)
    return joined


def runs_on(last: Line, line: Line, *, glued: bool) -> bool:
    """Whether `line` continues the sentence of `last`; in a glued table each line is a row of its own."""
    if (
        len(last.text) > LONGEST
        or last.row is not None
        or line.row is not None
        or is_marked(line.text)
        or is_header(line.text)
    ):
        return False
    if open_bracket(last.text) and (closes(line.text) or last.text[-1] in ",、"):
        return True
    if glued or last.text.endswith(CLOSED):
        return False
    return continues_title(last.text, line.text) or continues_prose(last.text, line.text)


def continues_prose(last: str, line: str) -> bool:
    """Whether two lines without a closing mark between them are one sentence."""
    if len(last) < WRAP_MIN and last[-1] not in ",、":
        return False
    prose = any(mark in last for mark in ",。、;") and (len(last) >= WRAP_MIN + 4 or last[-1] in ",、")
    return prose and any(mark in line for mark in ",。、;)〕]")


def open_bracket(text: str) -> bool:
    """Whether a bracket or book title is still open at the end."""
    return any(text.rfind(left) > text.rfind(right) for left, right in BRACKETS)


def closes(text: str) -> bool:
    """Whether a line closes a bracket that it did not open."""
    return any(text.find(right) >= 0 and not 0 <= text.find(left) < text.find(right) for left, right in BRACKETS)


def bounded(line: Line) -> Iterator[Line]:
    """A line in pieces of at most LONGEST characters, cut behind sentences: no paragraph of a policy is longer.

    What searches a paragraph may take the square of its length; a file without line breaks must not take hours.
    """
    start = 0
    while len(line.text) - start > LONGEST:
        found = ENDS.match(line.text, start, start + LONGEST)
        end = found.end() if found else start + LONGEST
        yield replace(line, text=line.text[start:end], offsets=line.offsets[start:end])
        start = end
    yield replace(line, text=line.text[start:], offsets=line.offsets[start:]) if start else line


def normalise(source: Source) -> tuple[Text, list[Line]]:
    """The normalised text of a file and its lines in order (their characters, joined by line feeds, are the text)."""
    joined = join_wrapped(lines_of(source.raw, exact=source.exact))
    lines = [piece for line in joined for piece in bounded(line)]
    text: list[str] = []
    offsets: list[int] = []
    for line in lines:
        if text:
            text.append("\n")
            offsets.append(offsets[-1])
        text.extend(line.text)
        offsets.extend(line.offsets)
    return Text(source, "".join(text), tuple(offsets)), lines
