"""What a document says about itself: title, number, issuer, date, region, period, status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.issue_dates import DATE, SIGNED, TAIL, issued
from ingest.markers import GENRES, ISSUER, continues_title, is_title
from ingest.records import PolicyMeta, Span, Text
from ingest.regions import Region, region_of, stated_region

NUMBER = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|的通知|字号)(?:的通知)?([\u4e00-\u9fff]{2,9}[〔\[(]\d{4}[〕\])](?:第)?\d+号)"
)
PERIOD = re.compile(r"(20\d\d)年?[-—–~至到]{1,3}(20\d\d)年")
NAMED = re.compile(r"[^\n]{0,60}(?:方案|计划|规划|措施|意见)\n?\([^\n]{0,20}\)")
CITED = re.compile(r"落实|根据|按照|依据|贯彻|衔接|围绕")
OWN_PERIOD = re.compile(r"本(?:规划|方案|计划|意见)[^。\n]{0,8}20\d\d年?[-—–~至到]{1,3}20\d\d年")
ONE_YEAR = re.compile(r"(20\d\d)年[^年]{0,12}(?:工作报告|行动计划|工作要点|工作计划|实施方案)")
PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
DRAFT = re.compile(r"征求意见稿|草案|初稿|修改稿|送审稿|公开征求意见|日修改\)")
LEVELS = {"province": "province", "prefecture": "city", "county": "county", "zone": "district"}
HEAD = 1500
NUMBER_ROOM = 8
BY = re.compile(r"(.{3,30}?(?:政府|办公室|办公厅|委员会|局|厅|部))(?:等.{0,6})?(?:印发)?关于")
SIGNATURE = re.compile(rf"{ISSUER.pattern}(?:{DATE.pattern})(?:\(此件[^()]*\))?")
REVISED = re.compile(r"\([^()]*(?:修改|修改稿)\)$")
GLUED = re.compile(
    rf"([^。;\n《》]{{8,70}}?(?:{'|'.join(GENRES)}))([\u4e00-\u9fff]{{2,9}}〔20\d\d〕\d{{1,4}}号)(?=[\u4e00-\u9fff])"
)
QUOTED = re.compile(
    r"《([^《》\n]{6,70})》(?:\([^()\n]{2,30}\))?(?:已经|经|,?现|印发)[^。《》\n]{0,30}?(?:同意|审议|印发|发给|给你们)"
)
NO_BODY = re.compile(r"^第[^局]{1,4}[章节编]|[布格结全]局$")
NUMBERED = re.compile(r"^\d{1,2}[.、]")


def read_meta(text: Text, spans: Sequence[Span]) -> PolicyMeta:
    """Read the particulars from the head and the tail; `spans` are the document's lines."""
    lines = [(text.text[s:e].lstrip("#"), e) for s, e in spans]
    head = [line for line in lines if line[1] <= HEAD] or lines[:1]
    span = _title(text.text, head)
    title = text.text[slice(*span)].replace("\n", "") if span else ""
    edges = [t for t, _ in (*head, *lines[-4:])]
    issuer = _issuer([title, *edges])
    region = region_of(title, issuer, text.text)
    top = "\n".join(t for t, _ in head)
    return PolicyMeta(
        title=title or text.source.name or text.source.path.stem,
        doc_number=_number(text.text, edges),
        issuer=issuer,
        issued_on=issued(text.text, [t for t, _ in lines], edges),
        region=region.name if region else "",
        period=_period(title, top),
        status="draft" if DRAFT.search(top[:600]) else "in_force",
        level=_level(title, region),
        genre=next((g for g in GENRES if g in title), ""),
        title_span=span or spans[0],
    )


def _title(text: str, head: Sequence[tuple[str, int]]) -> Span | None:
    """A plan's own title where it names its place, else the notice that carries it, else the longest title line.

    Where no line is a title, the one that a number follows in its line, or that the notice quotes; a title broken over
    lines is whole.
    """
    titles = [line for line in head if is_title(line[0])]
    own = next((line for line in titles if "印发" not in line[0] and stated_region(line[0])), None)
    notice = next((line for line in titles if "印发" in line[0]), None)
    quoted = next((match.span(1) for match in QUOTED.finditer(text, 0, HEAD) if is_title(match[1])), None)
    best = own or notice or max(titles, key=lambda line: len(line[0]), default=None)
    if best is None:
        glued = GLUED.match(text)
        return glued.span(1) if glued else quoted
    start, end = _bare(*best)
    if quoted and text[slice(*quoted)].endswith(text[start:end]):
        return quoted
    before = next((line for line in head if line[1] == start - 1), None)
    return (start - 1 - len(before[0]) if before and continues_title(before[0], best[0]) else start), end


def _bare(line: str, end: int) -> Span:
    """Where a title line's own words stand: without its number, a signature before them, a date or stage after."""
    start = end - len(line)
    for before in (NUMBERED, SIGNATURE):
        head = before.match(line)
        start, line = (start + head.end(), line[head.end() :]) if head else (start, line)
    for after in (TAIL, REVISED):
        tail = after.search(line)
        line = line[: tail.start()] if tail else line
    return start, start + len(line)


def _number(text: str, lines: Sequence[str]) -> str:
    """The number that stands by itself, after its label, before those addressed, or right behind a title."""
    for line in lines:
        match = NUMBER.search(line)
        if match and (len(line) <= len(match[1]) + NUMBER_ROOM or _placed(line, match.span(1))):
            return match[1]
    glued = GLUED.match(text)
    return glued[2] if glued else ""


def _placed(line: str, number: Span) -> bool:
    behind = line[: number[0]].endswith("的通知") or (is_title(line) and TAIL.search(line, number[0] - 1) is not None)
    return behind or (number[0] == 0 and line.endswith(":"))


def _issuer(lines: Sequence[str]) -> str:
    """The body that a notice's title names, else the first line that is nothing but a body's name."""
    titled = (BY.match(NUMBERED.sub("", line)) for line in lines if is_title(line))
    if match := next((m for m in titled if m), None):
        return match[1]
    bare = (re.sub(r"(?<=室)主管办公室$", "", line) for line in lines)
    signed = (DATE.sub("", line).removesuffix("印发") if SIGNED.fullmatch(line) else line for line in bare)
    return next((line for line in signed if ISSUER.fullmatch(line) and not NO_BODY.search(line)), "")


def _period(title: str, head: str) -> tuple[int, int] | None:
    """First and last year: of the title, of the plan that the head names as its own, else of its one year."""
    named = [words for words in NAMED.findall(head) if not CITED.search(words)]
    for text in (title, *named, *OWN_PERIOD.findall(head)):
        if match := PERIOD.search(text):
            return int(match[1]), int(match[2])
    if year := ONE_YEAR.search(title):
        return int(year[1]), int(year[1])
    return next((span for word, span in PLANS.items() if word in title and "规划" in title), None)


def _level(title: str, region: Region | None) -> str:
    if region is None:
        return "national" if re.match(r"国务院|国家|工业和信息化部", title) else ""
    return LEVELS[region.level]
