"""One file to the graph of its document: all that needs no store, so that it runs in any process or machine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph import DocumentGraph
from ingest.coverage import by_kind, coverage
from ingest.errors import IngestError, UnreadyError
from ingest.files import bytes_of
from ingest.pipeline import extract
from ingest.proposals import proposals
from ingest.proposer import ASKED, Proposer
from ingest.read import read_bytes
from ingest.records import Facts
from ingest.resolve import resolve

EXTRACTS = (".py", ".yaml", ".csv", ".onnx", ".json")


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read; `replaces` holds the ids of the older versions whose place it takes in the store."""

    path: Path
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found in a document: passages, facts by kind, proposals, passages with content and those that told."""

    passages: int
    facts: Counter[str] = field(default_factory=Counter)
    proposed: int = 0
    content: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a job: its graph and counts with a note, or no graph and the reason.

    `mark` is the fingerprint of content and extractor, empty where another run may come to another end.
    """

    path: Path
    message: str = ""
    sha256: str = ""
    mark: str = ""
    graph: DocumentGraph | None = None
    counts: Counts | None = None


Spread = Callable[[Iterable[Job]], Iterator[Prepared]]


def prepare(job: Job, proposer: Proposer | None = None) -> Prepared:
    """Read, extract and resolve one file; what its user or its bytes are at fault for is told, not raised."""
    try:
        data = bytes_of(job.path)
    except IngestError as error:
        return Prepared(job.path, error.reason)
    digest = hashlib.sha256(data).hexdigest()
    mark = fingerprint(digest)
    try:
        facts = extract(read_bytes(job.path, data))
    except UnreadyError as error:
        return Prepared(job.path, error.reason, digest)
    except IngestError as error:
        return Prepared(job.path, error.reason, digest, mark)
    facts, mark, note = _proposed(facts, mark, proposer)
    return Prepared(job.path, note, digest, mark, resolve(facts, mark, job.replaces), counts(facts))


def is_done(held: str, mark: str, proposer: Proposer | None) -> bool:
    """Whether what the store holds is what a new reading would give; without a proposer, its share counts as held."""
    return held == mark + proposer.mark if proposer else held.partition(ASKED)[0] == mark


def _proposed(facts: Facts, mark: str, proposer: Proposer | None) -> tuple[Facts, str, str]:
    """The facts, the fingerprint, which tells whether a proposer was asked to the end, and what it says of itself."""
    if proposer is None:
        return facts, mark, ""
    proposed = proposer(facts)
    return proposed.facts, mark + (proposer.mark if proposed.complete else ""), proposed.note


def counts(facts: Facts) -> Counts:
    """The figures that a report shows of one document."""
    rows = [row for row in coverage(facts) if row.kind not in ("title", "heading")]
    found = Counter({kind: len(items) for kind, items in by_kind(facts).items()})
    unsure = len(proposals(facts.document, facts.proposals))
    return Counts(len(facts.document.passages), found, unsure, len(rows), sum(not row.empty for row in rows))


def fingerprint(sha256: str) -> str:
    """Changes when the file, the code's version, the ontology or the model does."""
    return hashlib.sha256(f"{sha256} {_extractor()}".encode()).hexdigest()[:32]


@cache
def _extractor() -> str:
    """A digest of everything that extracts: this package's code but training, data and weights, and the ontology."""
    digest = hashlib.sha256()
    for root in (files("ingest"), files("ontology")):
        for path in sorted(p for p in Path(str(root)).rglob("*") if p.suffix in EXTRACTS and "training" not in p.parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
