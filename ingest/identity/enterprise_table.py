"""Well-known companies behind names: which one a name means, what holds it and what it became."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from ingest.identity.enterprise_names import (
    BRAND_MIN,
    CACHE,
    FirmName,
    at_level,
    begins,
    parse,
    plain,
    region_at,
    touches,
    trades,
)
from ingest.identity.records import Answer, Mention
from ingest.regions import Region, parent
from ontology.reference.divisions import short_of
from ontology.reference.enterprises import companies, renamings, words

Ids = frozenset[str]
ALIAS_MIN = 4
NUMBERED = re.compile(r"第([0-9]{2,4})研究所$")


@lru_cache(CACHE)
def ids(name: str) -> Ids:
    """Companies that a name may mean, by their short names; a former name that no company bears is its own id."""
    text = plain(name)
    for written in (text, text.removesuffix("公司"), text.removesuffix("股份公司"), *_swapped(text)):
        if found := _by_name().get(written):
            return found
    parts = parse(name)
    if parts.full and not parts.seat and (former := _formerly(parts.core)) and _near_heir(former, parts.place):
        return frozenset((former,))
    if parts.place is None or parts.full:
        return frozenset()
    rest = text[text.find(parts.core) :]
    return seated(_by_name().get(rest, frozenset()), parts.place) if rest not in words("loose") else frozenset()


def _swapped(text: str) -> list[str]:
    """A name with the place at its end put first: 合肥京东方 for 京东方合肥."""
    cuts = [len(text) - length for length in (2, 3) if len(text) - length >= BRAND_MIN]
    return [text[cut:] + text[:cut] for cut in cuts if (at := begins(text, cut)) and at.written == text[cut:]]


def seated(of: Ids, place: Region | None) -> Ids:
    """Those of some companies of the table whose seat is a place, lies in it or holds it."""
    return frozenset(one for one in of if one in companies() and touches(region_at(companies()[one].home), place))


def meant(m: Mention) -> Ids:
    """The companies of the table that a name may mean; where they are several, those of the document's province."""
    found = ids(m.name) or _of_region(m)
    if len(found) < 2 or not m.region:
        return found
    return seated(found, at_level(m.region, "省")) or found


def _of_region(m: Mention) -> Ids:
    """Companies of the document's region whose names in the table begin with it: 防爆集团 of 南阳 is 南阳防爆集团."""
    name, here = parse(m.name, m.region), region_at(m.region)
    vague = len(name.plain) == BRAND_MIN or name.core in words("loose")
    if name.full or name.place or vague or trades("light", "trade", "aux").fullmatch(name.core):
        return frozenset()
    found: set[str] = set()
    at = here
    while at:
        found |= _by_name().get(short_of(at.name) + name.plain.removesuffix("公司"), frozenset())
        at = parent(at)
    return seated(frozenset(found), here)


def _formerly(core: str) -> str:
    """The former name of a company that a registered name's core is, but for words like 科技."""
    for end in range(len(core), ALIAS_MIN - 1, -1):
        if core[:end] in _former_names() and trades("light").fullmatch(core, end):
            return _former_names()[core[:end]]
    return ""


def _near_heir(former: str, place: Region | None) -> bool:
    """Whether a name's place is none or the seat of what the former company became; elsewhere it is a part."""
    return place is None or bool(seated(holders(former), place))


@cache
def _former_names() -> Mapping[str, str]:
    return {plain(one.old): one.old for one in renamings() if _by_name()[plain(one.old)] == {one.old}}


@cache
def _by_name() -> Mapping[str, Ids]:
    found: dict[str, set[str]] = defaultdict(set)
    for company in companies().values():
        for name in (company.name, company.full_name, *company.aliases):
            found[plain(name)].add(company.name)
    for company in companies().values():
        short = plain(company.name).removesuffix("集团")
        if company.name.endswith("集团") and not (short in found or short in words("loose") or begins(short)):
            found[short].add(company.name)
    sure = {text: set(of) for text, of in found.items()}
    for company in companies().values():
        full = parse(company.full_name)
        own = not trades("light", "trade", "aux").fullmatch(full.brand)
        bare = full.plain[full.plain.find(full.core) :] if own else full.plain
        for text in (_bare(full.plain), bare, _bare(bare)):
            if text not in sure and len(text) >= ALIAS_MIN:
                found[text].add(company.name)
        if len(tail := _lightless(full.plain)) > len(plain(company.name)) and tail.startswith(plain(company.name)):
            found[tail].add(company.name)
    for renaming in renamings():
        for name in (renaming.old, renaming.new):
            short = plain(name).removesuffix("集团")
            for written in (plain(name), *([short] if len(short) >= ALIAS_MIN else [])):
                if written not in found:
                    found[written].add(name)
    older = {renaming.old for renaming in renamings()}
    for company in companies().values():
        if (number := NUMBERED.search(plain(company.full_name))) and company.name not in older:
            found[f"{number[1]}所"].add(company.name)
    return {text: frozenset(of) for text, of in found.items()}


def _lightless(text: str) -> str:
    """A registered name without its form and the word before it that says no trade: 成都京东方光电."""
    text = _bare(text)
    word = next((word for word in words("light") if len(word) > 1 and text.endswith(word)), "")
    return text.removesuffix(word)


def _bare(text: str) -> str:
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        text = text.removesuffix(form)
    return text


@cache
def brands(company: str) -> tuple[tuple[str, bool], ...]:
    """What names of a company's parts begin with; True for the core of its registered name."""
    row = companies().get(company)
    if row is None:
        return ((plain(company), False),)
    parts = parse(row.full_name)
    own = trades("light", "trade", "aux").fullmatch(parts.brand.removesuffix("厂")) is None
    full = parts.core if own and not (parts.place and parse(row.name).place) else parts.plain
    short = {_bare(plain(n)).removesuffix("公司").removesuffix("集团") for n in (row.name, *row.aliases)}
    short |= {plain(n) for n in (row.name, *row.aliases) if len(n) >= ALIAS_MIN}
    return ((full, True), *((name, False) for name in sorted(short) if len(name) > 1))


@cache
def _became() -> Mapping[str, tuple[tuple[str, int, bool], ...]]:
    found: dict[str, list[tuple[str, int, bool]]] = defaultdict(list)
    for renaming in renamings():
        for old in _by_name()[plain(renaming.old)]:
            for new in _by_name()[plain(renaming.new)]:
                found[old].append((new, renaming.year, renaming.lives_on))
    return {old: tuple(new) for old, new in found.items()}


@cache
def holders(company: str) -> Ids:
    """A company with all that hold it or that it became part of."""
    found, todo = {company}, [company]
    while todo:
        current = todo.pop()
        above = {new for new, _, _ in _became().get(current, ())}
        if (row := companies().get(current)) and row.parent:
            above.add(row.parent)
        todo += above - found
        found |= above
    return frozenset(found)


def relation(a: str, b: str, year: int | None) -> Answer:
    """What one known company is to another; a company that lives on in its heir is its part from then on."""
    if a == b:
        return "same"
    if b not in holders(a):
        return "different"
    for new, since, lives_on in _became().get(a, ()):
        if new == b:
            return "broader" if lives_on and year is not None and year > since else "successor"
        if _became().get(new) and relation(new, b, None) == "successor":
            return "successor"
    return "broader"


def beside(name: FirmName, company: str) -> bool:
    """Whether a name has one place in brackets and a known part of another company another: 万华化学(福建), (四川)."""
    row = companies().get(company)
    seat = parse(row.full_name).seat if row and row.parent and name.seat else None
    return seat is not None and not touches(name.seat, seat)


def outlived(a: str, b: str, of: tuple[Ids, Ids]) -> bool:
    """Whether a short name is said of a company before and after: 三丰智能 is of the registered name it gave up."""
    (short, heir), (long, old) = sorted(zip(map(plain, (a, b)), of, strict=True), key=lambda one: len(one[0]))
    if len(heir) != 1 or len(old) != 1 or old & companies().keys():
        return False
    rest = iter(long)
    whole = short in long if len(short) >= ALIAS_MIN else len(short) > BRAND_MIN and short[0] == long[0]
    clipped = whole and all(char in rest for char in short) and parse(long).full and not parse(short).full
    return clipped and relation(min(old), min(heir), None) == "successor"
