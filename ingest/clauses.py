"""Clauses of a sentence: where they begin and end, and the industry or the places that one opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Span

BREAK = re.compile(r"[,:。;!?\n]")
LEAD = r"(?:其中)?(?:重点|着力|积极)?(?:围绕|聚焦|瞄准|针对|立足|依托|推动|支持|促进|引导|在|以|对)?"
WANTS = (
    r"(?:重点|加快|大力|积极|着力|培育|前瞻|优先|精准|谋划)*"
    r"(?:引进|招引|引育|引培|导入|布局|承接|补齐|突破|攻克|培育|研发|生产|做强|做大|巩固|推广|探索|重点发展|大力发展)"
)
INDUSTRY = r"(?P<industry>[^、,。;:!?\n“”《》()]{1,11}?(?:产业集群|产业链|产业))"
OPENED = re.compile(rf"{LEAD}{INDUSTRY}(?:领域|方面)?(?:(?P<verb>{WANTS})|(?=[^的、与和及等,。;:!?\n]))")
NO_INDUSTRY = re.compile(
    r"围绕|聚焦|支持|推动|引导|促进|发展|培育|打造|建设|完善|探索|提升|推进|加快|加强|强化|壮大|做[强大优]|布局|实施|引进"
    r"|[的将把从与和及各全我本其该]|\d|[一二三四五六七八九十百千万][条个大]|企业|项目|^(?:由|对|向|为|使|以|在|按|每)"
    r"|^(?:传统|新兴|未来|优势|特色|支柱|主导|先导|配套|关联|重点|现代|先进|新型|战略性|数字|上下游)*产业(?:链|集群)?$"
)
NO_LIST = re.compile(
    r"产值|规模|增加值|收入|达到|突破|超过|企业|项目|负责|牵头|发展|建设|培育|推进|提升|为|是|由|占|基地|园区"
)
A_LIST = re.compile(r"、|等")
PLACE = r"[^、,。;:!?\n(]{1,6}[县区市镇旗州]"
PLACED = re.compile(
    rf"(?:推动|支持|引导|鼓励)?{PLACE}(?:、{PLACE})*(?:重点|聚力|着力|加快|突出)?"
    r"(?:做大做强|做强做优|做优做强|做强|做大|做优|做精|做特|主攻)(?P<list>[^,。;:!?\n]{2,30}?)(?=等|$)"
)
PARALLEL = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """An industry with which a clause begins; a verb follows it, or else its things do, from `end`."""

    clause: Span
    industry: Span
    end: int
    verb: bool


def clause(text: str, sentence: Span, at: int) -> Span:
    """The clause around offset `at` of a sentence, its closing mark left out."""
    begin = max((m.end() for m in BREAK.finditer(text, sentence[0], at)), default=sentence[0])
    stop = BREAK.search(text, at, sentence[1])
    return begin, stop.start() if stop else sentence[1]


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """All clauses of a sentence in order, closing marks left out."""
    begin = sentence[0]
    for stop in BREAK.finditer(text, *sentence):
        yield begin, stop.start()
        begin = stop.end()
    if begin < sentence[1]:
        yield begin, sentence[1]


def opening(text: str, within: Span) -> Opening | None:
    """The industry with which a clause opens (`A产业链引进X、Y`, `围绕A产业X、Y`); None where it opens with none."""
    match = OPENED.match(text, *within)
    if not match or NO_INDUSTRY.search(match["industry"]):
        return None
    found = Opening(within, match.span("industry"), match.end(), match["verb"] is not None)
    return found if found.verb or _is_list(text[found.end : within[1]]) else None


def _is_list(words: str) -> bool:
    return A_LIST.search(words) is not None and NO_LIST.search(words) is None


def openings(text: str, sentence: Span) -> list[Opening]:
    """Clauses of a sentence that share one form: at least two open with an industry, all with a verb or all without."""
    found = [o for span in clauses(text, sentence) if (o := opening(text, span))]
    return [o for o in found if sum(other.verb == o.verb for other in found) >= PARALLEL]


def list_end(text: str, sentence: Span, at: int) -> int:
    """Where the clause around `at` ends; later clauses that only name an industry and its things belong to it."""
    _, end = clause(text, sentence, at)
    while end < sentence[1] and text[end] == ",":
        nxt = clause(text, sentence, end + 1)
        opened = opening(text, nxt)
        if not opened or opened.verb:
            break
        end = nxt[1]
    return end


def placed(text: str, within: Span) -> Span | None:
    """What places make strong in a clause (`A县做强X`), as the span of the list X."""
    match = PLACED.match(text, *within)
    return match.span("list") if match else None
