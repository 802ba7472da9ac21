"""Public works and plants that are projects by the words around them: built, begun, listed by their sort, measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.clauses import clauses
from ingest.lists import Found
from ingest.outline import Outline
from ingest.records import Span
from ontology.reference.divisions import begun_by, short_names

TOLD = r"(?:[二三]期|\([^()]{2,8}\)|[\u4e00-\u9fff]{1,4}段)?"
"""What may stand behind the ending of a work: its stage, its bracket, its stretch."""
SHARING = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![省市县区州盟旗])")
MARK = re.compile(r"(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+是|\d{1,2}[.、])")
ACT = (
    r"(?:大力|加快|积极|着力|全力|稳步|持续|重点|聚力|加速|进一步|高(?:质量|标准|水平|品质)|谋划|布局|统筹)*"
    r"(?:推进|推动|确保|力争|争取|实现|完成|开工|启动|实施|建设|新建|改建|扩建|改扩建|建成|做好|加快)"
)
ACTS = re.compile(rf"(?:到?20\d\d年[底度初]?|在[^、的和与]{{1,10}}?(?=布局|谋划|建设|新建)|{ACT})+")
DONE = (
    r"(?:全线|全面|顺利|正式|加快|提前|如期)?"
    r"(?:建成(?=$|[开投启试通运])|投入使用|投用|投运|开工|通车|通航|下闸蓄水|通水|竣工|完工|投产|在建项目|(?P<planned>建设|前期))"
    r"(?!里程|区|率|面积|量|单位|标准|规划|方案|资金|成本|周期|投资)"
)
SPOKEN = re.compile(r"(?:推动|争取|实现|做好)$")
CLOSED = re.compile(rf"(?:等[^、]{{0,6}}?)?{DONE}")
COUNT = r"(?:\d+|[一二三四五六七八九十]+)"
SORTED = re.compile(
    rf"等(?:{COUNT}处煤矿|{COUNT}?[条个项]?(?:国家|省级|重大|重点)*"
    r"(?:高速公路|输变电工程|调水工程|重大科技基础设施|大科学装置)(?=$|建设|建成|加快|开工|前期|可行性))"
)
LISTED = re.compile(r"等(?:一批)?(?:重大|重点|标志性|产业)*项目")
CARRIED = re.compile(r"[\u4e00-\u9fff]{2,}(?:园区?|基地|中心|小镇|大厦|平台|生?产线|[二三]期)")
AMOUNT = r"(?:\d[\d.]*万?|[百千]万)"
MEASURED = re.compile(
    r"(?!.{0,30}?(?:以上|超过|新增|每年|引进|装机|投资|台套))[^、的在和及等]{0,24}?"
    rf"(?:{AMOUNT}(?:吨|吉瓦时)|年产{AMOUNT}(?:台|套|辆|片))级?(?:/年|\([A-Za-z/]+\))?[^、的和及等]{{2,20}}?(?:项目|装置改造)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of ingest/data/works.yaml: a name, its ending, a name that is but a sort, what is no name."""

    name: re.Pattern[str]
    ending: re.Pattern[str]
    sort: re.Pattern[str]
    never: re.Pattern[str]


def works(outline: Outline) -> Iterator[Found]:
    """Projects of clauses that want or tell of their building (`甲机场建成`, `推进A、B高铁建设`, `谋划A园等项目`)."""
    for sentence in outline.sentences():
        for start, end in clauses(outline.text, sentence):
            yield from (Found(*span, "PROJ", "frame.built", 0.8) for span in _of(outline.text, start, end))


def _of(text: str, start: int, end: int) -> Iterator[Span]:
    mark = MARK.match(text, start, end)
    start = mark.end() if mark else start
    acts = ACTS.match(text, start, end)
    begin = acts.end() if acts else start
    if kind := SORTED.search(text, begin, end):
        yield from (span for span in bare_members(text, begin, kind.start()) if _is_name(text, span))
    elif acts and (told := LISTED.search(text, begin, end)):
        listed = (span for span in bare_members(text, begin, told.start()) if _is_name(text, span))
        yield from (span for span in listed if CARRIED.fullmatch(text, *span) and begun_by(text[slice(*span)]))
    elif _words().ending.search(text, begin, end):
        closed = next(reversed([*CLOSED.finditer(text, begin, end)]), None)
        if (closed and (acts or not closed["planned"])) or (acts and not closed and not SPOKEN.search(acts[0])):
            yield from _built(text, [*bare_members(text, begin, closed.start() if closed else end)])
    elif acts and (plant := MEASURED.match(text, begin, end)):
        yield plant.span()


def bare_members(text: str, start: int, end: int) -> Iterator[Span]:
    """The members of a list, without the verbs that some have of their own (`开工A、改扩建B`, `A建设、B建设`).

    The 和 of a place's name (呼和浩特) parts nothing.
    """
    for part in _member().finditer(text, start, end):
        acts = ACTS.match(text, *part.span())
        begin = acts.end() if acts else part.start()
        closed = CLOSED.search(text, begin, part.end())
        yield begin, closed.start() if closed and closed.end() == part.end() else part.end()


@cache
def _member() -> re.Pattern[str]:
    held = sorted(name for name in short_names() if "和" in name[1:] or name == "和田")
    return re.compile(rf"(?:{'|'.join(held)}|[^、和])+")


def _built(text: str, listed: Sequence[Span]) -> Iterator[Span]:
    """Public works of a list, and what shares the ending of the one behind it (`A、B高铁`)."""
    named = [_is_name(text, span) for span in listed]
    ended = [named[at] and _words().name.fullmatch(text, *span) is not None for at, span in enumerate(listed)]
    for at, span in enumerate(listed):
        shares = ended[at + 1 : at + 2] == [True] and SHARING.fullmatch(text, *span)
        if ended[at] or (named[at] and shares):
            yield span


def _is_name(text: str, span: Span) -> bool:
    name = text[slice(*span)]
    plain = _words().never.search(name) or _words().sort.fullmatch(name)
    return len(name) > 1 and name.count("(") == name.count(")") and not plain


@cache
def _words() -> Words:
    loaded = yaml.safe_load(files("ingest").joinpath("data/works.yaml").read_text("utf-8"))
    endings, sorts, never, first = ("|".join(loaded[key]) for key in ("endings", "sorts", "never", "never_first"))
    return Words(
        name=re.compile(rf"[^“”《》的等及与在将为对从]{{2,24}}?(?:{endings}){TOLD}"),
        ending=re.compile(endings),
        sort=re.compile(rf"(?:{sorts})*(?:{endings}|电?站|楼)"),
        never=re.compile(rf"{never}|^(?:{first})"),
    )
