"""What two names of industries or of products are to each other, by spelling, table and the make-up of the words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.identity.places_before import unplaced
from ingest.identity.records import Mention, Verdict
from ontology.reference.chain_spelling import Sort, form
from ontology.reference.chain_terms import JOINT, pieces, taxonomy, vague

HEAD_MIN = 2
REWRITE_MIN = 3
FRONT_MIN = 3
ALIAS_HEAD_MIN = 4
PARTS = {
    "industry": re.compile(
        r"(?:关键|核心)?(?:零部件|零配件|配件|装备|设备|新材料|材料|制造|精深加工|深加工|加工|服务|设计|应用|制品|整车|回收利用|回收"
        r"|贸易|流通|研发|封测|软件|种植|养殖|运营|维修|后市场)$"
    ),
    "segment": re.compile(r"(?:关键|核心)?(?:零部件|零配件|配件|部件|制造|生产|加工)$"),
}
ADJECTIVE = re.compile("新兴|朝阳")
SECOND = re.compile(r"([^()]{2,})\(([^()]{2,})\)")
MACHINES = re.compile(r"(.+(?:机器人|电池|[车机船艇]))制造")
LETTERS = re.compile(r"[A-Z0-9]+(?=[\u4e00-\u9fff])")
NEGATING = frozenset("非无不反抗仿类伪超半")
OTHER = frozenset("代前亚")
SUBSTANCES = frozenset("烯烷炔酸锂硅碱醇酯酮醛胺苯酚腈盐钠钙钾氨氟氯磷铵铁铝铜锌镁钛镍钴锰钒氮氧氢硫碳锆脲醚酐铅锡")
GRADE = re.compile(
    r"[级法型纯用制性状质]$|^(?:燃料|无水|高端|高纯|超高纯|精制|工业|食品|医药|饲料|光学|优质|液体|固体|粉状|再生|绿色|生物|改性|普通|高品质|净化|电解|精炼)$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read: its terms (several where it lists them) and, for each, all that holds it, itself included."""

    terms: frozenset[str]
    held: tuple[frozenset[str], ...]


def compare(a: Mention, b: Mention, sort: Sort) -> Verdict:
    """The verdict on two names of one sort; a name's region counts for nothing, its wording for everything."""
    one, other = read(a.name, a.region, sort), read(b.name, b.region, sort)
    if one.terms == other.terms:
        return Verdict("same", f"{sort}.name", 0.95)
    if _near(one, other, sort):
        return Verdict("unsure", f"{sort}.near", 0.5)
    if not one.terms >= other.terms and all(_within(held, other) for held in one.held):
        return Verdict("broader", f"{sort}.held", 0.85)
    return Verdict("different", f"{sort}.apart", 0.85)


def blocks(m: Mention, sort: Sort) -> frozenset[str]:
    """Keys under which a name is compared: its terms, what holds them and what is near them."""
    reading = read(m.name, m.region, sort)
    near = (n for term in reading.terms for n in taxonomy(sort).near.get(term, ()))
    return frozenset().union(*reading.held, near)


def _within(held: frozenset[str], other: Reading) -> bool:
    return not held.isdisjoint(other.terms)


def _near(one: Reading, other: Reading, sort: Sort) -> bool:
    near = taxonomy(sort).near
    return len(one.terms) == len(other.terms) == 1 and not near.get(min(one.terms), frozenset()).isdisjoint(other.terms)


@lru_cache(maxsize=1 << 17)
def read(name: str, region: str, sort: Sort) -> Reading:
    """A name's terms, with the region written before it left out."""
    spelt = form(name, sort)
    known = taxonomy(sort).names
    if spelt not in known:
        spelt = _second(spelt, sort) or spelt
    if spelt not in known and (not ADJECTIVE.match(spelt) or spelt[:2] in region):
        spelt = form(unplaced(name, region, lambda rest: form(rest, sort) in known), sort)
    terms = frozenset(_terms(spelt, sort))
    return Reading(terms, tuple(held(term, sort) for term in terms))


def _second(spelt: str, sort: Sort) -> str:
    """A known name in brackets behind another of the same thing or an unknown one: PLA(聚乳酸), 原铝(电解铝)."""
    match, known = SECOND.fullmatch(spelt), taxonomy(sort).names
    if match is None:
        return ""
    outer, inner = (form(part, sort) for part in match.groups())
    if inner not in known or (outer not in known and outer[-1] != inner[-1]):
        return ""
    return inner if known.get(outer, known[inner]) == known[inner] else ""


def _terms(spelt: str, sort: Sort) -> Iterator[str]:
    """The terms that a name lists; parts that are vague (材料) or may share a front (医用传感器和芯片) are no names."""
    known = taxonomy(sort).names
    parts = (spelt,) if spelt in known else pieces(spelt, known)
    if any(
        len(part) < HEAD_MIN or part in vague("joined") or (part in vague("segment") and part not in known)
        for part in parts
    ):
        parts = (spelt,)
    alone = len(parts) == 1 or all(part in known for part in parts)
    yield from (canon(part, sort) if alone else JOINT + part for part in parts)


@lru_cache(maxsize=1 << 17)
def canon(spelt: str, sort: Sort) -> str:
    """The first name of a term; an unknown product takes the first name of the longest known product it ends with.

    What makes a machine is its industry (工业机器人制造业), of other things only a part of it may be (医药制造业).
    """
    known = taxonomy(sort).names
    if spelt in known:
        return known[spelt]
    if sort == "industry" and (made := MACHINES.fullmatch(spelt)):
        return known.get(made[1], spelt)
    if sort == "segment" and (whole := _abbreviated(spelt)):
        return known.get(whole, whole)
    if sort == "segment":
        for at in range(1, len(spelt) - REWRITE_MIN + 1):
            if any(spelt[:end] in known for end in range(at + 1, len(spelt))):
                continue
            if (tail := known.get(spelt[at:])) is not None and not _torn(spelt[:at], spelt[at:]):
                return spelt[:at] + tail if tail.isascii() is spelt[at:].isascii() else spelt
    return spelt


def _abbreviated(spelt: str) -> str:
    """A product that begins with a name in Latin letters or their long form, in one writing; else empty."""
    known, short, long = taxonomy("segment").names, *_letters()
    if (match := LETTERS.match(spelt)) and match[0] in long:
        whole = long[match[0]] + spelt[match.end() :]
        own = long[match[0]].endswith(spelt[match.end() :])
        return long[match[0]] if own else whole if whole in known else ""
    for at in range(len(spelt) - 1, REWRITE_MIN - 1, -1):
        if spelt[:at] in short:
            return short[spelt[:at]] + spelt[at:]
    return ""


@cache
def _letters() -> tuple[dict[str, str], dict[str, str]]:
    """Names with the letters that stand for them, and letters with the first of the names."""
    names = taxonomy("segment").names
    letters: dict[str, str] = {}
    for name, first in names.items():
        if name.isascii() and name.isalnum() and not first.isascii():
            letters.setdefault(first, name)
    short = {name: letters[first] for name, first in names.items() if first in letters and not name.isascii()}
    return short, {name: first for name, first in names.items() if letters.get(first) == name}


def held(term: str, sort: Sort) -> frozenset[str]:
    """A term and all that holds it, at any distance; beyond a name that no table knows nothing is looked for."""
    known = taxonomy(sort).names
    if term in known:
        return _held(term, sort)
    wider = set(_wider(term, sort))
    return frozenset({term} | wider).union(*(_held(one, sort) for one in wider if one in known))


@cache
def _held(term: str, sort: Sort) -> frozenset[str]:
    """What holds a name that the table knows; these are few, so that all stay in memory."""
    known = taxonomy(sort).names
    found, left = {term}, [term]
    while left:
        for wider in _wider(left.pop(), sort):
            if wider not in found:
                found.add(wider)
                if wider in known:
                    left.append(wider)
    return frozenset(found)


def _wider(term: str, sort: Sort) -> Iterator[str]:
    """What holds a term directly: by the table, by its head (汽车轴承: 轴承), as a part (汽车零部件: 汽车)."""
    yield from taxonomy(sort).parents.get(term, ())
    known = taxonomy(sort).names
    heads = {known.get(tail, tail) for _, tail in _cuts(term, sort)}
    if sort == "segment":
        heads.update(_heads_of_aliases(term), _fronted(term))
    yield from (head for head in heads if head != term and term not in _tabled(head, sort))
    part = PARTS[sort].search(term)
    if part and part.start() >= HEAD_MIN:
        base = canon(term[: part.start()], sort)
        if term not in _tabled(base, sort):
            yield base


def _heads_of_aliases(term: str) -> Iterator[str]:
    """What a product's other names end with, where that is long enough to say it."""
    known = taxonomy("segment").names
    for other in _aliases().get(term, ()):
        for _, tail in _cuts(other, "segment"):
            if tail in known and len(tail) >= ALIAS_HEAD_MIN:
                yield known[tail]


def _fronted(term: str) -> Iterator[str]:
    """Its front before what holds the rest: 车载传感器 holds 车载毫米波雷达, as 传感器 holds 毫米波雷达."""
    known = taxonomy("segment").names
    for front, tail in _cuts(term, "segment"):
        if len(front) > 1:
            for wide in _tabled(known.get(tail, tail), "segment"):
                yield canon(front + wide, "segment")


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """The other names of products by the first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, first in taxonomy("segment").names.items():
        if name != first:
            found[first].append(name)
    return {first: tuple(others) for first, others in found.items()}


def _cuts(term: str, sort: Sort) -> Iterator[tuple[str, str]]:
    """Fronts and the names behind them that end a name, save vague ones and where the front makes another thing."""
    known, empty, whole = taxonomy(sort).names, vague(sort), vague("whole")
    if JOINT in term or term in whole:
        return
    for at in range(1, len(term)):
        front, tail = term[:at], term[at:]
        if tail in empty or (at == 1 and len(tail) == HEAD_MIN and tail not in known):
            continue
        if len(tail) < HEAD_MIN and (tail not in known or front not in _fronts(sort)):
            continue
        if (
            front[-1] not in NEGATING
            and front not in OTHER
            and not _torn(front, tail)
            and not _beside(front, tail, sort)
        ):
            yield front, tail
        if tail in whole:
            return


@cache
def _fronts(sort: Sort) -> frozenset[str]:
    """What several known names begin with before another known one: a name of one character too is a head behind it."""
    known = taxonomy(sort).names
    counted = Counter(
        name[:at] for name in known for at in range(HEAD_MIN, len(name) - HEAD_MIN + 1) if name[at:] in known
    )
    return frozenset(front for front, n in counted.items() if n >= FRONT_MIN)


def _beside(front: str, tail: str, sort: Sort) -> bool:
    """Whether a name only sets two known ones side by side, as 深地深海 does: both lie in one wider name."""
    names, parents = taxonomy(sort).names, taxonomy(sort).parents
    if sort == "segment" or front not in names or tail not in names:
        return False
    return not set(parents.get(names[front], ())).isdisjoint(parents.get(names[tail], ()))


def _torn(front: str, tail: str) -> bool:
    """Whether a cut parts a word of Latin letters or digits, or the name of a substance."""
    if tail[0].isascii() and (front[-1].isascii() or len(tail) < REWRITE_MIN):
        return True
    return tail[-1] in SUBSTANCES and not GRADE.search(front)


def _tabled(term: str, sort: Sort) -> frozenset[str]:
    """What holds a term by the table alone."""
    return _above(term, sort) if term in taxonomy(sort).parents else frozenset()


@cache
def _above(term: str, sort: Sort) -> frozenset[str]:
    parents = taxonomy(sort).parents
    found: set[str] = set()
    left = [term]
    while left:
        left += (new := set(parents.get(left.pop(), ())) - found)
        found |= new
    return frozenset(found)
