"""What was fetched from the web, kept as it came: bytes under their SHA-256, and beside them where they are from."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from ingest.errors import Refused
from ingest.records import Source

NAME = re.compile(r"[0-9a-f]{64}\.[a-z]{2,5}")
Web = Annotated[str, StringConstraints(pattern=r"(?i)^https?://[^\s<>\"]+$")]


class Origin(BaseModel):
    """Where a snapshot is from: the address asked and the one that answered, when (UTC), what the server said of it.

    `page` is the page that an attachment was linked from and `name` what the link, or the address, calls the file.
    """

    model_config = ConfigDict(frozen=True)
    url: Web
    final: Web
    fetched: datetime
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    page: Web | None = None
    name: str = ""


class Snapshots:
    """The snapshots below a data folder: `snapshots/HOST/DIGEST OF THE URL/SHA256.html`, each with a `.json`."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def keep(self, data: bytes, suffix: str, origin: Origin) -> Path:
        """Write bytes and origin; the path of the bytes. Raises Refused where the disk does not take them."""
        folder = self._folder(origin.url)
        path = folder / f"{origin.sha256}{suffix}"
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(parents=True, exist_ok=True)
            _write(path, data)
            _write(_beside(path), origin.model_dump_json(indent=1).encode())
        except OSError as error:
            raise Refused(
                f"快照写不进 {folder}({error.strerror}),请检查权限与磁盘空间,或用 LIANTU_HOME 指定别处"
            ) from error
        return path

    def latest(self, url: str) -> tuple[Path, Origin] | None:
        """The newest whole snapshot of an address; None where there is none."""
        return max(self._whole(url), key=lambda kept: kept[1].fetched, default=None)

    def _whole(self, url: str) -> Iterator[tuple[Path, Origin]]:
        folder = self._folder(url)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            found = origin_of(path)
            if found and found.url == url and _is_whole(path, found):
                yield path, found

    def _folder(self, url: str) -> Path:
        host = re.sub(r"[^a-z0-9.-]", "_", (urlsplit(url).hostname or "_").lower()).strip(".")
        return self._home / "snapshots" / host / hashlib.sha256(url.encode()).hexdigest()[:16]


def origin_of(path: Path) -> Origin | None:
    """Where a snapshot, or the archive that a path leads through, is from; None for a file of another sort."""
    for file in (path, *path.parents):
        if NAME.fullmatch(file.name):
            try:
                return Origin.model_validate_json(_beside(file).read_bytes())
            except (OSError, ValidationError):
                return None
    return None


def same_page(one: Path, other: Path) -> bool:
    """Whether two files are snapshots of one address."""
    first, second = origin_of(one), origin_of(other)
    return bool(first and second and first.url == second.url)


def address(path: Path) -> str:
    """How a user knows a file: a snapshot by its address, any other file by its path."""
    origin = origin_of(path)
    if origin is None:
        return str(path)
    return origin.url if NAME.fullmatch(path.name) else f"{origin.url} {path.name}"


def stamped(source: Source) -> Source:
    """A source with the address and the date that its snapshot says, and the name that its link had."""
    if (origin := origin_of(source.path)) is None:
        return source
    name = origin.name if NAME.fullmatch(source.path.name) else ""
    return replace(source, url=origin.url, fetched=origin.fetched.astimezone(UTC).date().isoformat(), name=name)


def now() -> datetime:
    """The time of this moment in UTC, by which snapshots are ordered."""
    return datetime.now(UTC)


def _is_whole(path: Path, origin: Origin) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == origin.sha256
    except OSError:
        return False


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _write(path: Path, data: bytes) -> None:
    """All or nothing, so that a broken run leaves no half snapshot."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
