"""Which policy takes the place of which: versions of one subject in one region, oldest to newest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph import StoredPolicy

CARRIER = re.compile(r"^.*?关于(?:印发|公布|发布|下发)?[《“]?|[》”]?的?通知$")
MARKS = re.compile(r"\((?:[^()]*(?:稿|草案|试行|修订|修正)[^()]*|20\d\d年版)\)|[《》“”\"]")


def subject(title: str) -> str:
    """What a title is about, without the notice that carries it and the mark of its version."""
    bare = MARKS.sub("", title)
    return CARRIER.sub("", bare) or bare


def replacements(policies: Iterable[StoredPolicy]) -> dict[str, tuple[str, ...]]:
    """For each policy the ids that it takes the place of, back to the last one in force, drafts between included.

    A draft takes the place of earlier drafts only. Without a date a draft counts as the first, a text as the last.
    """
    lines: dict[tuple[str, str], list[StoredPolicy]] = defaultdict(list)
    wanted: dict[str, tuple[str, ...]] = {}
    for policy in policies:
        wanted[policy.id] = ()
        lines[subject(policy.title), policy.region].append(policy)
    for line in lines.values():
        ordered = sorted(line, key=lambda p: (p.issued_on or ("" if _is_draft(p) else "9999"), not _is_draft(p), p.id))
        for place, new in enumerate(ordered):
            wanted[new.id] = tuple(sorted(p.id for p in _before(ordered[:place], new)))
    return wanted


def _before(earlier: Sequence[StoredPolicy], new: StoredPolicy) -> Iterator[StoredPolicy]:
    for old in reversed(earlier):
        if _is_draft(old) or not _is_draft(new):
            yield old
        if not _is_draft(old):
            return


def _is_draft(policy: StoredPolicy) -> bool:
    return policy.status == "draft"
