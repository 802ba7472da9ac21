"""OFD files with two columns: the left one is read before the right one, between what spans both."""

from __future__ import annotations

import pytest

from ingest.readers.ofd import read_ofd
from tests.ofd_writer import Leaf, Words, ofd
from tests.test_read_ofd import FULL, cells, grid, texts

LEFT, RIGHT, WIDE = 60.0, 320.0, 18
STEP = 20.0


def column(x: float, top: float, words: str) -> list[Words]:
    """A paragraph as lines of one column, its last one short."""
    lines = [words[at : at + WIDE] for at in range(0, len(words), WIDE)]
    return [Words(line, x, top + STEP * at) for at, line in enumerate(lines)]


def passage(name: str, lines: int = 8) -> str:
    return (name + FULL * 9)[: WIDE * lines - 4] + "。"


@pytest.mark.parametrize("shift", [0.0, 9.0], ids=["level", "apart"])
def test_columns_are_read_one_after_the_other_and_what_spans_them_in_its_place(shift: float) -> None:
    title = Words("云川市产业发展公报第三期总第二十一期", 130, 80, 18)
    end = Words("本公报由云川市人民政府办公室编印,面向全市各单位免费发放。", 100, 420)
    words = [title, *column(LEFT, 140, passage("左")), *column(RIGHT, 140 + shift, passage("右")), end]
    found = texts(read_ofd(ofd(Leaf(words)).bytes()))
    assert found == [title.text, passage("左"), passage("右"), end.text]


def test_a_paragraph_goes_on_from_column_to_column_and_from_page_to_page() -> None:
    whole = (FULL * 20)[: WIDE * 32 - 5] + "。"
    parts = [whole[at * WIDE * 8 : (at + 1) * WIDE * 8] for at in range(4)]
    leaves = [Leaf([*column(LEFT, 100, parts[at]), *column(RIGHT, 100, parts[at + 1])]) for at in (0, 2)]
    content = read_ofd(ofd(*leaves).bytes())
    assert texts(content) == [whole]
    assert [run.place.page for run in content.blocks[0].runs] == [1] * 16 + [2] * 16


def test_a_table_in_a_column_stands_where_the_column_has_it() -> None:
    xs, ys = (60.0, 140.0, 270.0), (280.0, 305.0, 330.0)
    words = [
        *column(LEFT, 100, passage("左")),
        *column(LEFT, 360, passage("末")),
        *column(RIGHT, 100, passage("右", 21)),
    ]
    words += cells(xs, 297, "任务", "单位") + cells(xs, 322, "建园", "市工信局")
    content = read_ofd(ofd(Leaf(words, grid(xs, ys))).bytes())
    assert [block.text or "table" for block in content.blocks] == [
        passage("左"),
        "table",
        passage("末"),
        passage("右", 21),
    ]


@pytest.mark.parametrize(
    "words",
    [
        [
            w
            for at in range(10)
            for w in (Words(f"单位名称{at}:", LEFT, 100 + 20 * at), Words("市工信局", RIGHT, 100 + 20 * at))
        ],
        [
            w
            for at in range(10)
            for w in (Words(f"第{at}章{FULL[:9]}", LEFT, 100 + 20 * at), Words(f"{at}", 400, 100 + 20 * at))
        ],
        [Words(FULL, 72, 100 + 20 * at) for at in range(20)],
    ],
    ids=["form", "contents", "prose"],
)
def test_lines_that_are_no_columns_are_read_across(words: list[Words]) -> None:
    whole = "".join(texts(read_ofd(ofd(Leaf(words)).bytes()))).replace(" ", "")
    assert whole == "".join(word.text for word in words)
