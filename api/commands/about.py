"""liantu version."""

from __future__ import annotations

import platform
from importlib.metadata import version as installed

import typer

from api.commands.common import console
from graph.settings import ENGINE_VERSION


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(version)


def version() -> None:
    """版本:本软件、内置图数据库、Python。"""
    console().print(f"liantu {installed('liantu')},Neo4j {ENGINE_VERSION},Python {platform.python_version()}")
