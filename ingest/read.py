"""Files to their reading text: plain text is decoded, every other format goes through the reader of its blocks."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from ingest.blocks import Content
from ingest.errors import Refused, Textless, UnreadableFileError, Unready, UnreadyError
from ingest.files import SUFFIXES, bytes_of
from ingest.records import Source
from ingest.render import render
from ingest.sandbox import SANDBOX, SCANNER
from ingest.snapshots import stamped
from ingest.sniff import sniff

RTF = ".rtf"  # refused by its bytes, with what to do
MAX_TEXT = 5_000_000
EMPTY_ZIP = "压缩包里没有可读的文件(或里面的压缩包过大、嵌套过深),请先解压再读入"
TOO_LONG = f"文字超过 {MAX_TEXT // 10_000} 万字,请拆分或确认是否选错文件"
UNKNOWN = "不认识的压缩格式文件,请另存为 DOCX 或文本"
RECOGNISER = "也可安装链图的识别组件(见 README.zh.md 的“扫描件”)后再读入"
NO_TEXT = "读不出文字(可能是扫描件或空文件),请先做文字识别(OCR)或另存为文本"


def read(path: Path) -> Source:
    """The reading text of a file or a member of an archive, with format and SHA-256; raises UnreadableFileError."""
    return read_bytes(path, bytes_of(path))


def read_bytes(path: Path, data: bytes) -> Source:
    """`read`, of bytes already there."""
    return stamped(_source(path, data))


def _source(path: Path, data: bytes) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    if (kind := kind_of(path, data)) == "text":
        text, encoding = read_text(path, data)
        return Source(path, text, encoding, digest)
    content = content_of(path, data, kind)
    text, runs = render(content.blocks)
    if not text.strip():
        raise UnreadableFileError(path, NO_TEXT)
    if len(text) > MAX_TEXT:
        raise UnreadableFileError(path, TOO_LONG)
    return Source(path, text, content.format, digest, runs, content.attachments, content.notes, exact=True)


def content_of(path: Path, data: bytes, kind: str) -> Content:
    """The blocks of a file's bytes, read in a process of its own; pages that are pictures where OCR is installed."""
    try:
        return _content(data, kind)
    except Unready as error:
        raise UnreadyError(path, str(error)) from error
    except Refused as error:
        raise UnreadableFileError(path, str(error)) from error


def _content(data: bytes, kind: str) -> Content:
    is_installed = find_spec("rapidocr") is not None
    try:
        content = SANDBOX.read(kind, data)
    except Textless as error:
        if not is_installed:
            raise Unready(f"{error};{RECOGNISER}") from error
        return SCANNER.read("scan", data)
    if content.textless and is_installed:
        with suppress(Refused):
            return SCANNER.read("scan", data)
    return content


def kind_of(path: Path, data: bytes) -> str:
    """The format by which the bytes are read: their own, whatever the name says; raises UnreadableFileError."""
    if path.suffix.lower() not in (*SUFFIXES, RTF):
        raise UnreadableFileError(path, f"不支持的格式“{path.suffix or '无后缀'}”,目前可读 {'、'.join(SUFFIXES)}")
    if not data.strip():
        raise UnreadableFileError(path, "文件是空的")
    try:
        kind = sniff(data, path.suffix.lower())
    except Refused as error:
        raise UnreadableFileError(path, str(error)) from error
    if kind == "zip":
        raise UnreadableFileError(path, EMPTY_ZIP if path.suffix.lower() == ".zip" else UNKNOWN)
    if kind == "text" and len(data) > MAX_TEXT:
        raise UnreadableFileError(path, f"文本超过 {MAX_TEXT // 1_000_000} MB,请拆分或确认是否选错文件")
    return kind


def read_text(path: Path, data: bytes) -> tuple[str, str]:
    """Decode plain text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "编码无法识别,请另存为 UTF-8 或 GB18030") from error
    if _is_binary(text):
        raise UnreadableFileError(path, "内容不是文本(可能是改了后缀的二进制文件)")
    if encoding == "gb18030" and not _is_chinese(text):
        raise UnreadableFileError(path, "编码无法识别(按 GB18030 读出的是乱码),请另存为 UTF-8")
    return text, encoding


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _is_binary(text: str) -> bool:
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\v") or c == "\x7f")
    return "\x00" in text or odd > len(text) / 100


def _is_chinese(text: str) -> bool:
    """Whether decoded text reads as Chinese: common function characters and punctuation, few rare characters."""
    letters = [c for c in text if not c.isspace() and c > "\x7f"]
    if not letters:
        return True
    common = sum(1 for c in letters if c in COMMON)
    rare = sum(
        1
        for c in letters
        if not (
            "\u4e00" <= c <= "\u9fa5"
            or "\u3000" <= c <= "\u303f"
            or "\uff00" <= c <= "\uffef"
            or "\u2010" <= c <= "\u2312"
            or c == "·"
        )
    )
    return common > len(letters) / 50 and rare < len(letters) / 10


COMMON = frozenset("的一是在和有为中大国市人业发产工企新经政推建设重点加展质机制动实施全行(),。、;:“”")
