"""Classes of companies with their members (三大运营商, 链主企业), and local branches of nationwide companies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.identity.enterprise_names import CACHE, LEVELS, at_level, begins, place_of, plain, region_at, within
from ingest.identity.enterprise_table import holders, ids, relation
from ingest.identity.records import Mention, Verdict
from ingest.regions import Region, parent
from ontology.reference import enterprises as reference
from ontology.reference.titles import bare_title, titles_by_name

ALL = re.compile(
    r"^(?:各个|各大|各类|各|全市|全省|全区|全县|全国|市内|省内|区内|辖区内|辖区|本地|相关|有关|所有|我市|我省|在.)"
)
CLASS = re.compile(
    r"(?:企业|(?<=各).*公司|^(?:相关|有关).*公司|运营商|央企|国企|民企|外企|车企|药企|银行机构|金融机构)$"
)
SUFFIX = 4


@dataclass(frozen=True, slots=True)
class Local:
    """A branch of a company that is everywhere; `place` is None for the whole company, `known` False where untold."""

    family: str
    place: Region | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Class:
    """A class of companies of a region."""

    name: str
    place: Region | None


def collective_verdict(a: Mention, b: Mention) -> Verdict | None:
    """What is said where one name or both are classes of companies; None where neither is."""
    left, right = _class(a.name, a.region), _class(b.name, b.region)
    if left and right:
        return _classes(left, right)
    if right:
        return Verdict("member" if _members(right.name) & _own(a) else "different", "enterprise.member")
    return Verdict("different", "enterprise.member") if left else None


def local_verdict(a: Mention, b: Mention) -> Verdict | None:
    """What is said where a name is a local branch (市移动公司, 襄阳供电公司); None where neither is."""
    left, right = local(a.name, a.region), local(b.name, b.region)
    if left is None or right is None:
        return _one_local(a, b, left, right)
    if left.family != right.family:
        held = right.place is None and right.known and relation(left.family, right.family, a.year) == "broader"
        return Verdict("broader" if held else "different", "enterprise.local")
    if left.place is None or right.place is None:
        if not (left.known and right.known):
            both = plain(a.name) == plain(b.name) and not (left.known or right.known)
            return Verdict("same" if both else "unsure", "enterprise.local", 0.5)
        whole = "same" if left.place == right.place else "broader" if left.place else "different"
        return Verdict("same" if whole == "same" else "broader" if left.place else "different", "enterprise.local")
    if left.place.name == right.place.name:
        return Verdict("same", "enterprise.local")
    return Verdict("broader" if within(left.place, right.place) else "different", "enterprise.local")


def _one_local(a: Mention, b: Mention, left: Local | None, right: Local | None) -> Verdict | None:
    if left and left.place:
        held = {relation(left.family, one, a.year) for one in ids(b.name)}
        own = bool(held) and plain(a.name).startswith(plain(b.name))
        return Verdict("broader" if own or held & {"same", "broader"} else "different", "enterprise.local")
    return Verdict("different", "enterprise.local") if right and right.place else None


def local_keys(m: Mention) -> set[str]:
    """Keys of classes, of their members and of local branches."""
    if found := _class(m.name, m.region):
        wider = reference.wider_collectives().get(found.name, found.name)
        holding = {f"class:{name}" for name in reference.collectives() if _members(found.name) < _members(name)}
        heads = (found.name, wider, found.name[-SUFFIX:], found.name[:3])
        return {f"class:{head}" for head in heads} | (holding if _members(found.name) else set())
    own = _own(m)
    classes = {f"class:{name}" for one in own for name in _classes_of().get(one, ())}
    branch = local(m.name, m.region)
    return classes | ({f"id:{holder}" for holder in holders(branch.family)} if branch else set())


def _own(m: Mention) -> frozenset[str]:
    branch = local(m.name, m.region)
    return frozenset({branch.family}) if branch else ids(m.name)


@cache
def _classes_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, members in reference.collectives().items():
        for member in members:
            found.setdefault(member, []).append(name)
    return found


@cache
def _members(name: str) -> frozenset[str]:
    return frozenset(reference.collectives().get(name, ()))


@lru_cache(CACHE)
def _class(name: str, region: str) -> Class | None:
    text = plain(name)
    bare = ALL.sub("", text)
    place = region_at(region)
    if found := begins(bare, 0):
        place, bare = found.region, bare[len(found.written) :]
        if bare == "银行" and text == f"{found.written}{bare}":
            return None
    canonical = _canonical(bare)
    if canonical in reference.collectives() or CLASS.search(text) or bare_title(bare) in titles_by_name():
        return Class(canonical, None if canonical in reference.collectives() and canonical[0] != "各" else place)
    return None


def _canonical(bare: str) -> str:
    for word in (bare, f"各{bare}"):
        if word in reference.collectives():
            return word
    found = reference.collective_aliases().get(bare, bare)
    return found.replace("规上", "规模以上")


def _classes(left: Class, right: Class) -> Verdict:
    one = left.name == right.name
    narrower = one or (
        reference.wider_collectives().get(left.name) == right.name
        or (len(right.name) >= SUFFIX and left.name.endswith(right.name))
        or (len(right.name) > SUFFIX and left.name.startswith(right.name[:-2]) and left.name.endswith(right.name[-2:]))
        or (bool(_members(left.name)) and _members(left.name) < _members(right.name))
    )
    if not narrower:
        return Verdict("different", "enterprise.class")
    if left.place is None or right.place is None:
        if left.place is right.place or _members(left.name):
            return Verdict("same" if one else "broader", "enterprise.class")
        return Verdict("unsure", "enterprise.class", 0.5)
    if one and left.place.name == right.place.name:
        return Verdict("same", "enterprise.class")
    return Verdict("broader" if within(left.place, right.place) else "different", "enterprise.class")


@lru_cache(CACHE)
def local(name: str, region: str) -> Local | None:
    """The branch that a name means, by a family's word, places and words of form alone."""
    text = plain(name)
    whole = ids(name)
    if whole and not (len(whole) == 1 and whole <= reference.families().keys()):
        return None
    if _local_words().search(text) is None:
        return None
    return _read(text, region)


def _read(text: str, region: str) -> Local | None:
    family, word, places, level, at = "", "", [], "", 0
    while at < len(text):
        if not family and (hit := _families_pattern().match(text, at)):
            family, word = _families()[hit[0]], hit[0]
            at = hit.end()
        elif found := begins(text, at):
            places.append(found.region)
            at += len(found.written)
        elif hit := _tokens().match(text, at):
            at = hit.end()
        elif text[at] in LEVELS:
            level, at = level or text[at], at + 1
        elif at + 2 <= len(text) and (county := place_of(text[at : at + 2], region)):
            places.append(county)
            at += 2
        else:
            return None
    home = places[-1] if places else at_level(region, level)
    if not family:
        family = _grid(home) if re.search(r"供电|电力(?:有限)?公司|电网", text) else ""
    return _placed(family, word, home, region, text, bool(places or level)) if family else None


def _placed(family: str, word: str, home: Region | None, region: str, text: str, said: bool) -> Local | None:
    if said:
        return Local(family, home, home is not None)
    short = len(word) == 2 and not word.startswith(("国", "中", "南")) and not word.endswith("行")
    if (short and not text.endswith("集团")) or text.endswith(("分公司", "分行", "支行")) or (not word):
        here = region_at(region)
        return Local(family, here, here is not None)
    return Local(family, None)


def _grid(home: Region | None) -> str:
    top = home
    while top is not None and (above := parent(top)):
        top = above
    return "南方电网" if top is not None and top.name in reference.southern_grid() else "国家电网"


@cache
def _families() -> dict[str, str]:
    return {word: family for family, words in reference.families().items() for word in words}


@cache
def _families_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _families()), key=len, reverse=True)))


@cache
def _local_words() -> re.Pattern[str]:
    return re.compile("|".join((*map(re.escape, _families()), "供电", "电力公司", "电力有限公司", "电网")))


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, reference.branch_tokens()), key=len, reverse=True)))
