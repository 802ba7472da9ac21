"""The reference tables keep their promises, and a table that breaks one is told."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import build
from api.commands.reference import unknown
from ontology.reference import tables as module
from ontology.reference.tables import parse, problems, tables
from queries.records import Ref
from queries.rows import PolicyTargets


def test_every_table_is_sound_and_says_what_it_is() -> None:
    assert problems(tables()) == []
    assert all(table.rows for table in tables().values())


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("a,b\nx,1\nx,2", {}, "重复"),
        ("a,aliases\nx,z|y\ny,", {"names": True}, "“y”"),
        ("a,factor\nx,zwei", {"factors": ["factor"]}, "不是数"),
        ("a,factor\nx,0", {"factors": ["factor"]}, "不是数"),
        ("a,parent\nx,y", {"refs": {"parent": "t.a"}}, "“y”不在 t.a 中"),
        ("a,begin,end\nx,2018,2003", {"years": [["begin", "end"]]}, "晚于"),
        ("a,source\nx,", {}, "没有来源"),
        ("a,confidence\nx,sure", {}, "“sure”"),
        ("a,over\nx,y|z\ny,\nz,w\nw,z", {"upward": ["a", "over"]}, "“z”"),
        ("a,b\nx", {}, "列数"),
        ("a,b", {}, "没有数据"),
        ("a,b\nx,1", {"key": ["c"]}, "缺少列 c"),
    ],
)
def test_what_is_broken_is_told(text: str, rule: dict[str, Any], said: str) -> None:
    (problem,) = problems({"t": parse("t", text, rule)})
    assert problem.startswith("t: ")
    assert said in problem


def test_a_sound_table_has_no_problem() -> None:
    text = "id,aliases,factor,parent,begin,end,source,confidence\nx,y|z,2/3,,2003,2018,own,high\nw,,1e8,x,2018,,own,low"
    rule = {"names": True, "factors": ["factor"], "refs": {"parent": "t.id"}, "years": [["begin", "end"]]}
    assert problems({"t": parse("t", text, rule)}) == []


def run(*words: str) -> Any:
    return CliRunner().invoke(build(), list(words), env={"COLUMNS": "200"}, catch_exceptions=False)


def test_the_command_lists_and_shows_tables() -> None:
    listed = run("reference").stdout
    assert "units" in listed
    assert "计量单位及换算" in listed
    assert "平方公里" in run("reference", "units").stdout


def test_a_broken_table_is_exit_status_1(monkeypatch, store, engine_settings) -> None:
    broken = {"t": parse("t", "a,b\nx,1\nx,2")}
    monkeypatch.setattr("api.commands.reference.tables", lambda: broken)
    found = CliRunner().invoke(build(), ["reference", "--check"], obj=engine_settings)
    assert found.exit_code == 1
    assert "t: 第 3 行" in found.stdout
    assert module.tables() is not broken


def test_unknown_units_and_indicators_are_counted() -> None:
    def goal(number: int, unit: str, base: float | None, indicator: str) -> PolicyTargets:
        fields = {"op": ">=", "value": 1, "value_max": None, "year": None, "period": "by_year", "base_value_max": None}
        fields |= {"base_value": base, "base_unit": "", "indicator": indicator, "sentences": (), "subject": ""}
        policy = Ref(id=f"p{number}", type="Policy", name=f"文件{number}")
        return PolicyTargets(target_id=f"t{number}", metric="长度", unit=unit, policy=policy, **fields)

    found = list(unknown([goal(1, "弗隆", None, ""), goal(2, "弗隆", None, ""), goal(3, "米", 1.0, "I001")]))
    assert found == [
        "各表都没有的单位:1 种,2 个目标(共 3 个)。",
        "  弗隆 2 个,如《文件1》",
        "各表都没有的指标:1 种,2 个目标(共 3 个)。",
        "  长度(弗隆) 2 个,如《文件1》",
    ]
