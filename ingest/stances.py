"""Stance: what the words that govern a thing's clause want of it (gap, introduce, strengthen, develop)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.clauses import clause, list_end
from ingest.records import Span

RARITY = ("gap", "introduce", "strengthen", "develop")
TOUCHING = 2
OF_PLACE = re.compile(
    r"(?:产业)?[^、,。;:!?\n“”《》()的和及与等]{0,8}(?:平台|中心|基地|园区|产业园|实验室|示范区)(?!项目)"
)
BLOT = "□"
REPAIR = re.compile(
    r",(?:加快|全力|着力|有效|逐步)?(?:补齐|填补|弥补|补强|补足)"
    r"(?:产业链?|链条|供应链|上下游|配套|关键|核心|重点|薄弱|缺失|环节|领域|行业|方面|的)*(?:短板|弱项|空白|缺口)"
)


def stance_of(text: str, sentence: Span, start: int, end: int, words: str = "") -> str:
    """Stance towards the name at [start, end) of a sentence; `develop` where no other word governs it.

    `words` is the text with its names blotted out, so that a word inside a name (工艺优化) speaks of nothing.

    The verbs nearest before the name in its clause speak for its list, and so do closing words after it
    (等短板和弱项, 企业落户); of several the rarer wins. A repair that names nothing of its own (补齐产业链短板) speaks
    of the clause before it; one that does (补齐X短板) only of its own. A name that is part of a place's (X交易平台) is
    one to develop, whatever is done with the place.
    """
    if OF_PLACE.match(text, end, sentence[1]):
        return "develop"
    words = words or text
    before = words[clause(text, sentence, start)[0] : start]
    stop = list_end(text, sentence, end)
    voiced = {*_nearest(before), *_closing(words[end:stop])}
    if REPAIR.match(text, stop, sentence[1]):
        voiced.add("gap")
    return rarest(voiced)


def blotted(text: str, names: Iterable[Span]) -> str:
    """The text, same length, with the characters of names blotted out."""
    letters = list(text)
    for start, end in names:
        letters[start:end] = BLOT * (end - start)
    return "".join(letters)


def rarest(stances: set[str]) -> str:
    """The rarest of several stances: gap > introduce > strengthen > develop."""
    return next((stance for stance in RARITY if stance in stances), "develop")


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
