"""Width and wrapping of Chinese text, so that the server can place labels without asking a browser."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

ELLIPSIS = "…"
# No XML document can hold these, or they reorder the text around them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
NARROW = frozenset(" !'(),-./:;I[\\]fijlrt|{}`")
BROAD = frozenset("%@MWmw")
NEVER_FIRST = frozenset("、，。；：？！）》」』】〕〉”’%,.;:?!)]}…")
NEVER_LAST = frozenset("（《「『【〔〈“‘([{")


def clean(text: str) -> str:
    """The text without characters that break a page (controls, direction overrides, lone surrogates)."""
    return UNSAFE.sub("", text)


def width(text: str, size: float) -> float:
    """Upper bound of the width in pixels at font size `size`, regular or bold, in Noto Sans CJK or its like."""
    return size * sum(_em(c) for c in text)


def wrap(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """At most `lines` lines no wider than `room` pixels; what does not fit ends in an ellipsis."""
    rest = " ".join(clean(text).split())
    found: list[str] = []
    while rest and len(found) < lines:
        cut = len(rest) if width(rest, size) <= room else _break(rest, room, size)
        if cut < len(rest) and len(found) == lines - 1:
            return (*found, shorten(rest, room, size))
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(found)


def shorten(text: str, room: float, size: float) -> str:
    """The text, cut and ended in an ellipsis where it is wider than `room` pixels."""
    if width(text, size) <= room:
        return text
    return text[: _fits(text, room - width(ELLIPSIS, size), size)].rstrip() + ELLIPSIS


def _fits(text: str, room: float, size: float) -> int:
    """How many leading characters are within `room` pixels; a combining mark stays with its letter."""
    count = sum(1 for w in accumulate(_em(c) * size for c in text) if w <= room)
    while 0 < count < len(text) and _em(text[count]) == 0:
        count -= 1
    return count


def _break(text: str, room: float, size: float) -> int:
    """Where to end the first line: not inside a Latin word, not before a closing or after an opening mark."""
    most = max(1, _fits(text, room, size))
    for cut in range(most, 0, -1):
        before, after = text[cut - 1], text[cut]
        inside_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        if not inside_word and after not in NEVER_FIRST and before not in NEVER_LAST:
            return cut
    return most


def _em(char: str) -> float:
    """Upper bound of a character's advance in units of the font size (Noto Sans CJK SC, both weights)."""
    if char.isascii():
        return 0.45 if char in NARROW else 1.01 if char in BROAD else 0.78 if char.isupper() else 0.65
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(char) >= 0x1F000 and unicodedata.category(char) == "So":
        return 1.3
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.85
