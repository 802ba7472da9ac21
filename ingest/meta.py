"""What a document says about itself: title, number, issuer, date, region, period, status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from ingest.markers import GENRES, ISSUER, is_title
from ingest.records import PolicyMeta, Span, Text
from ingest.regions import Region, region_of, stated_region

NUMBER = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|的通知|字号)(?:的通知)?([\u4e00-\u9fff]{2,9}[〔\[(]\d{4}[〕\])](?:第)?\d+号)"
)
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d{1,2})-(\d{1,2})")
PERIOD = re.compile(r"(20\d\d)年?[-—–~至到]{1,3}(20\d\d)年")
PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
DRAFT = re.compile(r"征求意见稿|草案|初稿|修改稿|送审稿|公开征求意见")
LEVELS = {"province": "province", "prefecture": "city", "county": "county", "zone": "district"}
HEAD = 1500
LABELLED = 40
NUMBER_ROOM = 8
BY = re.compile(r"(.{3,30}?(?:政府|办公室|办公厅|委员会|局|厅|部))(?:等.{0,6})?(?:印发)?关于")
TAIL = re.compile(r"\((?:20\d\d年\d{1,2}月\d{1,2}日|[^()]*号)\)$")
SIGNED = re.compile(rf"{ISSUER.pattern}(?:{DATE.pattern})(?:印发)?")
NUMBERED = re.compile(r"^\d{1,2}[.、]")


def read_meta(text: Text, spans: Sequence[Span]) -> PolicyMeta:
    """Read the particulars from the head and the tail; `spans` are the document's lines."""
    lines = [(text.text[s:e].lstrip("#"), e) for s, e in spans]
    head = [line for line in lines if line[1] <= HEAD] or lines[:1]
    title, end = _title(head)
    edges = [t for t, _ in (*head, *lines[-4:])]
    issuer = _issuer(edges)
    region = region_of(title, issuer, text.text)
    top = "\n".join(t for t, _ in head)
    return PolicyMeta(
        title=title or text.source.name or text.source.path.stem,
        doc_number=_number(edges),
        issuer=issuer,
        issued_on=_issued([t for t, _ in lines], edges),
        region=region.name if region else "",
        period=_period(title, top),
        status="draft" if DRAFT.search(top[:600]) else "in_force",
        level=_level(title, region),
        genre=next((g for g in GENRES if g in title), ""),
        title_span=(end - len(title), end) if title else spans[0],
    )


def _title(head: Sequence[tuple[str, int]]) -> tuple[str, int]:
    """A plan's own title where it names its place, else the notice that carries it, else the longest title line."""
    titles = [line for line in head if is_title(line[0])]
    own = next((line for line in titles if "印发" not in line[0] and stated_region(line[0])), None)
    notice = next((line for line in titles if "印发" in line[0]), None)
    text, end = own or notice or max(titles, key=lambda line: len(line[0]), default=("", 0))
    tail = TAIL.search(text)
    return NUMBERED.sub("", text[: tail.start()] if tail else text), end - (len(tail[0]) if tail else 0)


def _number(lines: Sequence[str]) -> str:
    """The number that stands by itself, after its label, or right behind the title of a notice."""
    for line in lines:
        match = NUMBER.search(line)
        if match and (len(line) <= len(match[1]) + NUMBER_ROOM or line[: match.start(1)].endswith("的通知")):
            return match[1]
    return ""


def _issuer(lines: Sequence[str]) -> str:
    """The body that a notice's title names, else the first line that is nothing but a body's name."""
    titled = (BY.match(NUMBERED.sub("", line)) for line in lines if is_title(line))
    if match := next((m for m in titled if m), None):
        return match[1]
    bare = (re.sub(r"(?<=室)主管办公室$", "", line) for line in lines)
    signed = (DATE.sub("", line).removesuffix("印发") if SIGNED.fullmatch(line) else line for line in bare)
    return next((line for line in signed if ISSUER.fullmatch(line)), "")


def _issued(lines: Sequence[str], edges: Sequence[str]) -> str:
    """The date under the text, by itself or after the issuer; else the one in the title, else a labelled one."""
    alone = (DATE.fullmatch(line.strip("()").removesuffix("印发")) for line in lines)
    signed = (SIGNED.fullmatch(line) for line in lines)
    titled = (TAIL.search(line) for line in edges if is_title(line))
    labelled = (DATE.search(line) for line in edges if len(line) <= LABELLED and re.search("时间|日期", line))
    for match in (*alone, *signed, *titled, *labelled):
        if match and (found := DATE.search(match[0])):
            year, month, day = (int(g) for g in found.groups() if g)
            with suppress(ValueError):
                return date(year, month, day).isoformat()
    return ""


def _period(title: str, head: str) -> tuple[int, int] | None:
    named = re.findall(r"[^\n]{0,60}(?:方案|计划|规划|措施|意见)\n?\([^\n]{0,20}\)", head)
    for text in (title, *named):
        if match := PERIOD.search(text):
            return int(match[1]), int(match[2])
    return next((span for word, span in PLANS.items() if word in title and "规划" in title), None)


def _level(title: str, region: Region | None) -> str:
    if region is None:
        return "national" if re.match(r"国务院|国家|工业和信息化部", title) else ""
    return LEVELS[region.level]
