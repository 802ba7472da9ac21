"""What tells, from the whole document, whether it has a thing that the tagger scores: the signs that weigh names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.confidence import Signs
from ingest.identity.platform_table import known
from ingest.known import is_term
from ingest.tagger import KIND, TOPICS, Scored
from ingest.topics import platform_sort

NOWHERE = -3.0
"""The score of what the tagger does not hand on."""
JOINTS = frozenset("、和及与")
SHORT = 2
LONGEST = 24
SOME = re.compile(r"(?:一批|若干|多个|[个家座批]|各类?)$")
BEFORE = 4
LEVEL = re.compile(r"国家级|省级|市级|区域|全国|世界|国际|国内|一流")
CARRIER = re.compile(r"项目|基地|园|平台|中心")
VAGUE = ("other", "service")


def topic_signs(text: str, tagged: Sequence[Scored]) -> dict[str, Signs]:
    """Signs of each name tagged as a topic: scores of both kinds, neighbours, longer names, length, our tables.

    `inside` and `carrier` are those of its best mention: whether it stands in a platform's name, and before a word
    for what carries it (基地, 项目).
    """
    topics, inside = [span for span in tagged if span.kind in TOPICS], _inside(tagged)
    told = _best(text, topics)
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
            "inside": float(told[name].start in inside),
            "carrier": float(CARRIER.match(text, told[name].end) is not None),
        }
        for name in names
    }


def platform_signs(text: str, tagged: Sequence[Scored]) -> dict[str, Signs]:
    """Signs of each name tagged as a platform: best and mean score, lists, longer names, level, sort, our tables.

    `some` and `quoted` are those of its first mention: behind a word for several, in quotes.
    """
    platforms = [span for span in tagged if span.kind == "PLAT"]
    scores = {name: found for (name, _), found in _scores(text, platforms).items()}
    longer, beside = _longer({name: max(found) for name, found in scores.items()}), _beside(text, platforms)
    first = {text[s.start : s.end]: s.start for s in sorted(platforms, key=lambda s: -s.start)}
    return {
        name: {
            "any": 1.0,
            "best": max(found),
            "mean": sum(found) / len(found),
            "listed": float(name in beside),
            "longer": longer.get(name, NOWHERE),
            "known": float(known(name) != ""),
            "term": float(is_term(name)),
            "some": float(SOME.search(text, max(0, first[name] - BEFORE), first[name]) is not None),
            "quoted": float("“" in name or text[first[name] - 1 : first[name]] == "“"),
            "level": float(LEVEL.match(name) is not None),
            "vague": float(platform_sort(name) in VAGUE),
        }
        for name, found in scores.items()
    }


def _best(text: str, spans: Sequence[Scored]) -> dict[str, Scored]:
    """The best scored span of each name, the first of equal ones."""
    return {text[s.start : s.end]: s for s in sorted(spans, key=lambda s: (s.score, -s.start))}


def _inside(tagged: Sequence[Scored]) -> set[int]:
    """Where the names of platforms stand."""
    return {at for span in tagged if span.kind == "PLAT" for at in range(span.start, span.end)}


def _scores(text: str, spans: Sequence[Scored]) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}
    for span in spans:
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


def _beside(text: str, spans: Sequence[Scored]) -> dict[str, list[float]]:
    """For each name the scores of those that a mark or word of a list joins it to."""
    rising = sorted(spans, key=lambda s: s.score)
    begins, ends = {s.start: s.score for s in rising}, {s.end: s.score for s in rising}
    found: dict[str, list[float]] = {}
    for span in spans:
        before, behind = span.start - 1, span.end
        sides = ((before, ends.get(before)), (behind, begins.get(behind + 1)))
        joined = [score for joint, score in sides if score is not None and text[joint] in JOINTS]
        if joined:
            found.setdefault(text[span.start : span.end], []).extend(joined)
    return found
