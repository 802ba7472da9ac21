"""Fitting of what weighs topics (ingest/weigh.py): ridge-logistic weights from the left-out spans and the gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import calibrate
from benchmarks.accuracy.calibrate import Label
from ingest import weigh
from ingest.confidence import Curve
from ingest.records import Source
from ingest.tagger import TOPICS, Scored
from ingest.weigh import signs

FILE = Path(weigh.__file__).parent / "data/topics.json"
LISTS = ("industries", "segments")
Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tagged:
    """An annotated document with its normalised text, the spans of the model that has not seen its group, its gold."""

    id: str
    source: Source
    text: str
    fold: int
    spans: Sequence[Scored]
    gold: dict[str, Any]


def apart(norm: Fold, documents: Sequence[Tagged]) -> dict[int, Curve]:
    """For each group the weights from the documents of all others."""
    groups = sorted({item.fold for item in documents})
    return {group: fitted(norm, [item for item in documents if item.fold != group]) for group in groups}


def fitted(norm: Fold, documents: Sequence[Tagged]) -> Curve:
    """The weights; `norm` is how the scorer folds a name."""
    return Curve(calibrate.weights([label for item in documents for label in _labels(norm, item)]))


def write(curve: Curve, path: Path = FILE) -> None:
    """Write the weights that extraction ships with; the same weights give the same bytes."""
    path.write_text(json.dumps(dict(sorted(curve.weights.items())), indent=1) + "\n", "utf-8")


def _labels(norm: Fold, item: Tagged) -> Iterator[Label]:
    wanted = {norm(entry["name"]) for key in LISTS for entry in item.gold.get(key, ())}
    found = signs(item.text, [span for span in item.spans if span.kind in TOPICS])
    for name, told in found.items():
        yield Label("topic", told, norm(name) in wanted, str(item.fold))
