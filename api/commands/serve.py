"""liantu serve: the site and the API."""

from __future__ import annotations

import errno
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Annotated, Never

import typer

from api.commands.common import console, opened
from api.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="监听地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口;0 由系统选一个空闲的。")] = 8000,
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
                    console().print(f"已就绪:{url(listening)}(Ctrl-C 结束)")

        config = uvicorn.Config(create_app(store=store), log_level="warning", access_log=False)
        with suppress(KeyboardInterrupt):
            Server(config).run([listening])
    console().print("已停止。")


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
