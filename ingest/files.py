"""Paths as a user gives them to the files behind them: folders, archives and their members."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest import archive
from ingest.errors import Refused, UnreadableFileError

SUFFIXES = (
    ".csv", ".doc", ".docm", ".docx", ".dotx", ".et", ".htm", ".html", ".md", ".mht", ".mhtml", ".odt", ".ods", ".ofd",
    ".pdf", ".shtml", ".txt", ".wps", ".xls", ".xlsm", ".xlsx", ".zip",
)  # fmt: skip
MAX_BYTES = 100_000_000
MISSING = "文件不存在,请检查路径"
NOT_POLICIES = frozenset(("readme", "license", "changelog"))


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as given, there or not, and the readable files below folders and in archives, sorted; none is refused."""
    found = [file for path in paths for file in _below(path)]
    return list(dict.fromkeys(found))


def skipped(paths: Iterable[Path]) -> dict[str, int]:
    """How many files below folders are left out, by suffix."""
    files = (p for path in paths if path.is_dir() for p in _walk(path) if p.suffix.lower() not in SUFFIXES)
    return dict(sorted(Counter(p.suffix.lower() or p.name for p in files).items()))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file or of a member of an archive; raises UnreadableFileError with what to do."""
    if not os.path.exists(path):  # False, not an error, for names that no file system takes
        return _member(path)
    if path.is_dir():
        raise UnreadableFileError(path, "这是文件夹,请指定其中的一个文件")
    if not path.is_file():
        raise UnreadableFileError(path, "不是普通文件,无法读取")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError(path, f"文件超过 {MAX_BYTES // 1_000_000} MB,请拆分或确认是否选错文件")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, f"文件打不开({error.strerror}),请检查路径和权限") from error


def exists(path: Path) -> bool:
    """Whether a file, or a member of an archive, is there."""
    try:
        return os.path.exists(path) or bool(_member(path))
    except UnreadableFileError:
        return False


def _below(path: Path) -> Iterator[Path]:
    if os.path.isdir(path):
        yield from _inside(path)
    elif path.suffix.lower() == ".zip" and os.path.isfile(path):
        yield from _members(path)
    else:
        yield path


def _inside(folder: Path) -> Iterator[Path]:
    files = sorted(_walk(folder))
    readable = [p for p in files if _is_readable(p)]
    if not readable:
        others = "、".join(sorted({p.suffix.lower() for p in files if p.suffix}))
        hint = f";其中的 {others} 文件请先另存为 .docx 或 .txt" if others else ""
        raise UnreadableFileError(folder, f"文件夹里没有可读的文件({'、'.join(SUFFIXES)}){hint}")
    for path in readable:
        yield from _below(path)


def _members(path: Path) -> Iterator[Path]:
    """The readable members of an archive; the archive itself where it cannot be opened, so that reading says why."""
    try:
        inside = [path / name for name in archive.members(bytes_of(path))]
    except (Refused, UnreadableFileError):
        yield path
        return
    yield from [p for p in inside if _is_readable(p)] or [path]


def _member(path: Path) -> bytes:
    cut = archive.split(path)
    if cut is None:
        raise UnreadableFileError(path, MISSING)
    try:
        return archive.member(bytes_of(cut[0]), cut[1])
    except Refused as error:
        raise UnreadableFileError(path, str(error)) from error
    except KeyError as error:
        raise UnreadableFileError(path, "压缩包里没有这个文件,请检查路径") from error


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder but in hidden folders, hidden files and the lock files of Office."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.stem.lower() not in NOT_POLICIES
