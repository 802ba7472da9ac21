"""Characters to the encoder's ids, where NFKC punctuation means the full-width marks of its training text."""

from __future__ import annotations

import json
from pathlib import Path

FULL = dict(zip(",();:?!", "，（）；：？！", strict=True))


def letters(vocabulary: Path) -> dict[str, int]:
    """The id of every normalised character that the encoder knows."""
    listed: list[str] = json.loads(vocabulary.read_text("utf-8"))["vocab"]
    known = {letter: index for index, letter in enumerate(listed)}
    return known | {half: known[full] for half, full in FULL.items() if full in known}
