"""liantu serve: the site and the API."""

from __future__ import annotations

import errno
import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType
from typing import Annotated, Never

import typer

from api.commands.common import console, opened, settings
from api.errors import UsageError

CHECKED = ("", "readyz", "api/v1/chains", "assets/site.css")
CHECK_S = 30
GOOD = "正常"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="监听地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口;0 由系统选一个空闲的。")] = 8000,
    check: Annotated[bool, typer.Option("--check", help="只检查首页与接口能否应答,然后结束。")] = False,
) -> None:
    """启动网站与接口,直到 Ctrl-C。"""
    signal.signal(signal.SIGTERM, _interrupt)
    with bound(host, port) as listening, opened(context) as store:
        import uvicorn

        from api.app import create_app

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if self.started:
                    console().print(f"已就绪:{url(listening)}" + ("" if check else "(Ctrl-C 结束)"))
                    if check:
                        threading.Thread(target=self.ask, daemon=True).start()

            def ask(self) -> None:
                answers.extend(asked(url(listening)))
                self.should_exit = True

        config = uvicorn.Config(create_app(settings(context), store), log_level="warning", access_log=False)
        answers: list[str] = []
        with suppress(KeyboardInterrupt):
            Server(config).run([listening])
    for answer in answers:
        console().print(answer)
    console().print("已停止。")
    if check and not (answers and all(answer.startswith(GOOD) for answer in answers)):
        raise typer.Exit(1)


def asked(base: str) -> Iterator[str]:
    """What each page of a check answers, one line a page; the line begins with GOOD where it is well."""
    for path in CHECKED:
        try:
            with urllib.request.urlopen(base + path, timeout=CHECK_S) as answer:
                yield f"{GOOD} {answer.status} /{path}({len(answer.read())} 字节)"
        except OSError as error:
            yield f"失败 /{path}:{error}"


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; raises UsageError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)
    except (OSError, OverflowError) as error:
        made.close()
        raise UsageError(_reason(host, port, error)) from error
    return made


def url(listening: socket.socket) -> str:
    """The address of a socket as a browser wants it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _reason(host: str, port: int, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"端口 {port} 已被其他程序占用。请用 --port 换一个,例如 --port {port + 1 if port < 65535 else 8000}。"
    if number == errno.EACCES:
        return f"没有权限使用端口 {port}。请用 --port 换一个 1024 以上的。"
    return f"无法在 {host}:{port} 监听:{error}。请检查 --host。"


def _interrupt(number: int, frame: FrameType | None) -> Never:
    raise KeyboardInterrupt
