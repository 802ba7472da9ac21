"""Members of ZIP files, addressed as paths through the archive (`包.zip/附件/附件1.doc`) and never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.errors import Refused

MEMBERS = 5_000
LARGEST = 100_000_000
DEPTH = 3
UTF8_NAMES = 0x800
DAMAGED = "压缩包已损坏,请重新下载"
FAULTS = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)


def members(data: bytes, depth: int = 1) -> Iterator[str]:
    """Names of the files in an archive and in the archives inside it, in order; raises Refused."""
    with _opened(data) as archive:
        for info in archive.infolist()[:MEMBERS]:
            name = name_of(info)
            if info.is_dir() or not name:
                continue
            if name.lower().endswith(".zip") and depth < DEPTH:
                yield from (f"{name}/{inner}" for inner in members(_content(archive, info), depth + 1))
            else:
                yield name


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
    return "/".join(part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", "."))


def split(path: Path) -> tuple[Path, tuple[str, ...]] | None:
    """A path through an archive as the archive's file and the parts of the member's name; None where there is none."""
    for parent in path.parents:
        if parent.is_file():
            return parent, path.relative_to(parent).parts
    return None


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except FAULTS as error:
        raise Refused(DAMAGED) from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            data = file.read(LARGEST + 1)
    except RuntimeError as error:  # zipfile's answer to a member under a password
        raise Refused("压缩包有密码,请先解压") from error
    except (*FAULTS, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
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
