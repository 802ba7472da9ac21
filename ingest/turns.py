"""Sentences that take up, one by one and in order, the industries that a sentence before them lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.records import Passage, Span

FULL = re.compile(r"[^。\n]+[。\n]?")
TRADES = re.compile(r"等?(?:[^、,。;]{0,6}(?:产业|制造业|服务业|行业|领域|集群|产业链)|为(?:重点|主导|方向))")
LEAST = 3
ASIDE = "("
SHORT = 6


def turns(text: str, passage: Passage, industries: Sequence[Span]) -> dict[Span, Span]:
    """For each sentence of a passage that is about one of several industries listed before, in their order, which.

    There must be exactly as many sentences after the list as it has members (`以A、B、C为重点。` and three sentences).
    """
    found = [m.span() for m in FULL.finditer(text, passage.start, passage.end)]
    told = [(a, b) for a, b in found if text[a] != ASIDE and b - a >= SHORT]
    for place, within in enumerate(told):
        rest = told[place + 1 :]
        inside = industries[bisect_left(industries, within) : bisect_right(industries, (within[1], 0))]
        if len(rest) >= LEAST and (listed := _run(text, inside, len(rest))):
            return dict(zip(rest, listed, strict=True))
    return {}


def _run(text: str, spans: Sequence[Span], length: int) -> list[Span]:
    """The first run of spans joined by 、 that has this length and closes as a list of trades; else none."""
    run: list[Span] = []
    for span in spans:
        if run and span[0] < run[-1][1]:
            continue
        run = [*run, span] if run and text[run[-1][1] : span[0]] == "、" else [span]
        if len(run) == length and TRADES.match(text, span[1]):
            return run
    return []
