"""Names that structure gives away: members of a list beside tagged ones, stated gaps, chains counted out, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.clauses import Opening, clauses, openings, placed
from ingest.firms import firms
from ingest.outline import Outline
from ingest.records import Span
from ingest.tagger import Scored

MEMBER = r"[^、,。;:!?\n“”《》]{2,18}?"
LIST = re.compile(r"(?:[^、,。;:!?\n]+、){2,}[^、,。;:!?\n]*?(?=等|[,。;:!?\n])")
GAP = re.compile(
    rf"(?:围绕|聚焦|针对|瞄准|补齐|填补|弥补|补强|解决)(?:((?:{MEMBER}、)+{MEMBER})等?(?:产业链?|关键|核心|领域|环节|重点|行业|方面)*"
    rf"|({MEMBER})等?(?:产业链|领域|环节)+)的?(?:短板|弱项|空白|薄弱环节|缺失环节|断点|堵点)"
)
COUNTED = re.compile(
    r"\d+[条个大](?:重点|优势|特色|主导)?(?:产业链|产业集群)[,:(]?(?:即|包括|分别为|为)?[::]?((?:[^、,。;:\n]{2,16}产业链?、)+[^、,。;:\n]{2,16}产业链?)"
)
HEADED = re.compile(r"(?:产业|产业链|产业集群|制造业|服务业|经济)$")
VERBS = re.compile(
    r"(?:(?:大力|加快|积极|着力|全力|稳步|持续|重点|聚力|加速|进一步|前瞻|超前|谋划)?"
    r"(?:发展|培育|壮大|打造|建设|做大做强|做强做优|做优做强|做强|做大|做优|做精|做专|推动|推进|提升|构建|布局|巩固|改造|促进|支持|优化))+"
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
MADE = re.compile(
    r"(?:发展|培育|引进|导入|招引|研发|研制|开发|生产|攻关|突破|布局|做大做强|做强|做大|巩固|提升|壮大|扩大|承接|谋划)+"
    rf"({MEMBER}(?:、{MEMBER})+)(?=等|[,。;\n])"
)
WANTED = re.compile(
    rf"{VERBS.pattern}(?P<trade>[^、,。;:!?\n“”《》()]{{2,10}}?(?:产业集群|产业链|产业))(?=[,。;\n]|(?:总|年)?产值)"
)
NO_TRADE = re.compile(
    r"[的更等及其]|特色|配套|支撑|基础|相关|重要|标志|先导|新技术|[百千万]亿|大产业|乡村|重点|未来|新兴|传统|优势|主导|支柱"
)
STEM = re.compile(r"(?:产业集群|产业链|产业)$")
HALF = 0.5
CARRIER = re.compile(
    r"(?<=..)(?:(?:生产|制造|研发)?(?:项目|企业|生产线)|在[^、,。;]{1,4}(?:布局|落地|落户)|为(?:重点|核心|主|代表|主导|特色|支撑|抓手|依托)"
    r"|\(含[^()]+\))$"
)
CLEAR = 0.6
REACH = 24
PRODUCT = r"(?:整车|整机|总成|零部件|零配件|元器件|芯片|模组|电池|电机|机器人|材料|设备|装备|软件|药物|器械)"
INVITED = re.compile(
    rf"(?:引进|招引|引育|导入)((?:[^、,。;:!?\n“”及和的]{{0,8}}{PRODUCT}[、及和与])+[^、,。;:!?\n“”及和的]{{0,8}}{PRODUCT})(?:等)?(?:生产|制造|研发|配套)?(?:企业|项目)"
)
ATTACKED = re.compile(
    rf"(?:攻关|攻克|突破)({MEMBER}(?:、{MEMBER})+)等(?:方面|领域|重大|产业|关键|核心|共性|前沿|基础|“?卡脖子”?|的)*(?:技术|难题)"
)
INSIDE = re.compile(r"([^、,。;:!?\n“”《》()]{2,16})\(含$")
LEAST = 2
LONGEST = 16
NOT_A_NAME = re.compile(
    r"^(?:引进|招引|培育|推动|推进|加快|开展|建设|实施)|一批|单项冠军|专精特新|(?:共性|核心|关键|引领)技术$|^整机$|^[以在对为将把从向由与和及者其]|\d+万|^(?:低|高)?(?:成本|附加值)|^(?:设计|调度|研发|改善|提升|产业)|(?:成本|质量)$|[0-9]+[%家个项]|等$|的$|全面|我市|全市|全省|问题|能力|机制|体制|产业链|创新链|基础设施|环境|^其|^各类|(?:发展|合作|企业|领域|结构|水平|展会|薄弱)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A span taken for a name of a kind (tagger's letters), with the rule that took it and its confidence 0..1."""

    start: int
    end: int
    kind: str
    rule: str
    confidence: float


def framed(outline: Outline, tagged: Sequence[Scored]) -> list[Found]:
    """Spans that structure adds to the tagged ones, in order, none overlapping a tagged span of its own kind."""
    taken = {(span.kind, at) for span in tagged for at in range(span.start, span.end)}
    found: list[Found] = []
    enterprises = (Found(*span, "ENT", "frame.firm", 0.7) for span in firms(outline, tagged))
    frames = (
        _headings(outline),
        _counted(outline),
        _gaps(outline, tagged),
        _clauses(outline),
        _wanted(outline),
        enterprises,
    )
    for new in [
        *chain.from_iterable(frames),
        *_list_members(outline, tagged),
        *_made(outline, tagged),
        *_asked(outline.text),
        *_holders(outline.text, tagged),
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


def _list_members(outline: Outline, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Untagged members of a 、 list of which a clear majority is tagged with one kind."""
    kinds: dict[Span, list[str]] = {}
    ends: dict[int, list[Scored]] = {}
    for span in tagged:
        kinds.setdefault((span.start, span.end), []).append(span.kind)
        ends.setdefault(span.end, []).append(span)
    for match in LIST.finditer(outline.text):
        first, *inner = members(outline.text, *match.span())
        leading = next((kinds[s.start, s.end] for s in ends.get(first[1], ()) if s.start >= first[0]), [])
        counted = Counter([*leading, *(kind for span in inner for kind in kinds.get(span, ()))])
        for kind, count in counted.most_common(1):
            if count >= LEAST and count >= CLEAR * (1 + len(inner)):
                yield from _missing(outline.text, inner, kinds, kind)


def _made(outline: Outline, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Untagged members of what a clause wants made (`发展A、B`), where half of the list is tagged as segments."""
    text = outline.text
    kinds: dict[Span, list[str]] = {}
    for span in tagged:
        kinds.setdefault((span.start, span.end), []).append(span.kind)
    begins = {span.start for span in tagged if span.kind == "SEG"}
    for match in MADE.finditer(text):
        inner = list(members(text, *match.span(1)))
        if sum(start in begins for start, _ in inner) >= HALF * len(inner):
            yield from _missing(text, (s for s in inner if s[0] not in begins), kinds, "SEG")


def _asked(text: str) -> Iterator[Found]:
    """Technologies to be worked out (`集中攻关A、B等关键核心技术`) and products whose makers are invited (`引进A及B企业`)."""
    for match in ATTACKED.finditer(text):
        yield from _missing(text, members(text, *match.span(1)), {}, "SEG")
    for match in INVITED.finditer(text):
        parts = re.finditer(r"[^、及和与]+", match[1])
        spans = [(match.start(1) + part.start(), match.start(1) + part.end()) for part in parts]
        yield from _missing(text, spans, {}, "SEG")


def _holders(text: str, tagged: Sequence[Scored]) -> Iterator[Found]:
    """What stands before a bracket that counts a tagged thing in (`A(含B)`)."""
    for span in tagged:
        if span.kind == "SEG" and (match := INSIDE.search(text, max(0, span.start - REACH), span.start)):
            yield from _missing(text, [match.span(1)], {}, "SEG")


def _missing(text: str, spans: Iterable[Span], kinds: dict[Span, list[str]], kind: str) -> Iterator[Found]:
    for start, whole in spans:
        end = whole - len(tail[0]) if (tail := CARRIER.search(text[start:whole])) else whole
        if (start, end) not in kinds and 2 <= end - start <= LONGEST and not NOT_A_NAME.search(text[start:end]):
            yield Found(start, end, kind, "frame.list", 0.6)


def members(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans between the marks 、 of a list; a last `A和B` or `A及B` is two only where both sides are short."""
    for part in re.finditer(r"[^、]+", text[start:end]):
        begin, stop = start + part.start(), start + part.end()
        pair = re.fullmatch(r"([^和及]{2,8})[和及]([^和及]{2,8})", part[0]) if stop == end else None
        if pair:
            yield begin, begin + pair.end(1)
            yield begin + pair.start(2), stop
        else:
            yield begin, stop
