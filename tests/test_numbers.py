from __future__ import annotations

import pytest

from ingest.numbers import quantities

Read = tuple[str, float, float | None, str, str]


def found(text: str) -> list[Read]:
    return [(text[q.start : q.end], q.value, q.value_max, q.unit, q.op) for q in quantities(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规模突破1.2万亿元", ("突破1.2万亿元", 1.2, None, "万亿元", ">")),
        ("利润超过90亿元", ("超过90亿元", 90, None, "亿元", ">")),
        ("产值达到80亿元", ("达到80亿元", 80, None, "亿元", ">=")),
        ("产值达到80亿元左右", ("达到80亿元左右", 80, None, "亿元", "~")),
        ("突破50家以上", ("突破50家以上", 50, None, "家", ">=")),
        ("工程中心3至5家", ("3至5家", 3, 5, "家", "=")),
        ("工程中心1-2个", ("1-2个", 1, 2, "个", "=")),
        ("增长6%—6.5%", ("6%—6.5%", 6, 6.5, "%", "=")),
        ("服务企业1200多家", ("1200多家", 1200, None, "家", ">")),
        ("收录160万多条数据", ("160万多条", 160, None, "万条", ">")),
        ("农机1,250台", ("1,250台", 1250, None, "台", "=")),
        ("时延≤2ms", ("≤2ms", 2, None, "ms", "<=")),
        ("能效指标≤1.25", ("≤1.25", 1.25, None, "", "<=")),
        ("智能算力30万PFlops", ("30万PFlops", 30, None, "万PFlops", "=")),
        ("数据集不少于8TB", ("不少于8TB", 8, None, "TB", ">=")),
        ("15个工作日以内", ("15个工作日以内", 15, None, "个工作日", "<=")),
        ("4小时内到场", ("4小时内", 4, None, "小时", "<=")),
        ("亩均投资强度420万元/亩", ("420万元/亩", 420, None, "万元/亩", "=")),
        ("智能车间60家<个>", ("60家<个>", 60, None, "家(个)", "=")),
        ("油菜产能50万吨/年", ("50万吨/年", 50, None, "万吨/年", "=")),
        ("总量翻一番", ("翻一番", 1, None, "番", "=")),
        ("占比达到四分之一左右", ("达到四分之一左右", 25, None, "%", "~")),
        ("开放百个场景", ("百个", 100, None, "个", "=")),
        ("新建车间十二个", ("十二个", 12, None, "个", "=")),
    ],
)
def test_a_quantity_is_read_with_its_range_unit_and_words_of_comparison(text: str, expected: Read) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月5日",
        "云政发〔2023〕12号",
        "第3批名单",
        "G60走廊",
        "百亿级集群",
        "800亿级集群",
        "培育一批企业",
        "电话0710-3456789",
        "第三批",
    ],
)
def test_dates_ordinals_and_numbers_inside_names_have_no_unit(text: str) -> None:
    assert [unit for _, _, _, unit, _ in found(text) if unit] == []


def test_a_unit_is_not_the_head_of_a_longer_word() -> None:
    assert [unit for _, _, _, unit, _ in found("推进3人工智能、5支持政策、7场景清单")] == ["", "", ""]


def test_quantities_stand_in_order_and_inside_the_span() -> None:
    text = "企业20家、平台三个、场景40个"
    assert [q.value for q in quantities(text, 0, len(text))] == [20, 3, 40]
    assert [q.value for q in quantities(text, 6, 11)] == [3]
