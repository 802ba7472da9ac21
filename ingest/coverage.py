"""Which passages gave facts and which gave none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.proposals import proposals
from ingest.records import Fact, Facts


@dataclass(frozen=True, slots=True)
class Covered:
    """A passage, how many facts of each kind begin in it, and how many proposals, which are no facts."""

    path: str
    kind: str
    text: str
    found: Counter[str]
    proposed: int = 0

    @property
    def empty(self) -> bool:
        """Whether a passage with content gave nothing; titles and bare headings are no content."""
        return not self.found and self.kind not in ("title", "heading")


def coverage(facts: Facts) -> Iterator[Covered]:
    """Every passage in order of text."""
    marks = [(f.start, kind) for kind, found in by_kind(facts).items() for f in found]
    tasks = [(t.start, t.end) for t in facts.tasks]
    unsure = proposals(facts.document, facts.proposals)
    for passage in facts.document.passages:
        inside = Counter(kind for at, kind in marks if passage.start <= at < passage.end)
        if any(start < passage.end and passage.start < end for start, end in tasks):
            inside["task"] = max(inside["task"], 1)
        proposed = sum(passage.start <= p.mentions[0].start < passage.end for p in unsure)
        text = facts.document.text.text[passage.start : passage.end]
        yield Covered(passage.path, passage.kind, text, +inside, proposed)


def by_kind(facts: Facts) -> dict[str, list[Fact]]:
    """Facts by kind: task, target, makes and the kinds of names."""
    found: dict[str, list[Fact]] = {"task": [*facts.tasks], "target": [*facts.targets]}
    for name in facts.names:
        found.setdefault(name.kind, []).append(name)
    return found | {"makes": [*facts.makes]}
