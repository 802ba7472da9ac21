"""The true format of bytes, whatever the file's name says."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib

from ingest import archive
from ingest.errors import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(rb"<!doctype\s+html|<html|<head[\s>]|<body[\s>]|<meta\s", re.I)
SCAN = 2048
MESSAGE = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):", re.I)
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
INSIDE = (("word/", "docx"), ("xl/", "xlsx"), ("OFD.xml", "ofd"))
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
TEXTS = {".csv": "csv", ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html"}
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "xls",
}


def sniff(data: bytes, suffix: str) -> str:
    """pdf, docx, doc, odt, xlsx, xls, ofd, zip, html, mhtml, csv or text; raises Refused for what no reader reads."""
    head = data[:SCAN]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK"):
        return _package(data)
    if head.startswith(OLE):
        return _compound(data, suffix)
    if head.startswith(IMAGES):
        raise Refused("这是图片,没有可读的文字,请先做文字识别(OCR)再存为文本或 DOCX")
    if head.startswith(PACKED):
        raise Refused("这是压缩包(RAR、7z 等),请先解压或改用 ZIP")
    return _words(data, suffix)


def _words(data: bytes, suffix: str) -> str:
    head = data[:SCAN]
    if head.startswith(b"{\\rtf"):
        raise Refused("这是 RTF 文件,请用 Word 或 WPS 另存为 DOCX")
    if MESSAGE.match(head):
        return "mhtml"
    plain = head.replace(b"\0", b"")
    if HTML.search(plain) or (TEXTS.get(suffix) == "html" and b"<" in plain):
        return "html"
    return "csv" if suffix == ".csv" else "text"


def _package(data: bytes) -> str:
    if archive.is_crowded(data):
        raise Refused(archive.CROWDED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            kind = package.open("mimetype").read(80).strip() if "mimetype" in names else b""
    except (*archive.FAULTS, RuntimeError, zlib.error, lzma.LZMAError) as error:
        raise Refused("文件已损坏(压缩结构不完整),请重新下载或另存") from error
    if kind in ODF:
        return ODF[kind]
    return next((found for mark, found in INSIDE if any(name.startswith(mark) for name in names)), "zip")


def _compound(data: bytes, suffix: str) -> str:
    """By the names of its streams, which the directory holds as UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "xls" if suffix.startswith((".xls", ".et")) else _locked()
    for name, found in STREAMS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return found
    raise Refused("不认识的 Office 旧格式文件,请用 Word 或 WPS 另存为 DOCX")


def _locked() -> str:
    raise Refused("文件有打开密码,请先取消密码再读入")
