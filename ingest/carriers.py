"""Platforms that structure gives away: places with a trade before a word for carriers, projects that are carriers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.known import is_term
from ingest.lists import Found
from ingest.outline import Outline
from ingest.topics import platform_sort
from ingest.works import bare_members
from ontology.reference.divisions import begun_by, full_names, short_names

RULE = "frame.carrier"
CLOSED = (
    r"等(?!地|[市县省](?!级)|城市|企业)(?:(?!建设|打造|创建|共建|参与|开展|先进|转移|[、,。;:!?\n和的在到])[^\n]){0,14}?"
    r"(?P<carrier>科创城|科技城|产业园|园区|基地|集聚区)(?=建设|集聚|发展|[、,。;和及(]|$)"
)
MEMBER = r"[^、和,。;:!?\n“”等]{2,20}"
LISTED = re.compile(rf"(?:大力|积极|重点)?(?:支持|引导|鼓励)?(?P<list>(?:{MEMBER}[、和]){{1,20}}{MEMBER}){CLOSED}")
BEHIND = re.compile(rf"[^,。;:!?\n]{{0,200}}?{CLOSED}")
TRADE = 2
NO_TRADE = re.compile(r"政府|[厅局委办]$|公司|[省市县区]$|[()]$|大学|学院|高校|院所|银行|国企")
PARK = re.compile(
    r"(?!.*(?:公司|年产|(?:生产|制造)基地|(?:算力?|计算|数据|处理)中心))[\u4e00-\u9fffA-Za-z·]{3,}(?:园|园区|港|城|基地|中心|平台)"
)


def carriers(outline: Outline) -> Iterator[Found]:
    """Places with a trade in a list that closes with what carries it (`推进青屏光电、云河瓷业等科创城建设`)."""
    text = outline.text
    for match in LISTED.finditer(text):
        for start, end in bare_members(text, *match.span("list")):
            name = text[start:end]
            place = begun_by(name)
            if place and len(name) - len(place) >= TRADE and not _is_else(name):
                yield Found(start, end, "PLAT", RULE, 0.6)


def _is_else(name: str) -> bool:
    """Whether what begins like a place is a term, a longer place, or something that a park is not."""
    whole = is_term(name) or name in full_names() or name in short_names() or name.count("(") != name.count(")")
    return whole or NO_TRADE.search(name) is not None


def sort_word(text: str, span: Found) -> str:
    """What tells the sort of a platform: its own name, or the word for carriers that closes the list it is in."""
    name = text[span.start : span.end]
    closed = BEHIND.match(text, span.end) if platform_sort(name) == "other" else None
    return closed["carrier"] if closed else name


def carried(text: str, spans: Iterable[Found]) -> Iterator[Found]:
    """Projects that are carriers by their ending, as platforms too, where nothing else takes them for one."""
    spans = list(spans)
    taken = {at for span in spans if span.kind == "PLAT" for at in range(span.start, span.end)}
    for span in spans:
        if span.kind == "PROJ" and span.start not in taken and PARK.fullmatch(text, span.start, span.end):
            yield Found(span.start, span.end, "PLAT", RULE, 0.6)
