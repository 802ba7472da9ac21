"""Public works and plants that the words around them give away, and cells of tables that only look like projects."""

from __future__ import annotations

import pytest

from ingest.project_rows import project_rows, ran_together
from tests.extraction_sample import found


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("青屏碑刻博物馆新馆、云河纪念馆等建成开放。", ["青屏碑刻博物馆新馆", "云河纪念馆"]),
        ("云合高铁青屏段、云河西站建成运营,青屏机场建成通航。", ["云合高铁青屏段", "云河西站", "青屏机场"]),
        ("力争青屏机场建成,加快云河水库开工。", ["青屏机场", "云河水库"]),
        ("云河图书馆、青屏体育馆等投入使用。", ["云河图书馆", "青屏体育馆"]),
        ("高品质建设云河国家文化公园(青屏段)。", ["云河国家文化公园(青屏段)"]),
        ("2030年底建成渡安水库。", ["渡安水库"]),
        ("一批水库开工建设,5条高速公路通车,新建高速公路通车。", []),
        ("全省高速公路通车里程达到5000公里,青屏公园建成区面积扩大。", []),
        ("支持青屏机场提升货运能力,争取国家图书馆支持,推动云河机场与青屏机场联动发展。", []),
        ("云河码头建成全球最大的远控系统,加强博物馆数字化建设,推进城际铁路建设。", []),
        ("建设抽水蓄能电站、充电站和大型场馆,加快建设口袋公园、供水管网和智慧高速。", []),
        ("(五)加快推进云青高铁建设。1.加快渡安机场建设。一是建成云河水库。", ["云青高铁", "渡安机场", "云河水库"]),
        ("加快呼和浩特新机场、和田机场和政和水库建设。", ["呼和浩特新机场", "和田机场", "政和水库"]),
        ("编制云河高速公路建设规划,完善公园建设标准,随着云河高铁建成通车。", []),
        ("云河高速公路建设已安排资金,青屏铁路前期论证充分。", []),
        ("推动云河机场。争取青屏机场。", []),
        ("加快云河大桥建设、青屏隧道建设和渡安水库建设。", ["云河大桥", "青屏隧道", "渡安水库"]),
        ("推动养殖池、养殖水面(水库、河流)改造,建设2栋变电站。", []),
    ],
)
def test_public_works_that_are_built_are_projects(text: str, works: list[str]) -> None:
    assert projects(text) == works


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("加快云青、渡安高铁建设。", ["云青", "渡安高铁"]),
        (
            "确保云青、云渡高铁、云河东站和青屏、渡安机场建成投运。",
            ["云青", "云渡高铁", "云河东站", "青屏", "渡安机场"],
        ),
        ("加快云河市、青屏县、渡安市机场前期工作。", ["渡安市机场"]),
    ],
)
def test_what_shares_an_ending_in_a_list_is_a_project_too(text: str, works: list[str]) -> None:
    assert projects(text) == works


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("力争青岭等6处煤矿建成试运转。", ["青岭"]),
        ("开工云河至青屏、改扩建渡安至云合等高速公路。", ["云河至青屏", "渡安至云合"]),
        ("开工750千伏云河西、330千伏青屏等输变电工程。", ["750千伏云河西", "330千伏青屏"]),
        ("推进云河光源二期、深空观测网等重大科技基础设施建设。", ["云河光源二期", "深空观测网"]),
        (
            "谋划推动南昌瓷谷产业园、赣州微波窑中试基地、节能改造等一批项目落地。",
            ["南昌瓷谷产业园", "赣州微波窑中试基地"],
        ),
        ("加快建设工业互联网平台、产业大数据中心等重大项目。", []),
        ("加快国家、省、市三级等重大科技基础设施开放共享,推动露天矿、井工矿等煤矿智能化改造。", []),
        ("支持算力中心、呼叫中心等项目探索发行基金,推进若干条高速公路建设,围绕城市大脑、地铁等重大工程建设。", []),
    ],
)
def test_a_list_that_closes_with_its_sort_of_works_names_projects(text: str, works: list[str]) -> None:
    assert projects(text) == works


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("推动云河瓷业股份有限公司5万吨釉料项目建设。", ["云河瓷业股份有限公司5万吨釉料项目"]),
        ("在青屏布局建设60万吨煤制烯烃项目。", ["60万吨煤制烯烃项目"]),
        ("完成云河石化1000万吨炼油装置改造。", ["云河石化1000万吨炼油装置改造"]),
        ("形成60万吨生产能力,引进投资3亿元以上项目。", []),
        ("推进100台套首台套示范应用项目,力争引进2家投资超过100万吨烯烃项目。", []),
        ("建设云河120万吨薄板等70个亿元以上重大项目。", []),
    ],
)
def test_a_plant_told_by_what_it_makes_in_a_year_is_a_project(text: str, works: list[str]) -> None:
    assert projects(text) == works


def test_a_list_without_end_is_read_to_its_end() -> None:
    assert (
        len(
            projects(
                "加快" + "、".join(f"云{'甲乙丙丁'[n % 4]}{'子丑寅卯'[n // 4 % 4]}高铁" for n in range(16)) + "建设。"
            )
        )
        == 16
    )
    assert projects("加快" + "和".join(["云河平原"] * 20_000) + "。") == []
    assert projects("加快" * 20_000 + "水库" * 20_000) == []


def test_the_builder_behind_a_project_is_no_project_of_its_own() -> None:
    text = "5釉料生产线项目谋划云河瓷业有限公司新材料项目租用厂房。支持云河瓷业有限公司釉料二期项目。"
    first, second = text.index("云河瓷业有限公司新"), text.index("云河瓷业有限公司釉")
    assert ran_together(text, first, text.index("租用"))
    assert not ran_together(text, second, len(text) - 1)
    told = "谋划云河瓷业有限公司釉料二期项目。"
    assert not ran_together(told, 2, len(told) - 1)


def test_a_row_whose_project_begins_with_its_yearly_output() -> None:
    text = "序号项目名称进展情况建设单位建设规模\n5年产20台微波窑项目在建云河瓷业有限公司租用厂房"
    assert [text[f.start : f.end] for f in project_rows(text)] == ["年产20台微波窑项目"]
    assert not [*project_rows(text.replace("5年产20台微波窑", "5年产业投资"))]


def projects(text: str) -> list[str]:
    return [name.name for name in found(text) if name.kind == "project"]
