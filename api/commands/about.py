"""liantu version and liantu --version."""

from __future__ import annotations

import platform
from importlib.metadata import version as installed
from typing import Annotated

import typer

from api.commands.common import console
from graph.settings import ENGINE_VERSION


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(version)


def version() -> None:
    """版本:本软件、内置图数据库、Python。"""
    console().print(f"liantu {installed('liantu')},Neo4j {ENGINE_VERSION},Python {platform.python_version()}")


def _asked(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


VersionOption = Annotated[bool, typer.Option("--version", callback=_asked, is_eager=True, help="显示版本,然后结束。")]
