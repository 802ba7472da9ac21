"""When two names of industries are one, and when one holds the other."""

from __future__ import annotations

from functools import lru_cache

from ingest.identity.records import Mention, Verdict
from ingest.identity.terms import blocks, compare, read
from ontology.reference.chain_terms import taxonomy

UNNAMED = frozenset(("首位", "特色", "主导", "优势", "支柱", "特色优势", "优势特色", "重点", "特色主导", "特色支柱"))


def judge(a: Mention, b: Mention) -> Verdict:
    """What two industries are to each other; regions do not make two of them, for they are kinds and not places.

    Which industry 首位产业 means, only its place can tell: beside another industry of that place it is unsure.
    """
    found = compare(a, b, "industry")
    here = a.region == b.region or not (a.region and b.region)
    if found.answer == "different" and here and _unnamed(a) is not _unnamed(b) and not keys(a).isdisjoint(keys(b)):
        return Verdict("unsure", "industry.unnamed", 0.5)
    return found


@lru_cache(1 << 17)
def keys(m: Mention) -> frozenset[str]:
    """Blocking keys: two names that are not simply different share one; 首位产业 has those of all in the table."""
    own = blocks(m, "industry")
    return own | frozenset(taxonomy("industry").parents) if _unnamed(m) else own


def _unnamed(m: Mention) -> bool:
    return not UNNAMED.isdisjoint(read(m.name, m.region, "industry").terms)
