"""Turns a user's words into a full-text query that finds names by any part and can do nothing else."""

from __future__ import annotations

import re
import unicodedata

LATIN = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """The words as names are stored: NFKC, outer white space gone."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def phrase(text: str) -> str:
    """Lucene query for the words, all of which must occur; empty where no letter or digit is left.

    The index holds pairs of Chinese characters: a quoted word matches inside any name, one character matches as the
    first or second of a pair, and a Latin word also as the beginning of a longer one.
    """
    return " AND ".join(part for word in plain(text).lower().split() if (part := _word(word)))


def _word(word: str) -> str:
    if not any(char.isalnum() for char in word):
        return ""
    if LATIN.fullmatch(word):
        return f'("{word}" OR {word}*)'
    if len(word) == 1:
        return f"({word} OR {word}* OR *{word})"
    quoted = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
