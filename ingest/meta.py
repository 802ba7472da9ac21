"""What a document says about itself: title, number, issuer, date, region, period, status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.markers import GENRES, ISSUER, is_title
from ingest.records import PolicyMeta, Span, Text
from ingest.regions import Region, region_of

NUMBER = re.compile(r"(?:^|[^\u4e00-\u9fff]|的通知|字号)([\u4e00-\u9fff]{2,9}[〔\[(]\d{4}[〕\])](?:第)?\d+号)")
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d{1,2})-(\d{1,2})")
PERIOD = re.compile(r"(20\d\d)年?[-—–~至到]{1,3}(20\d\d)年")
PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
DRAFT = re.compile(r"征求意见稿|草案|初稿|修改稿|送审稿|公开征求意见")
LEVELS = {"province": "province", "prefecture": "city", "county": "county", "zone": "district"}
HEAD = 1500
LABELLED = 40
NUMBERED = re.compile(r"^\d{1,2}[.、]")


def read_meta(text: Text, spans: Sequence[Span]) -> PolicyMeta:
    """Read the particulars from the head and the tail; `spans` are the document's lines."""
    lines = [(text.text[s:e].lstrip("#"), e) for s, e in spans]
    head = [line for line in lines if line[1] <= HEAD] or lines[:1]
    title, end = _title(head)
    edges = [t for t, _ in (*head, *lines[-4:])]
    issuer = _issuer(title, edges)
    region = region_of(title, issuer, text.text)
    top = "\n".join(t for t, _ in head)
    return PolicyMeta(
        title=title or text.source.path.stem,
        doc_number=_number(edges, title),
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
    """The notice that carries a plan (…关于印发…的通知) where it is whole, else the longest title line."""
    titles = [line for line in head if is_title(line[0])]
    notice = next((line for line in titles if "印发" in line[0]), None)
    text, end = notice or max(titles, key=lambda line: len(line[0]), default=("", 0))
    return NUMBERED.sub("", text), end


def _number(lines: Sequence[str], title: str) -> str:
    for line in lines:
        match = NUMBER.search(line)
        if match and (len(line) <= len(match[1]) + 8 or line.startswith(title)) and "根据" not in line:
            return match[1]
    return ""


def _issuer(title: str, lines: Sequence[str]) -> str:
    if match := re.match(r"(.{3,30}?(?:政府|办公室|办公厅|委员会|局|厅|部))(?:等.{0,6})?关于", title):
        return match[1]
    bare = (re.sub(r"(?<=室)主管办公室$", "", line) for line in lines)
    return next((line for line in bare if ISSUER.fullmatch(line)), "")


def _issued(lines: Sequence[str], labelled: Sequence[str]) -> str:
    """A line that is nothing but a date, anywhere; else a labelled date (发文时间) at the head or tail."""
    alone = (
        m for line in lines if (m := DATE.fullmatch(line.strip("()")) or DATE.fullmatch(line.removesuffix("印发")))
    )
    named = (
        m for line in labelled if len(line) <= LABELLED and re.search("时间|日期", line) and (m := DATE.search(line))
    )
    match = next(alone, None) or next(named, None)
    if match is None:
        return ""
    year, month, day = (g for g in match.groups() if g)
    return f"{year}-{int(month):02d}-{int(day):02d}"


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
