"""Topics and platforms weighed at document level: the tagger's scores of a name and what else the document tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain

from ingest.confidence import Curve, Curves
from ingest.signs import NOWHERE, platform_signs, topic_signs
from ingest.tagger import KIND, TOPICS, Scored

SURE = {"ENT": -0.6, "PLAT": 0.1, "PROJ": -0.8, "IND": 0.7, "SEG": 0.7}
"""From which score on a name is accepted: log odds of topics and platforms, the tagger's score of others."""
PROPOSED = {"IND": -0.5, "SEG": -0.5, "PLAT": -0.4}
"""From which log odds on a topic or platform is proposed; enterprises and projects from the tagger's LEAST."""
BELOW = 4.0
"""How much less sure the weaker of two kinds is for each point that the tagger scores it lower."""


def weighed(text: str, tagged: Sequence[Scored], curves: Curves | None = None) -> list[Scored]:
    """The spans, the scores of topics and platforms being log odds that the document has them, from PROPOSED on.

    Where a name is tagged as industry and as segment, the weaker kind is lower by what it was below the stronger.
    """
    curves = shipped() if curves is None else curves
    odds = dict(chain(_topics(text, tagged, curves["topic"]), _platforms(text, tagged, curves["platform"])))
    kept = [replace(span, score=odds.get((text[span.start : span.end], span.kind), span.score)) for span in tagged]
    return [span for span in kept if span.score > PROPOSED.get(span.kind, NOWHERE)]


def _topics(text: str, tagged: Sequence[Scored], curve: Curve) -> Iterator[tuple[tuple[str, str], float]]:
    for name, told in topic_signs(text, tagged).items():
        for kind in TOPICS:
            yield (name, kind), curve.odds(told) - BELOW * (told["best"] - told[KIND[kind]])


def _platforms(text: str, tagged: Sequence[Scored], curve: Curve) -> Iterator[tuple[tuple[str, str], float]]:
    for name, told in platform_signs(text, tagged).items():
        yield (name, "PLAT"), curve.odds(told)


@cache
def shipped() -> Curves:
    """The weights of ingest/data/weights.json, which `make evaluate` writes."""
    stored = json.loads(files("ingest").joinpath("data/weights.json").read_text("utf-8"))
    return {kind: Curve(weights) for kind, weights in stored.items()}
