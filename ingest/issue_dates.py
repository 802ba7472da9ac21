"""The day on which a document was issued: under the text, after its issuer, in the title, or labelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from ingest.markers import ISSUER, is_title
from ingest.numbers import DIGITS, spoken

DATE = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d{1,2})-(\d{1,2})"
    r"|([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
PUBLIC = r"\((?:此件|主动公开|依申请公开)"
SIGNED = re.compile(rf"{ISSUER.pattern}(?:{DATE.pattern})(?:印发)?")
INSIDE = re.compile(
    rf"(?:^|(?<=[。;!\n)]))"
    rf"(?:{ISSUER.pattern}(?:{DATE.pattern})(?=$|\n|为|{PUBLIC})|(?:{DATE.pattern})(?={PUBLIC}))",
    re.MULTILINE,
)
TAIL = re.compile(r"\((?:20\d\d年\d{1,2}月\d{1,2}日|[^()]*号)\)$")
LABELLED = 40
EDGE = 1500
YEAR = 4
"""Letters of a year; a month or day has fewer."""


def issued(text: str, lines: Sequence[str], edges: Sequence[str]) -> str:
    """The day as YYYY-MM-DD, empty where none is told; `edges` are the first and last of the document's `lines`.

    The date under the text counts before the one in the title, and that before one that a page labels (发布日期).
    """
    return next((day for found in _told(text, lines, edges) if (day := _day(found))), "")


def _told(text: str, lines: Sequence[str], edges: Sequence[str]) -> Iterator[str]:
    yield from (line for line in lines if DATE.fullmatch(line.strip("()").removesuffix("印发")))
    yield from (line for line in lines if SIGNED.fullmatch(line))
    yield from (match[0] for part in (text[:EDGE], text[-EDGE:]) for match in INSIDE.finditer(part))
    yield from (tail[0] for line in edges if is_title(line) and (tail := TAIL.search(line)))
    yield from (line for line in edges if len(line) <= LABELLED and re.search("时间|日期", line))


def _day(text: str) -> str:
    match = DATE.search(text)
    if match is None:
        return ""
    year, month, day = (_number(part) for part in match.groups() if part)
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return ""


def _number(written: str) -> int:
    """A number in figures, in single Chinese digits (二〇一一) or spoken (二十三)."""
    if written.isascii():
        return int(written)
    digits = len(written) == YEAR
    return int("".join(str(DIGITS[letter]) for letter in written)) if digits else int(spoken(written))
