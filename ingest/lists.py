"""Members of lists that name things: beside tagged ones, made, invited or worked out; holders of brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.records import Span
from ingest.tagger import Scored

MEMBER = r"[^、,。;:!?\n“”《》]{2,18}?"
LIST = re.compile(r"(?:[^、,。;:!?\n]{1,100}、){2,}[^、,。;:!?\n]*?(?=等|[,。;:!?\n])")
MADE = re.compile(
    r"(?:发展|培育|引进|导入|招引|研发|研制|开发|生产|攻关|突破|布局|做大做强|做强|做大|巩固|提升|壮大|扩大|承接|谋划){1,6}"
    rf"({MEMBER}(?:、{MEMBER})+)(?=等|[,。;\n])"
)
LEADING = re.compile(
    r".*(?:引进|招引|引育|导入|发展|培育|培植|研发|研制|生产|攻关|突破|布局|推广|壮大|做强|做优|做大)(?!、|和|与|及)(?=..)"
)
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
COUNTS_IN = re.compile(r"\(含[^()]+\)$")
INSIDE = re.compile(
    r"(?:推动|推进|发展|培育|引进|支持|壮大|做强|加快|大力|积极|重点)*(?P<holder>[^、,。;:!?\n“”《》()]{2,16})\(含$"
)
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


def listed(text: str, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Names that lists add to the tagged ones; several may overlap, the surer come first."""
    return chain(_list_members(text, tagged), _made(text, tagged), _asked(text), _holders(text, tagged))


def _list_members(text: str, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Untagged members of a 、 list of which a clear majority is tagged with one kind."""
    kinds: dict[Span, list[str]] = {}
    ends: dict[int, list[Scored]] = {}
    for span in tagged:
        kinds.setdefault((span.start, span.end), []).append(span.kind)
        ends.setdefault(span.end, []).append(span)
    for match in LIST.finditer(text):
        first, *inner = members(text, *match.span())
        leading = next((kinds[s.start, s.end] for s in ends.get(first[1], ()) if s.start >= first[0]), [])
        held = {
            span: [s.kind for s in ends.get(span[1] - 1, ())] for span in inner if COUNTS_IN.search(text[slice(*span)])
        }
        counted = Counter([*leading, *(kind for span in inner for kind in kinds.get(span, held.get(span, ())))])
        for kind, count in counted.most_common(1):
            if count >= LEAST and count >= CLEAR * (1 + len(inner)):
                verb = None if leading else LEADING.match(text, *first)
                yield from _missing(text, [(verb.end(), first[1]), *inner] if verb else inner, kinds, kind)


def _made(text: str, tagged: Sequence[Scored]) -> Iterator[Found]:
    """Untagged members of what a clause wants made (`发展A、B`), where half of the list is tagged as segments."""
    kinds: dict[Span, list[str]] = {}
    for span in tagged:
        kinds.setdefault((span.start, span.end), []).append(span.kind)
    begins = {span.start for span in tagged if span.kind == "SEG"}
    for match in MADE.finditer(text):
        inner = list(members(text, *match.span(1)))
        if sum(start in begins for start, _ in inner) >= HALF * len(inner):
            yield from _missing(text, (s for s in inner if s[0] not in begins), kinds, "SEG")


def _asked(text: str) -> Iterator[Found]:
    """Technologies to be worked out (`攻关A、B等关键技术`) and products whose makers are invited (`引进A及B企业`)."""
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
            yield from _missing(text, [match.span("holder")], {}, "SEG")


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
