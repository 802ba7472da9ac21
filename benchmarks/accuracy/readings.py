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

from benchmarks.accuracy import weights
from benchmarks.accuracy.spans import LeftOut, YardstickError, of, tagged
from benchmarks.accuracy.weights import Tagged
from ingest.gold import LISTS
from ingest.parse import parse
from ingest.pipeline import found
from ingest.read import read
from ingest.records import Facts
from ingest.tagger import KIND, Scored
from ingest.training.data import Annotated, annotated
from ingest.weigh import weighed

SHARED = Path("../shared")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts read from a document before any is set aside, and the spans they rest on, weighed."""

    document: Tagged
    facts: Facts
    tagged: tuple[Scored, ...]

    @property
    def id(self) -> str:
        """The document's."""
        return self.document.id

    @property
    def fold(self) -> int:
        """The document's group."""
        return self.document.fold

    @property
    def gold(self) -> Json:
        """The document's gold."""
        return self.document.gold

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
    items = [_tagged(item, spans) for item in annotated(shared)]
    curves = weights.apart(scorer(shared), items)
    made = []
    for count, item in enumerate(items, 1):
        say(f"{count}/{len(items)} {item.id}")
        chosen = weighed(item.text, item.spans, curves[item.fold])
        made.append(Reading(item, found(item.source, chosen), tuple(chosen)))
    return made


def _tagged(item: Annotated, spans: Mapping[str, LeftOut]) -> Tagged:
    source = read(item.document)
    text = parse(source).text.text
    left, gold = of(spans, item.id, text), json.loads(item.gold.read_text("utf-8"))
    return Tagged(item.id, source, text, left.fold, tagged(left.spans), gold)


def by_tagger(reading: Reading) -> Json:
    """What the tagger alone finds, in the shape of the gold: names only."""
    text = reading.facts.document.text.text
    lists: Json = {name: [] for name in LISTS.values()}
    for span in reading.tagged:
        lists[LISTS[KIND[span.kind]]].append({"name": text[span.start : span.end]})
    return lists
