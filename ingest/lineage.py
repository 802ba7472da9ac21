"""Which policy takes the place of which: versions of one subject in one region, oldest to newest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from ingest.known import Known

CARRIER = re.compile(r"^.*?关于(?:印发|公布|发布|下发)?[《“]?|[》”]?的?通知$")
MARKS = re.compile(r"\((?:[^()]*(?:稿|草案|试行|修订|修正)[^()]*|20\d\d年版)\)|[《》“”\"]")


def subject(title: str) -> str:
    """What a title is about, without the notice that carries it and the mark of its version."""
    bare = MARKS.sub("", title)
    return CARRIER.sub("", bare) or bare


def replacements(policies: Iterable[Known]) -> dict[str, tuple[str, ...]]:
    """For each policy the ids that it takes the place of: its neighbour in the line; a draft comes before its text."""
    lines: dict[tuple[str, str], list[Known]] = defaultdict(list)
    wanted: dict[str, tuple[str, ...]] = {}
    for policy in policies:
        wanted[policy.id] = ()
        lines[subject(policy.title), policy.region].append(policy)
    for line in lines.values():
        ordered = sorted(line, key=lambda p: (p.issued_on, p.status != "draft", p.id))
        wanted |= {new.id: (old.id,) for old, new in pairwise(ordered)}
    return wanted
