from __future__ import annotations

import pytest

from ingest.tasks import due_of, tasks_of
from tests.documents import document

Roles = tuple[list[str], list[str], str]


def roles(text: str) -> list[Roles]:
    made = document(f"云川市产业发展实施方案\n一、重点任务\n{text}\n")
    return [([u.name for u in t.leads], [u.name for u in t.supports], t.basis) for t in tasks_of(made)]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("(市工信局牵头,市科技局、市财政局配合)", (["市工信局"], ["市科技局", "市财政局"], "stated")),
        ("(市工信局负责)", (["市工信局"], [], "stated")),
        ("(市工信局、市科技局负责)", (["市工信局", "市科技局"], [], "stated")),
        ("(市工信局、市科技局牵头,市财政局配合)", (["市工信局", "市科技局"], ["市财政局"], "stated")),
        ("(市工信局牵头,市科技局、市财政局按职责分工负责)", (["市工信局"], ["市科技局", "市财政局"], "stated")),
        ("(市工信局、市科技局按职责分工负责)", ([], ["市工信局", "市科技局"], "stated")),
        ("(市工信局会同市科技局负责)", (["市工信局"], ["市科技局"], "stated")),
        ("(市工信局牵头,各县(市、区)政府落实)", (["市工信局"], ["各县(市、区)政府"], "stated")),
        ("(责任单位:市工信局、市科技局)", (["市工信局"], ["市科技局"], "first_listed")),
        ("〔责任部门:市工信局、市科技局等有关单位〕", (["市工信局"], ["市科技局"], "first_listed")),
        (
            "[责任单位:市工信局,各县(市、区)政府、开发区管委会]",
            (["市工信局"], ["各县(市、区)政府", "开发区管委会"], "first_listed"),
        ),
        ("(牵头单位:市工信局;配合单位:市科技局、市财政局)", (["市工信局"], ["市科技局", "市财政局"], "stated")),
        ("(牵头单位:市工信局;责任单位:市科技局)", (["市工信局"], ["市科技局"], "stated")),
        ("(责任单位:市工信局牵头,市科技局配合)", (["市工信局"], ["市科技局"], "stated")),
        ("(责任单位:市工信局、市科技局按职责分工牵头)", (["市工信局", "市科技局"], [], "stated")),
        ("(责任单位:市工信局、市科技局。列第一位的为牵头单位,下同)", (["市工信局"], ["市科技局"], "stated")),
        ("(责任单位:各县(市、区)、开发区政府(管委会))", (["各县(市、区)、开发区政府(管委会)"], [], "first_listed")),
        ("(责任单位:云州市、南川市、北川市人民政府)", (["云州市"], ["南川市", "北川市人民政府"], "first_listed")),
        ("(市文化和旅游局和市商务局负责)", (["市文化和旅游局", "市商务局"], [], "stated")),
        ("(市工信局、市科技局)", (["市工信局"], ["市科技局"], "first_listed")),
        ("市工信局、市科技局负责)", (["市工信局", "市科技局"], [], "stated")),
    ],
)
def test_every_convention(bracket: str, expected: Roles) -> None:
    assert roles(f"(一)发展产业。建设园区,培育企业。{bracket}") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "(一)发展产业(含零部件)。由领导小组办公室负责日常工作。",
        "(一)发展产业。落实《实施方案》(云政发〔2024〕1号)。",
        "(一)建设“负责任”企业(以下简称企业)。",
    ],
)
def test_what_assigns_nobody(text: str) -> None:
    assert roles(text) == []


def test_several_brackets_are_several_tasks_with_one_path() -> None:
    made = document("云川市方案\n一、任务\n(一)要素。保障用地(市自然资源局负责)。扩大融资(市金融办牵头,市工信局配合)。")
    found = list(tasks_of(made))
    assert [t.path for t in found] == ["一/(一)", "一/(一)"]
    assert made.text.text[found[1].start : found[1].end] == "扩大融资(市金融办牵头,市工信局配合)"


def test_paragraphs_without_a_bracket_belong_to_the_next_bracket() -> None:
    made = document(
        "云川市方案\n一、任务\n发展整车。\n发展零部件。[责任单位:市工信局]\n发展电子。\n发展软件。[责任单位:市科技局]"
    )
    texts = [made.text.text[t.start : t.end] for t in tasks_of(made)]
    assert texts == ["发展整车。\n发展零部件。[责任单位:市工信局]", "发展电子。\n发展软件。[责任单位:市科技局]"]


def test_a_default_unit_supports_its_own_and_later_tasks() -> None:
    text = (
        "(一)产业。发展汽车(市工信局牵头,各县(区)落实,以下均需各县(区)、高新区落实,不再单独列出)。\n"
        "(二)创新。建实验室(市科技局负责)。"
    )
    assert roles(text) == [
        (["市工信局"], ["各县(区)", "高新区"], "stated"),
        (["市科技局"], ["各县(区)", "高新区"], "stated"),
    ]


def test_a_notice_that_the_first_leads_states_the_basis() -> None:
    text = (
        "一、列责任单位第一位的为该任务的牵头单位。\n云川市任务分解\n一、任务\n发展汽车。[责任单位:市工信局、市科技局]"
    )
    assert [t.basis for t in tasks_of(document(text))] == ["stated"]


def test_a_heading_with_its_own_unit_is_a_task() -> None:
    made = document("云川市方案\n一、重点任务\n(一)壮大产业(牵头单位:市工信局)\n发展整车。")
    (task,) = tasks_of(made)
    assert (task.path, [u.name for u in task.leads]) == ("一/(一)", ["市工信局"])


def test_a_labelled_line_closes_its_paragraph() -> None:
    assert roles("(一)发展汽车,建设园区。\n责任单位:市工信局、市科技局") == [
        (["市工信局"], ["市科技局"], "first_listed")
    ]


def test_units_point_to_their_own_words() -> None:
    made = document("云川市方案\n一、任务\n(一)发展。建设园区(市工信局牵头,市科技局配合)。")
    (task,) = tasks_of(made)
    for unit in (*task.leads, *task.supports):
        assert made.text.text[unit.start : unit.end] == unit.name


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2027年,建成园区,2026年底前开工", ("2027", "2026")),
        ("形成名录(2026年底)", ("2026",)),
        ("2019年完成投资", ()),
        ("落实《规划(2021—2025年)》", ()),
    ],
)
def test_due(text: str, due: tuple[str, ...]) -> None:
    assert due_of(text) == due
