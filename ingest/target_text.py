"""The text of a document as goals are read from it: names out of sight, sentences, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.records import Span

PAIRS = {"(": ")", "“": "”", "《": "》", "〔": "〕", "[": "]", "【": "】"}
HIDE, CUT = "□", "|"
SENTENCE = re.compile(r"[。!?\n]")
CLAUSE = re.compile(r"[,;:()|]|——|-{2,}|\*")
DUTY = re.compile(r"[(〔\[【](?:责任|牵头|配合)|(?:负责|牵头|配合|落实|参与)[)〕\]】]$")
COUNTER = re.compile(r"\([条家个项台次套]\)")
PLAN = re.compile("“十.五”")
INLINE_MAX = 40


def masked(text: str) -> str:
    """The text, same length, with titles, short quotes, short brackets and responsibility brackets blotted out.

    What is blotted out belongs to a name: numbers and marks in it mean nothing to a goal.
    """
    out = list(text)
    at = 0
    while at < len(text):
        close = PAIRS.get(text[at])
        end = text.find(close, at + 1, at + 400) if close else -1
        if end > 0 and COUNTER.fullmatch(text, at, end + 1):
            out[at], out[end] = "<", ">"
        elif end > 0 and (sign := _sign(text[at : end + 1])):
            out[at : end + 1] = sign * (end + 1 - at)
            at = end
        at += 1
    return "".join(out)


def _sign(inside: str) -> str:
    """What stands in for a bracket or quote: HIDE for a name, CUT for a responsibility bracket, "" to leave it."""
    if "\n" in inside or PLAN.fullmatch(inside):
        return ""
    if DUTY.search(inside):
        return CUT
    if inside[0] in "《〔【[":
        return HIDE
    if len(inside) > INLINE_MAX or any(mark in inside for mark in "。;:"):
        return ""
    return HIDE if inside[0] == "“" or not re.search(r"\d|,", inside) else ""


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences of masked text[start:end)."""
    return _split(SENTENCE, text, start, end)


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the clauses of a sentence."""
    return _split(CLAUSE, text, start, end)


def _split(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for mark in pattern.finditer(text, start, end):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < end:
        yield at, end
