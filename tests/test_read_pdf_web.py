"""PDF reader: web pages that a browser printed, without what the site sets around the text."""

from __future__ import annotations

import pytest

from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_lines import squashed
from tests.real_files import real, tables_of, words_of
from tests.test_read_pdf import FULL, pdf, table, text

TITLE = "云川市人民政府关于加快发展新能源汽车产业的实施意见"
CHROME = b"Mozilla/5.0 \\(Windows NT 10.0\\) AppleWebKit/537.36 Chrome/147.0.0.0 Safari/537.36"
HEAD = [
    "简 繁 无障碍阅读 登录",
    "云川市人民政府",
    "2024年5月6日 星期一",
    "首页 走进云川 政务公开 政务服务 互动交流",
    "请输入搜索关键词",
    "当前位置:首页>政务公开>政策文件",
]
BODY = [
    TITLE,
    "发布日期：2024-05-04 来源：市政府办公室",
    f"{FULL[:20]}。",
    "云川市人民政府",
    "2024年5月4日",
    "附件：任务分工表.docx",
]
FOOT = [
    "【打印本页】 【关闭窗口】",
    "上一篇：云川市人民政府关于2024年工作的通知",
    "相关文件",
    "一图读懂新能源汽车产业发展的实施意见",
    "网站地图 | 联系我们",
    "主办单位：云川市人民政府办公室 承办单位：云川市大数据中心",
    "鄂ICP备00000000号 网站标识码：0000000001",
    "建议使用谷歌浏览器浏览本网站。",
]


def about(title: str, maker: bytes = CHROME) -> bytes:
    name = b"\xfe\xff" + title.encode("utf-16-be")
    return b"<< /Creator (%s) /Title <%s> >>" % (maker, name.hex().encode())


def column(lines: list[str], top: float = 780, size: float = 10) -> bytes:
    return b"".join(text(60, top - 22 * at, line, size) for at, line in enumerate(lines))


def read(lines: list[str], info: bytes) -> str:
    """All words that are read of a page with these lines; how they join to paragraphs is not asked here."""
    return squashed("".join(words_of(read_pdf(pdf(column(lines), info=info)))))


def whole(lines: list[str]) -> str:
    return squashed("".join(lines))


def test_banner_menu_path_and_footer_of_a_printed_page_are_left_out() -> None:
    found = read([*HEAD, *BODY, *FOOT], about(TITLE + "_云川市人民政府"))
    assert found == whole(BODY)


def test_a_title_that_breaks_is_found_and_a_document_number_above_it_stays() -> None:
    number = "云政发〔2024〕5号"
    found = read([*HEAD[:4], number, TITLE[:16], TITLE[16:], *BODY[1:]], about(TITLE))
    assert found == whole([number, *BODY])


def test_the_particulars_of_a_printed_page_stay_and_a_menu_in_a_frame_goes() -> None:
    menu = table(60, 800, [["首页", "政务公开", "政务服务"]])
    grid = table(60, 740, [["索引号", "0142/2024-1"], ["发布机构", "云川市人民政府"]])
    page = menu + grid + column([TITLE, BODY[2]], 640)
    content = read_pdf(pdf(page, info=about(TITLE)))
    assert tables_of(content) == [[["索引号", "0142/2024-1"], ["发布机构", "云川市人民政府"]]]
    assert whole(words_of(content)) == whole([TITLE, BODY[2]])


def test_a_document_from_a_word_processor_keeps_all_above_its_title() -> None:
    lines = ["云川市人民政府文件", "2024年5月6日", *BODY]
    assert read(lines, about(TITLE, b"WPS")) == whole(lines)


def test_the_hosts_of_a_contest_and_the_rights_to_a_report_are_no_footer() -> None:
    lines = [
        TITLE,
        f"{FULL[:20]}。",
        "主办单位：云川市经济和信息化局",
        "承办单位：云川市大数据中心",
        "版权所有：云川市研究院",
    ]
    assert read(lines, b"") == whole(lines)


def test_what_follows_the_words_of_a_footer_is_text_where_it_is_a_sentence() -> None:
    lines = [TITLE, "【打印】", f"{FULL[:20]}。", "网站标识码：0000000001"]
    assert read(lines, about(TITLE)) == whole([TITLE, f"{FULL[:20]}。"])
    plain = [TITLE, "扫一扫", "各区要执行好本意见。"]
    assert read(plain, b"") == whole(plain)


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("2024/5/6 10:30    实施意见", "https://example.invalid/art/1.html    1/1"),
        ("5/6/24, 10:30 AM    实施意见", "file:///C:/a.html    1/1"),
        ("实施意见", "http://example.invalid/art/1.html 2014-5-6"),
    ],
)
def test_the_lines_of_a_browser_on_a_single_page_are_left_out(head: str, foot: str) -> None:
    page = text(30, 825, head, 8) + text(60, 700, f"{FULL[:20]}。") + text(30, 12, foot, 8)
    assert f"{FULL[:20]}。" in words_of(read_pdf(pdf(page)))
    assert not [words for words in words_of(read_pdf(pdf(page))) if "10:30" in words or "://" in words]


def test_an_address_at_the_end_of_a_document_is_text() -> None:
    page = text(60, 700, f"{FULL[:20]}。") + text(60, 80, "http://example.invalid/attach/6884.doc", 10)
    assert words_of(read_pdf(pdf(page)))[-1].endswith("6884.doc")


def test_real_prints_begin_with_their_particulars_or_title_and_end_with_their_text() -> None:
    words = [squashed(line) for line in words_of(read_pdf(real("008")))]
    assert words[0].startswith("浙江省经济和信息化厅等七部门印发")
    assert words[-1] == "本方案自2026年7月20日起实施。"
    assert words_of(read_pdf(real("009")))[0].startswith("关于印发《深圳市“人工智能+”先进制造业行动计划")
