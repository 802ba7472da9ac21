"""Reading a file that may be hostile, and what must hold of every one: a clear line, in time, in memory, no traces."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import read as reading
from ingest.errors import UnreadableFileError
from ingest.records import Source
from ingest.sandbox import MEMORY, Sandbox
from tests.hostile import (
    good,
)

LIMIT = 60.0
LINUX = sys.platform == "linux"


def a_sandbox() -> Iterator[Sandbox]:
    """A reading process for the tests of a module, over which this process must not grow beyond bounds either."""
    if LINUX:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    began = peak(os.getpid()) if LINUX else 0
    box = Sandbox(limit=LIMIT)
    yield box
    box.close()
    assert not LINUX or peak(os.getpid()) - began < MEMORY


def in_an_empty_folder(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every file goes through the module's sandbox; home, working and temporary folder stay empty."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.setattr(reading, "SANDBOX", sandbox)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    yield
    assert not any(folder.rglob("*"))


def outcome(kind: str, data: bytes) -> Source | str:
    """What reading gives: a source, or a reason that is one line; in time, in memory, ready for the next file."""
    began = time.monotonic()
    try:
        found: Source | str = reading.read_bytes(Path(f"文件.{kind}"), data)
    except UnreadableFileError as error:
        found = error.reason
        assert "\n" not in found
        assert "\u4e00" <= found[0] <= "\u9fff" or found.startswith(("PDF", "OFD", "CSV", "Word"))
    assert time.monotonic() - began < LIMIT + 10
    return found


def peak(pid: int) -> int:
    """The most memory that a process held at any time, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


def refused(kind: str, data: bytes) -> str:
    found = outcome(kind, data)
    assert isinstance(found, str), found.raw[:200]
    return found


def whole(sandbox: Sandbox, kind: str = "csv") -> None:
    """The next good file is read, by a process whose memory stayed within its bounds."""
    found = outcome(kind, good(kind))
    assert isinstance(found, Source), found
    child = sandbox._child
    assert child is not None
    if LINUX:
        assert peak(child.pid) < MEMORY
