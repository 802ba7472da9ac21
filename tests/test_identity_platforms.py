"""Platforms by year and by the table; the pairs of names are in golden/pairs, judged by test_pairs."""

from __future__ import annotations

import pytest

from ingest.identity.platform_table import known
from ingest.identity.platforms import judge, keys
from ingest.identity.records import Answer, Mention
from ontology.reference.platforms import former_platforms, platform_parts, platform_types, platforms


@pytest.mark.parametrize(
    ("a", "year_a", "b", "year_b", "answer"),
    [
        ("枣阳经济开发区", 2016, "枣阳经济技术开发区", 2024, "successor"),
        ("枣阳经济技术开发区", 2024, "枣阳经济开发区", 2016, "different"),
    ],
)
def test_years_tell_what_came_first(a: str, year_a: int, b: str, year_b: int, answer: Answer) -> None:
    left, right = Mention("platform", a, "襄阳市", year_a), Mention("platform", b, "襄阳市", year_b)
    assert judge(left, right).answer == answer


def test_the_table_names_each_platform_once() -> None:
    for name, platform in platforms().items():
        assert known(name) == name
        assert platform.source
    for old, new in former_platforms().items():
        assert known(old) == old
        assert known(new) == new, old


def test_every_row_of_parts_is_judged_so_and_none_goes_round() -> None:
    for part, whole in platform_parts():
        left, right = Mention("platform", part, "", None), Mention("platform", whole, "", None)
        assert judge(left, right).answer == "broader", (part, whole)
        assert judge(right, left).answer == "different", (part, whole)
        assert keys(left) & keys(right), (part, whole)


def test_types_have_levels() -> None:
    types = {one.name: one for one in platform_types()}
    assert types["重点实验室"].levels == ("国家", "省")
    assert "全国重点实验室" in types["重点实验室"].aliases
