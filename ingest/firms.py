"""Enterprises that frames give away (以A为链主, 支持A、B等企业, 支持A发展X), whether or not the tagger saw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.firm_names import HOW, MOST, OF_FIRMS, ends_as_many, is_company, is_firm, is_foreign, says_other
from ingest.known import is_listed, is_term
from ingest.lists import LONGEST
from ingest.outline import Outline
from ingest.records import Span
from ingest.tagger import Scored

MEMBER = r"[^、,。;:!?\n“”《》()的等]{2,12}?"
FIRMS = rf"(?P<firms>{MEMBER}(?:、{MEMBER}){{0,{MOST}}})"
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
GROWING = re.compile(rf"{HOW}(?:扩大(?:产能|生产)|扩产|扩能|增资|上市|兼并|并购)")
STATED = re.compile(r"等(?:重点|骨干|优势)?企业")
PRODUCERS = re.compile(r"制造|生产|研发|配套|维修|服务|加工|设计|供应")
UNITS = re.compile(
    r"(?<![空集其华初高市])(?:中铁(?!路)|中车(?!辆)|中交(?!通)|中建(?![设筑成])|中冶(?!炼)|中核(?!心)|中船(?!舶)|中国?电建|中国?能建)"
    r"[^、,。;:!?\n()“”在与和及的等为将]{1,8}?(?:(?<![布格全大])局|厂|设计院)(?!.{0,2}(?:集团|公司|有限))"
)
"""Bureaus, factories and institutes of central groups (中铁某局)."""


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
    `grows`: what they are to do only enterprises do (扩大产能), so such a name is one even if it is tagged as a thing.
    """

    every: bool
    endings: bool
    alike: bool
    grows: bool = False


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
    grows = frame is BACKED and GROWING.match(match.string, match.end()) is not None
    return Claim(every=False, endings=not makers, alike=not makers, grows=grows)


def _backed(text: str) -> Iterator[Span]:
    """Companies of our lists behind what is done with companies (`引进X`), as long as the name goes."""
    for match in BEHIND.finditer(text):
        at = match.end()
        end = next((at + n for n in range(LONGEST, LISTED_MIN - 1, -1) if is_listed(text[at : at + n])), 0)
        if end and not LONGER.match(text, end):
            yield at, end


def _units(text: str, names: Known) -> Iterator[Span]:
    return (match.span() for match in UNITS.finditer(text) if _may_be(match[0], names))


def _may_be(name: str, names: Known) -> bool:
    """Whether nothing in a name says that it is no company's, or the name is known for one."""
    return not says_other(name) or name in names.firms or is_company(name)


def _firms(text: str, spans: Sequence[Span], known: Known, claim: Claim) -> Iterator[Span]:
    """Members of a frame that are enterprises, by what it claims, by our lists or by their names."""
    names = {span: text[slice(*span)] for span in spans}
    sure = {name for name in names.values() if _is_sure(name, known)}
    for span, name in names.items():
        told = sure or claim.grows or name not in known.things
        weak = claim.endings and ends_as_many(name) and not is_term(name) and told
        alike = claim.alike and sure and name not in known.things
        if claim.every or name in sure or ((weak or alike) and name not in known.trades) or _owns(name, known):
            yield span


def _is_sure(name: str, known: Known) -> bool:
    return name in known.firms or is_firm(name) or is_company(name) or is_foreign(name)


def _owns(name: str, known: Known) -> bool:
    """Whether a project of the document begins with the name of an enterprise by its ending."""
    return ends_as_many(name) and any(project.startswith(name) for project in known.projects)


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
