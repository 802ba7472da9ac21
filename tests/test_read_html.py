"""Web pages to blocks: small pages written here, and the facts of the real ones in ../shared/formats."""

from pathlib import Path

import pytest

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.html import MAX_BYTES, decode, read_html
from tests.real_files import real

LONG = "各区、县(市)人民政府,市政府各部门、各直属单位要按照职责分工,抓好产业发展各项任务的组织实施。"
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>行动方案_某市人民政府</title>
<meta name="ArticleTitle" content="某市集成电路产业行动方案"></head><body>
<div class="nav"><a href="/">首页</a></div><div class="crumbs">您当前的位置：首页 &gt; 政策</div>
<table><tr><td>索 引 号：</td><td>1100/2025-1</td><td>发布机构：</td><td>某市人民政府</td></tr>
<tr><td>成文日期：</td><td>2025-03-01</td><td>有效性：</td><td></td></tr></table>
<div class="TRS_Editor">{body}</div>
<div class="bdsharebuttonbox">分享到微信</div><div id="footer">主办：某市人民政府办公室</div></body></html>"""


def page(body: str, charset: str = "utf-8") -> bytes:
    return PAGE.replace("{charset}", charset).replace("{body}", body).encode(charset)


def read(body: str) -> Content:
    return read_html(page(f"<p>{LONG}</p>{body}"))


def body_of(content: Content) -> list[str]:
    """The texts after the title, three lines of metadata and the first paragraph."""
    assert content.blocks[4].text == LONG
    return [block.text for block in content.blocks[5:]]


def all_text(content: Content) -> str:
    return "\n".join([b.text for b in content.blocks] + [c.text for b in content.blocks for r in b.rows for c in r])


def test_title_and_metadata_stand_before_the_article_and_nothing_around_it():
    content = read("<p>一、总体要求</p>")
    assert [block.text for block in content.blocks] == [
        "某市集成电路产业行动方案",
        "索引号:1100/2025-1",
        "发布机构:某市人民政府",
        "成文日期:2025-03-01",
        LONG,
        "一、总体要求",
    ]
    assert (content.format, content.blocks[0].kind, content.blocks[0].level) == ("html", "heading", 1)
    assert [block.runs[0].place.paragraph for block in content.blocks] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_every_charset(charset: str):
    assert LONG in all_text(read_html(page(f"<p>{LONG}</p>", charset)))


def test_the_bytes_win_over_a_wrong_word_and_none_is_needed():
    assert decode('<meta charset="gb2312"><p>产业</p>'.encode()).endswith("<p>产业</p>")
    assert decode("<p>集成电路产业</p>".encode("gbk")) == "<p>集成电路产业</p>"
    assert decode(b"\xef\xbb\xbf<p>") == "<p>"


def test_names_are_not_cut_at_inline_elements_and_breaks_end_paragraphs():
    content = read("<p>由市<span>发展</span><b>改革</b>委\n牵头<br/>第<o:p>二</o:p>段</p>裸文本<div>块</div>")
    assert body_of(content) == ["由市发展改革委牵头", "第二段", "裸文本", "块"]


def test_scripts_hidden_text_and_comments_are_left_out():
    hidden = "<p style='display: none'>隐藏</p><script>var a='脚本'</script><!-- 注释 --><p>可见</p><style>p{}</style>"
    assert body_of(read(hidden)) == ["可见"]


@pytest.mark.parametrize("char", ["\x01", "\x08", "\x0b", "\x1f", "&#1;", "\ufffe"])
def test_control_characters_after_what_is_left_out_do_not_end_the_reading(char: str):
    body = f"<div><p>前<script>x</script>{char}中<span style='display:none'>隐</span>{char}后</p></div>"
    assert body_of(read(body)) == ["前中后"]


def test_a_hidden_article_is_read():
    assert LONG in all_text(read_html(f"<body><div style='display:none'><p>{LONG * 3}</p></div></body>".encode()))


def test_ordered_lists_are_numbered():
    lists = (
        "<ol><li>甲</li><li>乙<ol type='a'><li>子</li></ol></li></ol><ol start='5'><li>戊</li><li>6. 己</li></ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>总则</li></ol><ul><li>点</li></ul>"
    )
    assert body_of(read(lists)) == ["1. 甲", "2. 乙", "a. 子", "5. 戊", "6. 己", "一、总则", "点"]


def test_headings_keep_their_level():
    block = read("<h2>一、主要目标</h2>").blocks[-1]
    assert (block.kind, block.level, block.text) == ("heading", 2, "一、主要目标")


def test_spans_fill_the_grid_with_their_origin():
    rows = (
        read(
            "<table><tr><th>事项</th><th>任务</th><th>牵头单位</th></tr>"
            "<tr><td rowspan=2>园区</td><td>建设</td><td>市发改委</td></tr>"
            "<tr><td><p>招</p><p>商</p></td><td>市商务局</td></tr>"
            "<tr><td colspan=3>合计</td></tr></table>"
        )
        .blocks[-1]
        .rows
    )
    assert [[c.text for c in row] for row in rows] == [
        ["事项", "任务", "牵头单位"],
        ["园区", "建设", "市发改委"],
        ["园区", "招 商", "市商务局"],
        ["合计"] * 3,
    ]
    assert rows[2][0].origin == (1, 0)
    place = rows[2][2].runs[0].place
    assert (place.table, place.row, place.column) == (1, 3, 3)


def test_layout_tables_become_paragraphs_with_the_table_inside():
    inner = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>建设</td><td>市经信局</td></tr></table>"
    blocks = read(f"<table><tr><td><p>前言</p>{inner}</td></tr></table>").blocks[-2:]
    assert blocks[0].text == "前言"
    assert [[c.text for c in row] for row in blocks[1].rows] == [["任务", "单位"], ["建设", "市经信局"]]


def test_spans_that_lie_are_bounded():
    content = read(
        "<table><tr><td rowspan=99999999 colspan=99999999>甲</td><td>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table>"
    )
    assert max((len(row) for block in content.blocks for row in block.rows), default=0) <= 200


def test_footnotes_come_last_and_their_marks_do_not_stick():
    content = read(
        "<p>增长8.5%<a href='#_ftn1'>[1]</a>以上</p><div id='ftn1'><p>按可比价格</p></div><p>10<sup>8</sup>元</p>"
    )
    assert body_of(content) == ["增长8.5%以上", "10^8元", "按可比价格"]
    assert content.blocks[-1].kind == "note"


def test_attachments_have_the_words_and_the_address_as_written():
    content = read(
        "<p>附件：<a href='./P020250101.pdf'>任务分解表</a><a href='/down?id=1'>表.xlsx</a><a href='a.html'>页</a></p>"
    )
    assert [(a.title, a.url) for a in content.attachments] == [
        ("任务分解表", "./P020250101.pdf"),
        ("表.xlsx", "/down?id=1"),
    ]


def test_readability_finds_an_article_without_known_names():
    noise = "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(5))
    body = f"<div class='zz1'><ul>{noise}</ul></div><div class='zz2'>{f'<p>{LONG}</p>' * 6}</div>"
    texts = [block.text for block in read_html(f"<html><title>方案</title><body>{body}</body></html>".encode()).blocks]
    assert texts == ["方案", *[LONG] * 6]


def test_a_title_that_the_article_repeats_stands_once():
    content = read_html(page(f"<p>某市集成电路</p><p>产业行动方案</p><p>{LONG}</p>"))
    assert [block.text for block in content.blocks][4:] == [LONG]


def test_list_pages_are_named_so():
    links = "".join(f"<li><a href='/{n}.html'>关于印发第{n}号产业政策的通知</a></li>" for n in range(30))
    content = read_html(f"<html><title>政策</title><body><ul>{links}</ul></body></html>".encode())
    assert any("列表页" in note for note in content.notes)
    assert "关于印发第7号产业政策的通知" in all_text(content)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<body><script>a()</script></body>", b"<!-- -->"])
def test_pages_without_text_are_refused(data: bytes):
    with pytest.raises(Refused):
        read_html(data)


def test_pages_too_large_are_refused():
    with pytest.raises(Refused, match="20 MB"):
        read_html(b"<" * (MAX_BYTES + 1))
    with pytest.raises(Refused, match="标签过多"):
        read_html(b"<li>" * 700_000)


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "ol><li", "b"])
def test_deep_nesting_ends_without_a_crash(tag: str):
    try:
        content = read_html(f"<body><p>{LONG}</p>{f'<{tag}>' * 50_000}深</body>".encode())
    except Refused:
        return
    assert LONG in all_text(content)


def test_entities_are_not_expanded(tmp_path: Path):
    (tmp_path / "a").write_text("机密")
    source = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "a").as_uri()}">]><body><p>{LONG}&x;</p></body>'
    assert "机密" not in all_text(read_html(source.encode()))


def test_truncated_and_damaged_pages_are_read_or_refused():
    data = page(f"<p>{LONG}</p><table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>")
    for at in range(0, len(data), 41):
        for bad in (data[:at], data[:at] + b"<\xff\0>" + data[at:]):
            try:
                read_html(bad)
            except Refused:
                continue


def test_html_named_pdf_is_an_index():
    content = read_html(real("020"))
    assert content.blocks[0].text == "财政文告"
    assert any("列表页" in note for note in content.notes)
    assert any("2025年第十二期" in a.title and a.url.startswith("./") for a in content.attachments)
    assert "会计处理暂行规定" not in all_text(content)


def test_page_with_two_appendix_tables():
    content = read_html(real("042"))
    lines = [block.text for block in content.blocks]
    assert any(line.startswith("索引号:11440100MB2C90856P") for line in lines)
    assert "发布机构:广州市卫生健康委员会" in lines
    assert "成文日期:2023-10-19" in lines
    one, two = (block.rows for block in content.blocks if block.kind == "table")
    assert (len(one), len(two)) == (21, 41)
    assert [c.text for c in one[1]] == ["一级指标", "二级指标", "评价标准", "指标含义", "数据来源"]
    assert [c.text for c in two[2]][3:] == ["各区政府", "市卫生健康委", "基层处", "医政处"]
    assert two[2][1].text == "有序扩大家庭医生来源。"
    assert two[3][1].origin == two[2][1].origin


def test_page_of_a_district():
    content = read_html(real("043"))
    text = all_text(content)
    assert content.blocks[0].text == "广州市天河区深化支持港澳青年创新创业高质量发展实施办法"
    assert not any(block.rows for block in content.blocks)
    for fact in (
        "穗天科工信规字〔2023〕1号",
        "10万元、20万元和50万元",
        "2023年8月9日印发",
        "有效期3年",
        "公开方式：主动公开",
    ):
        assert fact in text
    assert "信息来源:天河区科技工业和信息化局" in text.split("\n")
    assert "Local News" not in text


def test_bulletin_with_figures_in_its_text():
    content = read_html(real("044"))
    text = all_text(content)
    assert "索引号:014742224A/2023-0043406" in text
    for fact in (
        "税收收入完成11.1亿元",
        "增长1.2%",
        "非税收入完成6.8亿元",
        "生产总值(GDP)262.6亿元",
        "第二产业增加值127.2亿元",
    ):
        assert fact in text
    assert not any(block.rows for block in content.blocks)


def test_list_page_in_gbk():
    content = read_html(real("045"))
    assert content.blocks[0].text == "娲石集团"
    assert any("列表页" in note for note in content.notes)
    assert not any(block.rows for block in content.blocks)


def test_page_of_a_platform_that_reprints():
    content = read_html(real("061"))
    lines = [block.text for block in content.blocks]
    assert lines[0] == "（转载）广州市人民政府办公厅关于印发广州市公共租赁住房管理办法的通知"
    for fact in (
        "发布机构:广州市天河区人民政府天园街道办事处",
        "成文日期:2024-07-26",
        "发布日期:2024-09-12",
        "穗府办规〔2024〕13号",
    ):
        assert fact in lines
    assert any(line.startswith("第五十四条") and "有效期5年" in line for line in lines)
    assert not any("高级搜索" in line for line in lines)
