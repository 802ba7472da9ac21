"""The numbers of ordered lists, written out as a reader sees them."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

DIGITS = "零一二三四五六七八九"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
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
    if style.startswith(CHINESE) and 0 < number < 100:
        return chinese(number) + "、"
    if style.endswith(("alpha", "latin")) and 0 < number <= 26:
        return chr((65 if style.startswith("upper") else 97) + number - 1) + ". "
    if style.endswith("roman") and 0 < number < 40:
        text = _roman(number)
        return (text.upper() if style.startswith("upper") else text) + ". "
    return f"{number}. "


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("十" if tens == 1 else DIGITS[tens] + "十")) + (DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default
