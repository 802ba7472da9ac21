"""Pages of stored PDF files as pictures, drawn in a process of their own, so that a hostile file harms no server."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from api.errors import BusyError
from graph.store import Store
from ingest.blocks import Box
from ingest.errors import Refused, UnreadableFileError
from ingest.files import bytes_of
from ingest.sandbox import Sandbox
from queries.errors import NotFoundError

LIMIT, WAITING = 20.0, 4
PDF = "pdf"
SOURCE = "MATCH (p:Policy {id: $id}) RETURN p.source AS source, p.sha256 AS sha256, p.encoding AS format"

_sandbox = Sandbox(LIMIT)
_turns = BoundedSemaphore(WAITING)
atexit.register(_sandbox.close)


def page_picture(store: Store, policy: str, page: int, box: Box | None) -> bytes:
    """A page of a policy's PDF as PNG, the box marked; raises NotFoundError with the reason, or BusyError.

    The file is read anew and must have the hash under which it was ingested.
    """
    found = store.run(SOURCE, {"id": policy})
    if not found:
        raise NotFoundError(f"没有编号为“{policy}”的文件。")
    if found[0]["format"] != PDF:
        raise NotFoundError("这份文件不是 PDF,没有页面图,位置见文字说明。")
    with _turn():
        try:
            return _sandbox.picture(_data(Path(found[0]["source"]), found[0]["sha256"]), page, box)
        except Refused as error:
            raise NotFoundError(f"画不出这一页:{error}。") from error


def _data(path: Path, sha256: str) -> bytes:
    try:
        data = bytes_of(path)
    except UnreadableFileError as error:
        raise NotFoundError(f"原文件“{path.name}”读不到了({error.reason})。") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NotFoundError(f"原文件“{path.name}”在入库后改动过,请重新 liantu ingest。")
    return data


@contextmanager
def _turn() -> Iterator[None]:
    """A place in the short queue for the one process that draws."""
    if not _turns.acquire(blocking=False):
        raise BusyError("正在画其他页面,请稍候再试。")
    try:
        yield
    finally:
        _turns.release()
