"""What a name, and what stands around it, tells of whether it is an enterprise's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from ingest.identity.enterprise_table import ids
from ingest.known import is_common, is_listed
from ontology.reference.divisions import above, begun_by, short_names, short_of

MOST = 40
"""Members of a list that are looked at: a list without end must not cost the square of its length."""
OF_FIRMS = r"(?:等[^,。;、]{0,6}?(?:企业|公司|集团)|企业等(?:龙头|骨干|头部))"
HOW = r"(?:重点|大力|加快|积极|着力|联合|共同|加大|加强|持续|进一步|开展)*"
OBJECT = re.compile(
    rf"(?:企业|[,。;\n]){HOW}(?:发展|生产|研发|研制|开发|攻关|做大做强|做强做优|做强|做优|巩固)(?:[^、,。;:!?\n]{{1,16}}、)*$"
)
GOODS = re.compile(
    rf"(?:[、及和以]{{1,2}}[^、及和以等,。;:!?\n]{{1,18}}){{0,{MOST}}}等"
    r"(?:省内|省级|国家级|市级|县级|本地|地方|名优|特色|优质|新型|工业|产业|农业|生产|示范|一批|重点){0,4}"
    r"(?P<head>产品|品种|基地|园区|产业园|科[学创技]城|示范区|口岸|集群)"
)
NUMBERED = re.compile(r"第?[〇零一二三四五六七八九十百\d]+(?:研究)?[所院](?!高|大学|学校|院校|医院)")
OF_FIRMS_AFTER = re.compile(rf"(?:[、及和]{{1,2}}[^、及和,。;:!?\n]{{1,16}}?){{0,{MOST}}}{OF_FIRMS}")
MEMBER_END = re.compile(r"[、,。;等及和]")
REACH = 60


def is_firm(name: str) -> bool:
    """Whether a name ends as only names of enterprises do."""
    return _strong().search(name) is not None


def is_company(name: str) -> bool:
    """Whether lists of our own hold a company of this name, alone or with its seat before it (福建圣农), no product."""
    return is_listed(name) or (not is_common(name) and bool(ids(name)))


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
    return match["head"] in ("产品", "品种") or bool(begun_by(name))


def site(name: str) -> int:
    """How many letters of a name say only where is built: those before a place that holds what stands before it.

    2 for 诸暨浙江青泽 (Zhuji lies in Zhejiang), 0 for 杭州萧山投资.
    """
    at = 0
    passed: set[str] = set()
    while written := begun_by(name[at:]):
        place = short_of(written)
        if place in passed:
            return at
        passed |= {place, *(short_of(over.name) for one in short_names().get(place, ()) for over in above(one.code))}
        at += len(written)
    return 0


def is_foreign(name: str) -> bool:
    """Whether a name in a frame of companies begins with a foreign country (德国青泽)."""
    return _foreign().match(name) is not None


def ends_as_many(name: str) -> bool:
    """Whether a name ends as those of many enterprises do, and of other things (青泽科技)."""
    return _weak().search(name) is not None


def says_other(name: str) -> bool:
    """Whether a word in a name says that it is no company's: a class of companies, another body, a place, an act."""
    return _never().search(name) is not None


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
