"""Platforms that are parts of others: what the table says, and names that begin with a park's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ingest.identity.enterprise_names import CACHE, begins, region_at, touches
from ingest.identity.platform_names import ZONE, PlatformName, holder_at, home_of, parse, plain, province_of
from ingest.identity.platform_table import known
from ingest.identity.records import Mention, Verdict
from ingest.regions import Region, parent
from ontology.reference.divisions import full_names
from ontology.reference.platforms import former_platforms, platform_parts, platforms

AREA_END = re.compile(r"[园城谷港镇]$|(?:园|片|新|功能|集聚|街|启动|起步|核心|先行|保税|示范)区$|基地$|组团$")
WIDE = re.compile(r"湾区$|经济圈$|走廊$|^前海$|自主创新示范区$|自创区$")
SHORT = 4
BEGINS_MIN = 3
PARTS = ("high-tech", "economic", "bonded", "park", "new area", "cooperation")


def part_verdict(a: Mention, b: Mention) -> Verdict | None:
    """`broader` where b holds a, `different` where a holds b, None where neither is known."""
    if not _wholes(a.name, a.region).isdisjoint(_nodes(b.name, b.region)):
        return Verdict("broader", "platform.inside", 0.9)
    if not _wholes(b.name, b.region).isdisjoint(_nodes(a.name, a.region)):
        return Verdict("different", "platform.inside", 0.9)
    return None


def part_keys(m: Mention) -> Iterator[str]:
    """Keys under which a part meets what holds it."""
    held = _wholes(m.name, m.region)
    return (f"part:{node}" for node in (*held, *_nodes(m.name, m.region)))


@lru_cache(CACHE)
def _nodes(name: str, region: str) -> frozenset[str]:
    """What a name may be among the parts and wholes: a platform of the table, a zone or `place|words`."""
    if found := known(name, region):
        return frozenset((found,))
    text, parsed = plain(name), parse(name, region)
    if zone := _zones().get(text):
        return frozenset((zone,))
    here = home_of(parsed, region)
    at = (here.name, above.name if not parsed.place and (above := parent(here)) else "") if here else ()
    found_here = {f"{place}|{_words(parsed)}" for place in at if place} & _all()
    alone = f"|{_words(parsed)}"
    return frozenset(found_here | ({alone} if alone in _all() and _means(alone, parsed, here) else set()))


def _means(alone: str, name: PlatformName, here: Region | None) -> bool:
    """Whether a name is of the part that is written without its place: a short one only in its province."""
    home = _homes().get(alone)
    if name.place is not None:
        return touches(name.place, home)
    return len(alone) > SHORT + 1 or here is None or home is None or province_of(here) == province_of(home)


@lru_cache(CACHE)
def _wholes(name: str, region: str) -> frozenset[str]:
    """All that holds what a name means."""
    nodes = _nodes(name, region)
    held = {whole for node in nodes for whole in _above().get(node, ())}
    if not known(name, region) and (park := _park(name, region)) and park not in nodes:
        held |= {park, *_above().get(park, ())}
    return frozenset(held)


def _park(name: str, region: str) -> str:
    """The park that a name begins with, the rest of which is an area: 光谷生物城; empty where there is none."""
    text = plain(name)
    if not AREA_END.search(text) or (parsed := parse(name, region)).edition:
        return ""
    starts = {0, len(at.written)} if (at := begins(text, 0)) else {0}
    heads = (text[start:end] for start in sorted(starts) for end in range(len(text) - 2, start + 1, -1))
    return next((park for head in heads if (park := _parks().get(head)) and _near(park, parsed)), "")


def _near(node: str, parsed: PlatformName) -> bool:
    return parsed.place is None or touches(parsed.place, _home(node))


def _home(node: str) -> Region | None:
    if node in platforms():
        return region_at(platforms()[node].home)
    return region_at(node.partition("|")[0]) if not node.startswith("|") else _homes().get(node)


def _words(name: PlatformName) -> str:
    return name.plain if _marked(name) else f"{name.level}{name.holder}{name.body}"


def _marked(name: PlatformName) -> bool:
    """Whether something numbers or seats it, which tells it from others of its words."""
    return bool(name.stage or name.edition or name.seat)


def _node(name: str) -> str:
    """What a name of the tables, written without a document, stands for."""
    if found := known(name) or _zones().get(plain(name)):
        return found
    return _unlisted(name)


def _unlisted(name: str) -> str:
    parsed = parse(name)
    return f"{parsed.place.name if parsed.place and not _marked(parsed) else ''}|{_words(parsed)}"


@cache
def _zones() -> Mapping[str, str]:
    """Nodes of development zones by those of their names that one zone has."""
    found: dict[str, set[str]] = defaultdict(set)
    for written, zones in full_names().items():
        found[plain(written)] |= {known(zone.name) or _unlisted(zone.name) for zone in zones if zone.kind in PARTS}
    clear = {text: nodes for text, nodes in found.items() if len(nodes) == 1 and len(text) > 2 and not ZONE.match(text)}
    return {text: next(iter(nodes)) for text, nodes in clear.items()}


@cache
def _parks() -> Mapping[str, str]:
    """Nodes of parks and zones by the names that parts of theirs begin with."""
    parks = {
        plain(written): one.name
        for one in platforms().values()
        if one.kind == "park"
        for written in (one.name, *one.aliases)
    }
    every = {**_zones(), **parks}
    return {text: node for text, node in every.items() if not WIDE.search(text)}


@cache
def _above() -> Mapping[str, frozenset[str]]:
    """All wholes by part, one held by another included."""
    direct: dict[str, set[str]] = defaultdict(set)
    for part, whole in platform_parts():
        direct[_node(part)].add(_node(whole))

    def climb(node: str, seen: frozenset[str]) -> frozenset[str]:
        for whole in direct.get(node, set()) - seen:
            seen = climb(whole, seen | {whole})
        return seen

    return {node: climb(node, frozenset()) - {node} for node in list(direct)}


@cache
def _all() -> frozenset[str]:
    return frozenset(one for node, wholes in _above().items() for one in (node, *wholes)) | set(_parks().values())


@cache
def _homes() -> Mapping[str, Region]:
    """Where a part that names no place is: where what holds it is."""
    found = {node: [_placed(whole) for whole in wholes] for node, wholes in _above().items() if node.startswith("|")}
    return {node: next(filter(None, homes)) for node, homes in found.items() if any(homes)}


def _placed(node: str) -> Region | None:
    return None if node.startswith("|") else _home(node)


def heirs(one: str) -> list[str]:
    """A platform of the table and what it became, one after another."""
    found = [one]
    while heir := former_platforms().get(found[-1]):
        found.append(heir)
    return found


def holding(one: str) -> list[str]:
    """What a platform of the table may be a part of: the names that its own begins with."""
    found = holder_at(one)
    wider = [one[:end] for end in range(BEGINS_MIN, len(one)) if one[:end] in platforms()]
    return [*wider, *([found[0]] if found else [])]
