"""The typed records between the stages of ingestion.

All `start` and `end` are character offsets (end exclusive) in `Text.text`, the normalised text: NFKC by
character, no white space inside a line, wrapped lines joined, blocks separated by one line feed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.blocks import Attachment, Place, Run

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: the characters of a text file as decoded, of any other its reading text (`ingest.render`).

    `encoding` is that of a text file, else the format; `runs` places the reading text in the file; `exact` says that
    lines are whole paragraphs and tabs part the cells of a grid. A snapshot from the web has its address in `url`, the
    day (UTC) in `fetched` and what its link called it in `name`.
    """

    path: Path
    raw: str
    encoding: str
    sha256: str
    runs: tuple[Run, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
    exact: bool = False
    url: str = ""
    fetched: str = ""
    name: str = ""

    def places(self, start: int, end: int) -> list[Place]:
        """Where the reading text [start, end) stands in the file, in order."""
        first = bisect_right(self.runs, start, key=lambda run: run.end)
        last = bisect_left(self.runs, end, key=lambda run: run.start)
        return [run.place for run in self.runs[first:last]]


@dataclass(frozen=True, slots=True)
class Text:
    """Normalised text with, for each of its characters, the offset of the raw character it comes from."""

    source: Source
    text: str
    offsets: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> Span:
        """Offsets in `source.raw` of the normalised span [start, end)."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, numbered item or table row.

    `path` addresses it (三/(一), 附件/5); `kind` is title, heading, paragraph, item or row; `heading` is the
    offset span of the nearest heading's own words; `cells` maps a row's column name to its span, for table rows.
    `columns` are all names of a row's table in order, where a reader gave its grid.
    """

    path: str
    kind: str
    start: int
    end: int
    level: int = 0
    heading: Span | None = None
    cells: Mapping[str, Span] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyMeta:
    """What the document says about itself; `period` is (first year, last year)."""

    title: str
    doc_number: str = ""
    issuer: str = ""
    issued_on: str = ""
    region: str = ""
    period: tuple[int, int] | None = None
    status: str = "in_force"
    level: str = ""
    genre: str = ""
    title_span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document."""

    text: Text
    meta: PolicyMeta
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of every fact: where it stands (passage path, span), which rule or model found it, how sure."""

    path: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with its span (a unit that a document-wide default adds points to that default)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Task(Fact):
    """Text to which units are assigned; `basis` is stated or first_listed."""

    leads: tuple[Unit, ...]
    supports: tuple[Unit, ...]
    basis: str
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target(Fact):
    """A goal with a number; fields as in the gold guidelines, `unit` as written."""

    subject: str
    metric: str
    op: str
    value: float
    unit: str
    year: int | None
    period: str
    value_max: float | None = None


@dataclass(frozen=True, slots=True)
class Name(Fact):
    """A named thing.

    `kind` is industry, segment, enterprise, platform or project; `sort` its sub-kind (chain, cluster, lab …);
    `chain` the name of the industry that governs it, `parent` an industry's class, `stance` a segment's.
    """

    kind: str
    name: str
    sort: str = ""
    chain: str = ""
    parent: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Makes(Fact):
    """The text says that an enterprise makes, or is to develop, a segment."""

    enterprise: str
    segment: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one document, in order of text.

    `proposals` are facts too unsure to answer with: kept apart, shown as such, in no other field.
    """

    document: Document
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    names: tuple[Name, ...] = ()
    makes: tuple[Makes, ...] = ()
    proposals: tuple[Task | Target | Name, ...] = ()
