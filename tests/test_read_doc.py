"""Binary Word files to blocks: a small file made here byte by byte, and the facts of the real files."""

import struct

import pytest

from ingest.blocks import Block, Place
from ingest.errors import Refused
from ingest.readers.doc import PLAIN, read_doc
from ingest.readers.docx import read_docx
from tests.real_files import real

SECTOR = 512
SIZE = 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file of streams of 4096 bytes each: header, one FAT sector, one directory sector, the streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, SIZE, END, 0, END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    table, entries, body = [FAT, END], [entry("Root Entry", 5, FREE, 1, END, 0)], b""
    for at, (name, data) in enumerate(streams.items()):
        start = len(table)
        table += [*range(start + 1, start + SIZE // SECTOR), END]
        following = at + 2 if at + 1 < len(streams) else FREE
        entries.append(entry(name, 2, following, FREE, start, SIZE))
        body += data.ljust(SIZE, b"\0")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return header + fat + b"".join(entries).ljust(SECTOR, b"\0") + body


def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    head = coded.ljust(64, b"\0") + struct.pack("<HBB3I", len(coded), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word(text: str, boxes: str = "", flags: int = 0x0200) -> bytes:
    """A Word 97 file that holds nothing but text in one piece: the converter rejects it for want of all else."""
    coded = (text + boxes).encode("utf-16-le")
    fib = bytearray(0x400)
    struct.pack_into("<HH6xH", fib, 0, 0xA5EC, 0xC1, flags)
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<I", fib, 0x64, len(boxes))
    pieces = struct.pack("<2I", 0, len(text + boxes)) + struct.pack("<HIH", 0, 0x400, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<2I", fib, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(fib) + coded, "1Table": clx})


def test_a_file_that_the_converter_rejects_is_read_by_its_pieces() -> None:
    text = '总体要求\r看\x13HYPERLINK "x"\x14链接\x15和\x0b下行\r\x13 TOC \x14一、总则 1\r\x15正文。\r'
    content = read_doc(word(text, boxes="框内文字\r"))
    assert [b.text for b in content.blocks] == ["总体要求", "看链接和下行", "正文。", "框内文字"]
    assert content.blocks[3].runs[0].place == Place(paragraph=4)
    assert (content.format, content.notes) == ("doc", (PLAIN,))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word("加密\r", flags=0x0300), "密码"),
        (word("\r"), "没有可读的文字"),
        (word("好\r").replace(b"\xec\xa5\xc1\x00", b"\xdc\xa5\x65\x00"), "Word 95"),
        (word("好\r")[:1500], "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
    ],
    ids=["locked", "empty", "old", "cut", "nothing"],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_doc(data)


def grids(blocks: tuple[Block, ...]) -> list[list[list[str]]]:
    return [[["".join(c.text.split()) for c in row] for row in b.rows] for b in blocks if b.kind == "table"]


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.kind != "table"]


def test_030_agrees_with_021() -> None:
    doc, docx = read_doc(real("030")).blocks, read_docx(real("021")).blocks
    assert "".join("".join(said(doc)).split()) == "".join("".join(said(docx)).split())
    assert grids(doc) == grids(docx)
    assert [text.replace("\u2002", " ") for text in said(doc)[:2]] == ["ICS 27.120.99", "F69"]
    assert not any("FORMTEXT" in text or "HYPERLINK" in text for text in said(doc))


def test_031_list_and_forms() -> None:
    blocks = read_doc(real("031")).blocks
    assert "7、营业执照复印件和税务登记证复印件；" in said(blocks)
    assert {"二、企业名称：", "三、企业性质："} <= set(said(blocks))
    assert [(len(grid), len(grid[0])) for grid in grids(blocks)] == [(13, 15), (7, 6), (11, 10)]


def test_032_header_of_two_lines() -> None:
    blocks = read_doc(real("032")).blocks
    (grid,) = grids(blocks)
    assert said(blocks)[0] == "附件2"
    assert "（2023年修订）" in "".join(said(blocks)[1:3])
    assert len(grid) == 20
    assert grid[0][:2] == ["招聘岗位类别", "相关专业目录"]
    assert grid[2][1] == "0501中国语言文学，045103学科教学(语文)，0453汉语国际教育，050301新闻学"
    assert grid[2][3] == "670104K语文教育，670201汉语"


def test_033_and_034_paragraphs() -> None:
    post = said(read_doc(real("033")).blocks)
    assert post[:3] == ["淳安县人力资源和社会保障局副局长", "职位说明书", "一、工作项目"]
    assert [text[:2] for text in post[3:7]] == ["1.", "2.", "3.", "4."]
    assert said(read_doc(real("034")).blocks)[0].startswith("下面介绍一下怎么才算掌握到这个技术点？")
