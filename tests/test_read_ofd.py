"""OFD files: order of pages, lines to paragraphs, ruled tables, what no reader sees, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.blocks import Block, Content
from ingest.errors import Refused
from ingest.readers.ofd import read_ofd
from tests.ofd_writer import Leaf, Package, Words, content, ofd
from tests.real_files import real

FULL = "推动人工智能与制造业深度融合培育壮大新兴产业集群打造先进制造业高地着力"
RIGHT = 72 + 12 * len(FULL)


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


def body(*lines: str, top: float = 200.0, x: float = 72.0) -> list[Words]:
    return [Words(line, x, top + 20 * at) for at, line in enumerate(lines)]


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def cells(xs: tuple[float, ...], y: float, *words: str) -> list[Words]:
    return [Words(text, x + 4, y) for x, text in zip(xs, words, strict=False) if text]


def table_of(content: Content) -> Block:
    (table,) = (block for block in content.blocks if block.kind == "table")
    return table


def rows(content: Content) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table_of(content).rows]


def test_pages_stand_in_the_order_of_the_document_not_of_their_folders() -> None:
    made = ofd(Leaf(body("一、总体要求")), Leaf(body("二、重点任务")), Leaf(body("三、保障措施")), folder="Doc_1")
    assert texts(read_ofd(made.bytes())) == ["一、总体要求", "二、重点任务", "三、保障措施"]


def test_one_object_for_every_character_in_any_order_is_one_line() -> None:
    letters = [Words(c, 72 + 12 * at, 200) for at, c in enumerate("市经济和信息化局")]
    assert texts(read_ofd(ofd(Leaf(letters[::-1])).bytes())) == ["市经济和信息化局"]


def test_lines_join_to_paragraphs_by_indent_and_short_last_lines() -> None:
    indented = Words(FULL[2:], 96, 200)
    lines = [indented, *body(FULL, "力争走在前列。", FULL[:-6] + "到二〇三〇年", "迈上新台阶。", top=220)]
    found = texts(read_ofd(ofd(Leaf(lines)).bytes()))
    assert found == [FULL[2:] + FULL + "力争走在前列。", FULL[:-6] + "到二〇三〇年迈上新台阶。"]


def test_a_paragraph_goes_on_over_the_page_past_head_and_page_number() -> None:
    leaves = []
    for number in range(3):
        furniture = [Words("产业发展规划汇编", 240, 40, 9), Words(f"— {number + 1} —", 280, 810, 9, (5.0,) * 4)]
        leaves.append(Leaf([*furniture, *body(FULL, FULL)]))
    got = read_ofd(ofd(*leaves).bytes())
    assert texts(got) == [FULL * 6]
    assert [run.place.page for run in got.blocks[0].runs] == [1, 1, 2, 2, 3, 3]


def test_a_page_number_high_above_a_broad_page_s_edge_goes_and_annex_marks_stay() -> None:
    leaves = [
        Leaf([*body(f"附件{n}", top=60), *body("任务清单", top=160), Words(f"—{n}—", 400, 480)], size=(842.0, 595.0))
        for n in range(1, 5)
    ]
    found = texts(read_ofd(ofd(*leaves).bytes()))
    assert found == [text for n in range(1, 5) for text in (f"附件{n}", "任务清单")]


def test_all_documents_of_a_package_are_read() -> None:
    made, other = ofd(Leaf(body("通知"))), ofd(Leaf(body("附件")), folder="Doc_1")
    root = str(made.parts["OFD.xml"])
    body_ = root[root.index("<ofd:DocBody>") : root.index("</ofd:OFD>")]
    both = root.replace("</ofd:OFD>", body_.replace("Doc_0", "Doc_1") + "</ofd:OFD>")
    got = read_ofd(Package({**other.parts, **made.parts, "OFD.xml": both}).bytes())
    assert [(block.text, block.runs[0].place.page) for block in got.blocks] == [("通知", 1), ("附件", 2)]


def test_single_latin_letters_of_any_width_make_words() -> None:
    steps = {"D": 9.0, "e": 6.5, "p": 6.5, "S": 8.0, "k": 6.0, "M": 10.7, "o": 6.5}
    words, at = [], 72.0
    for char in "DeepSeekMoE":
        words.append(Words(char, at, 300))
        at += steps.get(char, 8.0)
    assert texts(read_ofd(ofd(Leaf(words)).bytes())) == ["DeepSeekMoE"]


def test_a_run_says_page_and_box_in_points() -> None:
    got = read_ofd(ofd(Leaf(), Leaf(body("附则", x=100))).bytes())
    (run,) = got.blocks[0].runs
    assert (run.start, run.end, run.place.page) == (0, 2, 2)
    assert run.place.box == pytest.approx((100, 189.4, 124, 201.4), abs=0.5)


def test_words_keep_their_space_and_repeated_steps_are_read() -> None:
    object_ = (
        '<ofd:TextObject ID="9" Boundary="20 50 100 6" Size="10" CTM="0.5 0 0 0.5 0 0" Font="3">'
        '<ofd:TextCode X="0" Y="9" DeltaX="g 3 5 10 g 3 5">AI  Park</ofd:TextCode></ofd:TextObject>'
    )
    spaced = [Words("Smart", 72, 300, steps=(6.0,) * 4), Words("City", 106, 300, steps=(6.0,) * 3)]
    assert texts(read_ofd(ofd(Leaf(spaced, extra=object_)).bytes())) == ["AI  Park", "Smart City"]


def test_watermarks_and_hidden_text_and_text_off_the_page_are_left_out() -> None:
    words = [
        *body("正文"),
        Words("内部资料", 200, 400, 30, extra='CTM="0.7 0.7 -0.7 0.7 0 0"'),
        Words("样张", 200, 500, 30, extra='Alpha="60"'),
        Words("隐藏", 200, 600, extra='Visible="false"'),
        Words("页外", 900, 600),
    ]
    made = ofd(Leaf(words))
    made.parts["Doc_0/Annots/Page_0/Annotation.xml"] = str(made.parts["Doc_0/Pages/Page_1/Content.xml"])
    assert texts(read_ofd(made.bytes())) == ["正文"]


def test_a_page_whose_text_runs_down_its_side_is_read_upright() -> None:
    lying = 'CTM="0 1 -1 0 4.2333 0"'
    words = [Words("序号", 500, 112, extra=lying), Words("任务", 500, 212, extra=lying)]
    words += [Words("1", 470, 112, extra=lying), Words("建园区", 470, 212, extra=lying)]
    lines = [*((x, 90.0, x, 400.0) for x in (455, 485, 515)), *((455.0, y, 515.0, y) for y in (90, 180, 400))]
    got = read_ofd(ofd(Leaf(words, lines)).bytes())
    assert rows(got) == [["序号", "任务"], ["1", "建园区"]]
    (run,) = table_of(got).rows[0][0].runs
    assert run.place.box == pytest.approx((500, 100, 512, 124), abs=2.5)


def test_a_composite_that_holds_itself_many_times_is_refused() -> None:
    inner = '<CompositeObject ResourceID="77" Boundary="0 0 9 9"/>' * 9
    made = ofd(Leaf(body("正文"), extra=inner.replace("<C", "<ofd:C")))
    unit = f'<CompositeGraphicUnit ID="77"><Content>{inner}</Content></CompositeGraphicUnit>'
    made.parts["Doc_0/PublicRes.xml"] = f"<Res><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>"
    with pytest.raises(Refused, match="对象过多"):
        read_ofd(made.bytes())


def test_text_drawn_twice_for_boldness_counts_once() -> None:
    words = [*body("加粗标题"), *body("加粗标题", x=72.3)]
    assert texts(read_ofd(ofd(Leaf(words)).bytes())) == ["加粗标题"]


def test_templates_and_composite_objects_are_drawn() -> None:
    made = ofd(Leaf(body("正文"), extra='<ofd:CompositeObject ID="8" ResourceID="77" Boundary="0 0 9 9"/>'))
    inner = '<TextObject Boundary="30 120 40 6" Size="4"><TextCode X="0" Y="4">单元</TextCode></TextObject>'
    unit = f'<CompositeGraphicUnit ID="77"><Content>{inner}</Content></CompositeGraphicUnit>'
    made.parts["Doc_0/PublicRes.xml"] = f"<Res><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>"
    made.parts["Doc_0/Tpls/Tpl_0/Content.xml"] = content(Leaf(body("版头", top=90)))
    page, document = "Doc_0/Pages/Page_1/Content.xml", "Doc_0/Document.xml"
    used = '<ofd:Template TemplateID="7"/><ofd:Content>'
    made.parts[page] = str(made.parts[page]).replace("<ofd:Content>", used)
    known = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    made.parts[document] = str(made.parts[document]).replace("</ofd:CommonData>", known)
    assert texts(read_ofd(made.bytes())) == ["版头", "正文", "单元"]


def test_a_ruled_table_keeps_rows_and_repeats_merged_cells() -> None:
    xs = (72.0, 120.0, 300.0, 500.0)
    lines = [line for line in grid(xs, (180, 210, 240, 270)) if line != (72, 240, 500, 240)]
    lines += [(120, 240, 500, 240)]
    words = [*cells(xs, 200, "序号", "任务", "牵头单位"), Words("1", 80, 245)]
    words += cells(xs, 230, "", "建园区", "市经信局") + cells(xs, 260, "", "育企业", "市科技局")
    got = read_ofd(ofd(Leaf([*body("前文", top=150), *words, *body("后文", top=320)], lines)).bytes())
    assert [block.kind for block in got.blocks] == ["paragraph", "table", "paragraph"]
    assert rows(got) == [["序号", "任务", "牵头单位"], ["1", "建园区", "市经信局"], ["1", "育企业", "市科技局"]]
    table = table_of(got)
    assert table.rows[2][0].origin == (1, 0)
    (run,) = table.rows[2][2].runs
    assert (run.place.page, run.place.table, run.place.row, run.place.column) == (1, 1, 3, 3)


def test_a_table_goes_on_over_pages_with_its_header_once_and_a_cut_cell_whole() -> None:
    xs = (72.0, 120.0, 300.0, 500.0)
    head = ("序号", "任务", "单位")
    first = cells(xs, 700, *head) + cells(xs, 730, "1", "建园", "市局")
    second = cells(xs, 92, *head) + cells(xs, 122, "", "区") + cells(xs, 152, "2", "育企", "县局")
    pages = (
        Leaf(first, grid(xs, (680, 710, 740))),
        Leaf(second, grid(xs, (72, 102, 132, 162))),
    )
    got = read_ofd(ofd(*pages).bytes())
    assert rows(got) == [["序号", "任务", "单位"], ["1", "建园区", "市局"], ["2", "育企", "县局"]]
    assert [run.place.page for run in table_of(got).rows[1][1].runs] == [1, 2]
    assert table_of(got).rows[2][1].origin == (2, 1)


def test_a_frame_around_text_and_a_line_under_it_are_no_tables() -> None:
    lines = [*grid((60, 540), (180, 300)), (72, 400, 300, 400)]
    got = read_ofd(ofd(Leaf([*body("框内文字"), *body("下划线上", top=398)], lines)).bytes())
    assert [block.kind for block in got.blocks] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", Package({"a.txt": "x"}).bytes()])
def test_what_is_no_ofd_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_ofd(data)


def test_broken_encrypted_picture_only_and_hostile_packages_are_refused_with_a_reason() -> None:
    whole = ofd(Leaf(body("正文"))).parts
    page = "Doc_0/Pages/Page_1/Content.xml"
    bomb = f'<!DOCTYPE a [<!ENTITY b "{"x" * 99}"><!ENTITY c "{"&b;" * 99}">]><a>&c;</a>'
    image = Leaf(extra='<ofd:ImageObject ID="4" Boundary="0 0 210 297" ResourceID="3"/>')
    cases = {
        "损坏": Package({**whole, page: "<ofd:Page"}),
        "加密": Package({**whole, "Encryptions.xml": "<Encryptions/>"}),
        "异常": Package({**whole, page: bomb}),
        "图片": ofd(image),
        "没有可读": ofd(Leaf()),
        "过大": Package({**whole, page: b"<a>" + b" " * 70_000_000 + b"</a>"}),
    }
    for reason, made in cases.items():
        with pytest.raises(Refused, match=reason):
            read_ofd(made.bytes())


def test_a_package_with_a_password_is_refused_as_encrypted() -> None:
    data = bytearray(ofd(Leaf(body("正文"))).bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(Refused, match="加密"):
        read_ofd(bytes(data))


def test_members_outside_the_package_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(str(ofd(Leaf(body("机密"))).parts["Doc_0/Pages/Page_1/Content.xml"]))
    made = ofd(Leaf(body("正文")))
    document = str(made.parts["Doc_0/Document.xml"])
    made.parts["Doc_0/Document.xml"] = document.replace("Pages/Page_1/Content.xml", f"../../..{tmp_path}/secret.xml")
    with pytest.raises(Refused):
        read_ofd(made.bytes())


def read(number: str) -> Content:
    return read_ofd(real(number))


def pages_of(content: Content) -> int:
    return max(run.place.page for block in content.blocks for run in block.runs)


def inked(content: Content, page: int) -> int:
    runs = ((block.text, run) for block in content.blocks for run in block.runs if run.place.page == page)
    return sum(len("".join(text[run.start : run.end].split())) for text, run in runs)


def test_the_survey_notice_of_single_characters_reads_as_lines() -> None:
    content = read("037")
    found = texts(content)
    assert pages_of(content) == 1
    assert found[0] == "关于在全省重点行业规上企业中开展“智能车间”问卷调查的通知"
    assert "发文字号：黑工信规划函〔2016〕355号" in found
    assert "发布时间：2016-08-01" in found
    assert "发文机构：黑龙江省工业和信息化厅" in found
    assert found[-1].endswith("20160729102639_6884.doc")


def test_the_law_enforcement_notice_has_five_pages_of_text() -> None:
    content = read("038")
    assert "发文字号：建法函〔2019〕53号" in texts(content)
    assert "发布时间：2019-04-01" in texts(content)
    assert [inked(content, page) for page in range(1, 6)] == [1087, 1263, 1214, 1218, 196]


def test_the_cover_over_patterns_has_three_lines() -> None:
    assert texts(read("039")) == ["信息系统密码应用测评要求", "中国密码学会密评联委会", "二〇二〇年十二月"]


def test_the_watermark_of_the_essay_stays_out() -> None:
    content = read("040")
    assert pages_of(content) == 6
    assert texts(content)[:2] == ["拿来主义", "鲁迅"]
    assert inked(content, 1) == 384


def test_the_quotations_stand_in_order_with_their_numbers() -> None:
    content = read("041")
    assert pages_of(content) == 11
    assert texts(content)[0] == "1、一日不见兮，思之如狂。――《凤求凰·琴歌》"
