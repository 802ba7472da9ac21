"""When two names of industries are one, and when one holds the other."""

from __future__ import annotations

from ingest.identity.records import Mention, Verdict
from ingest.identity.terms import blocks, compare


def judge(a: Mention, b: Mention) -> Verdict:
    """What two industries are to each other; regions do not make two of them, for they are kinds and not places."""
    return compare(a, b, "industry")


def keys(m: Mention) -> frozenset[str]:
    """Blocking keys: two names that are not simply different share one."""
    return blocks(m, "industry")
