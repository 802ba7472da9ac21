"""Collective units: which places or departments `各县(市、区)政府` or `市直各部门` speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.identity.offices import GOVERNMENT, Office, cleaned
from ingest.identity.spots import Spot, home_of, level, read
from ontology.reference.departments import forms
from ontology.reference.divisions import Place, below, groups, holders, places

HOLDER = re.compile(
    r"(?:全)?(省|自治区|市|州|盟|县|区|旗)(?=各|直|级|属|有关|相关|内|(?:人民)?政府(?:各|有关|相关)|委各|中直)"
)
OPEN = re.compile(
    r"(?:全国|全省|全市|全县|全区|全州|下辖)?(?:各(?!界)|有关|相关|所有|其他|其它|其余|属地|直属|直(?=[各有相部单机属])|级(?=[各有相部单机])|属(?=[各有相部单])|内各|中直|中省直|区级|县级|下辖|所辖)"
)
START = re.compile(
    r"(?:省直|市直|区直|县直|州直|中直|中省直|省级|市级|区级|县级|设区的?市|地级以?上?市|驻.{1,4}(?:各|有关|单位)|[两二三四五六七八九十]+(?:个)?(?:县|区|市|县市|市县))"
)
COUNTED = re.compile(r"([两二三四五六七八九十]+)(?:个)?(县市区|县市|县区|市县|县|区|市)(?:(?:人民)?政府)?")
NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
ZONE_WORDS = re.compile(r"管委会|管理委员会|开发区|园区|功能区|高新区|经开区|新区|示范区|保税区")
DEPARTMENTS = re.compile(r"部门|部委|单位|委办局|委、?办、?局|机关|责任主体|局(?:委|办)|企事业")
TOWNS = re.compile(r"乡|镇|街道")
PLACES = re.compile(r"省|自治区|直辖市|设区的?市|地级市|地市|市|州|盟|地区|县|区|旗")
NOT_PLACES = re.compile(r"开发区|园区|功能区|高新区|经开区|新区|示范区|保税区|街道|自治")
LIKE = re.compile(r"^各?.*[市县区州旗盟)]([\u4e00-\u9fff]{2,12}[局委办厅])$")
PREFECTURES = re.compile(r"^各?(?:市|州|设区|地级|地市|地区|地[、(州市]|盟|省辖市)")

FIELD = re.compile(r"(?:部门|机构|主体|高校|院校|中心|[局委])$")
PLAIN = re.compile(
    r"各?级|部委|组成|(?:直属|派出|特设|办事)机构|中央|特区|设区|工作|[各两省市县区州盟旗地直属镇]|[二三四五六七八九十]+个|乡镇|街道|有关|相关|其他|其它|其余|所有|部门|单位|职能|责任|成员|主管|行业|负责"
    r"|配合|牵头|政府|人民|党委|党政|机关|委办局|[委办局]|园|新|开发|高新|经开|功能|自治|和|及|与|或|等|中心城|内|下辖|所辖|全|驻.|在.|国家"
)
"""What a collective's words say beside its members' field: 各级发展改革部门 leaves 发展改革, 各有关单位 nothing."""


@dataclass(frozen=True, slots=True)
class Collective:
    """Who is meant: `of` are governments, zones, towns, departments, all or a mix; `kinds` the kinds of place."""

    spot: Spot
    words: str
    of: frozenset[str]
    kinds: frozenset[str] = frozenset()
    relevant: bool = False


@lru_cache(maxsize=65536)
def collective(name: str, region: str, year: int | None = None) -> Collective | None:
    """A unit's name as a collective; None where it is a single unit."""
    text = cleaned(name)
    home = home_of(region, year)
    holder = HOLDER.match(text)
    if re.match(r"国务院(?=各|有关|相关)|中央和国家机关|(?:各)?(?:有关|相关)?部委|各省", text):
        return _collective(level(home, "国家"), text.removeprefix("国务院"))
    if holder and holder[1] in "区县" and re.match(r"[区县](?:级)", text):
        return _collective(home, text)
    if holder and text[holder.end() :] not in forms():
        return _collective(level(home, holder[1]), text[holder.end() :])
    if (OPEN.match(text) or START.match(text)) and text[1:] not in forms():
        return _collective(home, text)
    spot, at = read(text, home, year)
    if spot is not None and text[at:] not in forms() and (OPEN.match(text, at) or COUNTED.fullmatch(text, at)):
        return _collective(spot, text[at:])
    return None


def _collective(spot: Spot, words: str) -> Collective | None:
    if counted := COUNTED.fullmatch(words):
        return _counted(spot, counted)
    of = set()
    if (last := LIKE.search(words)) and (row := forms().get(last[1])):
        kinds = _kinds(spot, NOT_PLACES.sub("", words[: last.start(1)]))
        return Collective(spot, _norm(words), frozenset({row.name}), frozenset(kinds))
    if re.search(r"各级(?:党委|人民)?.{0,2}政府|各级", words):
        of.add("all")
    bare = NOT_PLACES.sub("", words)
    if ZONE_WORDS.search(words):
        of.add("zones")
    if TOWNS.search(words):
        of.add("towns")
    if DEPARTMENTS.search(words) or re.match(r"(?:直|级|有关|相关).*[局委]$", words):
        of.add("departments")
    kinds = _kinds(spot, re.sub(r"^(?:省|市|县|区|州)[直级]|^全[省市县区州]", "", bare))
    if kinds and not (of & {"departments"} and not re.search(r"政府|[)、]", words)):
        of.add("governments")
    relevant = bool(re.search(r"有关|相关", words))
    return Collective(spot, _norm(words), frozenset(of or {"departments"}), frozenset(kinds), relevant)


def _norm(words: str) -> str:
    text = re.sub(r"人民政府|政府|[()、,]|管委会|管理委员会|党委", "", words)
    text = re.sub(r"^(?:全[省市县区]|下辖|所辖)", "", text).replace("相关", "有关").replace("各", "")
    return text.replace("区县", "县区").replace("市县", "县市")


def _kinds(spot: Spot, words: str) -> set[str]:
    """The kinds of place that a collective names, as `prefecture:市` or `county:县`."""
    place = spot.sure
    top = place.level if place else "prefecture"
    municipality = place is not None and top == "province" and place.name.endswith("市")
    found: set[str] = set()
    letters = set(re.findall(r"市|州|盟|县|区|旗|地", words))
    if top == "nation":
        return (
            {"province"} if re.search(r"省|自治区|直辖市", words) else {f"county:{c}" for c in letters & set("县区旗")}
        )
    if top == "province" and not municipality and PREFECTURES.match(words):
        found |= {f"prefecture:{c}" for c in letters & set("市州盟地")}
        if letters & set("县区旗") and not re.match(r"各?设区", words):
            found |= {f"county:{c}" for c in "市县区旗"}
        return found
    if letters & set("县区旗市") and top != "county":
        return {f"county:{c}" for c in letters & set("市县区旗")}
    return set()


def _counted(spot: Spot, match: re.Match[str]) -> Collective | None:
    """三区 or 两县: the districts or counties of a city where it has just so many."""
    place = spot.sure
    number, letters = NUMERALS.get(match[1], 0), set(match[2])
    if place is None:
        return Collective(spot, _norm(match[0]), frozenset({"governments"}), frozenset())
    held = [p for p in below().get(place.code, ()) if p.level == "county" and p.name[-1] in letters]
    kinds = {f"county:{c}" for c in letters} if len(held) == number else set()
    return Collective(spot, _norm(match[0]), frozenset({"governments"}), frozenset(kinds))


def governed(found: Collective) -> tuple[Place, ...]:
    """The places whose governments or committees a collective of one known holder means, by reference data."""
    place = found.spot.sure
    if place is None:
        return ()
    held: list[Place] = []
    if found.of & {"governments", "all"}:
        held += [p for p in _under(place) if _is_kind(p, found)]
    if "zones" in found.of:
        held += [p for p in _under(place) if p.level == "zone"]
    return tuple(dict.fromkeys(held))


def _under(place: Place) -> list[Place]:
    held = list(below().get(place.code, ()))
    return held + [p for one in held if one.level in ("province", "prefecture") for p in _under(one)]


def _is_kind(place: Place, found: Collective) -> bool:
    if place.level == "zone":
        return False
    if "all" in found.of:
        return True
    last = "地" if place.name.endswith("地区") else place.name[-1]
    return place.level in found.kinds or f"{place.level}:{last}" in found.kinds


def holds(found: Collective, unit: Office, year: int | None) -> bool | None:
    """Whether a unit is one of a collective; None where the reader cannot tell."""
    if FIELD.search(found.words) and (what := PLAIN.sub("", found.words)) and what[:2] not in unit.body:
        return False
    members = unit.spot.places
    if not members or not found.spot.places:
        return None if _right_sort(found, unit) else False
    fitting = [p for p in members if _holds(found, unit, p, year)]
    if not fitting:
        return False
    same = set(members) == set(found.spot.places)
    return True if same or (len(fitting) == len(members) and len(found.spot.places) == 1) else None


def _right_sort(found: Collective, unit: Office) -> bool:
    government = unit.body in (GOVERNMENT, "管理委员会")
    return government == bool(found.of & {"governments", "zones", "all", "towns"})


def _holds(found: Collective, unit: Office, place: Place, year: int | None) -> bool:
    upper = {p.code for p in holders(place, year)}
    own = {p.code for p in found.spot.places}
    if unit.body in found.of:
        return _is_kind(place, found) and bool(upper & own)
    if unit.body == "管理委员会":
        return "zones" in found.of and bool(upper & own)
    if unit.body == GOVERNMENT:
        governments = bool(found.of & {"governments", "all"}) and (_is_kind(place, found)) and bool(upper & own)
        return governments or ("all" in found.of and place.code in own)
    return "departments" in found.of and place.code in own and not unit.tail and not found.of & {"governments"}


@lru_cache(maxsize=4096)
def group_members(name: str) -> tuple[Place, ...]:
    """The divisions of a named group: 京津冀, 长株潭."""
    return tuple(places()[code] for code in groups().get(name, ()))
