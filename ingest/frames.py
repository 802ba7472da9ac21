"""Names that structure gives away: stated gaps, chains counted out, headings, clauses of one form, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ingest.carriers import carriers
from ingest.clauses import Opening, clauses, openings, placed
from ingest.firms import firms
from ingest.lists import LEAST, LONGEST, MEMBER, NOT_A_NAME, Found, listed, members
from ingest.outline import Outline
from ingest.records import Span
from ingest.tagger import Scored
from ingest.topics import is_generic
from ingest.works import works

GAP = re.compile(
    rf"(?:围绕|聚焦|针对|瞄准|补齐|填补|弥补|补强|解决)(?:((?:{MEMBER}、)+{MEMBER})等?(?:产业链?|关键|核心|领域|环节|重点|行业|方面)*"
    rf"|({MEMBER})等?(?:产业链|领域|环节)+)的?(?:短板|弱项|空白|薄弱环节|缺失环节|断点|堵点)"
)
COUNTED = re.compile(
    r"(?<!\d)\d+[条个大](?:重点|优势|特色|主导)?(?:产业链|产业集群)[,:(]?(?:即|包括|分别为|为)?[::]?((?:[^、,。;:\n]{2,16}产业链?、)+[^、,。;:\n]{2,16}产业链?)"
)
HEADED = re.compile(r"(?:产业|产业链|产业集群|制造业|服务业|经济)$")
VERBS = re.compile(
    r"(?:(?:大力|加快|积极|着力|全力|稳步|持续|重点|聚力|加速|进一步|前瞻|超前|谋划)?"
    r"(?:发展|培育|壮大|打造|建设|做大做强|做强做优|做优做强|做强|做大|做优|做精|做专|推动|推进|提升|构建|布局|巩固|改造|促进|支持|优化)){1,6}"
)
VAGUE = re.compile(
    r"产业体系|现代化|若干|发展|培育|打造|建设|完善|探索|提升|推进|立足|明确|一批|融合|赋能|县域|区域"
    r"|[一二三四五六七八九十百千万\d]+[个大条]|高质量|各|全|我|本|其"
    r"|^(?:传统|新兴|未来|优势|特色|支柱|主导|先导|配套|关联|重点|现代|先进|新型|战略性|生产性|生活性)*"
    r"(?:产业|产业链|产业集群|制造业|服务业|实体经济|经济)$|与|和|[、“”]"
)
PREDICATE = re.compile(
    r"(?:长期|主要|严重|高度|过度|过于|仍然?|尚|还|较为?|相对|目前|普遍)?"
    r"(?:依赖|依靠|存在|不足|缺失|缺乏|薄弱|受制|受限|短缺|偏[少低弱]|靠|供给|供应|自给|外购|进口|配套(?!$))"
)
LACKING = re.compile(
    r"(?:等)?(?:产业链?|链条|环节|领域|方面|供给|供应|配套|技术)*的?(?:短板|弱项|空白|薄弱环节|缺口|断点|堵点|瓶颈)(?:和弱项)?$"
)
ETC = re.compile(r"等|$")
PARALLEL = 2
WANTED = re.compile(
    rf"{VERBS.pattern}(?P<trade>[^、,。;:!?\n“”《》()]{{2,10}}?(?:产业集群|产业链|产业))(?=[,。;\n]|(?:总|年)?产值)"
)
NO_TRADE = re.compile(
    r"[的更等及其]|特色|配套|支撑|基础|相关|重要|标志|先导|新技术|[百千万]亿|大产业|乡村|重点|未来|新兴|传统|优势|主导|支柱"
)
STEM = re.compile(r"(?:产业集群|产业链|产业)$")


def framed(outline: Outline, tagged: Sequence[Scored]) -> list[Found]:
    """Spans that structure adds to the tagged ones, in order, none overlapping a true name of its own kind."""
    naming = [span for span in tagged if not is_generic(outline.text[span.start : span.end])]
    taken = {(span.kind, at) for span in naming for at in range(span.start, span.end)}
    found: list[Found] = []
    enterprises = (Found(*span, "ENT", "frame.firm", 0.7) for span in firms(outline, tagged))
    frames = (
        _headings(outline),
        _counted(outline),
        _gaps(outline, tagged),
        _clauses(outline),
        _wanted(outline),
        works(outline),
        carriers(outline),
        enterprises,
    )
    for new in [
        *chain.from_iterable(frames),
        *listed(outline.text, tagged),
    ]:
        if not any((new.kind, at) in taken for at in range(new.start, new.end)):
            taken |= {(new.kind, at) for at in range(new.start, new.end)}
            found.append(new)
    return sorted(found, key=lambda f: (f.start, f.end, f.kind))


def _headings(outline: Outline) -> Iterator[Found]:
    """A heading that is an industry once its verb is taken off (`(一)做强装备制造产业集群`)."""
    seen: set[Span] = set()
    for place in outline.places:
        for start, end in place.headings[:1]:
            words = outline.text[start:end]
            verb = VERBS.match(words)
            name = words[verb.end() if verb else 0 :]
            if (start, end) not in seen and HEADED.search(name) and len(name) <= LONGEST and not VAGUE.search(name):
                yield Found(end - len(name), end, "IND", "heading.industry", 0.8)
            seen.add((start, end))


def _counted(outline: Outline) -> Iterator[Found]:
    """Chains that the text counts out (`13条产业链,即A产业链、B产业链`)."""
    for match in COUNTED.finditer(outline.text):
        for start, end in members(outline.text, *match.span(1)):
            yield Found(start, end, "IND", "frame.chains", 0.9)


def _gaps(outline: Outline, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Things of which the text says that they are a short board, weak or missing."""
    named = {(span.start, span.end) for span in tagged}
    for match in GAP.finditer(outline.text):
        for start, end in members(outline.text, *match.span(match.lastindex or 0)):
            end = bare_end(outline.text, start, end)
            if (start, end) not in named and end - start >= LEAST and not NOT_A_NAME.search(outline.text[start:end]):
                yield Found(start, end, "SEG", "frame.gap", 0.7)


def bare_end(text: str, start: int, end: int) -> int:
    """Where a name of a stated gap ends: before what is said of it (长期依赖外购) and before the gap words."""
    lacking = LACKING.search(text, start, end)
    stop = lacking.start() if lacking else end
    predicate = PREDICATE.search(text, start + 1, stop)
    return predicate.start() if predicate else stop


def _clauses(outline: Outline) -> Iterator[Found]:
    """Industries that open clauses of one form, the things that follow without a verb, what places make strong."""
    for sentence in outline.sentences():
        for opened in openings(outline.text, sentence):
            yield Found(*opened.industry, "IND", "frame.clause", 0.8)
            if not opened.verb:
                yield from _items(outline.text, opened)
        for span in _placed(outline.text, sentence):
            yield Found(*span, "IND", "frame.place", 0.7)


def _wanted(outline: Outline) -> Iterator[Found]:
    """Industries that a clause wants and closes with (`壮大A产业,`), of which the document speaks elsewhere too."""
    for match in WANTED.finditer(outline.text):
        name = match["trade"]
        told = outline.text.count(STEM.sub("", name)) >= PARALLEL
        if told and not any(no.search(name) for no in (VAGUE, NO_TRADE, NOT_A_NAME)):
            yield Found(*match.span("trade"), "IND", "frame.wanted", 0.7)


def trades_of(outline: Outline) -> Iterator[Span]:
    """Spans that are industries by their clause alone: those that open it, and those that places make strong."""
    for sentence in outline.sentences():
        yield from (opened.industry for opened in openings(outline.text, sentence))
        yield from _placed(outline.text, sentence)


def _placed(text: str, sentence: Span) -> Iterator[Span]:
    lists = [span for within in clauses(text, sentence) if (span := placed(text, within))]
    for start, end in chain.from_iterable(members(text, *span) for span in lists):
        if len(lists) >= PARALLEL and not NOT_A_NAME.search(text[start:end]):
            yield start, end


def _items(text: str, opened: Opening) -> Iterator[Found]:
    etc = ETC.search(text, opened.end, opened.clause[1])
    for start, end in members(text, opened.end, etc.start() if etc else opened.clause[1]):
        if end - start >= LEAST and not NOT_A_NAME.search(text[start:end]):
            yield Found(start, end, "SEG", "frame.clause", 0.7)
