"""Members of ZIP files, addressed as paths through the archive (`包.zip/附件/附件1.doc`) and never unpacked to disk."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from ingest.errors import Refused

MEMBERS = 5_000
LARGEST = 100_000_000
DEPTH = 3
ENTRIES = 100_000
INNER = 300_000_000
ENTRY = b"PK\1\2"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
RATIO = 400
SMALL = 1_000_000
UTF8_NAMES = 0x800
DRIVE = re.compile(r"(?:^|(?<=/))[A-Za-z]:")
DAMAGED = "压缩包已损坏,请重新下载"
CROWDED = f"压缩包里的文件超过 {ENTRIES // 10_000} 万个,请先解压并挑出要读的文件"
BOMB = "压缩包里的文件解开后过大(疑似压缩炸弹),请先确认来源,再解压或拆分"
RARE = "压缩包用了不常见的压缩方式,请先解压或重新打包为普通 ZIP"
FAULTS = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)


@dataclass(slots=True)
class Left:
    """How many more bytes of inner archives may be unpacked to list one archive."""

    size: int = INNER


def members(data: bytes) -> Iterator[str]:
    """Names of the files in an archive and in the archives inside it, in order, MEMBERS at most; raises Refused.

    An inner archive that cannot be opened is named itself, so that reading it says why.
    """
    yield from islice(_names(data, 1, Left()), MEMBERS)


def _names(data: bytes, depth: int, left: Left) -> Iterator[str]:
    with _opened(data) as archive:
        for info in archive.infolist()[:MEMBERS]:
            name = name_of(info)
            if not name or info.is_dir():  # is_dir fails where there is no name
                continue
            if name.lower().endswith(".zip") and depth < DEPTH:
                yield from _inner(archive, info, depth, left)
            else:
                yield name


def _inner(archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int, left: Left) -> Iterator[str]:
    name = name_of(info)
    try:
        if info.file_size > left.size:
            raise Refused(BOMB)
        content = _content(archive, info)
        left.size -= len(content)
        inner = list(islice(_names(content, depth + 1, left), MEMBERS))
    except Refused:
        inner = []
    yield from [f"{name}/{each}" for each in inner] or [name]


def member(data: bytes, parts: tuple[str, ...]) -> bytes:
    """The bytes of the member whose name the parts make, through inner archives too; raises Refused, KeyError."""
    with _opened(data) as archive:
        named = {name_of(info): info for info in archive.infolist()[:MEMBERS]}
        for count in range(len(parts), 0, -1):
            if info := named.get("/".join(parts[:count])):
                content = _content(archive, info)
                return content if count == len(parts) else member(content, parts[count:])
    raise KeyError("/".join(parts))


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name without leading or climbing parts; old Chinese archives hold GBK that reads as cp437."""
    name = info.filename
    if not info.flag_bits & UTF8_NAMES:
        raw = name.encode("cp437", "replace")
        name = next((raw.decode(e) for e in ("utf-8", "gb18030") if _decodes(raw, e)), name)
    pieces = PurePosixPath(DRIVE.sub("", name.replace("\\", "/").replace("\0", ""))).parts
    return "/".join(part for part in pieces if part not in ("/", "//", "..", "."))


def split(path: Path) -> tuple[Path, tuple[str, ...]] | None:
    """A path through an archive as the archive's file and the parts of the member's name; None where there is none."""
    for parent in path.parents:
        if os.path.isfile(parent):  # False, not an error, for names that no file system takes
            return parent, path.relative_to(parent).parts
    return None


def is_crowded(data: bytes) -> bool:
    """Whether an archive has so many entries that listing them costs too much memory."""
    return data.count(ENTRY) > ENTRIES


def _opened(data: bytes) -> zipfile.ZipFile:
    if is_crowded(data):
        raise Refused(CROWDED)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except FAULTS as error:
        raise Refused(DAMAGED) from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type not in METHODS:
        raise Refused(RARE)
    if info.file_size > SMALL and info.file_size > RATIO * info.compress_size:
        raise Refused(BOMB)
    try:
        with archive.open(info) as file:
            data = file.read(LARGEST + 1)
    except RuntimeError as error:  # zipfile's answer to a member under a password
        raise Refused("压缩包有密码,请先解压") from error
    except (*FAULTS, zlib.error) as error:
        raise Refused(DAMAGED) from error
    if len(data) > LARGEST:
        raise Refused(f"压缩包里的文件超过 {LARGEST // 1_000_000} MB,请拆分")
    return data


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
