"""liantu engine: the private Neo4j of the data folder."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from api.commands.common import console, settings
from api.deps import place
from api.errors import UsageError
from graph import engine
from graph.settings import Settings

MIB = 1024 * 1024


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="内置图数据库:常驻、停止、查看。")
    group.command()(start)
    group.command()(stop)
    group.command()(status)
    app.add_typer(group, name="engine")


def start(context: typer.Context) -> None:
    """启动并常驻,以后的命令不必再等它启动。"""
    with Console(stderr=True).status("启动图数据库") as shown:
        found = engine.start(
            _private(context), lambda text, done, total: shown.update(f"{text} {done}/{total}" if total else text)
        )
    console().print(_line(found, context))


def stop(
    context: typer.Context,
    force: Annotated[bool, typer.Option("--force", help="即使还有进程在使用也停止。")] = False,
) -> None:
    """停止。"""
    stopped = engine.stop(_private(context), force=force)
    console().print("图数据库已停止。" if stopped else "图数据库没有在运行。")


def status(context: typer.Context) -> None:
    """是否在运行,谁在使用。"""
    console().print(_line(engine.status(_private(context)), context))


def _private(context: typer.Context) -> Settings:
    found = settings(context)
    if found.uri:
        raise UsageError(f"已设置 NEO4J_URI({found.uri}),用的是外部数据库,没有内置图数据库可管理。")
    return found


def _line(found: engine.Status, context: typer.Context) -> str:
    where = f"{place(settings(context))}。"
    if not found.running:
        return f"图数据库没有在运行。{where}"
    users = f"使用它的进程 {'、'.join(map(str, found.users))}" if found.users else "没有进程在使用"
    kept = "常驻" if found.kept else "无人使用时自动停止"
    return f"图数据库在运行:{found.uri},进程 {found.pid},内存 {found.memory // MIB} MB,{kept},{users}。{where}"
