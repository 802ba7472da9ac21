"""Topics weighed at document level: the tagger's scores of a name, its neighbours and longer names, told together."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ingest.confidence import Curve, Signs
from ingest.identity.platform_table import known
from ingest.known import is_term
from ingest.tagger import KIND, LEAST, SURE, TOPICS, Scored

JOINTS = frozenset("、和及与")
NOWHERE = -3.0
"""The score of what the tagger does not hand on."""
SHORT = 2
LONGEST = 24
PROPOSED = {"IND": -0.7, "SEG": -0.7, "PLAT": -0.4}
"""From which score on a topic (log odds) and a platform (the tagger's) is proposed; others from the tagger's LEAST."""
BELOW = 4.0
"""How much less sure the weaker of two kinds is for each point that the tagger scores it lower."""


def weighed(text: str, tagged: Sequence[Scored], curve: Curve | None = None) -> list[Scored]:
    """The spans with the log odds that the document has such a topic for the scores of topics, from PROPOSED on.

    Where a name is tagged as industry and as segment, the weaker kind is lower by what it was below the stronger.
    A platform that the tagger takes for unlikely is proposed all the same where our table holds it.
    """
    curve = shipped() if curve is None else curve
    found = signs(text, [span for span in tagged if span.kind in TOPICS])
    odds = {name: curve.odds(told) for name, told in found.items()}
    kept = []
    for span in tagged:
        name = text[span.start : span.end]
        if span.kind in TOPICS:
            below = found[name]["best"] - found[name][KIND[span.kind]]
            kept.append(replace(span, score=odds[name] - BELOW * below))
        elif span.kind == "PLAT" and known(name):
            kept.append(replace(span, score=_raised(span.score)))
        else:
            kept.append(span)
    return [span for span in kept if span.score > PROPOSED.get(span.kind, NOWHERE)]


def _raised(score: float) -> float:
    """A score so much higher that the least that the tagger hands on is proposed, but not so high as to be accepted."""
    return max(score, min(score + PROPOSED["PLAT"] - LEAST["PLAT"], SURE["PLAT"]))


def signs(text: str, topics: Sequence[Scored]) -> dict[str, Signs]:
    """What tells, for each tagged name, whether the document has such a topic."""
    best = {key: max(scores) for key, scores in _scores(text, topics).items()}
    names = list(dict.fromkeys(name for name, _ in best))
    top = {name: max(best.get((name, kind), NOWHERE) for kind in TOPICS) for name in names}
    longer, beside = _longer(top), _beside(text, topics)
    return {
        name: {
            "any": 1.0,
            "best": top[name],
            **{KIND[kind]: best.get((name, kind), NOWHERE) for kind in TOPICS},
            "letters": math.log(len(name)),
            "short": float(len(name) <= SHORT),
            "listed": float(name in beside),
            "beside": sum(beside[name]) / len(beside[name]) if name in beside else 0.0,
            "longer": longer.get(name, NOWHERE),
            "term": float(is_term(name)),
        }
        for name in names
    }


def _scores(text: str, topics: Sequence[Scored]) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}
    for span in topics:
        found.setdefault((text[span.start : span.end], span.kind), []).append(span.score)
    return found


def _longer(top: Mapping[str, float]) -> dict[str, float]:
    """For each name that stands in longer ones their best score."""
    found: dict[str, float] = {}
    for name, score in top.items():
        for part in _parts(name):
            if part in top:
                found[part] = max(found.get(part, NOWHERE), score)
    return found


def _parts(name: str) -> Iterator[str]:
    size = len(name) if len(name) <= LONGEST else 0
    for start in range(size):
        for end in range(start + 1, size + 1):
            if end - start < size:
                yield name[start:end]


def _beside(text: str, topics: Sequence[Scored]) -> dict[str, list[float]]:
    """For each name the scores of topics that a mark or word of a list joins it to."""
    rising = sorted(topics, key=lambda s: s.score)
    begins, ends = {s.start: s.score for s in rising}, {s.end: s.score for s in rising}
    found: dict[str, list[float]] = {}
    for span in topics:
        before, behind = span.start - 1, span.end
        sides = ((before, ends.get(before)), (behind, begins.get(behind + 1)))
        joined = [score for joint, score in sides if score is not None and text[joint] in JOINTS]
        if joined:
            found.setdefault(text[span.start : span.end], []).extend(joined)
    return found


@cache
def shipped() -> Curve:
    """The weights of ingest/data/topics.json, which `make evaluate` writes."""
    return Curve(json.loads(files("ingest").joinpath("data/topics.json").read_text("utf-8")))
