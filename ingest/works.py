"""Public works and plants that are projects by the words around them: built, begun, listed by their sort, measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.clauses import clauses
from ingest.lists import Found
from ingest.outline import Outline
from ingest.records import Span

ENDING = (
    r"(?:[\u4e00-\u9fff]馆|机场|航站楼|高铁|铁路|高速公路|高速|大桥|隧道|水库|水利枢纽|枢纽工程|引水工程|电站|核电"
    r"|[东西南北]站|火车站|码头|公园|地铁\d+号线|管网)(?:新馆|[二三]期|\([^()]{2,8}\)|[\u4e00-\u9fff]{1,4}段)?"
)
WORK = re.compile(rf"[^“”《》的等及与在将为对从]{{2,24}}?{ENDING}")
SHARING = re.compile(r"[\u4e00-\u9fff]{2,8}(?<![省市县区州盟旗])")
ENDED = re.compile(ENDING)
NO_NAME = re.compile(
    r"\d+[个座条处家栋]|公共(?:码头|机场)|综合性|高能级|各地?|全[省市县区]|一批|若干|利用|采取|依托|经营|重点|现代化|加强|围绕|支持|赋能|涵盖|示范|大型|通用机场$"
    r"|^(?:[会展览体育文化城际市域]{2,4})?(?:场馆|铁路|管网)|^(?:新型|抽水|共享|独立)*(?:储能|蓄能|充电|换电|变电|光伏|风电|水)电?站$|^[^、]?博物馆$|停靠码头"
)
ACT = (
    r"(?:大力|加快|积极|着力|全力|稳步|持续|重点|聚力|加速|进一步|高(?:质量|标准|水平|品质)|谋划|布局|统筹)*"
    r"(?:推进|推动|确保|力争|争取|实现|完成|开工|启动|实施|建设|新建|改建|扩建|改扩建|建成|做好|加快)"
)
ACTS = re.compile(rf"(?:到?20\d\d年[底度初]?|在[^、的和与]{{1,10}}?(?=布局|谋划|建设|新建)|{ACT})+")
DONE = (
    r"(?:全线|全面|顺利|正式|加快|提前|如期)?(?:建成(?=$|[开投启试通运])|投入使用|投用|投运|开工|通车|通航|下闸蓄水|通水|竣工|完工|投产|在建项目|建设|前期)"
    r"(?!里程|区|率|面积|量|单位)"
)
SPOKEN = re.compile(r"(?:推动|争取|支持|实现|做好)$")
CLOSED = re.compile(rf"(?:等[^、]{{0,6}}?)?{DONE}")
SORTED = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+|一批)?[条个座处项]?(?:国家|省级|重大|重点)*"
    r"(?:煤矿|高速公路|输变电工程|调水工程|重大科技基础设施|大科学装置)"
)
LISTED = re.compile(r"等(?:一批)?(?:重大|重点|标志性|产业)*项目")
CARRIER = re.compile(r"[\u4e00-\u9fff]{2,}(?:园区?|基地|中心|小镇|大厦|平台|生?产线|[二三]期)")
MEASURED = re.compile(
    r"[^、的在和及]{0,24}?(?:年产)?(?:\d[\d.]*万?|[百千]万)(?:吨|千瓦|吉瓦时?|台|套|辆|片)级?(?:/年|\([A-Za-z/]+\))?"
    r"[^、的和及]{2,20}?(?:项目|装置改造)"
)
MEMBER = re.compile(r"[^、和]+")


def works(outline: Outline) -> Iterator[Found]:
    """Projects of clauses that want or tell of their building (`甲机场建成`, `推进A、B高铁建设`, `谋划A园等项目`)."""
    for sentence in outline.sentences():
        for start, end in clauses(outline.text, sentence):
            yield from (Found(*span, "PROJ", "frame.built", 0.8) for span in _of(outline.text, start, end))


def _of(text: str, start: int, end: int) -> Iterator[Span]:
    acts = ACTS.match(text, start, end)
    begin = acts.end() if acts else start
    if kind := SORTED.search(text, begin, end):
        yield from (span for span in bare_members(text, begin, kind.start()) if _is_name(text, span))
    elif acts and (told := LISTED.search(text, begin, end)):
        listed = (span for span in bare_members(text, begin, told.start()) if _is_name(text, span))
        yield from (span for span in listed if CARRIER.fullmatch(text, *span) or WORK.fullmatch(text, *span))
    elif ENDED.search(text, begin, end):
        closed = CLOSED.search(text, begin, end)
        if closed or (acts and not SPOKEN.search(acts[0])):
            yield from _built(text, [*bare_members(text, begin, closed.start() if closed else end)])
    elif acts and (plant := MEASURED.match(text, begin, end)):
        yield plant.span()


def bare_members(text: str, start: int, end: int) -> Iterator[Span]:
    """The members of a list, without the verbs that some have of their own (`开工A、改扩建B`)."""
    for part in MEMBER.finditer(text, start, end):
        acts = ACTS.match(text, *part.span())
        yield acts.end() if acts else part.start(), part.end()


def _built(text: str, listed: Sequence[Span]) -> Iterator[Span]:
    """Public works of a list, and what shares the ending of the one behind it (`A、B高铁`)."""
    named = [_is_name(text, span) for span in listed]
    ended = [named[at] and WORK.fullmatch(text, *span) is not None for at, span in enumerate(listed)]
    for at, span in enumerate(listed):
        shares = ended[at + 1 : at + 2] == [True] and SHARING.fullmatch(text, *span)
        if ended[at] or (named[at] and shares):
            yield span


def _is_name(text: str, span: Span) -> bool:
    name = text[slice(*span)]
    return len(name) > 1 and name.count("(") == name.count(")") and NO_NAME.search(name) is None
