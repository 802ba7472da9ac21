"""Attributes of topics and platforms: sort, parent, and whether a tagged topic is an industry or a segment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml

from ingest.chains import CLASS, Chain, Chains
from ingest.outline import Outline
from ingest.records import Span

TRADE = re.compile(r"(?:产业|产业链|行业|产业集群)$")
BEHIND_ETC = re.compile(r"等[^、,。;]{0,12}$")
BEHIND_AND = re.compile(r"[及和]其?$")
LOOK = 14
INVITED = re.compile(r"(?:引进|招引|引育|导入)[^、,。;]{0,6}[及和、与]$")
POSTS = re.compile(r"(?:、[^、,。;:!?\n]{1,12})*等?[^、,。;:!?\n]{0,4}岗位")
DRAWING = re.compile(r"(?:、[^、,。;:!?\n]{1,12}){0,8}(?:应用|场景|需求)[^、,。;:!?\n]{0,4}为(?:牵引|导向|引领)")
UNTOLD = re.compile(r"[“”]|[一二三四五]期$")
TORN = re.compile(r"[^、]{1,2}、[^、]{1,2}")
LIST_WORD = re.compile(
    r"[^,。;:]{0,60}?等?[^,。;:、]{0,8}?((?>产业集群|产业链|集群|产业|行业|服务业|领域|应用|场景|业态|方面|技术))(?!短板|弱|薄弱|空白|环节|断|堵|配套|上下游)"
)
SORT_OF_WORD = {
    "产业集群": "cluster",
    "集群": "cluster",
    "产业链": "chain",
    "产业": "industry",
    "行业": "industry",
    "服务业": "industry",
}


def is_generic(name: str) -> bool:
    """Whether a name says nothing by itself: a word that any chain has, a mere class of industries, a place of work."""
    if len(name) < 2 or name in _generic()["words"] or name.endswith(tuple(_generic()["carriers"])):
        return True
    return any(no.fullmatch(name) for no in (CLASS, _acts(), TORN))


def is_empty(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) name no topic: generic, an act, what closes a list, a post or a use."""
    aside = any(no.match(text, end) for no in (POSTS, DRAWING))
    return aside or is_generic(text[start:end]) or closes_list(text, start, end)


def closes_list(text: str, start: int, end: int) -> bool:
    """Whether a name is but the word for the list before it (等关键零部件, 及解决方案) or for makers (系统集成企业)."""
    name, before = text[start:end], text[max(0, start - LOOK) : start]
    if not _general().fullmatch(name):
        return False
    bare = name in _generic()["heads"] and BEHIND_AND.search(before) is not None
    makers = text.startswith("企业", end) and INVITED.search(before) is None
    return makers or bare or BEHIND_ETC.search(before) is not None


def is_trade(name: str) -> bool:
    """Whether a topic is an industry by its ending, whatever else it was taken for."""
    return TRADE.search(name) is not None


def industry_sort(text: str, sentence: Span, start: int, end: int, *, also_segment: bool) -> str:
    """industry, chain, cluster or field: by the name's ending, else by the word that closes its list."""
    if sort := _sort("industry", text[start:end]):
        return sort
    closing = LIST_WORD.match(text, end, sentence[1])
    sort = SORT_OF_WORD.get(closing[1], "field") if closing else "field"
    return "field" if sort == "industry" and also_segment else sort


def platform_sort(name: str) -> str:
    """The platform's kind by the words in its name; `other` where none tells."""
    return _sort("platform", UNTOLD.sub("", name)) or "other"


def parent_of(chains: Chains, start: int, end: int) -> Chain | None:
    """The industry or class under which the industry at [start, end) is listed; None where nothing governs it."""
    name = chains.text[start:end]
    return next((c for c in chains.over(start, end, classes=True) if c.name not in name and name not in c.name), None)


def outline_chains(outline: Outline, industries: Iterable[Span], segments: Iterable[Span] = ()) -> Chains:
    """Chains over the industries, and over the segments that headings are, that are more than a class (制造业)."""
    named = ([span for span in spans if not is_generic(outline.text[slice(*span)])] for spans in (industries, segments))
    return Chains(outline, *named)


def _sort(kind: str, name: str) -> str:
    return next((sort for sort, pattern in _sorts()[kind].items() if pattern.search(name)), "")


@cache
def _sorts() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    loaded = yaml.safe_load(files("ingest").joinpath("data/sorts.yaml").read_text("utf-8"))
    return {
        kind: {sort: re.compile("|".join(words)) for sort, words in sorts.items()} for kind, sorts in loaded.items()
    }


@cache
def _generic() -> Mapping[str, list[str]]:
    loaded: Mapping[str, list[str]] = yaml.safe_load(files("ingest").joinpath("data/generic.yaml").read_text("utf-8"))
    return loaded


@cache
def _general() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_generic()['qualifiers'])})*(?:{'|'.join(_generic()['heads'])})")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile("|".join(_generic()["acts"]))
