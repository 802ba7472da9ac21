from __future__ import annotations

from pathlib import Path

import pytest

from ingest.normalise import lines_of, normalise, squash
from ingest.records import Source


def joined(raw: str) -> list[str]:
    return normalise(Source(Path("a.txt"), raw, "utf-8", ""))[0].text.split("\n")


def test_every_character_knows_its_origin() -> None:
    raw = "１．加快　发展①\u200b（试行）：㎡。\r\n\r\n  二、Ａ I ＋制造"
    text, _ = normalise(Source(Path("a.txt"), raw, "utf-8", ""))
    assert text.text == "1.加快发展1(试行):m2。\n二、AI+制造"
    assert len(text.offsets) == len(text.text)
    for index, char in enumerate(text.text):
        if char != "\n":
            assert char in squash(raw[text.offsets[index]])[0]
    start = text.text.index("(试行)")
    assert raw[slice(*text.raw_span(start, start + 4))] == "（试行）"


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("重点建设新能源新材料、生物医药等产业链,加快推进新能源新\n\n材料产业发展,形成集群。", 1),
        ("关于加快推进先进装备制造业\n\n发展的实施意见\n\n(征求意见稿)\n\n为了发展,制定本意见。", 2),
        ("云川市人民政府办公室\n关于印发产业发展行动方案的通知\n各单位:", 2),
        ("首页 政务 招商\n关于印发产业发展行动方案的通知", 2),
        ("一、总体要求\n加快发展,提升质量。", 2),
        ("(省住\n建厅负责)", 1),
        ("(市科技局、\n市财政局负责)", 1),
        ("到2027年,产值达到100亿元。\n到2030年,翻一番。", 2),
        ("市工信局\n市科技局", 2),
        ("加快建设数据中心,推动算力\n1.建设平台。", 2),
        ("序号具体任务牵头单位\n1培育一批企业,建设平台市工信局\n2推动企业上云,打造标杆市科技局", 3),
    ],
)
def test_wrapped_lines(raw: str, lines: int) -> None:
    assert len(joined(raw)) == lines


def test_rows_keep_their_cells() -> None:
    lines = lines_of("序号\t任务\t单位\n1\t建园区\t市工信局\n| 序号 | 任务 |\n|---|---|\n| 1 | 建园区 |\n正文。")
    assert [line.text for line in lines] == [
        "序号",
        "任务",
        "单位",
        "1",
        "建园区",
        "市工信局",
        "序号",
        "任务",
        "1",
        "建园区",
        "正文。",
    ]
    assert [line.row for line in lines] == [0, 0, 0, 1, 1, 1, 2, 2, 4, 4, None]
