"""Platforms that structure gives away: places with a trade before a word for carriers, projects that are carriers."""

from __future__ import annotations

import pytest

from tests.extraction_sample import found


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ("推进南昌光电、赣州稀土、抚州超算等科创城建设。", ["南昌光电", "赣州稀土", "抚州超算"]),
        ("支持南昌光电、赣州稀土等省级产业基地。", ["南昌光电", "赣州稀土"]),
        ("支持南昌市、赣州市等创建示范区。", []),
        ("支持南昌、赣州等建设产业园。", []),
        ("建设变压器、电线电缆等产业基地。", []),
        ("支持南昌光电、赣州稀土等企业建设产业园。", []),
        ("鼓励南昌光电、赣州稀土等开展产业基地建设,与南昌光电、赣州稀土等共建产业园。", []),
        ("推进丰都县(牛肉、榨菜)、涪陵区(船舶、榨菜)等产业基地建设。", []),
        ("建设动力电池、三元材料、海南大学、长沙银行等产业基地。", []),
        ("推进南昌县(医药)、赣州区(材料)等产业园建设。", []),
    ],
)
def test_places_with_a_trade_before_a_word_for_carriers_are_platforms(text: str, platforms: list[str]) -> None:
    assert [n.name for n in found(text) if n.kind == "platform"] == platforms


@pytest.mark.parametrize(
    ("project", "kinds"),
    [
        ("青屏铺前渔港", ["platform", "project"]),
        ("云河瓷业健康城", ["platform", "project"]),
        ("青屏微波窑生产基地", ["project"]),
        ("云河瓷业公司产业园", ["project"]),
        ("青屏智算中心", ["project"]),
        ("青屏微波窑二期", ["project"]),
    ],
)
def test_a_project_that_is_a_carrier_is_a_platform_too(project: str, kinds: list[str]) -> None:
    names = found(f"推进{project}。", PROJ=[project])
    assert sorted(n.kind for n in names if n.name == project) == kinds


def test_a_tagged_platform_is_not_found_twice() -> None:
    names = found("推进青屏铺前渔港。", PROJ=["青屏铺前渔港"], PLAT=["青屏铺前渔港"])
    assert [n.rule for n in names if n.kind == "platform"] == ["tagger"]


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("推进南昌光电、赣州稀土等产业园建设。", ["park", "park"]),
        ("推进南昌光电、赣州稀土等产业基地建设。", ["base", "base"]),
    ],
)
def test_the_word_for_carriers_tells_the_sort_of_what_it_closes(text: str, sorts: list[str]) -> None:
    assert [n.sort for n in found(text) if n.kind == "platform"] == sorts


def test_a_park_by_its_own_name_stays_one_before_another_word() -> None:
    names = found("建成云河瓷业产业园、青屏瓷业中心等项目基地。", PROJ=["云河瓷业产业园"])
    assert [n.sort for n in names if n.name == "云河瓷业产业园" and n.kind == "platform"] == ["park"]
