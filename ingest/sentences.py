"""Sentences of the normalised text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.records import Document, Span, Text

ENDS = "。!?\n"
SPACES = re.compile(r"(?<=[!-~])\s+(?=[!-~])|(\s+)")


@lru_cache(maxsize=4096)
def sentence(text: str, start: int, end: int) -> Span:
    """The span of the sentence, or sentences, that hold [start, end), closing mark included; one is asked for often."""
    begin = max((text.rfind(mark, 0, start) for mark in ENDS), default=-1) + 1
    stops = [at for mark in ENDS if (at := text.find(mark, max(end - 1, start))) >= 0]
    stop = min(stops, default=len(text))
    return begin, stop if stop < len(text) and text[stop] == "\n" else min(stop + 1, len(text))


def quote(document: Document, start: int, end: int) -> str:
    """The characters of a span without the breaks between lines and cells."""
    return document.text.text[start:end].replace("\n", "")


def verbatim(text: Text, start: int, end: int) -> str:
    """The original characters of a span, fit to be quoted.

    Breaks of wrapped lines and the blanks of typesetting go, blanks between Latin words stay, and one blank stands
    between two lines or cells.
    """
    pieces, at = [], start
    for line in text.text[start:end].split("\n"):
        if line:
            pieces.append(tidy(text.source.raw[slice(*text.raw_span(at, at + len(line)))]))
        at += len(line) + 1
    return " ".join(pieces)


@lru_cache(maxsize=4096)
def tidy(raw: str) -> str:
    """Raw characters without controls, line breaks and blanks other than those between Latin words."""
    shown = "".join(c for c in raw if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return SPACES.sub(lambda m: "" if m[1] else " ", shown.strip())


def letters(text: str) -> str:
    """What two writings of one quote must have in common: all characters but blanks, controls and cell borders."""
    return "".join(c for c in text if not c.isspace() and c != "|" and unicodedata.category(c) not in ("Cc", "Cf"))
