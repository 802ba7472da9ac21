"""The Chinese words for changes between two policies."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.model import load
from queries.changes import Change

DUTY = "任务数"
KIND_WORDS: Mapping[str, str] = {
    **{
        name.lower(): load().nodes[name].zh
        for name in ("Target", "Industry", "Segment", "Enterprise", "Platform", "Project")
    },
    "unit": load().nodes["Department"].zh,
    "duty": DUTY,
}
WHAT: Mapping[str, str] = {
    "raised": "提高",
    "lowered": "降低",
    "year": "年份改动",
    "unit": "单位改动",
    "dropped": "取消",
    "added": "新增",
    "gone": "不再提到",
    "renamed": "承接改名",
    "more": "增加",
    "fewer": "减少",
}


def what(change: Change) -> str:
    """The word for what happened."""
    return WHAT[change.change]


def values(change: Change) -> str:
    """Before and after where they say more than the name."""
    told = [value for value in (change.before, change.after) if value and value != change.name]
    return " → ".join(told)
