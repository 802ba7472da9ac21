"""The jars of Neo4j: exactly those of neo4j.lock, fetched by jgo once per machine and verified."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EngineMissing
from graph.settings import ENGINE_VERSION, Settings

if TYPE_CHECKING:
    from jgo.maven import MavenContext

Progress = Callable[[str, int, int], None]
"""Told of each step: Chinese text, done, total (0 when unknown)."""

COMPLETE = "complete"
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def name(self) -> str:
        """File name, as every Maven repository calls it."""
        return "-".join(p for p in (self.artifact, self.version, self.classifier) if p) + ".jar"


@cache
def lock() -> tuple[Jar, ...]:
    """The jars that make the engine, from neo4j.lock (`group:artifact:version[:classifier] sha256` a line)."""
    lines = files("graph").joinpath("neo4j.lock").read_text("utf-8").splitlines()
    return tuple(_parse(line) for line in lines if line and not line.startswith("#"))


def library(settings: Settings, progress: Progress | None = None) -> Path:
    """Folder holding every jar of the lock; fetches what the cache lacks. Raises EngineMissing."""
    if settings.library is not None:
        _check_foreign(settings.library)
        return settings.library
    folder = settings.cache / f"neo4j-{ENGINE_VERSION}"
    if not _complete(folder):
        with _alone(folder):
            if not _complete(folder):
                _fetch(folder, progress or (lambda *_: None))
    return folder


def _parse(line: str) -> Jar:
    coordinate, digest = line.split()
    group, artifact, version, *classifier = coordinate.split(":")
    return Jar(group, artifact, version, "".join(classifier), digest)


def _lock_digest() -> str:
    return hashlib.sha256("".join(j.name + j.sha256 for j in lock()).encode()).hexdigest()


def _complete(folder: Path) -> bool:
    marker = folder / COMPLETE
    return (
        marker.is_file() and marker.read_text() == _lock_digest() and all((folder / j.name).is_file() for j in lock())
    )


class _alone:  # noqa: N801
    """Holds the cache for one process, so that two first starts do not fetch twice."""

    def __init__(self, folder: Path) -> None:
        self.path = folder.with_name(folder.name + ".lock")

    def __enter__(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("w")
        except OSError as error:
            raise EngineMissing(
                f"不能写入缓存目录 {self.path.parent}:{error}。请用 LIANTU_CACHE 指定可写的目录。"
            ) from error
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def _fetch(folder: Path, progress: Progress) -> None:
    from jgo.maven import MavenContext, PythonResolver  # slow to import, needed once per machine

    folder.mkdir(parents=True, exist_ok=True)
    missing = [jar for jar in lock() if not _right(folder / jar.name, jar)]
    total, done = len(lock()), len(lock()) - len(missing)
    part = folder / "part"
    context = MavenContext(resolver=PythonResolver(), repo_cache=part, timeout=30)
    progress("下载图数据库", done, total)
    with ThreadPoolExecutor(8) as pool:
        try:
            for _ in pool.map(lambda jar: _fetch_one(context, jar, folder), missing):
                done += 1
                progress("下载图数据库", done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    shutil.rmtree(part, ignore_errors=True)
    temporary = folder / (COMPLETE + ".new")
    temporary.write_text(_lock_digest())
    temporary.replace(folder / COMPLETE)


def _fetch_one(context: MavenContext, jar: Jar, folder: Path) -> None:
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
    fetched = artifact.cached_path
    assert fetched is not None
    try:
        fetched.unlink(missing_ok=True)
        context.resolver.download(artifact)
        if not _right(fetched, jar):
            fetched.unlink()
            raise EngineMissing(f"下载的 {jar.name} 与锁定的校验和不符,已丢弃。请重试;若再次出现,说明软件源有问题。")
        fetched.replace(folder / jar.name)
    except (RuntimeError, OSError) as error:
        raise _missing(jar, folder, error) from error


def _missing(jar: Jar, folder: Path, error: Exception) -> EngineMissing:
    """The network's errors (of `requests`) are OSErrors without a number; those of the disk have one."""
    if isinstance(error, OSError) and error.errno in DISK:
        return EngineMissing(f"不能保存 {jar.name}:{error}。请检查磁盘空间与目录权限({folder})。")
    return EngineMissing(
        f"无法下载图数据库组件 {jar.name}({type(error).__name__})。请联网后重试(会接着下载);"
        "内网请在联网机器上取得全部 jar,再用 LIANTU_NEO4J_LIB 指向其目录;也可用 NEO4J_URI 连接已有的 Neo4j。"
    )


def _right(path: Path, jar: Jar) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _check_foreign(folder: Path) -> None:
    wrong = [jar.name for jar in lock() if not _right(folder / jar.name, jar)]
    if wrong:
        raise EngineMissing(
            f"LIANTU_NEO4J_LIB 指向的 {folder} 缺少 {len(wrong)} 个组件或校验和不符,例如 {'、'.join(wrong[:3])}。"
            f"请放入 Neo4j {ENGINE_VERSION} 的全部 jar(清单见 graph/neo4j.lock)。"
        )
