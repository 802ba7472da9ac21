"""Normalised lines to passages: headings and their paths, paragraphs, numbered items, annex table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest import glued, markers
from ingest.markers import is_title
from ingest.meta import read_meta
from ingest.normalise import Line, normalise
from ingest.records import Document, Passage, Source, Span
from ingest.tables import find_table, rows_of

HEADING_END = re.compile(r"[。::;!?]")
RESPONSIBLE = re.compile(r"[(〔\[](?:责任|牵头|配合|[^()]{2,20}牵头)")
HEADING_MAX = 40
CHROME_MAX = 80
CHROME = re.compile(
    r"联系人|联系电话|联系方式|当前位置|打印本页|关闭窗口|扫一扫|分享到|浏览次数|阅读次数|版权所有|ICP备|^来自[::]|^来源[::]"
    r"|^首页|^发布日期|^-?\d{1,3}-?$|^第\d+页|责任编辑|^附件[\d一二三四五]*[::]"
)


def parse(source: Source) -> Document:
    """The document of a file: its passages in order of text and what it says about itself."""
    text, lines = normalise(source)
    spans = spans_of(lines)
    return Document(text, read_meta(text, spans), tuple(passages_of(lines, spans)))


def spans_of(lines: Sequence[Line]) -> list[Span]:
    """The span of every line in the normalised text, where one line feed separates them."""
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line.text)))
        at += len(line.text) + 1
    return spans


@dataclass(slots=True)
class Path:
    """The open headings, outermost first: rank, label, span of the heading's words."""

    annex: str = ""
    open: list[tuple[int, str, Span | None]] = field(default_factory=list)

    def enter(self, rank: int, label: str, words: Span | None) -> None:
        """Close headings of this rank or deeper and open a new one."""
        self.open = [*(h for h in self.open if h[0] < rank), (rank, label, words)]

    def __str__(self) -> str:
        return "/".join(part for part in (self.annex, *(label for _, label, _ in self.open)) if part)

    @property
    def heading(self) -> Span | None:
        """Span of the innermost heading that has words."""
        return next((words for _, _, words in reversed(self.open) if words), None)


def passages_of(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[Passage]:
    """All passages in order; page chrome and contact lines are left out."""
    path, index, last = Path(), 0, None
    while index < len(lines):
        if table := find_table(lines, index, last):
            rows = rows_of(lines, spans, table)
            columns = table.columns if table.exact else ()
            yield from (_row_passage(label, cells, path, span, columns) for label, cells, span in rows)
            index, last = table.end, table
        elif glued.is_header(lines[index].text):
            rest = whole_rows(lines[index + 1 :], spans[index + 1 :])
            found = glued.rows(lines[index].text, [(text, span) for text, span, _ in rest])
            yield from (_row_passage(row.label, row.cells, path, row.span) for row in found)
            index += 1 + sum(count for _, _, count in rest[: found[-1].used if found else 0])
        elif len(lines[index].text) <= CHROME_MAX and CHROME.search(lines[index].text):
            index += 1
        else:
            yield passage(lines[index].text, spans[index], path)
            index += 1


def whole_rows(lines: Sequence[Line], spans: Sequence[Span]) -> list[tuple[str, Span, int]]:
    """Lines with the cells of one row put together, as (text, span, lines)."""
    rows: list[tuple[str, Span, int]] = []
    for at, (line, span) in enumerate(zip(lines, spans, strict=True)):
        if at and line.row is not None and line.row == lines[at - 1].row:
            text, (start, _), count = rows.pop()
            rows.append((f"{text}\n{line.text}", (start, span[1]), count + 1))
        else:
            rows.append((line.text, span, 1))
    return rows


def _row_passage(
    label: str, cells: Mapping[str, Span], path: Path, span: Span, columns: tuple[str, ...] = ()
) -> Passage:
    address = f"{path}/{label}" if str(path) else label
    return Passage(address, "row", *span, len(path.open) + 1, path.heading, cells, columns)


def passage(text: str, span: Span, path: Path) -> Passage:
    """One line as a passage; annexes, titles, headings and numbered items move the path."""
    if label := markers.annex(text):
        path.annex, path.open = label, []
        return Passage(str(path), "heading", *span)
    mark, hashes = markers.marker(text), markers.MARKDOWN.match(text)
    if mark is None and is_title(text):
        path.open = []
        return Passage(str(path), "title", *span)
    if mark is None and hashes is None:
        return Passage(str(path), "paragraph", *span, len(path.open), path.heading)
    words = heading_words(text, span, mark.length if mark else hashes.end() if hashes else 0)
    if mark:
        path.enter(mark.rank, mark.label, words)
    whole = words is not None and words[1] == span[1]
    return Passage(str(path), "heading" if whole else "item", *span, len(path.open), path.heading)


def heading_words(text: str, span: Span, skip: int) -> Span | None:
    """Span of a heading's own words: up to its closing mark or responsibility bracket, where that is short."""
    stop = HEADING_END.search(text, skip)
    bracket = RESPONSIBLE.search(text, skip)
    end = min(stop.start() if stop else len(text), bracket.start() if bracket else len(text))
    closed = end == len(text) or text[end] in "。::(〔["
    return (span[0] + skip, span[0] + end) if closed and 1 < end - skip <= HEADING_MAX else None
