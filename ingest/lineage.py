"""Which policy takes the place of which, and which stand in one line: one topic in one region, oldest to newest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph import StoredPolicy
from ontology.reference.topics import topic_of

CARRIER = re.compile(r"^.*?关于(?:印发|公布|发布|下发)?[《“]?|[》”]?的?通知$")
GENRE = re.compile(
    r"\(?20\d\d年?(?:[-—–~至到]+20\d\d年?)?\)?|“?十[一二三四五]五”?(?:时期)?|[一二三四五]年|的?(?:行动|实施|工作|发展|创新)?"
    r"(?:方案|计划|规划|意见|措施|办法|纲要|任务分解|通知)$|^(?:加快|推进|推动|促进|支持|进一步|深化|深入)+"
)
MARKS = re.compile(r"\((?:[^()]*(?:稿|草案|试行|修订|修正)[^()]*|20\d\d年版)\)|[《》“”\"]")


def subject(title: str) -> str:
    """What a title is about, without the notice that carries it and the mark of its version."""
    bare = MARKS.sub("", title)
    return CARRIER.sub("", bare) or bare


def topic(title: str, region: str = "") -> str:
    """The matter of a policy, the same for plans of several periods: that of the reference table, else its subject.

    A later plan of one topic does not take an earlier one's place; it only follows it.
    """
    about = subject(title)
    short = re.sub("(?:省|市|自治区|自治州|县|区)$", "", region)
    bare = about.replace(region, "", 1).replace(short, "", 1) if short else about
    return topic_of(bare) or _core(bare) or about


def _core(text: str) -> str:
    while (cut := GENRE.sub("", text)) != text:
        text = cut
    return text


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
