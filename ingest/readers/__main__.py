"""`python -m ingest.readers BYTES` reads what its parent sends, file after file, with so much memory at most.

A request is a line `format size` and the bytes, an answer a line `ok size` and JSON, or a word of ANSWERS with a size
and why. A request `picture size page left top right bottom` is answered with the
page's picture as PNG; the box may be missing.
"""

from __future__ import annotations

import importlib
import os
import sys

from pydantic import TypeAdapter

from ingest.blocks import Content
from ingest.errors import ANSWERS, Refused
from ingest.readers import READERS

MAX_ANSWER = 120_000_000
PICTURE = "picture"
TOO_BIG = "文件太大或结构太复杂,读取时内存超限,请拆分后再读入"
BROKEN = "文件已损坏或结构异常,无法读取,请重新下载或用 Office/WPS 另存后再试"


def main() -> None:
    """Serve until the parent closes the pipe; what a library prints goes to the errors, not among the answers."""
    _limit(int(sys.argv[1]))
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    adapter = TypeAdapter(Content)
    while head := source.readline():
        name, size, *numbers = head.decode().split()
        status, payload = _answer(name, source.read(int(size)), numbers, adapter)
        out.write(f"{status} {len(payload)}\n".encode() + payload)
        out.flush()


def _answer(name: str, data: bytes, numbers: list[str], adapter: TypeAdapter[Content]) -> tuple[str, bytes]:
    try:
        if name == PICTURE:
            return "ok", _picture(data, numbers)
        answer = adapter.dump_json(read_as(name, data))
        return ("ok", answer) if len(answer) <= MAX_ANSWER else ("refused", TOO_BIG.encode())
    except Refused as error:
        return next(word for word, kind in ANSWERS.items() if type(error) is kind), str(error).encode()
    except MemoryError:
        return "refused", TOO_BIG.encode()
    except Exception as error:  # a library's fault on a damaged file must not end the run
        print(f"{name}: {error!r}", file=sys.stderr)
        return "refused", BROKEN.encode()


def read_as(name: str, data: bytes) -> Content:
    """The content of bytes by the reader of a format, in this process."""
    module, function = READERS[name]
    content: Content = getattr(importlib.import_module(module), function)(data)
    return content


def _picture(data: bytes, numbers: list[str]) -> bytes:
    from ingest.readers.picture import picture

    page, *sides = numbers
    left, top, right, bottom = map(float, sides or ("0",) * 4)
    return picture(data, int(page), (left, top, right, bottom) if sides else None)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
