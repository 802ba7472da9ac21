"""Finds a name, which is stored in NFKC, in a sentence, which is stored as the document writes it."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text in NFKC wherever a character becomes exactly one, so that it keeps its length: （Ａ，１） → (A,1)."""
    return "".join(_one(char) for char in text)


def find(text: str, words: str) -> tuple[int, int] | None:
    """Where the words stand in the text, as (start, end) offsets, both read folded, else also without white space.

    None where they do not occur or are empty.
    """
    whole, wanted = fold(text), fold(words)
    if not wanted.strip():
        return None
    if (start := whole.find(wanted)) >= 0:
        return start, start + len(wanted)
    places = [place for place, char in enumerate(whole) if not char.isspace()]
    dense = "".join(wanted.split())
    start = "".join(whole[place] for place in places).find(dense)
    return (places[start], places[start + len(dense) - 1] + 1) if start >= 0 else None


def split(text: str, words: str) -> tuple[str, str, str]:
    """The text before, at and after the words as it writes them; all of it before where they do not occur."""
    if (found := find(text, words)) is None:
        return text, "", ""
    return text[: found[0]], text[found[0] : found[1]], text[found[1] :]


def _one(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char
