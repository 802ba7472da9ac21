"""Files to decoded text: one reader per suffix, found through READERS."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from ingest.errors import UnreadableFileError
from ingest.records import Source

MAX_BYTES = 5_000_000
MISSING = "文件不存在,请检查路径"
NOT_POLICIES = frozenset(("readme", "license", "changelog"))
Reader = Callable[[Path, bytes], tuple[str, str]]


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as given, there or not, and the readable files below folders, sorted; a folder without any is refused."""
    found = [file for path in paths for file in (_inside(path) if path.is_dir() else [path])]
    return list(dict.fromkeys(found))


def skipped(paths: Iterable[Path]) -> dict[str, int]:
    """How many files below folders are left out, by suffix."""
    files = (
        p for path in paths if path.is_dir() for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")
    )
    return dict(sorted(Counter(p.suffix.lower() or p.name for p in files if p.suffix.lower() not in READERS).items()))


def _inside(folder: Path) -> list[Path]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    readable = [p for p in files if p.suffix.lower() in READERS and p.stem.lower() not in NOT_POLICIES]
    if not readable:
        others = "、".join(sorted({p.suffix.lower() for p in files if p.suffix}))
        hint = f";其中的 {others} 文件请先另存为 .txt" if others else ""
        raise UnreadableFileError(folder, f"文件夹里没有可读的文件({'、'.join(READERS)}){hint}")
    return readable


def read(path: Path) -> Source:
    """The file's characters as they stand, with encoding and SHA-256; raises UnreadableFileError with what to do."""
    if not path.exists():
        raise UnreadableFileError(path, MISSING)
    reader = READERS.get(path.suffix.lower())
    if path.is_dir():
        raise UnreadableFileError(path, "这是文件夹,请指定其中的一个文件")
    if reader is None:
        raise UnreadableFileError(path, f"不支持的格式“{path.suffix or '无后缀'}”,目前可读 {'、'.join(READERS)}")
    data = _bytes(path)
    text, encoding = reader(path, data)
    return Source(path, text, encoding, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableFileError(path, "不是普通文件,无法读取")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError(path, f"文件超过 {MAX_BYTES // 1_000_000} MB,请拆分或确认是否选错文件")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, f"文件打不开({error.strerror}),请检查路径和权限") from error
    if not data.strip():
        raise UnreadableFileError(path, "文件是空的")
    return data


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
READERS: dict[str, Reader] = {".md": read_text, ".txt": read_text}
