"""Word packages to blocks: small packages made here of raw XML, and the facts of the real files."""

import io
import zipfile

import pytest

from ingest.blocks import Place
from ingest.errors import Refused
from ingest.readers.docx import read_docx
from ingest.readers.numerals import written
from tests.real_files import rows_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
FILE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r" Type="{FILE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def made(body: str, **parts: str) -> bytes:
    """A package of a body and of other parts of word/ by name."""
    named = {"_rels/.rels": ROOT, "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>"}
    for name, text in parts.items():
        named[f"word/{name}.xml"] = f"<w:{name} {NS}>{text}</w:{name}>"
    return packed(named)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"{mark('begin')}<w:r><w:instrText>{text}</w:instrText></w:r>{mark('separate')}"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_docx(data).blocks]


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def num(at: str, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{at}"/></w:numPr>'


RAISED = '<w:vertAlign w:val="superscript"/>'
STYLED = '<w:rStyle w:val="h"/>'
SHOWN = '<w:vanish w:val="0"/>'
ZERO = "\u200b"
STRICT = (
    '<q:document xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"><q:body><q:p><q:r><q:t>好</q:t></q:r></q:p>'
    "</q:body></q:document>"
)
LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}'
    f"{level(1, 'chineseCountingThousand', '（%2）')}{level(2, 'decimal', '%3.')}{level(3, 'decimal', '%3.%4')}"
    f"{level(4, 'decimalEnclosedCircle', '%5')}{level(5, 'decimal', '%1.%6', '<w:isLgl/>')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_lists_are_numbered_as_a_reader_sees_them() -> None:
    body = (
        p("总体要求", num("1")) + p("思想", num("1", 1)) + p("目标", num("1", 1)) + p("2025年建成", num("1", 2))
        + p("细项", num("1", 3)) + p("圈", num("1", 4)) + p("重点任务", num("2")) + p("思想", num("1", 1))
        + p("法", num("1", 5)) + p("另起", num("3")) + p("续", num("3")) + p("无", num("0"))
    )  # fmt: skip
    assert texts(made(body, numbering=LISTS)) == [
        "一、总体要求", "（一）思想", "（二）目标", "1. 2025年建成", "1.1 细项", "①圈", "二、重点任务", "（一）思想",
        "2.1 法", "五、另起", "六、续", "无",
    ]  # fmt: skip


def test_styles_give_numbers_and_heading_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="条"/>'
        '<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:pStyle w:val="b"/>') + p("丙", '<w:outlineLvl w:val="9"/>')
    blocks = read_docx(made(body + p("目录行1", '<w:pStyle w:val="t"/>'), numbering=LISTS, styles=styles)).blocks
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("heading", 2, "一、甲"),
        ("heading", 5, "二、乙"),
        ("paragraph", 0, "丙"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (3, "ideographTraditional", "丙"),
        (21, "decimalEnclosedCircle", "㉑"),
        (28, "upperLetter", "BB"),
        (4, "lowerRoman", "iv"),
        (12, "ideographDigital", "一二"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (7, "decimalZero", "07"),
        (99, "ideographZodiac", "99"),
    ],
)
def test_number_formats(value: int, form: str, text: str) -> None:
    assert written(value, form) == text


def test_tracked_changes_are_accepted() -> None:
    body = (
        f"<w:p>{r('参与单位有')}<w:ins w:id='1'>{r('5')}</w:ins><w:del w:id='2'><w:r><w:delText>4</w:delText></w:r>"
        f"</w:del>{r('家')}<w:moveFrom w:id='3'>{r('移走')}</w:moveFrom></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{r('前半')}</w:p>{p('后半')}"
        f"<w:tbl><w:tr><w:trPr><w:del w:id='5'/></w:trPr>{tc('删')}{tc('行')}</w:tr>"
        f"<w:tr>{tc('留')}{tc('下')}</w:tr></w:tbl>"
    )
    blocks = read_docx(made(body)).blocks
    assert [b.text for b in blocks[:2]] == ["参与单位有5家", "前半后半"]
    assert rows_of(blocks[2]) == [["留", "下"]]


def test_fields_keep_results_and_drop_codes_and_contents() -> None:
    body = (
        f"<w:p>{code(' FORMTEXT ')}{r('27.120')}{mark('end')}{r('号')}</w:p>"
        f"<w:p>{code(' TOC h ')}{r('一、总则 1')}</w:p>"
        f"<w:p>{code('PAGEREF x')}{r('二、2')}{mark('end')}{mark('end')}</w:p>"
        f"<w:p>{mark('begin')}{r('没有结束的域')}</w:p>"
        f"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt><w:sdt><w:sdtContent>{p('控件内')}</w:sdtContent></w:sdt>"
        f"<w:p><w:fldSimple w:instr='PAGE'>{r('9')}</w:fldSimple><w:hyperlink>{r('链接')}</w:hyperlink></w:p>"
    )
    assert texts(made(body)) == ["27.120号", "没有结束的域", "控件内", "链接"]


def test_text_boxes_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = (
        f"<w:p>{r('锚')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>{p('后')}"
    )
    old = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert texts(made(both + old)) == ["锚", "框内", "后", "框内"]


def test_notes_stand_after_the_body_and_their_marks_nowhere() -> None:
    body = (
        f"<w:p>{r('达到500')}<w:r><w:footnoteReference w:id='7'/></w:r>{r('亿元')}</w:p>"
        f"<w:p>{r('增长21.5%')}{r('1', RAISED)}{r('。面积3m')}"
        f"{r('2', RAISED)}</w:p>"
    )
    notes = f"<w:footnote w:id='7'>{p('来源：统计局')}</w:footnote><w:footnote w:id='8'>{p('未引用')}</w:footnote>"
    blocks = read_docx(made(body, footnotes=notes)).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "达到500亿元"),
        ("paragraph", "增长21.5%。面积3m2"),
        ("note", "来源：统计局"),
    ]


def test_hidden_text_and_width_less_signs_are_left_out() -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = f"<w:p>{r('看')}{r('藏', '<w:vanish/>')}{r('暗', STYLED)}{r('见', SHOWN)}{r(ZERO + '。')}</w:p>"
    assert texts(made(body, styles=styles)) == ["看见。"]


def test_line_breaks_part_items_and_join_the_rest() -> None:
    br = "<w:r><w:br/></w:r>"
    body = f"<w:p>{r('关于印发')}{br}{r('方案的通知')}{br}{r('一、目标')}{br}{r('做好工作。')}{br}{r('各县')}</w:p>"
    assert texts(made(body)) == ["关于印发方案的通知", "一、目标", "做好工作。", "各县"]


def test_merged_cells_are_repeated_with_one_origin() -> None:
    span = '<w:gridSpan w:val="2"/>'
    body = tbl(
        tc("任务", '<w:vMerge w:val="restart"/>') + tc("单位", span),
        tc("", "<w:vMerge/>") + tc("牵头") + tc("配合"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("市经信局", span),
    )
    (block,) = read_docx(made(body)).blocks
    assert rows_of(block) == [["任务", "单位", "单位"], ["任务", "牵头", "配合"], ["", "市经信局", "市经信局"]]
    assert [[c.origin for c in row] for row in block.rows[:2]] == [[(0, 0), (0, 1), (0, 1)], [(0, 0), (1, 1), (1, 2)]]
    assert block.rows[1][0].runs[0].place == Place(table=1, row=1, column=1)


def test_a_table_cut_by_a_page_is_one() -> None:
    top = tbl(tc("类型") + tc("路线"), tc("理解") + tc("甲"))
    rest = tbl(
        tc("", '<w:vMerge w:val="restart"/>') + tc("乙"), tc("", "<w:vMerge/>") + tc("丙"), tc("生成") + tc("丁")
    )
    (block,) = read_docx(made(top + p("") + rest)).blocks
    assert rows_of(block) == [["类型", "路线"], ["理解", "甲"], ["理解", "乙"], ["理解", "丙"], ["生成", "丁"]]
    assert block.rows[3][0].origin == (1, 0)
    assert len(read_docx(made(top + p("另一表") + rest)).blocks) == 3


def test_frames_of_layout_give_their_content() -> None:
    inner = tbl(tc("序号") + tc("事项"), tc("1") + tc("建园区"))
    framed = f"<w:tbl><w:tr><w:tc>{p('题')}{inner}</w:tc></w:tr></w:tbl>"
    blocks = read_docx(made(framed + tbl(tc("只有一格")))).blocks
    assert [b.text for b in blocks] == ["题", "", "只有一格"]
    assert rows_of(blocks[1])[1] == ["1", "建园区"]
    nested = f"<w:tbl><w:tr>{tc('甲')}<w:tc>{inner}{p('')}</w:tc></w:tr><w:tr>{tc('乙')}{tc('丙')}</w:tr></w:tbl>"
    assert rows_of(read_docx(made(nested)).blocks[0])[0] == ["甲", "序号 事项 1 建园区"]


def test_places_count_paragraphs_with_text() -> None:
    first, table, last = read_docx(made(p("一") + p("") + tbl(tc("a") + tc("b")) + p("二"))).blocks
    assert (first.runs[0].place, last.runs[0].place) == (Place(paragraph=1), Place(paragraph=2))
    assert (last.runs[0].start, last.runs[0].end) == (0, 1)
    assert table.rows[0][1].runs[0].place == Place(table=1, row=1, column=2)


def test_other_prefixes_strict_names_and_odd_part_names() -> None:
    assert texts(packed({"Word\\Document.xml": STRICT})) == ["好"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 broken", "损坏"),
        (packed({"xl/workbook.xml": "<a/>"}), "没有 Word 正文"),
        (made(""), "没有可读的文字"),
        (made('<w:altChunk w:id="1"/>'), "外部片段"),
        (packed({"word/document.xml": "<w:document"}), "损坏"),
        (packed({"word/document.xml": f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {NS}/>'}), "DTD"),
        (made("<w:sdt>" * 400 + "</w:sdt>" * 400), "嵌套过深"),
        (made(p("压" + " " * 3_000_000)), "过大"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
    ids=["zip", "xlsx", "empty", "chunk", "xml", "dtd", "deep", "bomb", "locked"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_docx(data)
