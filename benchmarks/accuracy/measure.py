"""The figures: totals by the shared scorer of all facts, of the accepted ones, and of the tagger alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from benchmarks.accuracy import extra
from benchmarks.accuracy.calibrate import Label, crossed
from benchmarks.accuracy.readings import Reading, by_tagger
from ingest.output import as_dict

Json = dict[str, Any]
Totals = dict[str, list[int]]
Pair = tuple[Json, Json]


@dataclass(frozen=True, slots=True)
class Measured:
    """Totals of [hits, gold, made] for each kind and [right, of] for each attribute, and (chance, right) by kind.

    `accepted` leaves out the proposals, `every` has them in.
    """

    accepted: Totals
    every: Totals
    tagger: Totals
    documents: dict[str, Totals]
    judged: dict[str, list[tuple[float, bool]]]
    kinds: tuple[str, ...]
    shown: tuple[str, ...]


def measure(scorer: SimpleNamespace, readings: Sequence[Reading], found: Sequence[Label]) -> Measured:
    """All figures from the readings and their labels; the same on every run."""
    documents = {reading.id: _totals(scorer, [(reading.gold, as_dict(reading.facts))]) for reading in readings}
    return Measured(
        accepted=_totals(scorer, _accepted(readings)),
        every=_summed(documents.values()),
        tagger=_totals(scorer, [(reading.gold, by_tagger(reading)) for reading in readings]),
        documents=documents,
        judged=_judged(found),
        kinds=tuple(scorer.KINDS),
        shown=tuple(scorer.SHOWN),
    )


def ratio(total: Sequence[int]) -> float:
    """F1 of [hits, gold, made], accuracy of [right, of]; 0 where there is nothing."""
    if len(total) == 2:
        return total[0] / total[1] if total[1] else 0.0
    return 2 * total[0] / (total[1] + total[2]) if total[1] + total[2] else 0.0


def micro(totals: Totals, kinds: Sequence[str]) -> list[int]:
    """[hits, gold, made] over all kinds."""
    return [sum(totals[kind][n] for kind in kinds if kind in totals) for n in range(3)]


def _totals(scorer: SimpleNamespace, pairs: Sequence[Pair]) -> Totals:
    total: Totals = {}
    for gold, made in pairs:
        scorer.score_pair(gold, made, total, {kind: [[], []] for kind in scorer.SHOWN})
        if "policy" in made:
            extra.count(scorer, gold, made, total)
    return total


def _summed(documents: Iterable[Totals]) -> Totals:
    total: Totals = {}
    for each in documents:
        for name, counts in each.items():
            total[name] = [a + b for a, b in zip(total.get(name, [0] * len(counts)), counts, strict=True)]
    return total


def _accepted(readings: Sequence[Reading]) -> list[Pair]:
    """Gold and the facts that are no proposals."""
    return [(reading.gold, as_dict(replace(reading.facts, proposals=()))) for reading in readings]


def _judged(found: Sequence[Label]) -> dict[str, list[tuple[float, bool]]]:
    judged: dict[str, list[tuple[float, bool]]] = {}
    for chance, label in zip(crossed(found), found, strict=True):
        judged.setdefault(label.judged, []).append((chance, label.right))
    return judged
