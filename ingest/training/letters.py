"""Characters to the encoder's ids, where NFKC punctuation means the full-width marks of its training text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ingest.tagger import PREFIX, UNKNOWN

FULL = dict(zip(",();:?!", "，（）；：？！", strict=True))


def letters(vocabulary: Path) -> dict[str, int]:
    """The id of every normalised character that the encoder knows."""
    listed: list[str] = json.loads(vocabulary.read_text("utf-8"))["vocab"]
    known = {letter: index for index, letter in enumerate(listed)}
    return known | {half: known[full] for half, full in FULL.items() if full in known}


def numbered(window: str, ids: Mapping[str, int]) -> list[int]:
    """The ids of a window of text behind those of the prefix, as a network reads them."""
    return [*PREFIX, *(ids.get(letter, UNKNOWN) for letter in window)]
