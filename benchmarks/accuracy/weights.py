"""Fitting of what weighs names (ingest/weigh.py): ridge-logistic weights from the left-out spans and the gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.accuracy import calibrate
from benchmarks.accuracy.calibrate import Label
from ingest import weigh
from ingest.confidence import Curve, Curves, Signs
from ingest.records import Source
from ingest.signs import platform_signs, topic_signs
from ingest.tagger import Scored

FILE = Path(weigh.__file__).parent / "data/weights.json"


@dataclass(frozen=True, slots=True)
class Tagged:
    """An annotated document with its normalised text, the spans of the model that has not seen its group, its gold."""

    id: str
    source: Source
    text: str
    fold: int
    spans: Sequence[Scored]
    gold: dict[str, Any]


def apart(scorer: SimpleNamespace, documents: Sequence[Tagged]) -> dict[int, Curves]:
    """For each group the weights from the documents of all others."""
    groups = sorted({item.fold for item in documents})
    return {group: fitted(scorer, [item for item in documents if item.fold != group]) for group in groups}


def fitted(scorer: SimpleNamespace, documents: Sequence[Tagged]) -> Curves:
    """The weights of topics and platforms; names are compared as the scorer does."""
    labels = {"topic": _topics, "platform": _platforms}
    told = {kind: [label for item in documents for label in of(scorer, item)] for kind, of in labels.items()}
    return {kind: Curve(calibrate.weights(found) if found else {}) for kind, found in told.items()}


def write(curves: Curves, path: Path = FILE) -> None:
    """Write the weights that extraction ships with; the same weights give the same bytes."""
    stored = {kind: dict(sorted(curve.weights.items())) for kind, curve in sorted(curves.items())}
    path.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _topics(scorer: SimpleNamespace, item: Tagged) -> Iterator[Label]:
    found = topic_signs(item.text, item.spans)
    wanted = [entry for key in ("industries", "segments") for entry in item.gold.get(key, ())]
    return _labelled(scorer, "topic", item, found, wanted)


def _platforms(scorer: SimpleNamespace, item: Tagged) -> Iterator[Label]:
    found = platform_signs(item.text, item.spans)
    return _labelled(scorer, "platform", item, found, item.gold.get("platforms", ()))


def _labelled(
    scorer: SimpleNamespace, kind: str, item: Tagged, found: Mapping[str, Signs], wanted: Iterable[dict[str, Any]]
) -> Iterator[Label]:
    """Each name is right where the scorer pairs it with one of the gold, the best scored first."""
    names = [{"name": name} for name in sorted(found, key=lambda name: -found[name]["best"])]
    right = {names[at]["name"] for _, at in scorer.match_names(scorer.unique(wanted), names, loose=True)}
    for name, told in found.items():
        yield Label(kind, told, name in right, str(item.fold))
