"""Enterprises put whole where a longer name, a company's ending or its branch stands; institutes set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lists import Found
from ingest.topics import platform_sort

LEGAL = re.compile(r"[^、,。;:!?\n“”《》的及和与等]{0,10}?(?:股份有限公司|有限责任公司|有限公司)")
BRANCH = re.compile(r"[\u4e00-\u9fff]{2,14}?分公司")
FOUNDED = r"联合|携手|推动|支持|设立|成立|投资建设|合作|组建|收购|入股|引进|共同|下属|[和与及]"
NO_PART = {LEGAL: re.compile(f"{FOUNDED}|投资|建设"), BRANCH: re.compile(FOUNDED)}
COMPANY = re.compile(r"(?:公司|集团)$")
INSTITUTES = ("university", "lab", "institute")


def wholes(text: str, spans: Sequence[Found]) -> Iterator[Found]:
    """The spans, each enterprise as long as its name is, an institute taken for one as the platform it is."""
    known = sorted({text[s.start : s.end] for s in spans if s.kind == "ENT"}, key=len, reverse=True)
    taken = -1
    for span in spans:
        if span.kind == "ENT":
            if span.start < taken:
                continue
            longer = next(n for n in known if text.startswith(n, span.start))
            end = _end(text, max(span.end, span.start + len(longer)))
            taken = end if end > span.end else taken
            span = replace(span, end=end, kind="PLAT" if platform_sort(text[span.start : end]) in INSTITUTES else "ENT")
        yield span


def _end(text: str, end: int) -> int:
    """Where an enterprise's name ends that is tagged up to `end`."""
    for ending in (BRANCH,) if COMPANY.search(text, max(0, end - 2), end) else (LEGAL, BRANCH):
        rest = ending.match(text, end)
        if rest and not NO_PART[ending].search(rest[0]):
            end = rest.end()
    return end
