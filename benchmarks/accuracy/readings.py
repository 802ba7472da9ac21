"""Every annotated document read by the pipeline from left-out spans."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.accuracy.spans import LeftOut, YardstickError, of, tagged
from ingest.gold import LISTS
from ingest.parse import parse
from ingest.pipeline import found
from ingest.read import read
from ingest.records import Facts
from ingest.tagger import Scored
from ingest.training.data import Annotated, annotated

SHARED = Path("../shared")
TAGS = {"ENT": "enterprise", "PLAT": "platform", "PROJ": "project", "IND": "industry", "SEG": "segment"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's gold, the facts read from it before any is set aside, the spans they rest on, its group."""

    id: str
    fold: int
    gold: Json
    facts: Facts
    tagged: tuple[Scored, ...]

    @property
    def place(self) -> str:
        """The region that the document is for."""
        return str(self.gold["policy"]["region"])


def scorer(shared: Path) -> SimpleNamespace:
    """The functions of the shared score.py, which stays where it is; raises YardstickError without it.

    It folds each name anew for each pair that it compares; the folded ones are kept here.
    """
    path = shared / "gold/score.py"
    if not path.exists():
        raise YardstickError(f"{path} is missing: accuracy is measured by the gold beside it")
    made = SimpleNamespace(**runpy.run_path(str(path), run_name="score"))
    inside = made.norm.__globals__
    inside["norm"] = cache(inside["norm"])
    return made


def readings(shared: Path, spans: Mapping[str, LeftOut], say: Callable[[str], None]) -> list[Reading]:
    """All annotated documents by id; `say` is told of each."""
    items = annotated(shared)
    made = []
    for count, item in enumerate(items, 1):
        say(f"{count}/{len(items)} {item.id}")
        made.append(_reading(item, spans))
    return made


def _reading(item: Annotated, spans: Mapping[str, LeftOut]) -> Reading:
    source = read(item.document)
    left = of(spans, item.id, parse(source).text.text)
    chosen = tagged(left.spans)
    return Reading(item.id, left.fold, json.loads(item.gold.read_text("utf-8")), found(source, chosen), tuple(chosen))


def by_tagger(reading: Reading) -> Json:
    """What the tagger alone finds, in the shape of the gold: names only."""
    text = reading.facts.document.text.text
    lists: Json = {name: [] for name in LISTS.values()}
    for span in reading.tagged:
        if span.kind in TAGS:
            lists[LISTS[TAGS[span.kind]]].append({"name": text[span.start : span.end]})
    return lists
