"""Sentences of the normalised text."""

from __future__ import annotations

from ingest.records import Document, Span

ENDS = "。!?\n"


def sentence(text: str, start: int, end: int) -> Span:
    """The span of the sentence, or sentences, that hold [start, end), closing mark included."""
    begin = max((text.rfind(mark, 0, start) for mark in ENDS), default=-1) + 1
    stops = [at for mark in ENDS if (at := text.find(mark, max(end - 1, start))) >= 0]
    stop = min(stops, default=len(text))
    return begin, stop if stop < len(text) and text[stop] == "\n" else min(stop + 1, len(text))


def quote(document: Document, start: int, end: int) -> str:
    """The characters of a span without the breaks between lines and cells."""
    return document.text.text[start:end].replace("\n", "")
