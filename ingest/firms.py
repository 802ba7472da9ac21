"""Enterprises that frames give away (以A为链主, 支持A、B等企业, 支持A发展X), whether or not the tagger saw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.identity.enterprise_table import ids
from ingest.known import is_listed, is_term
from ingest.lists import LONGEST
from ingest.outline import Outline
from ingest.records import Span
from ingest.tagger import Scored
from ontology.reference.divisions import above, full_names, longest, short_names, short_of

MOST = 40
"""Members of a list that are looked at: a list without end must not cost the square of its length."""
MEMBER = r"[^、,。;:!?\n“”《》()的等]{2,12}?"
FIRMS = rf"(?P<firms>{MEMBER}(?:、{MEMBER}){{0,{MOST}}})"
OF_FIRMS = r"(?:等[^,。;、]{0,6}?(?:企业|公司|集团)|企业等(?:龙头|骨干|头部))"
HOW = r"(?:重点|大力|加快|积极|着力|联合|共同|加大|加强|持续|进一步|开展)*"
ACTS = (
    r"(?:(?:发展|扩大|生产|研发|研制|开发|攻关|做大|做强|做优|提升|建设|深耕|扩能|布局|实施|拓展|突破|牵头|打造|巩固|开展)"
    r"(?![、,。;及与和的])|与[^,。;、]{2,12}?(?:大学|学院|研究院|研究所|实验室|高校|院所|中心|企业))"
)
BACKING = (
    r"(?:支持|鼓励|引导|推动|推进|促进|依托|发挥|扶持|围绕|引进|引入|引育了?|吸引|推广|利用|借助|对接|联合|携手|对标"
    r"|深化与|加强与|与|招引落地|引进落地|集聚了?|聚集了?|汇聚了?|涌现出?)"
)
LISTED_MIN = 4
LONGER = re.compile(r"集团|公司|有限|股份|城|产业|信息|技术|标准|学会")
ROLE = r"(?P<role>链主|龙头|骨干|代表|依托|主体|引领|牵引)"
CHIEF = re.compile(
    rf"(?:以(?![上下及内外])|由|发挥){FIRMS}(?:{OF_FIRMS}|等)?(?:为|作为)?{ROLE}(?:企业)?(?:组建[^,。;]{{2,12}}?(?:集团|公司))?"
)
LISTED = re.compile(rf"(?:(?:^|(?<=[,。;\n]))(?:以|由|(?:另?一方面)?{HOW}{BACKING})?|{BACKING}){FIRMS}{OF_FIRMS}")
BACKED = re.compile(rf"{BACKING}{FIRMS}等?(?={HOW}{ACTS})")
BEHIND = re.compile(rf"{BACKING}(?!{ACTS})")
STATED = re.compile(r"等(?:重点|骨干|优势)?企业")
PRODUCERS = re.compile(r"制造|生产|研发|配套|维修|服务|加工|设计|供应")
OBJECT = re.compile(
    rf"(?:企业|[,。;\n]){HOW}(?:发展|生产|研发|研制|开发|攻关|做大做强|做强做优|做强|做优|巩固)(?:[^、,。;:!?\n]{{1,16}}、)*$"
)
GOODS = re.compile(
    rf"(?:[、及和以]{{1,2}}[^、及和以等,。;:!?\n]{{1,18}}){{0,{MOST}}}等"
    r"(?:省内|省级|国家级|市级|县级|本地|地方|名优|特色|优质|新型|工业|产业|农业|生产|示范|一批|重点){0,4}"
    r"(?P<head>产品|品种|基地|园区|产业园|科[学创技]城|示范区|口岸|集群)"
)
UNITS = re.compile(
    r"(?<![空集其华初高市])(?:中铁(?!路)|中车(?!辆)|中交(?!通)|中建(?![设筑成])|中冶(?!炼)|中核(?!心)|中船(?!舶)|中国?电建|中国?能建)"
    r"[^、,。;:!?\n()“”在与和及的等为将]{1,8}?(?:(?<![布格全大])局|厂|设计院)(?!.{0,2}(?:集团|公司|有限))"
)
"""Bureaus, factories and institutes of central groups (中铁某局)."""
NUMBERED = re.compile(r"第?[〇零一二三四五六七八九十百\d]+(?:研究)?[所院]")
OF_FIRMS_AFTER = re.compile(rf"(?:[、及和]{{1,2}}[^、及和,。;:!?\n]{{1,16}}?){{0,{MOST}}}{OF_FIRMS}")
MEMBER_END = re.compile(r"[、,。;等及和]")
REACH = 60


@dataclass(frozen=True, slots=True)
class Known:
    """Names of one document, as tagged: enterprises, things that are none, and names that its projects begin with."""

    firms: frozenset[str]
    trades: frozenset[str]
    things: frozenset[str]
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a frame says of its members.

    `every`: all are enterprises (链主, 等企业为龙头). `endings`: a name that ends like many is one, since the frame
    speaks of enterprises, not of things or makers (为龙头, 等制造企业). `alike`: where one is sure, so are the rest.
    """

    every: bool
    endings: bool
    alike: bool


def firms(outline: Outline, tagged: Sequence[Scored]) -> Iterator[Span]:
    """Spans of enterprises in frames, in order of the frames; spans that are tagged as enterprises are left out."""
    text = outline.text
    names = _known(text, tagged)
    named = {(s.start, s.end) for s in tagged if s.kind == "ENT"}
    yield from (s for s in (*_backed(text), *_units(text, names)) if s not in named)
    for frame in (CHIEF, LISTED, BACKED):
        for match in frame.finditer(text):
            spans = [s for s in _members(text, match.span("firms")) if _may_be(text[slice(*s)], names)]
            yield from (s for s in _firms(text, spans, names, _claim(frame, match)) if s not in named)


def _claim(frame: re.Pattern[str], match: re.Match[str]) -> Claim:
    behind = match[0][match.end("firms") - match.start() :]
    if frame is CHIEF:
        every = match["role"] == "链主" or "组建" in behind or STATED.match(behind) is not None
        return Claim(every=every, endings="企业" in behind, alike=True)
    makers = frame is LISTED and PRODUCERS.search(behind) is not None
    return Claim(every=False, endings=not makers, alike=not makers)


def _backed(text: str) -> Iterator[Span]:
    """Companies of our lists behind what is done with companies (`引进X`), as long as the name goes."""
    for match in BEHIND.finditer(text):
        at = match.end()
        end = next((at + n for n in range(LONGEST, LISTED_MIN - 1, -1) if _is_short(text[at : at + n])), 0)
        if end and not LONGER.match(text, end):
            yield at, end


def _units(text: str, names: Known) -> Iterator[Span]:
    return (match.span() for match in UNITS.finditer(text) if _may_be(match[0], names))


def _may_be(name: str, names: Known) -> bool:
    """Whether nothing in a name says that it is no company's, or the name is known for one."""
    return not _never().search(name) or name in names.firms or is_company(name)


def _firms(text: str, spans: Sequence[Span], known: Known, claim: Claim) -> Iterator[Span]:
    """Members of a frame that are enterprises, by what it claims, by our lists or by their names."""
    names = {span: text[slice(*span)] for span in spans}
    sure = {name for name in names.values() if _is_sure(name, known)}
    for span, name in names.items():
        weak = claim.endings and _weak().search(name) and not is_term(name) and (sure or name not in known.things)
        alike = claim.alike and sure and name not in known.things
        if claim.every or name in sure or ((weak or alike) and name not in known.trades) or _owns(name, known):
            yield span


def _is_sure(name: str, known: Known) -> bool:
    return name in known.firms or is_firm(name) or is_company(name) or _foreign().match(name) is not None


def _owns(name: str, known: Known) -> bool:
    """Whether a project of the document begins with the name of an enterprise by its ending."""
    return _weak().search(name) is not None and any(project.startswith(name) for project in known.projects)


def is_firm(name: str) -> bool:
    """Whether a name ends as only names of enterprises do."""
    return _strong().search(name) is not None


def is_company(name: str) -> bool:
    """Whether lists of our own hold a company of this name, alone or with its seat before it (福建圣农), no product."""
    return _is_short(name) or (not is_common(name) and bool(ids(name)))


def is_common(name: str) -> bool:
    """Whether a name says what is meant by a common word: an industry, a product, 线上线下 (a listed company too)."""
    return is_term(name) or name in _words()["ordinary"]


def _is_short(name: str) -> bool:
    return is_listed(name) and not is_common(name)


def is_other(name: str) -> bool:
    """Whether a name by itself is a place's, an industry's, a product's or a common word, and of no listed company."""
    return is_common(name) or (name in short_names() and not is_company(name))


def is_institute(text: str, end: int) -> bool:
    """Whether the name that ends there goes on as an institute by its number (中电科 in 中电科九十九所)."""
    return NUMBERED.match(text, end) is not None


def is_object(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) is a member of a list of what is developed or made (发展A、B): no enterprise."""
    before = text[max(0, start - REACH) : start]
    member = MEMBER_END.match(text, end) is not None and not is_firm(text[start:end])
    return member and OBJECT.search(before) is not None and OF_FIRMS_AFTER.match(text, end) is None


def is_goods(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) is a member of a list of goods, or of parks of places (丹阳光学等基地)."""
    name, match = text[start:end], GOODS.match(text, end)
    if match is None or is_firm(name) or is_company(name):
        return False
    return match["head"] in ("产品", "品种") or seat(name) > 0


def seat(name: str) -> int:
    """How many letters of a place a name begins with: 2 for 厦门金龙, 0 where it begins with none."""
    sizes = range(min(longest(), len(name) - 1), 1, -1)
    return next((n for n in sizes if name[:n] in short_names() or name[:n] in full_names()), 0)


def site(name: str) -> int:
    """How many letters of a name say only where is built: those before a place that holds what stands before it.

    2 for 诸暨浙江福祥琴 (Zhuji lies in Zhejiang), 0 for 杭州萧山工业投资.
    """
    at = 0
    passed: tuple[str, ...] = ()
    while found := seat(name[at:]):
        place = short_of(name[at : at + found])
        if place in passed:
            return at
        over = (held for one in short_names().get(place, ()) for held in above(one.code))
        passed = (*passed, place, *(short_of(one.name) for one in over))
        at += found
    return 0


def _members(text: str, within: Span) -> Iterator[Span]:
    for part in re.finditer(r"[^、和及]+", text[slice(*within)]):
        yield within[0] + part.start(), within[0] + part.end()


def _known(text: str, tagged: Sequence[Scored]) -> Known:
    names = {
        kind: {text[s.start : s.end] for s in tagged if s.kind == kind}
        for kind in ("ENT", "PROJ", "IND", "PLAT", "SEG")
    }
    firm, trades = frozenset(names["ENT"]), frozenset(names["IND"] | names["PLAT"])
    return Known(firm, trades - firm, frozenset(names["SEG"]) - firm, tuple(sorted(names["PROJ"])))


@cache
def _words() -> Mapping[str, Sequence[str]]:
    loaded: Mapping[str, Sequence[str]] = yaml.safe_load(files("ingest").joinpath("data/firms.yaml").read_text("utf-8"))
    return loaded


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words()['strong'])})$")


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(f"..(?:{'|'.join(_words()['weak'])})$")


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(_words()["never"]))


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words()['countries'])})(?!先进|知名|著名)..")
