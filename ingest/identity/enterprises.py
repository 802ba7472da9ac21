"""When two names are one company: registered names, short names, groups and their parts, renamings."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.identity.enterprise_groups import collective_verdict, local_keys, local_verdict
from ingest.identity.enterprise_names import (
    BRAND_MIN,
    CACHE,
    FirmName,
    parse,
    plain,
    region_at,
    split_branch,
    touches,
    trades,
    within,
)
from ingest.identity.enterprise_public import public_keys, public_verdict
from ingest.identity.enterprise_table import Ids, beside, brands, holders, ids, meant, outlived, relation, seated
from ingest.identity.records import Answer, Mention, Verdict
from ingest.known import known
from ingest.regions import Region
from ontology.reference.enterprises import companies, words

SHORT_BRAND = 3
REST = 6
CORE_MIN = 4
GROUP_NAME = re.compile(r"(.{2,}?)(?:控股|企业)?集团(?:控股)?(?:有限)?(?:责任)?(?:公司)?$")
BEHIND_GROUP = re.compile(r"集团(?:公司)?(.{5,}?)(?:股份|有限|责任)*(?:公司)?$")


def judge(a: Mention, b: Mention) -> Verdict:
    """What company `a` is to company `b`."""
    return (
        collective_verdict(a, b)
        or local_verdict(a, b)
        or _equal(a, b)
        or public_verdict(a, b)
        or _branch(a, b)
        or _tabled(a, b)
        or _listed(a, b)
        or _named(a, b)
    )


@lru_cache(CACHE)
def keys(m: Mention) -> frozenset[str]:
    """Keys under which companies that may be one, or one's part, meet: what the tables know, else the brand's head.

    Two registered names with their places meet only where all else is one; a short name meets what begins with its
    brand, of which three characters tell enough.
    """
    name = parse(m.name, m.region)
    head = name.core[: 3 if len(name.brand) > BRAND_MIN else BRAND_MIN]
    found = {
        f"?{name.core[:2]}",
        f"?{name.core[:3]}",
        f"core:{name.core}",
        *local_keys(m),
        *public_keys(m),
    }
    if not (name.full and name.place):
        found.add(f"!{head}")
    if behind := BEHIND_GROUP.search(name.plain):
        found.add(f"?{parse(behind[1], m.region).core[:2]}")
    if part := split_branch(m.name, m.region):
        whole = parse(part[0], m.region).core[:2]
        found |= {f"?{whole}", f"!{whole}"}
    for one in meant(m) or (ids(part[0]) if part else frozenset()):
        found |= {f"id:{holder}" for holder in holders(one)}
        found |= {f"{mark}{word[:2]}" for word, _ in brands(one) for mark in "?!"}
    return frozenset(found)


def _equal(a: Mention, b: Mention) -> Verdict | None:
    if plain(a.name) != plain(b.name):
        return None
    name, other = parse(a.name, a.region), parse(b.name, b.region)
    if name.place and other.place and not touches(name.place, other.place):
        return Verdict("different", "enterprise.place")
    if name.full or name.place or name.seat or ids(a.name) or known("enterprise", a.name) or a.region == b.region:
        return Verdict("same", "enterprise.equal")
    return _by_place("enterprise.equal", a, b)


def _branch(a: Mention, b: Mention) -> Verdict | None:
    """A branch is held by its company and by what holds that; two branches are one only at one place."""
    part, other = (None if ids(m.name) else split_branch(m.name, m.region) for m in (a, b))
    if not part:
        return Verdict("different", "enterprise.branch") if other and _whole(b, other[0], a) else None
    head = Mention(a.kind, part[0], a.region, a.year)
    if not other:
        held = judge(head, b).answer
        return Verdict("broader", "enterprise.branch") if held in ("same", "broader") else None
    if part[1:] != other[1:]:
        return Verdict("different", "enterprise.branch")
    found = judge(head, Mention(b.kind, other[0], b.region, b.year))
    return Verdict(found.answer if found.answer == "same" else "different", "enterprise.branch")


def _whole(b: Mention, head: str, a: Mention) -> bool:
    return judge(Mention(b.kind, head, b.region, b.year), a).answer in ("same", "broader")


def _tabled(a: Mention, b: Mention) -> Verdict | None:
    left, right = meant(a), meant(b)
    if left and right:
        if left == right and len(left) == 1:
            return Verdict("same", "enterprise.table")
        if left & right:
            return Verdict("unsure", "enterprise.table", 0.5)
        if outlived(a.name, b.name, (left, right)):
            return Verdict("same", "enterprise.short", 0.9)
        answers = {relation(x, y, a.year) for x in left for y in right}
        if left != right and (_vague(a, left, right) or _vague(b, right, left)):
            return Verdict("unsure", "enterprise.brand", 0.4)
        return Verdict(answers.pop() if len(answers) == 1 else "unsure", "enterprise.table")
    if right and not left:
        return _part(a, right, "broader")
    return _part(b, left, "different") if left else None


def _vague(m: Mention, of: Ids, other: Ids) -> bool:
    """Whether two characters without a region may mean a group as well as what it holds: 恒力, 三一."""
    return not m.region and len(plain(m.name)) == BRAND_MIN and any(x in holders(y) for x in of for y in other)


def _part(m: Mention, of: Ids, answer: Answer) -> Verdict:
    """A name that begins with a known company's brand is that company's part, or the company with less said."""
    best, name = "", parse(m.name, m.region)
    of = frozenset(one for one in of if not beside(name, one))
    if brand := _group_of(name, of):
        own = len(brand) > BRAND_MIN or (brand not in words("loose") and seated(of, _where(m)))
        held: Answer = "different" if answer == "broader" else "broader"
        return Verdict(held if own else "unsure", "enterprise.part", 0.8 if own else 0.5)
    for brand, complete in (found for one in of for found in brands(one)):
        if complete and name.core == brand and not name.seat and (name.place is None or seated(of, name.place)):
            return Verdict("different" if name.group else "unsure", "enterprise.part", 0.5)
        if len(name.plain) == BRAND_MIN and brand.startswith(name.plain):
            return Verdict("unsure", "enterprise.brand", 0.4)
        if name.plain.startswith(brand) or name.core.startswith(brand):
            best = max(best, brand, key=len)
    if not best:
        return Verdict("different", "enterprise.part")
    if best in words("loose") and answer == "broader":
        return Verdict("unsure", "enterprise.part", 0.5)
    return Verdict(answer, "enterprise.part", 0.9)


def _group_of(name: FirmName, of: Ids) -> str:
    """The short name of a known company, no group itself, before 集团 in a name; empty where there is none."""
    match = GROUP_NAME.match(name.plain)
    if match is None:
        return ""
    whole = len(match[1]) >= CORE_MIN and match[1] in map(plain, of)
    alone = (one for one in of if one in companies() and not parse(companies()[one].full_name).group)
    return match[1] if whole or any(match[1] in (word for word, _ in brands(one)) for one in alone) else ""


def _listed(a: Mention, b: Mention) -> Verdict | None:
    """A listed company's short name means a company limited by shares: any other form with it is a part."""
    left, right = known("enterprise", a.name), known("enterprise", b.name)
    if left and right:
        return Verdict("different", "enterprise.listed")
    if not left and not right:
        return None
    short, other = (a, b) if left else (b, a)
    name, core = parse(other.name, other.region), parse(short.name).core
    if not name.full and not name.core.startswith(core) and not core.startswith(name.core):
        return Verdict("different", "enterprise.listed")
    text = plain(short.name)
    begins = name.core.startswith(core) or name.plain.startswith(text)
    if not (name.full and begins) or len(text) < SHORT_BRAND or parse(short.name).group > name.group:
        return None
    if name.group and name.legal != "stock":
        return Verdict("unsure", "enterprise.listed", 0.5)
    rest = name.core[len(core) :]
    if name.legal == "stock" and len(rest) <= REST and not any(word in rest for word in words("aux")):
        return Verdict("same", "enterprise.listed", 0.95)
    return Verdict("broader" if right else "different", "enterprise.listed", 0.9)


def _named(a: Mention, b: Mention) -> Verdict:
    left, right = parse(a.name, a.region), parse(b.name, b.region)
    if left.place and right.place and not touches(left.place, right.place):
        return Verdict("different", "enterprise.place")
    if left.seat != right.seat and (left.seat or left.place) != (right.seat or right.place):
        return _seated(left, right)
    if left.full and right.full:
        return _registered(a, b, left, right)
    if (left.group or right.group or "集团" in left.plain + right.plain) and _behind_group(left, right):
        return Verdict("same", "enterprise.behind_group", 0.9)
    if left.core != right.core and (not _shortened(left, right) or _traded(left, right)):
        return _held(a, b, left, right) or Verdict("different", "enterprise.name")
    if left.group != right.group and (left.legal or right.legal) and not _short_of_group(left, right):
        return _held(a, b, left, right) or Verdict("different", "enterprise.group")
    return _same_brand(a, b, left, right)


def _seated(left: FirmName, right: FirmName) -> Verdict:
    """稳健医疗(嘉鱼)有限公司 is a part of 稳健医疗."""
    if left.core.startswith(right.core) and left.seat and not right.seat and not right.place:
        return Verdict("broader", "enterprise.seat", 0.9)
    return Verdict("different", "enterprise.seat")


def _registered(a: Mention, b: Mention, left: FirmName, right: FirmName) -> Verdict:
    """Two registered names: one company only where all but the writing of the place and the form agree."""
    if left.core != right.core or left.seat != right.seat:
        return _held(a, b, left, right) or Verdict("different", "enterprise.registered")
    if left.group != right.group and not _shares(left, right):
        return Verdict("broader" if right.group else "different", "enterprise.group", 0.8)
    if left.place and right.place and left.place != right.place:
        return Verdict("different", "enterprise.place")
    if left.legal != right.legal:
        later = a.year and b.year and a.year < b.year and right.legal == "stock"
        return Verdict("successor" if later else "unsure", "enterprise.form", 0.6)
    return _same_brand(a, b, left, right)


def _shares(left: FirmName, right: FirmName) -> bool:
    """Whether one says 股份 for the other's 集团股份有限公司."""
    group, short = (left, right) if left.group else (right, left)
    return group.legal == "stock" == short.legal and short.plain.endswith("股份") and group.plain.endswith("公司")


def _held(a: Mention, b: Mention, left: FirmName, right: FirmName) -> Verdict | None:
    """A company with a group's brand and a trade of its own is held by the group."""
    near = touches(_where(a), _where(b)) or a.region == b.region
    part = left.trade or (left.legal == "stock" and left.plain.endswith("公司"))
    if near and left.brand == right.brand and right.group and not left.group and part and not right.trade:
        return Verdict("broader", "enterprise.group", 0.8)
    return None


def _behind_group(left: FirmName, right: FirmName) -> bool:
    """Whether a short name is all that follows a group's name: 中南电力设计院 of 中国电力工程顾问集团中南电力设计院."""
    short, long = (left, right) if len(left.plain) < len(right.plain) else (right, left)
    behind = BEHIND_GROUP.search(long.plain)
    return behind is not None and behind[1] == short.plain and not short.full


def _short_of_group(left: FirmName, right: FirmName) -> bool:
    """Whether the one without the group word is a short name: 陕钢 is short of 陕钢集团."""
    return not (left if right.group else right).legal


def _traded(left: FirmName, right: FirmName) -> bool:
    """Whether one is a group by its brand alone, the other no group and of a trade: 五江实业 is none of 五江集团."""
    group, other = (left, right) if left.group else (right, left)
    return group.group and not other.group and not group.trade and other.trade != ""


def _shortened(left: FirmName, right: FirmName) -> bool:
    """Whether one leaves out words of the other's trade; a subsidiary's trade (商贸) is never left out."""
    short, long = sorted((left, right), key=lambda name: len(name.core))
    if len(short.core) >= CORE_MIN and long.core[:-1] == short.core and not short.full:
        return True
    rest = iter(long.trade)
    if left.brand != right.brand or short.full or not all(char in rest for char in short.trade):
        return False
    return trades("light", "trade").fullmatch(long.trade) is not None


def _same_brand(a: Mention, b: Mention, left: FirmName, right: FirmName) -> Verdict:
    if left.place and right.place and left.place != right.place:
        named = trades("light", "trade", "aux").fullmatch(left.brand) is None
        return Verdict("unsure" if named else "different", "enterprise.place", 0.5)
    if left.place and right.place:
        return Verdict("same", "enterprise.short", 0.9)
    groups = left.group and right.group and a.region == b.region and (left.legal or right.legal)
    if left.core != right.core and len(left.brand) < SHORT_BRAND and not groups and not _lightly(left, right):
        return Verdict("unsure", "enterprise.brand", 0.5)
    if trades("light", "trade", "aux").fullmatch(left.brand) and a.region != b.region:
        return Verdict("unsure", "enterprise.brand", 0.5)
    return _by_place("enterprise.short", a, b)


def _lightly(left: FirmName, right: FirmName) -> bool:
    """Whether all that one name leaves out says nothing of a trade, or one has a trade that the other says longer."""
    short, long = sorted((left.trade, right.trade), key=len)
    return bool(short) or trades("light").fullmatch(long) is not None


def _by_place(rule: str, a: Mention, b: Mention) -> Verdict:
    """Names that fit are one company where their places, else their documents' regions, are one or in one another."""
    left, right = _where(a), _where(b)
    if touches(left, right) or (left is None and right is None and a.region == b.region):
        return Verdict("same", rule, 0.9)
    return Verdict("unsure", rule, 0.5)


def _where(m: Mention) -> Region | None:
    name, home = parse(m.name, m.region), region_at(m.region)
    if name.place and home and within(home, name.place):
        return home
    return name.place or name.seat or home
