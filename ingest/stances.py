"""Stance: what the words that govern a thing's clause want of it (gap, introduce, strengthen, develop)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import Span

RARITY = ("gap", "introduce", "strengthen", "develop")
BREAK = re.compile(r"[,:。;!?\n]")
TOUCHING = 2
REPAIR = re.compile(r"[,](?:加快|全力|着力|有效)?(?:补齐|填补|弥补|补强|补足)[^,。;]{0,12}(?:短板|弱项|空白|缺口)")


def stance_of(text: str, sentence: Span, start: int, end: int) -> str:
    """Stance towards the name at [start, end) of a sentence; `develop` where no other word governs it.

    The verbs nearest before the name in its clause speak for its list, and so do closing words after it
    (等短板和弱项, 企业落户); of several the rarer wins.
    """
    before = text[_clause_start(text, sentence[0], start) : start]
    stop = BREAK.search(text, end, sentence[1])
    after = text[end : stop.start() if stop else sentence[1]]
    voiced = {*_nearest(before), *_closing(after)}
    if stop and REPAIR.match(text, stop.start(), sentence[1]):
        voiced.add("gap")
    return rarest(voiced)


def rarest(stances: set[str]) -> str:
    """The rarest of several stances: gap > introduce > strengthen > develop."""
    return next((stance for stance in RARITY if stance in stances), "develop")


def _clause_start(text: str, begin: int, start: int) -> int:
    breaks = [m.end() for m in BREAK.finditer(text, begin, start)]
    return breaks[-1] if breaks else begin


def _nearest(before: str) -> set[str]:
    """Stances of the last verb before the name and of the verbs that touch it (培育引进, 谋划建设)."""
    found: set[str] = set()
    edge: int | None = None
    for match in reversed(list(_verbs().finditer(before))):
        if edge is not None and edge - match.end() > TOUCHING:
            break
        found.add(str(match.lastgroup))
        edge = match.start()
    return found


def _closing(after: str) -> set[str]:
    return {stance for stance, pattern in _closers().items() if pattern.search(after)}


@cache
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(files("ingest").joinpath("data/stances.yaml").read_text("utf-8"))
    return loaded


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{stance}>{'|'.join(_words()[stance]['before'])})" for stance in RARITY))


@cache
def _closers() -> dict[str, re.Pattern[str]]:
    return {s: re.compile("|".join(_words()[s]["after"])) for s in RARITY if _words()[s]["after"]}
