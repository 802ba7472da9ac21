"""Annotated documents as training examples: normalised texts with the spans of every mention of an annotated name."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.parse import parse
from ingest.read import read
from ingest.records import Source, Span
from ingest.tagger import LONGEST, STOP, windows

LISTS = {"ENT": "enterprises", "PLAT": "platforms", "PROJ": "projects", "IND": "industries", "SEG": "segments"}
KINDS = tuple(LISTS)
GROUPS = 5
ANNOTATIONS = Path(__file__).parent / "annotations"


@dataclass(frozen=True, slots=True)
class Example:
    """A document's normalised text, the place it is for, and its names in order as (start, end, index in KINDS).

    `shares` says of each span how sure it is, from 0 to 1; where it is empty, people have named them and all are sure.
    """

    id: str
    place: str
    text: str
    spans: tuple[tuple[int, int, int], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A gold file with the document that it annotates."""

    id: str
    gold: Path
    document: Path


def annotated(shared: Path) -> list[Annotated]:
    """All annotated documents of the shared folder, by id."""
    found = []
    for gold in sorted([*shared.glob("gold/*.gold.json"), *shared.glob("gold/train/*.gold.json")]):
        name = gold.name.removesuffix(".gold.json")
        texts = [shared / folder / f"{name}.txt" for folder in ("policies", "corpus")]
        found.append(Annotated(name, gold, next(text for text in texts if text.exists())))
    return sorted(found, key=lambda a: a.id)


def load(shared: Path) -> list[Example]:
    """The gold documents of the shared folder as examples, by id."""
    return [_of_gold(item) for item in annotated(shared)]


def further(shared: Path) -> list[Example]:
    """Documents of the shared folder without gold whose names this project annotated (`annotations`), by id."""
    notes: list[dict[str, Any]] = [
        json.loads(path.read_text("utf-8")) for path in sorted(ANNOTATIONS.glob("*.json"), key=lambda p: p.name)
    ]
    found = sources(shared, {note["sha256"] for note in notes})
    return [_example(note["document"], note["place"], found[note["sha256"]], note["names"]) for note in notes]


def _of_gold(item: Annotated) -> Example:
    gold: Mapping[str, Any] = json.loads(item.gold.read_text("utf-8"))
    names = {kind: [entry["name"] for entry in gold.get(LISTS[kind], ())] for kind in KINDS}
    return _example(item.id, gold["policy"]["region"], read(item.document), names)


def _example(id_: str, place: str, source: Source, names: Mapping[str, Sequence[str]]) -> Example:
    text = parse(source).text.text
    spans = sorted(span for kind in KINDS for span in mentions(text, set(names[kind]), KINDS.index(kind)))
    return Example(id_, place, text, tuple(spans))


def sources(shared: Path, wanted: set[str]) -> dict[str, Source]:
    """The wanted documents of the corpus and of the encoder's raw text, by the SHA-256 of their bytes."""
    corpus = (path.read_bytes() for path in sorted(shared.glob("corpus/*.txt")))
    found = {}
    for data in (*corpus, *pretraining(shared)):
        if (digest := hashlib.sha256(data).hexdigest()) in wanted:
            found[digest] = source(data)
    if missing := wanted - found.keys():
        raise ValueError(f"{len(missing)} documents to learn from are not in {shared}")
    return found


def source(data: bytes) -> Source:
    """A document of those bytes, named by their SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    return Source(Path(digest), data.decode("utf-8"), "utf-8", digest)


def pretraining(shared: Path) -> list[bytes]:
    """The documents of the encoder's raw text."""
    return lzma.decompress((shared / "model/pretrain.txt.xz").read_bytes()).split(b"\n\n")


def grouped(examples: Sequence[Example]) -> list[list[Example]]:
    """Five groups of about equal length, the documents of one place together; each is left out of one fold's model."""
    places: dict[str, list[Example]] = {}
    for item in examples:
        places.setdefault(item.place, []).append(item)
    groups: list[list[Example]] = [[] for _ in range(GROUPS)]
    for members in sorted(places.values(), key=lambda m: (-_letters(m), m[0].id)):
        min(groups, key=_letters).extend(members)
    return groups


def folds(gold: Sequence[Example], more: Sequence[Example]) -> list[tuple[list[Example], list[Example]]]:
    """For each group of gold documents those left out, and what its model learns from: all of places not among them."""
    parted = []
    for group in grouped(gold):
        places = {item.place for item in group}
        parted.append((group, [item for item in (*gold, *more) if item.place not in places]))
    return parted


def cuts(item: Example, random_: random.Random) -> Iterator[tuple[Span, list[tuple[int, int, int, float]]]]:
    """The windows of a text, packed anew from a random early sentence, each with the spans that it holds whole.

    A span is (start and end in the window, index in KINDS, share).
    """
    stops = [0, *(stop.end() for stop in STOP.finditer(item.text, 0, 1000))]
    first = random_.choice(stops)
    shares = item.shares or (1.0,) * len(item.spans)
    for part, shift in ((item.text[:first], 0), (item.text[first:], first)):
        for begin, stop in windows(part):
            start, end = begin + shift, stop + shift
            inside = range(*(bisect_left(item.spans, (edge,)) for edge in (start, end)))
            held = [(*item.spans[at], shares[at]) for at in inside if item.spans[at][1] <= end]
            yield (start, end), [(a - start, b - start, kind, share) for a, b, kind, share in held]


def _letters(items: Sequence[Example]) -> int:
    return sum(len(item.text) for item in items)


def mentions(text: str, names: set[str], kind: int) -> Iterator[tuple[int, int, int]]:
    """Every mention of the names, but no part of a longer one of its kind or of a Latin word."""
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: (-len(n), n)):
        at = text.find(name) if 0 < len(name) <= LONGEST else -1
        while at >= 0:
            end = at + len(name)
            inside = taken.issuperset(range(at, end))
            if not inside and not _torn(text, at) and not _torn(text, end):
                taken.update(range(at, end))
                yield at, end, kind
            at = text.find(name, at + 1)


def _torn(text: str, at: int) -> bool:
    """Whether a cut at an offset would part a Latin word or number."""
    sides = text[at - 1 : at], text[at : at + 1]
    return all(side.isascii() and side.isalnum() for side in sides)
