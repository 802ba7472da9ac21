"""Units of measure: base units, compound units, what is unknown."""

from __future__ import annotations

import pytest

from ontology.reference.units import normalised, units


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        (3, "亿元", (3e8, "元")),
        (0.1, "亿元", (1e7, "元")),
        (1.5, "万亿元", (1.5e12, "元")),
        (2, "千亿级", (2e11, "元")),
        (2, "亿美元", (2e8, "美元")),
        (32, "%", (32, "%")),
        (32, "％", (32, "%")),
        (5, "‰", (0.5, "%")),
        (2, "个百分点", (2, "百分点")),
        (7, "家", (7, "个")),
        (7, "家(个)", (7, "个")),
        (2, "万户", (20000, "个")),
        (1, "GW", (1e6, "千瓦")),
        (100, "万千瓦", (1e6, "千瓦")),
        (3, "亿千瓦时", (3e8, "千瓦时")),
        (3, "万吨", (30000, "吨")),
        (3, "亩", (2000, "平方米")),
        (1, "平方公里", (1e6, "平方米")),
        (2, "EFLOPS", (2e18, "FLOPS")),
        (2, "万P", (2e19, "FLOPS")),
        (4, "万标箱", (40000, "TEU")),
        (30, "万元/亩", (450, "元/平方米")),
        (12, "件/万人", (0.0012, "件/人")),
        (12, "件/每万人", (0.0012, "件/人")),
        (3, "吨标煤/吨氨", (3, "吨标准煤/吨氨")),
        (5, "", (5, "")),
    ],
)
def test_values_come_in_base_units(value: float, unit: str, found: tuple[float, str]) -> None:
    got = normalised(value, unit)
    assert got is not None
    assert got[1] == found[1]
    assert got[0] == pytest.approx(found[0], rel=1e-12)


@pytest.mark.parametrize("unit", ["弗隆", "M", "元/弗隆", "弗隆/亩", "%/元/亩"])
def test_an_unknown_unit_is_none(unit: str) -> None:
    assert normalised(1, unit) is None


def test_a_percentage_point_is_no_percent() -> None:
    assert normalised(1, "百分点") == (1, "百分点")
    assert normalised(1, "%") == (1, "%")


def test_a_bare_scale_is_money_only_where_it_is_said_or_holds_a_hundred_million() -> None:
    assert normalised(3, "万") == (30000, "")
    assert normalised(3, "万", "金额") == (30000, "元")
    assert normalised(3, "亿") == (3e8, "元")


def test_every_base_unit_is_a_unit_of_factor_one() -> None:
    for unit in units().values():
        assert unit.factor > 0
        assert units()[unit.base.casefold()].factor == 1, unit.name
