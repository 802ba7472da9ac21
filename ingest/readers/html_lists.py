"""The numbers of ordered lists, written out as a reader sees them."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from ingest.readers.numerals import written

STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
FORMS = {
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
CHINESE = ("cjk", "simp-chinese", "trad-chinese", "chn")
OWN = re.compile(r"\s*(?:[\d]+|[一二三四五六七八九十百]+|[（(][^）)]{1,4}[）)]|第\S{1,4}[条章节]|[①-⑳])\s*[.、．)）\s]")
Element = Any  # lxml has no types


def marker(item: Element, counts: dict[Element, int]) -> str:
    """The number before an item of an ordered list, counted in `counts`; nothing for items that bring their own."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    counts[parent] = _whole(item.get("value"), counts.get(parent, _whole(parent.get("start"), 1) - 1) + 1)
    style = _style(item) or _style(parent) or TYPES.get(parent.get("type", ""), "decimal")
    own = OWN.match("".join(islice(item.itertext(), 8))[:20])
    return "" if own or style == "none" else _form(counts[parent], style)


def _style(element: Element) -> str:
    found = STYLE.search(element.get("style", ""))
    return found[1].lower() if found else ""


def _form(number: int, style: str) -> str:
    if style.startswith(CHINESE):
        return written(number, "chineseCounting") + "、"
    return written(number, FORMS.get(style, "decimal")) + ". "


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default
