"""Readers run in a process of their own, so that a hostile file can cost neither memory, nor time, nor the run."""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from ingest.blocks import Box, Content
from ingest.errors import ANSWERS

LIMIT = 60.0
MEMORY = 1_000_000_000
SLOW = "读取超过 {:.0f} 秒仍未完成,文件可能损坏或过大,请拆分后再读入"
DIED = "文件已损坏或结构异常,读取中断,请重新下载或用 Office/WPS 另存后再试"
CONTENT = TypeAdapter(Content)


@dataclass(slots=True)
class Sandbox:
    """A reader process, started with the first file and again after one that ended it.

    `limit` is seconds a file, `memory` the bytes that it may take.
    Its temporary files lie in a folder of its own, which goes with it, also where it is ended in mid-file.
    """

    limit: float = LIMIT
    memory: int = MEMORY
    _child: subprocess.Popen[bytes] | None = None
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, name: str, data: bytes) -> Content:
        """The content of bytes by the reader of a format; raises Refused, also where the reader breaks off."""
        return CONTENT.validate_json(self._payload(name, data))

    def picture(self, data: bytes, page: int, box: Box | None = None) -> bytes:
        """A page of a PDF as PNG, a rectangle on it marked (`ingest.readers.picture`); raises Refused."""
        return self._payload("picture", data, page, *(box or ()))

    def _payload(self, name: str, data: bytes, *numbers: float) -> bytes:
        with self._lock:
            status, payload = self._asked(name, data, numbers)
        if status == "ok":
            return payload
        raise ANSWERS[status](payload.decode())

    def _asked(self, name: str, data: bytes, numbers: tuple[float, ...]) -> tuple[str, bytes]:
        child = self._running()
        late = threading.Event()
        timer = threading.Timer(self.limit, _end, (child, late))
        timer.start()
        try:
            return _exchange(child, " ".join(map(str, (name, len(data), *numbers))), data)
        except (OSError, EOFError, ValueError):
            self.close()
            return "refused", (SLOW.format(self.limit) if late.is_set() else DIED).encode()
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "ingest.readers", str(self.memory)]
            quiet = None if os.environ.get("LIANTU_DEBUG") else subprocess.DEVNULL
            self._folder = tempfile.TemporaryDirectory(prefix="liantu-", ignore_cleanup_errors=True)
            own = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)}
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, env=own
            )
        return self._child

    def close(self) -> None:
        """End the process and take its temporary files away."""
        if self._child is not None:
            self._child.kill()
            with contextlib.suppress(OSError):
                self._child.communicate()
            self._child = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _exchange(child: subprocess.Popen[bytes], head: str, data: bytes) -> tuple[str, bytes]:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    child.stdin.write(f"{head}\n".encode())
    child.stdin.write(data)
    child.stdin.flush()
    status, size = child.stdout.readline().decode().split()
    payload = child.stdout.read(int(size))
    if len(payload) < int(size):
        raise EOFError
    return status, payload


SANDBOX, SCANNER = Sandbox(), Sandbox(limit=600.0, memory=6_000_000_000)
"""For all formats, and for pages whose text has to be recognised."""
for _one in (SANDBOX, SCANNER):
    atexit.register(_one.close)
