"""The tagger's left-out spans: for each annotated document those of the model that has not seen its place."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.tagger import LEAST, Scored, resolve

FILE = Path(__file__).parent / "spans.json.gz"
MAKE = "make folds (python -m ingest.training folds --out DIR, then python -m benchmarks.accuracy.tag DIR)"


class YardstickError(Exception):
    """What accuracy is measured by is missing or stale; the message says which command makes it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Spans of one document by the model of `fold`; `sha256` is of the normalised text that the offsets are into."""

    sha256: str
    fold: int
    spans: tuple[Scored, ...]


def sha256_of(text: str) -> str:
    """The digest by which spans know their text."""
    return hashlib.sha256(text.encode()).hexdigest()


def write(path: Path, documents: Mapping[str, LeftOut]) -> None:
    """Write the spans by document id, scores to two decimals; the same spans give the same bytes."""
    content = {
        name: {
            "sha256": left.sha256,
            "fold": left.fold,
            "spans": [[s.start, s.end, s.kind, round(float(s.score), 2)] for s in sorted(left.spans, key=_order)],
        }
        for name, left in sorted(documents.items())
    }
    raw = json.dumps(content, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(raw, 9, mtime=0))


def read(path: Path = FILE) -> dict[str, LeftOut]:
    """The spans by document id; raises YardstickError where there are none."""
    if not path.exists():
        raise YardstickError(f"{path} is missing; make it by: {MAKE}")
    content = json.loads(gzip.decompress(path.read_bytes()))
    return {
        name: LeftOut(entry["sha256"], entry["fold"], tuple(Scored(*span) for span in entry["spans"]))
        for name, entry in content.items()
    }


def of(documents: Mapping[str, LeftOut], name: str, text: str) -> LeftOut:
    """The spans of one document; raises YardstickError where it has none or they are of another text."""
    left = documents.get(name)
    if left is None:
        raise YardstickError(f"document {name} has no left-out spans; make them by: {MAKE}")
    if left.sha256 != sha256_of(text):
        raise YardstickError(f"the normalised text of {name} is not the one its spans are of; make them by: {MAKE}")
    return left


def tagged(spans: Iterable[Scored]) -> list[Scored]:
    """The spans as the shipped tagger hands them on: above its least score, none overlapping one of its own kind."""
    return sorted(resolve([span for span in spans if span.score > LEAST[span.kind]]), key=_order)


def _order(span: Scored) -> tuple[int, int, str]:
    return span.start, -span.end, span.kind
