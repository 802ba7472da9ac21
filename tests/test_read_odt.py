"""OpenDocument texts to blocks: small packages made here of raw XML."""

import io
import zipfile

import pytest

from ingest.blocks import Block, Place
from ingest.errors import Refused
from ingest.readers.odt import read_odt

NAMES = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"}
NS = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in NAMES.items())


def made(body: str, styles: str = "", manifest: str = "<a/>") -> bytes:
    out = io.BytesIO()
    content = (
        f"<office:document-content {NS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def item(text: str) -> str:
    return f"<text:list-item>{text}</text:list-item>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_odt(data).blocks]


def grid(block: Block) -> list[list[str]]:
    return [[c.text for c in row] for row in block.rows]


HEAD = '<text:h text:outline-level="1">总则</text:h>'
ROWS = 'table:number-rows-spanned="2"'
COLUMNS = 'table:number-columns-spanned="2"'
REPEATED = 'table:number-columns-repeated="3"'
LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."'
    ' style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."'
    '/></text:list-style>'
)  # fmt: skip


def test_lists_headings_and_continued_numbers() -> None:
    inner = f"<text:list>{item(p('2025年建成'))}{item(p('续') + p('同项'))}</text:list>"
    body = (
        f'<text:list text:style-name="L">{item(HEAD + inner)}</text:list>'
        f'{p("隔")}<text:list text:style-name="L" text:continue-numbering="true">{item(p("任务"))}</text:list>'
        f'<text:list text:style-name="L">{item(p("重起"))}</text:list>'
    )
    blocks = read_odt(made(body, LIST)).blocks
    assert [b.text for b in blocks] == ["一、总则", "1. 2025年建成", "2. 续", "同项", "隔", "二、任务", "一、重起"]
    assert [(b.kind, b.level) for b in blocks[:2]] == [("heading", 1), ("paragraph", 0)]
    assert blocks[4].runs[0].place == Place(paragraph=5)


def test_inline_text_notes_boxes_and_what_is_left_out() -> None:
    hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:tracked-changes><text:p>删</text:p></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>一、1</text:p></text:index-body></text:table-of-content>"
        + p('达到<text:span>500</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body>'
            f"{p('来源')}</text:note-body></text:note>亿元<text:s text:c='2'/>好"
            '<text:span text:style-name="H">藏</text:span><office:annotation><text:p>批注</text:p></office:annotation>')
        + p(f"锚<draw:frame><draw:text-box>{p('框内')}</draw:text-box></draw:frame>")
        + f"<text:section>{p('节内')}</text:section>"
    )  # fmt: skip
    blocks = read_odt(made(body, hidden)).blocks
    assert [b.text for b in blocks] == ["达到500亿元  好", "锚", "框内", "节内", "来源"]
    assert blocks[-1].kind == "note"


def test_spans_and_repeats() -> None:
    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cell('任务', ROWS)}{cell('单位', COLUMNS)}{covered}"
        f"</table:table-row></table:table-header-rows><table:table-row>{covered}{cell('牵头')}{cell('配合')}"
        f"</table:table-row><table:table-row>{cell('同', REPEATED)}</table:table-row>"
        "</table:table>"
    )
    (block,) = read_odt(made(body)).blocks
    assert grid(block) == [["任务", "单位", "单位"], ["任务", "牵头", "配合"], ["同", "同", "同"]]
    assert [c.origin for c in block.rows[1]] == [(0, 0), (1, 1), (1, 2)]
    assert block.rows[1][2].runs[0].place == Place(table=1, row=2, column=3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made(""), "没有可读的文字"),
        (made(p("好"), manifest='<a xmlns="urn:x"><encryption-data/></a>'), "密码"),
        (made("<text:section>" * 400 + "</text:section>" * 400), "嵌套过深"),
        (b"PK\x03\x04", "损坏"),
    ],
    ids=["empty", "locked", "deep", "zip"],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_odt(data)
