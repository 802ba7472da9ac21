from __future__ import annotations

import pytest

from ingest.tasks import tasks_of
from tests.documents import document

Roles = tuple[list[str], list[str]]


def roles(text: str) -> list[Roles]:
    made = document(f"云川市产业发展实施方案\n一、重点任务\n{text}\n")
    return [([u.name for u in t.leads], [u.name for u in t.supports]) for t in tasks_of(made)]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("(市工信局牵头,市科技局、市财政局配合,2027年12月底前完成)", (["市工信局"], ["市科技局", "市财政局"])),
        (
            "(市科技局牵头;市财政局、有关县、区人民政府配合。实施期限:2025—2027年)",
            (["市科技局"], ["市财政局", "有关县、区人民政府"]),
        ),
        ("(市工信局、市商务局根据职能分别牵头;市财政局配合)", (["市工信局", "市商务局"], ["市财政局"])),
        ("(市工信局牵头会同市财政局等部门落实)", (["市工信局"], ["市财政局"])),
        ("(市工信局商市财政局负责)", (["市工信局"], ["市财政局"])),
        ("(市工信局会同市有关部门)", (["市工信局"], ["市有关部门"])),
        ("(市工信局为牵头单位,市科技局为配合单位)", (["市工信局"], ["市科技局"])),
        ("(牵头单位为市工信局,配合单位为市科技局)", (["市工信局"], ["市科技局"])),
        ("(市工信局主办,市科技局协办)", (["市工信局"], ["市科技局"])),
        ("(市工信局牵头,市科技局、各县(市、区)政府)", (["市工信局"], ["市科技局", "各县(市、区)政府"])),
        ("(责任领导:王某某;责任单位:市工信局、市科技局;责任人:李某某)", (["市工信局"], ["市科技局"])),
        ("(牵头部门:市工信局;责任部门:市科技局;完成时限:长期)", (["市工信局"], ["市科技局"])),
        ("(市工信局、市科技局、各县(市、区)政府等按职责分工负责)", ([], ["市工信局", "市科技局", "各县(市、区)政府"])),
        ("(各有关部门按职责分工负责)", ([], ["各有关部门"])),
        ("(云州海关和云州市、南川市政府负责)", (["云州海关", "云州市", "南川市政府"], [])),
        ("(市工信局会同各县区政府及各有关企业负责)", (["市工信局"], ["各县区政府", "各有关企业"])),
        ("(市妇联和有关区县政府负责)", (["市妇联", "有关区县政府"], [])),
        ("(省商务厅,广州、深圳等市人民政府负责)", (["省商务厅", "广州", "深圳等市人民政府"], [])),
        ("【牵头单位:市工信局;配合单位:市科技局】", (["市工信局"], ["市科技局"])),
        ("(市工信局、市科技局,2026年6月底前)", (["市工信局"], ["市科技局"])),
        ("(责任位:市工信局、市科技局)", (["市工信局"], ["市科技局"])),
        ("(市工信局、市科技局按职责分工负", ([], ["市工信局", "市科技局"])),
        ("创新“一网通办”市工信局、市科技局负责)", (["市工信局", "市科技局"], [])),
    ],
)
def test_brackets_of_all_kinds(bracket: str, expected: Roles) -> None:
    assert roles(f"(一)发展产业。建设园区,培育企业。{bracket}") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "(一)发展(含零部件、电子信息。建设园区,培育企业。",
        "(一)公布结果(市级、县级)。推广经验。",
        "(一)建设平台(云川大学、云川学院)并开放。",
    ],
)
def test_brackets_that_assign_nobody(text: str) -> None:
    assert roles(text) == []


def test_a_bracket_left_open_hides_no_later_one() -> None:
    assert roles("(一)发展汽车(含零部件。建设园区(市工信局负责)。") == [(["市工信局"], [])]


def test_a_bracket_goes_on_in_the_next_paragraph() -> None:
    made = document(
        "云川市方案\n一、任务\n发展汽车。\n(市工信局、市科技\n局、\n市财政局负责)\n发展软件。(市商务局负责)"
    )
    found = [[u.name.replace("\n", "") for u in t.leads] for t in tasks_of(made)]
    assert found == [["市工信局", "市科技局", "市财政局"], ["市商务局"]]


def test_labelled_lines_are_one_duty() -> None:
    text = "1.发展汽车,建设园区。\n牵头单位:市工信局\n参与单位:市科技局、各县(市、区)政府\n完成时限:2026年6月底前"
    made = document(f"云川市方案\n一、任务\n{text}\n2.发展软件。\n责任单位:市商务局")
    found = [(t.path, [u.name for u in t.leads], [u.name for u in t.supports], t.due) for t in tasks_of(made)]
    assert found == [
        ("一/1", ["市工信局"], ["市科技局", "各县(市、区)政府"], ("2026-06",)),
        ("一/2", ["市商务局"], [], ()),
    ]


def test_a_notice_that_the_first_leads_tells_the_first_from_the_others() -> None:
    text = (
        "(一)发展汽车。(市工信局、市科技局负责,排在第一位的部门为牵头部门,下同)\n(二)发展软件。(市商务局、市财政局负责)"
    )
    assert roles(text) == [(["市工信局"], ["市科技局"]), (["市商务局"], ["市财政局"])]


def test_a_default_unit_that_the_task_names_itself_is_no_second_one() -> None:
    text = (
        "(一)发展汽车。(牵头单位:市工信局,责任单位:各相关县(市、区)政府。以下均需相关县(市、区)政府落实,不再单独列出)"
    )
    assert roles(text) == [(["市工信局"], ["各相关县(市、区)政府"])]
