"""Public works and plants that are projects by the words around them: built, begun, listed by their sort, measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.clauses import clauses
from ingest.lists import Found
from ingest.outline import Outline
from ingest.records import Span
from ontology.reference.divisions import begun_by, short_names

ENDING = (
    r"(?:馆|机场|航站楼|高铁|铁路|高速公路|高速|大桥|隧道|水库|水利枢纽|枢纽工程|引水工程|电站|核电|[东西南北]站|火车站|码头|公园|地铁\d+号线|管网)"
    r"(?:[二三]期|\([^()]{2,8}\)|[\u4e00-\u9fff]{1,4}段)?"
)
WORK = re.compile(rf"[^“”《》的等及与在将为对从]{{2,24}}?{ENDING}")
SHARING = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![省市县区州盟旗])")
ENDED = re.compile(ENDING)
SORTS = """
公共 省 市 县 区 县级 市级 区县 县区 乡镇 乡村 农村 城乡 城镇 城市 城区 老城区 老旧 小区 社区
市政 市域 城际 省际 国际 国家 世界 区域 沿海 山区 红色 口袋 郊野 湿地 森林 地质 主题 体育 运动
文化 科技 会展 展览 展 图书 博物 大型 中型 小型 中小型 病险 重点 综合 支线 通用 港口 内河 停靠
智慧 数字 绿色 美丽 平安 现代化 高能级 示范 新型 共享 独立 抽水 储能 蓄能 充电 换电 变电 光伏
风电 海上 火电 水 茶 供水 排水 供热 供气 燃气 油气 污水 地下 快速 普通 连接 停车 动漫 休闲
渔业 游船 智能 性 场 大 小 新 老 档案 美术 纪念 流域
"""
"""Words before a work's ending that say of what sort it is, not which one."""
GENERIC = re.compile(
    rf"(?:{'|'.join(SORTS.split())})*(?:馆|机场|航站楼|高铁|铁路|高速公路|高速|大桥|隧道|水库|电?站|核电|码头|公园|管网|楼)"
)
NO_NAME = re.compile(
    r"\d+[个座条处家栋]|各地?|全[省市县区]|一批|若干|利用|采取|依托|赋能|涵盖|支持|^\d+(?![\d.]*(?:千伏|万|[百千]|号))"
    r"|^(?:完善|加强|围绕|开展|引进|构建|保障|提升|提高|推广|编制|强化|引导|落实|明确|督促|继续|经过|特别是|加大|全面|优先|随着|抓住"
    r"|每年?|我[国省市]|但|而|自)"
)
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
    elif ENDED.search(text, begin, end):
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
    ended = [named[at] and WORK.fullmatch(text, *span) is not None for at, span in enumerate(listed)]
    for at, span in enumerate(listed):
        shares = ended[at + 1 : at + 2] == [True] and SHARING.fullmatch(text, *span)
        if ended[at] or (named[at] and shares):
            yield span


def _is_name(text: str, span: Span) -> bool:
    name = text[slice(*span)]
    plain = NO_NAME.search(name) or GENERIC.fullmatch(name)
    return len(name) > 1 and name.count("(") == name.count(")") and not plain
