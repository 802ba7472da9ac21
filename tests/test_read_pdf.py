"""PDF reader: small files written here, and the facts read off the real files of ../shared/formats."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.blocks import Block, Content
from ingest.errors import Refused
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_lines import squashed

FORMATS = Path(__file__).parents[2] / "shared" / "formats"
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
)
FULL = "全市规模以上工业企业增加值增长百分之六点五较上年提高两个百分点"


def pdf(*pages: bytes, size: tuple[int, int] = (595, 842), rotate: int = 0) -> bytes:
    """A PDF of these content streams, one a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *FONT]
    kids = []
    for stream in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (*size, rotate, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def text(x: float, y: float, words: str, size: float = 15) -> bytes:
    """Words at a baseline, in points from the lower left corner."""
    return b"BT /F %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, words.encode("utf-16-be").hex().encode())


def table(x: float, y: float, rows: list[list[str]], width: float = 150, height: float = 30) -> bytes:
    """A ruled table whose upper left corner is at (x, y); an empty string leaves out the rule above its cell."""
    wide, high = len(rows[0]), len(rows)
    out = b"%g %g m %g %g l S\n" % (x, y - high * height, x + wide * width, y - high * height)
    for column in range(wide + 1):
        out += b"%g %g m %g %g l S\n" % (x + column * width, y, x + column * width, y - high * height)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            left, top = x + c * width, y - r * height
            if words or r == 0:
                out += b"%g %g m %g %g l S\n" % (left, top, left + width, top)
            out += text(left + 5, top - 20, words, 10) if words else b""
    return out


def rows_of(block: Block) -> list[list[str]]:
    return [[cell.text for cell in row] for row in block.rows]


def words_of(content: Content) -> list[str]:
    return [block.text for block in content.blocks if block.kind != "table"]


def tables_of(content: Content) -> list[list[list[str]]]:
    return [rows_of(block) for block in content.blocks if block.kind == "table"]


def test_lines_become_paragraphs_over_page_breaks_and_each_line_has_its_place() -> None:
    first = text(90, 780, FULL[:27]) + text(60, 757, FULL[:29]) + text(60, 734, FULL[:29])
    content = read_pdf(pdf(first, text(60, 780, "结束了。") + text(90, 757, "新的一段。")))
    assert words_of(content) == [FULL[:27] + FULL[:29] * 2 + "结束了。", "新的一段。"]
    runs = content.blocks[0].runs
    assert [run.place.page for run in runs] == [1, 1, 1, 2]
    assert content.blocks[0].text[runs[3].start : runs[3].end] == "结束了。"
    left, top, right, bottom = runs[0].place.box or (0, 0, 0, 0)
    assert (left, right) == (90, 90 + 27 * 15)
    assert top < 842 - 780 < bottom


def test_page_numbers_of_all_forms_and_running_headers_are_left_out() -> None:
    forms = ["— {} —", "-{}-", "{}", "第{}页/共3页", "第 {} 页"]
    for form in forms:
        pages = [
            text(60, 810, "某某市人民政府公报", 9)
            + text(60, 700, f"第{'一二三'[at]}部分的内容。")
            + text(280, 30, form.format(at + 1), 9)
            for at in range(3)
        ]
        assert words_of(read_pdf(pdf(*pages))) == ["第一部分的内容。", "第二部分的内容。", "第三部分的内容。"], form


def test_addresses_and_dates_of_a_browsers_print_are_left_out() -> None:
    pages = [
        text(30, 825, "2026/7/3 10:21", 8)
        + text(60, 700, f"第{'一二三'[at]}部分的内容。")
        + text(30, 12, f"https://example.invalid/a.html    {at + 1}/3", 8)
        for at in range(3)
    ]
    assert words_of(read_pdf(pdf(*pages))) == ["第一部分的内容。", "第二部分的内容。", "第三部分的内容。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    page = b"".join(text(50, 760 - 22 * n, f"左栏第{'一二三四五六七八'[n]}行的文字内容说明。") for n in range(8))
    page += b"".join(text(320, 760 - 22 * n, f"右栏第{'一二三四五六七八'[n]}行的文字内容说明。") for n in range(8))
    joined = "".join(words_of(read_pdf(pdf(page))))
    assert joined.index("左栏第八行") < joined.index("右栏第一行")


def test_a_merged_cell_is_repeated_with_one_origin() -> None:
    grid = table(60, 700, [["领域", "任务", "单位"], ["智造", "甲", "市经信局"], ["", "乙", "市科技局"]])
    (found,) = [block for block in read_pdf(pdf(grid)).blocks if block.kind == "table"]
    assert rows_of(found)[1:] == [["智造", "甲", "市经信局"], ["智造", "乙", "市科技局"]]
    assert found.rows[1][0].origin == found.rows[2][0].origin == (1, 0)
    assert found.rows[2][1].runs[0].place.page == 1


def test_a_table_goes_on_over_a_page_without_its_header_and_a_cut_row_is_made_whole() -> None:
    head = ["序号", "任务", "单位"]
    one = table(60, 200, [head, ["1", "甲", "市经信局"], ["2", "建设一个大", "市科技局"]])
    two = table(60, 800, [head, [" ", "平台", " "], ["3", "丙", "市教育局"]])
    assert tables_of(read_pdf(pdf(one, two))) == [
        [head, ["1", "甲", "市经信局"], ["2", "建设一个大平台", "市科技局"], ["3", "丙", "市教育局"]]
    ]


def test_a_frame_around_a_table_is_not_a_table() -> None:
    frame = b"40 300 500 450 re S\n"
    grid = table(60, 700, [["序号", "任务", "单位"], ["1", "甲", "市经信局"]])
    assert tables_of(read_pdf(pdf(frame + grid))) == [[["序号", "任务", "单位"], ["1", "甲", "市经信局"]]]


def test_a_table_with_open_sides_has_rows() -> None:
    rules = b"".join(b"60 %d m 500 %d l S\n" % (y, y) for y in (700, 670, 600))
    cells = [
        (80, 680, "年份"),
        (300, 680, "产值"),
        (80, 650, "2024"),
        (300, 650, "12"),
        (80, 620, "2025"),
        (300, 620, "15"),
    ]
    page = rules + b"".join(text(x, y, words, 10) for x, y, words in cells)
    assert tables_of(read_pdf(pdf(page))) == [[["年份", "产值"], ["2024", "12"], ["2025", "15"]]]


def test_marks_of_footnotes_do_not_stick_to_numbers() -> None:
    page = text(60, 700, "常住人口") + text(120, 706, "1", 8) + text(130, 700, "1761.48") + text(240, 700, "万人。")
    page += text(60, 100, "1", 6) + text(68, 97, "此数据不含合作区。", 9)
    content = read_pdf(pdf(page))
    assert [squashed(block.text) for block in content.blocks] == ["常住人口1761.48万人。", "1此数据不含合作区。"]
    assert [block.kind for block in content.blocks] == ["paragraph", "note"]


def test_text_printed_twice_is_read_once_and_rows_of_rule_characters_are_not() -> None:
    page = text(60, 700, "重点任务") + text(60.3, 700, "重点任务")
    page += text(60, 650, "浙政发〔2025〕10") + text(60, 655, "欗" * 20, 4) + text(60 + 11 * 15, 650, "号")
    assert words_of(read_pdf(pdf(page))) == ["重点任务", "浙政发〔2025〕10号"]


def test_a_turned_page_reads_as_an_upright_one() -> None:
    content = read_pdf(pdf(b"0 1 -1 0 595 0 cm\n" + text(60, 500, "横排的表格说明。"), rotate=90))
    assert words_of(content) == ["横排的表格说明。"]
    left, top, _, bottom = content.blocks[0].runs[0].place.box or (0, 0, 0, 0)
    assert left == 60
    assert top < 595 - 500 < bottom


def test_sideways_text_has_its_box_on_the_page_as_shown() -> None:
    content = read_pdf(pdf(b"0 1 -1 0 595 0 cm\n" + text(60, 500, "横排的表格说明。")))
    assert words_of(content) == ["横排的表格说明。"]
    left, top, right, bottom = content.blocks[0].runs[0].place.box or (0, 0, 0, 0)
    assert bottom - top > right - left
    assert bottom == 842 - 60


def test_slanted_watermarks_are_left_out() -> None:
    slanted = b"BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <%s> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    assert words_of(read_pdf(pdf(text(60, 700, "正文。") + slanted))) == ["正文。"]


def test_scans_damage_and_emptiness_are_answered() -> None:
    scan = io.BytesIO()
    Image.new("L", (600, 800), 255).save(scan, "PDF")
    for data, words in [
        (scan.getvalue(), "扫描件"),
        (b"%PDF-1.4 nothing", "损坏"),
        (pdf(b""), "没有文字"),
        (pdf(b"".join(b"%d 10 m %d 700 l S\n" % (x, x + 3) for x in range(100))), "图形"),
    ]:
        with pytest.raises(Refused, match=words):
            read_pdf(data)


def test_a_locked_file_is_answered(tmp_path: Path) -> None:
    locked = pdf(text(60, 700, "正文。")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (b"11" * 32, b"22" * 32),
    )
    with pytest.raises(Refused, match="加密"):
        read_pdf(locked)


def test_long_files_are_read_in_part_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.MAX_PAGES", 2)
    content = read_pdf(pdf(*[text(60, 700, f"{word}。") for word in "甲乙丙"]))
    assert words_of(content) == ["甲。", "乙。"]
    assert content.notes == ("PDF 共 3 页,只读了前 2 页",)


@cache
def real(name: str) -> Content:
    found = sorted(FORMATS.glob(f"{name}-*.pdf"))
    if not found:
        pytest.skip("../shared/formats is not here")
    return read_pdf(found[0].read_bytes())


def has_row(name: str, *cells: str) -> bool:
    """Whether a table has a row with cells that begin with these texts, in this order."""
    wanted = [squashed(cell) for cell in cells]
    for grid in tables_of(real(name)):
        for row in grid:
            found = iter(squashed(cell) for cell in row)
            if all(any(cell.startswith(want) if want else True for cell in found) for want in wanted):
                return True
    return False


ROWS = [
    ("001", "序号", "具体任务", "牵头部门"),
    ("001", "1", "全力支持阿里千问", "市发展改革委"),
    ("001", "11", "", "市数据局"),
    ("001", "12", "在全国率先制定公共数据授权运营政府指导定价机制", "市发展改革委"),
    ("001", "23", "", "市国资委"),
    (
        "001",
        "1",
        "杭州富芯12英寸",
        "2020-330111-39-03-140706",
        "杭州富芯半导体有限公司",
        "富阳区",
        "180.0",
        "6.00",
        "集成电路制造",
    ),
    ("001", "10", "", "", "杭州海康机器人技术有限公司（杭州海康机器智能有限公司）", "桐庐县"),
    ("001", "11", "信息港产业园"),
    ("002", "1", "印发实施《宁波市深入实施“人工智能+”行动方案", "市发改委"),
    ("002", "2", "出台《宁波市深化制造业数字化转型", "市经信局"),
    ("002", "7", "", "市资规局"),
    ("002", "1", "", "宁波市甬江软件产业园", "MAC52Y242330212301", "鄞州区", "2023-2026", "", "18.5", "3.5"),
    ("002", "2", "", "深海矿产开发试验场建设项目", "—", "象山县", "", "", "12", "12"),
    ("002", "4", "", "浙江九为健康科技", "", "镇海区", "", "", "2.6", "2.6"),
    ("003", "1", "", "市经信局"),
    ("003", "8", "", "市科技局"),
    ("003", "1", "三期12英寸集成电路", "芯联先锋集成电路制造（绍兴）有限公司", "越城区", "", "180", "2023.08-2028.07"),
    ("003", "2", "齐力Chiplet先进封装项目", "", "柯桥区", "", "30", "2024.03-2026.12"),
    ("003", "18", "年产1.6亿套机器人轴承", "", "新昌县", "", "2.135"),
    ("004", "1", "总体", "每年开放新场景数量", "150个以上", "各行业主管部门、各设区市"),
    ("004", "2", "总体", "", "", "省发展改革委、省国资委"),
    ("004", "17", "生物技术", "打造千亿级重点产业", "生物医药1个", "省发展改革委"),
    ("004", "18", "生物技术", "", "", "省发展改革委"),
    ("004", "一、培育一批前沿科技创新应用场景"),
    ("004", "8", "人形机器人", "", "省经信厅、省公安厅、省交通运输厅、省应急管理厅"),
    ("004", "9", "量子科技", "", "省密码管理局、省经信厅、省科技厅"),
    (
        "005",
        "1",
        "医疗健康（牵头单位：省卫生健康委",
        "临床诊疗数据集",
        "省卫生健康信息中心",
        "",
        "",
        "省卫生健康委",
        "2025年12月",
    ),
    ("005", "4", "医疗健康（牵头单位", "眼病专科数据集", "", "", "", "省卫生健康委", "2026年2月"),
    ("005", "8", "医疗健康（牵头单位", "", "", "", "", "温州市卫生健康委、温州市数据局"),
    ("007", "陆海空、云边端协同", "1", "算力总规模（EFlops）", "500", "预期性"),
    ("007", "陆海空、云边端协同", "2", "新建算力中心国产化率", "≥60"),
    ("007", "合计", "", "2442.08", "179.57"),
    ("007", "一", "", "1975.69", "138.94"),
    ("007", "", "浙江云计算数据中心", "", "", "杭州市", "2025-2028", "25.11", "0.5", "浙江云计算数据中心有限公司"),
    ("009", "1", "研发设计", "产品数字化设计"),
    ("009", "1", "研发设计", "工艺数字化设计"),
    ("009", "2", "生产管理", "生产进度跟踪"),
    ("009", "3", "生产作业", "人机协同作业"),
    ("011", "1", "推动智能网联汽车", "国家发展改革委、工业和信息化部、交通运输部等"),
    ("011", "6", "支持重点行业骨干企业", "工业和信息化部、国家发展改革委等"),
    ("011", "7", "积极稳妥推进跨境电子商务发展", "商务部、国家发展改革委等"),
    ("011", "23", "", "工业和信息化部等，有关地方政府"),
    ("012", "2019", "190180", "-2.7", "62372", "3.3", "28193", "5"),
    ("012", "2023", "237835", "-4.6", "78397", "9", "42504", "9"),
    ("012", "1", "美国", "6492.6", "2.9"),
    ("012", "全球", "42504.1", "9"),
    ("012", "1", "美国", "3773.8", "0.1"),
    ("012", "全球", "35947.4", "8.5"),
    ("012", "2023", "3859", "2190.4", "1668.6", "3.5"),
    ("012", "福建", "56.9", "29.3", "27.6"),
    ("012", "西藏", "0.1", "0", "0.1"),
    (
        "016",
        "常住人口（万人）",
        "156.23",
        "114.82",
        "21.54",
        "181.41",
        "448.29",
        "401.53",
        "253.51",
        "56.65",
        "111.57",
        "15.94",
    ),
    ("016", "福田区", "124.88", "60.48", "64.40", "93.91"),
    ("016", "大鹏新区", "5.05", "2.58", "2.47", "104.45"),
    ("019", "夏普", "被富士康收购"),
    ("019", "玻璃基板", "康宁、旭硝子、电气硝子", "东旭集团、彩虹集团"),
    ("019", "液晶材料", "德国默克、日本JNC、日本DIC", "诚志永华、江苏合成、八亿时空"),
    ("060", "申请类型", "延续", "许可证号", "350783XXXXXX"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[:2]))
def test_rows_of_real_tables(row: tuple[str, ...]) -> None:
    assert has_row(*row)


PARAGRAPHS = [
    ("001", "（4月修改稿）"),
    ("001", "附件2"),
    ("006", "浙政发〔2025〕10号"),
    ("006", "（此件公开发布）"),
    ("006", "浙江省人民政府印发关于支持人工智能创新发展若干措施的通知"),
    ("009", "附件"),
    ("013", "发文机构：上海市人民政府"),
    ("013", "二○○七年四月二十七日"),
    ("015", "关于加强个人所得税纳税信用建设的通知"),
    ("015", "2019年8月20日"),
]


@pytest.mark.parametrize(("name", "text"), PARAGRAPHS)
def test_paragraphs_of_real_files(name: str, text: str) -> None:
    assert squashed(text) in [squashed(words) for words in words_of(real(name))]


PASSAGES = [
    ("003", "年产1.6亿套"),
    ("006", "超1.2万亿元"),
    ("006", "力争打造3家千亿级链主企业，培育30家百亿级龙头"),
    ("008", "培育开源创新企业150家以上。（责任单位：省经信厅、省科技厅）"),
    ("009", "运用AI需求预测、多目标优化算法与动态产能规划技术"),
    ("011", "推动建设一批第三方工业电商服务平台"),
    ("013", "物流业增加值从628.6亿元增加"),
    ("014", "国家法律法规数据库"),
    ("016", "常住人口1761.48万人"),
    ("016", "户籍人口630.94万人"),
    ("016", "此数据不包含深汕特别合作区常住人口数据"),
    ("060", "齐全/遗失/损毁（如有遗失、损毁写明正本或副本）"),
]


@pytest.mark.parametrize(("name", "text"), PASSAGES)
def test_passages_of_real_files(name: str, text: str) -> None:
    blocks = [squashed(words) for words in words_of(real(name))]
    cells = [squashed(cell) for grid in tables_of(real(name)) for row in grid for cell in row]
    assert any(squashed(text) in part for part in [*blocks, *cells])


@pytest.mark.parametrize(
    ("name", "reason"), [("010", "扫描件"), ("017", "图形|扫描件"), ("018", "图形"), ("020", "损坏")]
)
def test_real_files_without_text_are_answered(name: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        real(name)


def test_no_page_number_is_left_in_real_files() -> None:
    for name in ("001", "002", "003", "006", "012", "019", "060"):
        odd = [
            words
            for words in words_of(real(name))
            if squashed(words).strip("—-").isdigit() and len(words) < 8 and words != "2024"
        ]
        assert odd == [], name


def test_the_library_reads_what_the_tests_write() -> None:
    assert len(pdfium.PdfDocument(pdf(text(60, 700, "正文。")))) == 1
