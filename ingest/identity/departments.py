"""Units as written to canonical departments: 市经信局 in a 襄阳市 document is 襄阳市经济和信息化局."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.identity.collectives import Collective, collective, governed, holds
from ingest.identity.department_forms import block, compare
from ingest.identity.offices import GOVERNMENT, PARTY, Office, cleaned, office
from ingest.identity.records import Answer, Mention, Verdict
from ingest.identity.spots import Spot, fits
from ingest.regions import Region
from ontology.reference.departments import Succession, followed
from ontology.reference.divisions import NATION, Place, chain, followers, full_names, holders, places

PUBLIC = re.compile(r"(?:局|委|办|厅|部|会|室|院|队|中心|社|联|政府|政协|人大|海关|法院|分行|支行|处|科|分局)$")
FIRM = re.compile(r"(?:公司|集团|控股|企业|厂|银行)$")


@dataclass(frozen=True, slots=True)
class Canonical:
    """A unit's canonical name, the region it belongs to (empty where unknown) and its kind."""

    name: str
    region: str
    kind: str


def canonical(unit: str, region: Region | None, year: int | None = None) -> Canonical:
    """The canonical department behind a unit in a document about `region`, of `year` where known."""
    return _canonical(unit, _written(region), year)


@lru_cache(maxsize=65536)
def _canonical(unit: str, region: str, year: int | None) -> Canonical:
    if group := collective(unit, region, year):
        place = group.spot.sure
        name = cleaned(unit)
        if place is None or name.startswith((place.name, place.short)):
            return Canonical(name, place.name if place else region, "collective")
        return Canonical(f"{place.name}{name}", _title(place), "collective")
    found = office(unit, region, year)
    name = _full(found)
    place = found.spot.sure
    if place is None:
        sure = found.known is not None or PUBLIC.search(unit) is not None
        return Canonical(cleaned(unit), region, "department" if sure else "other")
    if not found.stated:
        return Canonical(found.body, _title(place), "department" if PUBLIC.search(found.body) else "other")
    if FIRM.search(name) and found.known is None:
        return Canonical(name, _title(place), "other")
    return Canonical(name, _title(place), "department")


def _written(region: Region | None) -> str:
    """A region as text that names it and what holds it, so that two of one name stay apart."""
    if region is None:
        return ""
    place = places().get(region.code) if region.code else None
    return _title(place) if place else region.name


@lru_cache(maxsize=16384)
def _title(place: Place) -> str:
    """A place's name, with its city where several places of today share it."""
    same = [p for p in full_names().get(place.name, ()) if p.until is None]
    upper = chain(place)[1:]
    return f"{upper[0].name}{place.name}" if len(same) > 1 and upper and upper[0].code != NATION else place.name


def _full(found: Office) -> str:
    """The whole name of a unit of one known place."""
    place = found.spot.sure
    if place is None:
        return found.body + found.tail
    body, home = found.body, _title(place)
    if place.code == NATION:
        return f"{'' if found.known else '国家'}{body}{found.tail}"
    if place.level in ("county", "zone") and found.known and found.known.county_name:
        body = found.known.county_name
    if body.startswith("人民银行"):
        return f"中国{body[:4]}{home}{body[4:]}"
    if body == "共青团委员会":
        return f"共青团{home}委员会"
    if body == PARTY:
        return f"{home}委"
    if body == "供电公司":
        return f"国网{place.short}供电公司"
    if body in ("海关", "金融监管分局", "银保监分局", "银监分局", "调查队", "调查总队"):
        return f"{place.short}{body}{found.tail}"
    return f"{home}{body}{found.tail}"


def members(unit: str, region: Region) -> tuple[Canonical, ...]:
    """The governments and zone committees that a collective means by reference data; empty where none can be told."""
    group = collective(unit, _written(region))
    if group is None:
        return ()
    return tuple(
        Canonical(f"{_title(p)}{'管理委员会' if p.level == 'zone' else GOVERNMENT}", _title(p), "department")
        for p in governed(group)
    )


def succession(a: Canonical, b: Canonical) -> Succession | None:
    """The row by which department `a` precedes `b` of the same region; None where it does not."""
    if a.region != b.region or a == b:
        return None
    return followed(_form(a), _form(b))


def _form(one: Canonical) -> str:
    found = office(one.name, one.region)
    return "" if found.tail else found.body


def judge(a: Mention, b: Mention) -> Verdict:
    """What department `a` is to `b`; the rules stand in the order of `_judge`."""
    return _judge(a.name, a.region, a.year, b.name, b.region, b.year)


def _judge(name_a: str, region_a: str, year_a: int | None, name_b: str, region_b: str, year_b: int | None) -> Verdict:
    group_a, group_b = collective(name_a, region_a, year_a), collective(name_b, region_b, year_b)
    if not (group_a or group_b) and _joint(name_a, region_a, year_a, name_b, region_b, year_b):
        return Verdict("same", "department.joint", 0.85)
    if group_a and group_b:
        return _collectives(group_a, group_b)
    if group_a:
        return Verdict("different", "department.collective", 0.95)
    one = office(name_a, region_a, year_a)
    if group_b:
        return _member(one, group_b, year_b if year_b is not None else year_a)
    other = office(name_b, region_b, year_b)
    if _bank_of_capital(one, other):
        return Verdict("successor", "department.succession.bank", 0.9)
    found = compare(one, other, year_a, year_b)
    if found.answer == "different":
        return found
    alike = bool(region_a) and region_a == region_b and one.spot == other.spot
    return _with_places(found, "equal" if alike else _spots(one.spot, other.spot))


def _joint(name_a: str, region_a: str, year_a: int | None, name_b: str, region_b: str, year_b: int | None) -> bool:
    """Whether both name a body of several names (科委、中关村管委会) that are the same one by one."""
    parts, others = cleaned(name_a).split("、"), cleaned(name_b).split("、")
    return len(parts) == len(others) > 1 and all(
        _judge(one, region_a, year_a, other, region_b, year_b).answer == "same"
        for one, other in zip(parts, others, strict=True)
    )


def _bank_of_capital(a: Office, b: Office) -> bool:
    """Whether `a` is the people's bank of a capital and `b` the branch of its province that followed."""
    city, province = a.spot.sure, b.spot.sure
    if city is None or province is None or b.body != "人民银行分行" or not a.body.startswith("人民银行"):
        return False
    return city.code.endswith("0100") and city.parent == province.code


def _collectives(a: Collective, b: Collective) -> Verdict:
    if (a.of, a.kinds, a.relevant) != (b.of, b.kinds, b.relevant) or (not a.kinds and a.words != b.words):
        return Verdict("different", "department.collective", 0.9)
    return _with_places(Verdict("same", "department.collective", 0.95), _spots(a.spot, b.spot))


def _member(one: Office, group: Collective, year: int | None) -> Verdict:
    held = holds(group, one, year)
    if held is None:
        return Verdict("unsure", "department.member_unknown_place", 0.5)
    if held:
        return Verdict("member", "department.member", 0.6 if group.relevant else 0.95)
    return Verdict("different", "department.member", 0.95)


def _spots(a: Spot, b: Spot) -> str:
    """How two places relate: equal, unknown, successor or different."""
    if not a.places or not b.places:
        known, open_ = (b, a) if not a.places else (a, b)
        if not known.places:
            return "unknown" if _words_fit(a.word, b.word) else "different"
        return (
            "unknown"
            if any(not open_.word or open_.word == "zone" or fits(p, open_.word) for p in known.places)
            else "different"
        )
    if (first := a.sure) and (second := b.sure) and not first.until and not second.until:
        return "equal" if first.code == second.code else "different"
    one, other = {p.code for p in a.places}, {p.code for p in b.places}
    if one & other:
        return "equal" if len(one) == len(other) == 1 else "unknown"
    if any(f.code in other for p in a.places for f, _ in followers(p.code) if p.kind != "split"):
        return "successor" if len(one) == len(other) == 1 else "unknown"
    return "different"


def _words_fit(a: str, b: str) -> bool:
    return not a or not b or a == b


def _with_places(found: Verdict, places_: str) -> Verdict:
    """A verdict on the forms, corrected by what the places are to each other."""
    if places_ == "equal" or found.answer == "unsure":
        return found if places_ in ("equal", "unknown") else Verdict("different", "department.place", 0.97)
    if places_ == "different":
        return Verdict("different", "department.place", 0.97)
    if places_ == "unknown":
        return Verdict("unsure", "department.unknown_place", 0.5)
    answer: Answer = "successor" if found.answer in ("same", "successor") else "different"
    return Verdict(answer, "department.place_renamed", 0.85)


@lru_cache(maxsize=131072)
def _keys(name: str, region: str, year: int | None) -> frozenset[str]:
    if group := collective(name, region, year):
        held = [f"g|{p.code}" for p in group.spot.places] or ["g|?"]
        return frozenset(mark + one for one in held for mark in "?!")
    found = office(name, region, year)
    body = block(found)
    homes = [f for p in found.spot.places for f in (p, *(n for n, _ in followers(p.code)))]
    keys = {f"{p.code}|{body}" for p in homes} or {f"|{body}"}
    if found.body.startswith("人民银行"):
        keys |= {f"{p.parent}|{body}" for p in found.spot.places if p.code.endswith("0100")}
    if found.body in (GOVERNMENT, "管理委员会"):
        over = ((p, u) for p in found.spot.places for u in (*chain(p), *holders(p, year)))
        keys |= {f"?g|{u.code}" for p, u in over if u.code != NATION or p.level == "province"}
    elif not found.tail:
        keys |= {f"?g|{p.code}" for p in found.spot.places}
    return frozenset(keys)


def keys(m: Mention) -> frozenset[str]:
    """Blocking keys: place and line of succession; units share one with what gathers them.

    Units of unknown place meet only one another: beside those of every city nobody could tell which is meant.
    """
    return _keys(m.name, m.region, m.year)
