"""Word 97-2003 and WPS Writer binary files: converted to OOXML and read as such, or by their piece table."""

from __future__ import annotations

import tempfile
from pathlib import Path

from doc2docx import convert
from doc2docx.errors import EncryptedDocumentError

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.doc_pieces import blocks_of, boxes_of
from ingest.readers.docx import NO_TEXT, read_docx
from ingest.readers.docx_blocks import placed, words
from ingest.readers.docx_package import LOCKED

HEADER_CLSID = slice(8, 24)
PLAIN = "此文件结构特殊,只读出文字和表格行,自动编号、合并单元格、脚注没有还原;请用 Word/WPS 另存为 DOCX 后核对"


def read_doc(data: bytes) -> Content:
    """The blocks of a binary Word file; raises Refused for what is locked, damaged or without text."""
    try:
        return _with_boxes(read_docx(_converted(data)), data)
    except EncryptedDocumentError as error:
        raise Refused(LOCKED) from error
    except MemoryError:
        raise
    except Exception:  # the converter is strict and has many ways to give up, the text may be whole all the same
        return _plain(data)


def _with_boxes(content: Content, data: bytes) -> Content:
    """The content with the text boxes that the converter lost, behind the body."""
    told = "".join("".join(words(block)) for block in content.blocks)
    lost = [box for box in boxes_of(data) if box.text not in told]
    notes = [block for block in content.blocks if block.kind == "note"]
    body = [block for block in content.blocks if block.kind != "note"]
    return Content("doc", tuple(placed([*body, *lost, *notes])) if lost else content.blocks, notes=content.notes)


def _plain(data: bytes) -> Content:
    blocks = tuple(placed(blocks_of(data)))
    if not blocks:
        raise Refused(NO_TEXT)
    return Content("doc", blocks, notes=(PLAIN,))


def _converted(data: bytes) -> bytes:
    """The file as OOXML, through a temporary folder, as the converter knows only paths.

    The class id of the container's header must be zero; some writers fill it, so it is cleared.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data[: HEADER_CLSID.start] + bytes(16) + data[HEADER_CLSID.stop :])
        convert(source, target)
        return target.read_bytes()
