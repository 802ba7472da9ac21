"""Lines of policies: one topic in one region, whatever the title; a later plan only follows."""

from __future__ import annotations

import pytest

from graph import StoredPolicy
from ingest.lineage import replacements, topic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云川市工业发展“十三五”规划", "云川市制造业高质量发展“十四五”规划"),
        ("关于印发《加快建设工业强市工作任务分解》的通知", "云川市产业链链长制行动方案(2021—2023年)"),
        ("云川市人工智能三年行动计划(2021—2023年)", "云川市人工智能创新发展工作方案(征求意见稿)"),
        ("云川市老龄事业三年行动计划(2021—2023年)", "云川市老龄事业实施方案(2024—2026年)"),
    ],
)
def test_successive_plans_have_one_topic(one: str, other: str) -> None:
    assert topic(one, "云川市") == topic(other, "云川市")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云川市低空经济行动方案", "云川市制造业行动方案"),
        ("云川市老龄事业实施方案", "云川市殡葬事业实施方案"),
        ("云川市生物医药产业实施方案", "云川市新材料产业实施方案"),
    ],
)
def test_different_matters_have_different_topics(one: str, other: str) -> None:
    assert topic(one, "云川市") != topic(other, "云川市")


def test_the_name_of_the_region_is_no_topic() -> None:
    assert topic("磷城市老龄事业实施方案", "磷城市") == topic("云川市老龄事业实施方案", "云川市")


def policy(id_: str, title: str, issued_on: str, status: str = "in_force") -> StoredPolicy:
    return StoredPolicy(id_, title, f"{id_}.txt", "", "", status, issued_on, "云川市", ())


def test_a_later_plan_of_a_topic_replaces_nothing_and_a_final_text_its_draft() -> None:
    held = [
        policy("a", "云川市制造业行动计划(2021—2023年)", "2021-01-01"),
        policy("b", "云川市制造业行动计划(2024—2026年)(征求意见稿)", "2024-01-01", "draft"),
        policy("c", "云川市制造业行动计划(2024—2026年)", "2024-06-01"),
    ]
    assert replacements(held) == {"a": (), "b": (), "c": ("b",)}
