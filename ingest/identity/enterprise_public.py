"""Public companies of a place, called by what they do: 市城投公司 is 安庆市城市建设投资发展(集团)有限公司 in 安庆."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from ingest.identity.enterprise_names import CACHE, OWN, parse, region_at, touches
from ingest.identity.enterprise_table import ids
from ingest.identity.records import Mention, Verdict
from ontology.reference.enterprises import words

TAIL = re.compile(r"(?:投资|发展|经营|管理|控股|开发|建设|运营|资本)*$")


@lru_cache(CACHE)
def work_of(core: str) -> str:
    """What a public company of this core does, by short or long words and nothing else; empty where it is none."""
    own = OWN.match(core)
    core = core[own.end() :] if own else core
    for long, short in _works().items():
        if core.startswith(long) and TAIL.fullmatch(core, len(long)):
            return short
    return ""


def public_verdict(a: Mention, b: Mention) -> Verdict | None:
    """What two such companies are: one where they do one thing for one place, unsure where a place is not told.

    Of two that the table knows it says more.
    """
    left, right = parse(a.name, a.region), parse(b.name, b.region)
    work = work_of(left.core)
    if not work or work != work_of(right.core) or left.core == right.core or (ids(a.name) and ids(b.name)):
        return None
    places = [name.place or region_at(m.region) for name, m in ((left, a), (right, b))]
    if None in places:
        return Verdict("unsure", "enterprise.public", 0.4)
    if places[0] == places[1]:
        return Verdict("same", "enterprise.public", 0.8)
    return Verdict("unsure" if touches(*places) else "different", "enterprise.public", 0.5)


def public_keys(m: Mention) -> set[str]:
    """Keys under which public companies of one work meet, those without a place with all."""
    name = parse(m.name, m.region)
    work = work_of(name.core)
    if not work:
        return set()
    place = name.place or region_at(m.region)
    return {f"?public:{work}", f"public:{work}:{place.name}"} if place else {f"?public:{work}", f"!public:{work}"}


@cache
def _works() -> Mapping[str, str]:
    """Short words by all words for a work, longest first."""
    rows = [row.split() for row in words("public")]
    pairs = {word: row[0] for row in rows for word in row}
    return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))
