"""Indicators: the whole name decides, the unit tells growth from level."""

from __future__ import annotations

import pytest

from ingest.records import Target
from ingest.summary import target_props
from ontology.reference.indicators import indicator_of, indicators
from ontology.reference.units import normalised


def name(metric: str, subject: str, unit: str) -> str:
    found = indicator_of(metric, subject, unit)
    return indicators()[found].name if found else ""


@pytest.mark.parametrize(
    ("metric", "subject", "unit", "wanted"),
    [
        ("增加值占GDP比重", "制造业", "%", "制造业增加值占GDP比重"),
        ("制造业增加值占地区生产总值的比重", "", "%", "制造业增加值占GDP比重"),
        ("产值占比", "某产业", "%", "产业产值占比"),
        ("进出口总额", "", "亿元", "货物贸易进出口额"),
        ("进出口总额", "", "%", "货物贸易进出口额增速"),
        ("规模以上工业增加值年均增长", "", "%", "规模以上工业增加值增速"),
        ("产值", "某产业", "亿元", "产业产值"),
        ("产值年均增长", "某产业", "%", "产业产值增速"),
        ("产值", "某产业", "%", ""),
        ("规模", "某产业集群", "亿元", "产业规模"),
        ("规模", "某产业基金", "亿元", "产业基金规模"),
        ("高新技术企业", "", "家", "高新技术企业数"),
        ("高新技术企业", "", "亿元", ""),
        ("国家级绿色工厂", "", "家", "国家级绿色工厂数"),
        ("省级绿色工厂", "", "家", "省级绿色工厂数"),
        ("新增规上工业企业", "", "家", "新增规上工业企业数"),
        ("规模以上工业企业", "", "户", "规上工业企业数"),
        ("单位GDP能耗", "", "吨标准煤/万元", "单位地区生产总值能耗"),
        ("单位GDP能耗下降", "", "%", "单位地区生产总值能耗下降率"),
        ("某种从未有过的指标", "", "个", ""),
        ("高新技术企业", "", "弗隆", ""),
    ],
)
def test_metric_subject_and_unit_name_one_indicator(metric: str, subject: str, unit: str, wanted: str) -> None:
    assert name(metric, subject, unit) == wanted


def test_every_row_has_a_known_unit_and_growth_names_its_level() -> None:
    for row in indicators().values():
        assert normalised(1, row.unit) is not None, row.name
        assert row.direction in ("higher", "lower"), row.name
        if row.level:
            assert indicators()[row.level].base != "%", row.name
            assert row.base == "%", row.name


def target(metric: str, value: float, unit: str, value_max: float | None = None) -> dict[str, object]:
    made = Target("一", 0, 1, "rule", 0.9, "", metric, ">=", value, unit, 2027, "by_year", value_max)
    return target_props(made)


def test_a_target_says_its_base_value_and_indicator() -> None:
    found = target("高新技术企业", 1, "万家", 2)
    assert (found["base_value"], found["base_value_max"], found["base_unit"]) == (10000, 20000, "个")
    assert found["indicator"] == "I031"


def test_each_ten_thousand_people_belongs_to_the_unit() -> None:
    found = target("每万人高价值发明专利拥有量", 12, "件")
    assert (found["unit"], found["base_unit"]) == ("件", "件/人")
    assert found["base_value"] == pytest.approx(0.0012)
    assert found["indicator"] == "I033"


def test_a_target_in_an_unknown_unit_is_kept_as_stated() -> None:
    found = target("长度", 3, "弗隆")
    assert found["value"] == 3
    assert "base_value" not in found
