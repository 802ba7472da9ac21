"""Small good files of every format made from their parts, and the files that someone would make to do harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.ofd_writer import Leaf, Words, ofd
from tests.test_read_doc import compound, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/package/2006/relationships"
O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"  # noqa: E741
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NS = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style"))
TITLE, LINE = "产业链实施方案", "到2025年,产值达到500亿元。责任单位:市发展改革委。"
XML = ("docx", "xlsx", "odt", "ofd")
KINDS = (*XML, "doc", "xls", "pdf", "html", "csv")
MEGA = 1 << 20
Parts = dict[str, str | bytes]


def parts(kind: str) -> Parts:
    """The parts of a small good package by name."""
    return {"docx": _docx, "xlsx": _xlsx, "odt": _odt, "ofd": _ofd}[kind]()


def good(kind: str) -> bytes:
    """A small good file of a format."""
    if kind in XML:
        return zipped(parts(kind))
    makers: dict[str, Callable[[], bytes]] = {
        "doc": lambda: word(f"{TITLE}\r{LINE}\r"),
        "xls": _xls,
        "pdf": lambda: pdf([page_text("Plan 2025: output of 500 units")]),
        "html": lambda: f"<html><body><h1>{TITLE}</h1>{table_html()}<p>{LINE * 3}</p></body></html>".encode(),
        "csv": lambda: f"序号,任务,单位\n1,{LINE},市工信局\n2,建设园区,市科技局\n".encode(),
    }
    return makers[kind]()


def table_html() -> str:
    rows = "<tr><th>任务</th><th>单位</th></tr><tr><td rowspan=2>建园</td><td>甲</td></tr><tr><td>乙</td></tr>"
    return f"<table>{rows}</table>"


def zipped(members: Mapping[str, str | bytes], level: int = 1) -> bytes:
    """A ZIP file of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, part in members.items():
            package.writestr(name, part)
    return out.getvalue()


def document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _links(**targets: str) -> str:
    links = "".join(f'<Relationship Id="{t}" Type="{O}/{t}" Target="{name}"/>' for t, name in targets.items())
    return f'<Relationships xmlns="{R}">{links}</Relationships>'


def _docx() -> Parts:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format
    merged, spans = cell('<w:vMerge w:val="restart"/>', paragraph("任务")), '<w:gridSpan w:val="2"/>'
    first = f"<w:tr>{merged}{cell(spans, paragraph('市工信局'))}</w:tr>"
    row = f"<w:tr>{cell('<w:vMerge/>', paragraph(''))}{cell('', paragraph('甲')) * 2}</w:tr>"
    item = '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = (
        paragraph(TITLE)
        + paragraph(LINE)
        + f"{item}<w:r><w:t>总体要求</w:t></w:r></w:p><w:tbl>{first}{row * 2}</w:tbl>"
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:styleId="a"><w:name w:val="b"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    noted = body + '<w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("脚注")}</w:footnote></w:footnotes>'
    return {
        "[Content_Types].xml": "<Types></Types>",
        "_rels/.rels": _links(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": _links(**{t: f"{t}.xml" for t in ("styles", "numbering", "footnotes")}),
        "word/document.xml": document(noted),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>',
        "word/footnotes.xml": notes,
    }


def _xlsx() -> Parts:
    named = f'<sheets><sheet name="任务" r:id="sheet" xmlns:r="{O}"/></sheets>'
    return {
        "xl/workbook.xml": f'<workbook xmlns="{S}">{named}</workbook>',
        "xl/_rels/workbook.xml.rels": _links(sheet="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>' * 2, rows=3),
        "xl/sharedStrings.xml": f'<sst xmlns="{S}"><si><t>{LINE}</t></si><si><t>市工信局</t></si></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    }


def sheet(cells: str, rows: int = 1, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{S}">{before}<sheetData>{f"<row>{cells}</row>" * rows}</sheetData>{after}</worksheet>'


def _odt() -> Parts:
    cell = "<table:table-cell><text:p>任务</text:p></table:table-cell>"
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    wide = f"<table:table-cell {spans}><text:p>甲</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell}{wide}</table:table-row>" + f"<table:table-row>{cell * 3}</table:table-row>" * 2
    item = "<text:list-item><text:p>总体<text:s text:c='3'/>要求</text:p></text:list-item>"
    body = f"<text:h text:outline-level='1'>{TITLE}</text:h><text:p>{LINE}</text:p>"
    body += f"<text:list text:style-name='l'>{item}</text:list><table:table>{rows}</table:table>"
    form = 'style:num-format="一" style:num-suffix="、" text:start-value="1"'
    level = f'<text:list-level-style-number text:level="1" {form}/>'
    lists = f'<office:styles><text:list-style style:name="l">{level}</text:list-style></office:styles>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": odt_content(body),
        "styles.xml": f"<office:document-styles {NS}>{lists}</office:document-styles>",
        "META-INF/manifest.xml": "<manifest><file/></manifest>",
    }


def odt_content(body: str) -> str:
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document-content {NS}>{inner}</office:document-content>"


def _ofd() -> Parts:
    lines = [(72, y, 400, y) for y in (200, 240, 280)] + [(x, 200, x, 280) for x in (72, 200, 400)]
    words = (Words(TITLE, 72, 100, 18), Words(LINE, 72, 140), Words("任务", 80, 225), Words("市工信局", 210, 225))
    return ofd(Leaf(words, lines)).parts  # type: ignore[arg-type]


def _xls() -> bytes:
    """A BIFF8 workbook of one sheet with four labels."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0x7CC, 0, 6))
    inner = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0x7CC, 0, 6))
    size = len(start) + 4 + 12 + 4
    named = record(0x85, struct.pack("<IHBB", size, 0, 4, 0) + b"list")
    cells = b""
    for at, text in enumerate(("任务", "单位", LINE, "市工信局")):
        body = struct.pack("<HHHHB", at // 2, at % 2, 0, len(text), 1) + text.encode("utf-16-le")
        cells += record(0x204, body)
    end = record(0x0A, b"")
    return compound({"Workbook": start + named + end + inner + cells + end})


def pdf(contents: list[bytes], box: str = "0 0 595 842", filters: bytes = b"", resources: str = "") -> bytes:
    """A PDF of a page for each content stream, with one font."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    used = f"<</Font<</F 3 0 R>>{resources}>>"
    for at, content in enumerate(contents):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources{used}/Contents {5 + 2 * at} 0 R>>"
        stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content)
        objects += [page.encode(), stream]
    return pdf_of(objects)


def page_text(text: str) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode()


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of objects numbered from 1, the first one its catalog."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, end)


def swollen(members: Mapping[str, str | bytes], name: str, head: bytes, unit: bytes, size: int, tail: bytes) -> bytes:
    """A package with one member of `size` bytes of a repeated unit between head and tail."""
    out = io.BytesIO()
    block = unit * (MEGA // len(unit))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, part in members.items():
            if other != name:
                package.writestr(other, part)
        with package.open(name, "w", force_zip64=True) as stream:
            stream.write(head)
            for _ in range(size // MEGA):
                stream.write(block)
            stream.write(tail)
    return out.getvalue()


def lying(data: bytes, name: str, claimed: int) -> bytes:
    """A package whose directory says that a member is `claimed` bytes long."""
    changed = bytearray(data)
    for mark, size, at_name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + at_name :].startswith(name.encode()):
                struct.pack_into("<I", changed, at + size, claimed)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def with_entity(part: str | bytes, definition: str) -> bytes:
    """An XML part that declares entities and uses `e` in its first text, or in its root where it has none."""
    text = part.decode() if isinstance(part, bytes) else part
    head, _, rest = text.rpartition("?>") if text.startswith("<?xml") else ("", "", text)
    found = re.search(r"<w:t>|<text:p>|<t>|<ofd:TextCode[^>]*>", rest) or re.search(r"<[^>]*>", rest)
    assert found
    return f"{head and head + '?>'}<!DOCTYPE x {definition}>{rest[: found.end()]}&e;{rest[found.end() :]}".encode()


def laughs(depth: int = 10) -> str:
    """Entities of entities, 10 to the power of `depth` characters in all."""
    chain = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(depth))
    return f'[<!ENTITY e0 "哈">{chain}<!ENTITY e "&e{depth};">]'


def deflated(size: int) -> bytes:
    """A Flate stream that grows to `size` bytes of blanks, with a little text at its end."""
    packer = zlib.compressobj(1)
    chunks = [packer.compress(b" " * MEGA) for _ in range(size // MEGA)]
    return b"".join([*chunks, packer.compress(page_text("Plan 2025")), packer.flush()])
