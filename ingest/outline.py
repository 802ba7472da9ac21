"""Where a place of the text stands: its sentence, its passage, and the headings over it, innermost first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.records import Document, Passage, Span

STOP = re.compile(r"[。!?;\n]")
STEP = r"(?:(?:路径|主要|重点|具体)?(?:举措|措施|任务)[一二三四五六七八九十\d]*:)?"
LEAD = re.compile(
    rf"(?:[-—●•■◆▪·*#]|\d+(?:\.\d+)+|\d{{1,3}}(?![\d年月日.%]))*{STEP}([^。;:!?,\n()]{{2,32}})(?:方面,|[。:])"
)
LABEL = re.compile(
    r"(?![^:：]*(?:区域|地区|单位|部门|成果|时间|时限|目标|内容|举措|措施|任务|依据|人)[:：])"
    r"[^。;:!?,\n()]{2,12}[:：]([^。;:!?,\n()]{2,24})(?:\([^()\n]{2,30}\))?"
)
BARE = re.compile(r"(?:\d+(?:\.\d+)+|[-—●•■◆▪·*#])*([^。;:!?,\n()\d]{2,24})")
RUN_IN = re.compile(
    r"(?:(?<=[。;:)\n])(?:(\([一二三四五六七八九十]+\))|\d{1,2}\.(?!\d)|\(\d{1,2}\))|(?<=[\u4e00-\u9fff])(\(一\)))"
    r"([^。;:!?,\n()]{2,32})[。:]"
)
INLINE = re.compile(r"(?<=[。;])([^。;:!?,、\n()“”\d]{2,12}):")
CHINESE = re.compile(r"[一二三四五六七八九十百零〇]")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with the spans of the headings that govern it, innermost first, its own included."""

    passage: Passage
    headings: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Loose:
    """An unnumbered heading: the section it stands in, the path it stands at, and its words.

    It governs what follows at its own path, and the numbered items after it, until its section ends.
    """

    section: str
    path: str
    words: Span


class Outline:
    """Look-up of sentences, passages and headings by offset in one document's text."""

    def __init__(self, document: Document) -> None:
        self.text = document.text.text
        self.document = document
        self.places = tuple(_places(document))
        self._starts = [place.passage.start for place in self.places]
        self._run_in = [(m.start(), m.span(3), bool(m[1] or m[2])) for m in RUN_IN.finditer(self.text)]
        self._inline = [m.span(1) for m in INLINE.finditer(self.text)]
        self._stops = [0, *(m.end() for m in STOP.finditer(self.text))]

    def place(self, at: int) -> Place | None:
        """The place of the passage that holds offset `at`; None in page chrome."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self.places[index].passage.end:
            return None
        return self.places[index]

    def headings(self, at: int) -> tuple[Span, ...]:
        """Headings that govern offset `at`, innermost first; one that runs in a line governs what follows there."""
        place = self.place(at)
        if place is None:
            return ()
        index = bisect_right(self._run_in, (at,)) - 1
        label = bisect_right(self._inline, (at, len(self.text))) - 1
        begin, over = place.passage.start, place.headings
        if index >= 0 and self._run_in[index][0] > begin:
            begin, span, section = self._run_in[index]
            sibling = section and place.passage.path.rpartition("/")[2].startswith("(")
            over = (span, *over[1 if sibling else 0 :])
        labelled = label >= 0 and begin < self._inline[label][0] and self._inline[label][1] <= at
        return (self._inline[label], *over) if labelled else over

    def sentence(self, at: int) -> Span:
        """The sentence around offset `at`, its closing mark included; a line is never left."""
        index = bisect_right(self._stops, at)
        return self._stops[index - 1], self._stops[index] if index < len(self._stops) else len(self.text)

    def sentences(self) -> Iterator[Span]:
        """All sentences of the text in order, closing marks included."""
        return pairwise([*self._stops, len(self.text)])


def _places(document: Document) -> Iterator[Place]:
    text = document.text.text
    words: dict[str, Span] = {}
    loose: Loose | None = None
    for passage in document.passages:
        own = passage.heading if passage.heading and passage.heading[0] >= passage.start else None
        if own:
            words[passage.path] = own
        elif passage.kind in ("heading", "item", "title"):
            words.pop(passage.path, None)
        section = _section(passage.path)
        if passage.kind == "paragraph" and (bare := _bare(text, passage)):
            loose = Loose(section, passage.path, bare)
        elif loose and loose.section != section:
            loose = None
        yield Place(passage, tuple(_over(text, passage, words, loose)))


def _over(text: str, passage: Passage, words: dict[str, Span], loose: Loose | None) -> Iterator[Span]:
    """Headings over a passage, innermost first: its leading words, its item's, an unnumbered one, the section's."""
    lead = LEAD.match(text, passage.start, passage.end) if passage.kind in ("paragraph", "row") else None
    if lead and lead.end() < passage.end:
        yield lead.span(1)
    for path in _upwards(passage.path):
        if loose and path == (loose.path if passage.path == loose.path else loose.section):
            yield loose.words
        if path in words:
            yield words[path]


def _bare(text: str, passage: Passage) -> Span | None:
    """Words of a paragraph that is an unnumbered heading: short, without a stop, or a label and what it names."""
    line = text[passage.start : passage.end]
    for pattern in (LABEL, BARE):
        if match := pattern.fullmatch(line):
            return passage.start + match.start(1), passage.start + match.end(1)
    return None


def _section(path: str) -> str:
    """The part of a path that stands in Chinese numerals or names an annex: the section, without its numbered items."""
    parts = path.split("/")
    while parts and parts[-1][:1] != "附" and not CHINESE.search(parts[-1]):
        parts.pop()
    return "/".join(parts)


def _upwards(path: str) -> Iterator[str]:
    """The path and the paths of all that it stands under, innermost first."""
    while path:
        yield path
        path = path.rpartition("/")[0]
