"""Word packages: the facts read off the real files of ../shared/formats."""

from ingest.blocks import Block
from ingest.readers.docx import read_docx
from tests.real_files import real, rows_of


def read(number: str) -> tuple[Block, ...]:
    return read_docx(real(number)).blocks


def tables(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind == "table"]


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.kind != "table"]


def test_021_numbers_and_matrix() -> None:
    blocks = read("021")
    matrix = next(t for t in tables(blocks) if len(t.rows) == 16)
    rows = {row[1].text: [cell.text for cell in row[2:]] for row in matrix.rows[2:]}
    assert len(matrix.rows[0]) == 16
    assert {cell.text for cell in matrix.rows[0][2:]} == {"提供输入的安全要素"}
    assert [cell.text for cell in matrix.rows[1][2:]] == [f"SF{n}" for n in range(1, 15)]
    assert {row[0].text for row in matrix.rows[2:]} == {"接受输入的安全要素"}
    assert [n + 1 for n, sign in enumerate(rows["SF1"]) if sign == "×"] == [*range(2, 10), 12, 13, 14]
    assert [n + 1 for n, sign in enumerate(rows["SF14"]) if sign == "×"] == [1, 2, 6, 8, 9, 11]
    assert any("本稿完成日期：2023年3月9日" in cell.text for t in tables(blocks) for row in t.rows for cell in row)
    assert not any("NB/T XXXXX—XXXX" in text for text in said(blocks)[20:])
    assert "5.1 确定评价范围和内容" in said(blocks)


def test_022_tables_and_title() -> None:
    first, second, third = tables(read("022"))[:3]
    assert [cell.text for cell in first.rows[0]] == ["公司", "模型", "上下文长度"]
    assert (len(first.rows), len(second.rows), len(second.rows[0]), len(third.rows)) == (16, 4, 2, 14)
    assert ["Meta AI", "Llama 3.1", "128k"] in rows_of(first)
    assert rows_of(third)[4] == ["多模态理解", "跨模态特征对齐", "微软 KOSMOS"]
    assert any(text.replace(" ", "").startswith("人工智能发展报告(2024年)") for text in said(read("022"))[:3])
    assert not any("21.5%1" in text for text in said(read("022")))


def test_023_three_tables_under_their_headings() -> None:
    blocks = read("023")
    assert [(len(t.rows), len(t.rows[0])) for t in tables(blocks)] == [(3, 8), (35, 8), (26, 8)]
    assert [blocks[blocks.index(t) - 1].text for t in tables(blocks)] == [
        "第三级认证",
        "第二级认证",
        "第二级认证（2016—2017年认证试点复评）",
    ]
    assert rows_of(tables(blocks)[0])[1][1:] == [
        "北京师范大学", "汉语言文学", "本科", "中学教育", "继续保持有效期", "2019年8月", "2025年7月",
    ]  # fmt: skip
    assert rows_of(tables(blocks)[2])[1][1:3] == ["南通大学", "学前教育"]


def test_024_paragraphs_without_styles() -> None:
    found = said(read("024"))
    assert (len(found), found[0]) == (73, "新能源汽车资讯-行业信息动态（20260406-20260412）")
    assert "编制日期：2026年4月12日" in found[1]
    assert found[-1] == "资料来源：新华网，2026-04-12"


def test_025_to_027_boxes_notes_and_headers() -> None:
    assert said(read("025")) == [
        "文本框和形状样例",
        "下方包含一个简单文本框 OOXML，用于检查 text_box_count 诊断。",
        "文本框内文字",
        "文本框之后的正文。",
    ]
    body = read("026")
    assert body[2].text.endswith("注入修订标记。插入的修订文字")
    assert ("note", "脚注占位文本。") in [(b.kind, b.text) for b in body]
    assert not any("删除的修订文字" in b.text or "批注占位" in b.text for b in body)
    reference = said(read("027"))
    assert (len(reference), reference[0]) == (18, "公文格式要求&参考文档")
    assert "这是页眉" not in reference


def test_028_029_036_plain_paragraphs() -> None:
    plan = said(read("028"))
    assert len(plan) == 181
    assert {"发文字号：沪府办发〔2018〕39号", "一、指导思想", "六、组织实施"} <= set(plan)
    assert len(said(read("029"))) == 52
    assert rows_of(tables(read("036"))[0]) == [["1", "2", "3"], ["4", "5", "6"], ["7", "7", "单词"]]


def test_058_accepts_the_changes() -> None:
    blocks = read("058")
    whole = "".join(said(blocks))
    assert [(len(t.rows), len(t.rows[0])) for t in tables(blocks)][:1] == [(5, 1)]
    assert "修订的参与单位有5家" in whole
    assert "其中苏州热工研究院有限公司为牵头单位" in whole
    assert "、防城港核电厂" not in whole
    assert "参与单位有4家" not in whole
