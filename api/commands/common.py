"""What commands share: settings, the open store, output that suits where it goes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

from api.deps import place
from graph.settings import Settings
from graph.store import Store
from ontology.model import load
from queries.errors import EmptyError
from queries.fold import find

REDIRECTED = 140

ChainOption = Annotated[
    str | None, typer.Option("--chain", "-c", metavar="名称", help="产业链:全称、别名、名称的一部分或编号。")
]
RegionOption = Annotated[str | None, typer.Option("--region", "-r", metavar="名称", help="地区,含其下辖地区。")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


def settings(context: typer.Context) -> Settings:
    """The settings that this run of the program has read."""
    found: Settings = context.obj
    return found


@contextmanager
def opened(context: typer.Context) -> Iterator[Store]:
    """The store, open for the length of the block; a terminal sees what it waits for, an empty graph where it is."""
    with Console(stderr=True).status("连接图数据库") as status:

        def progress(text: str, done: int, total: int) -> None:
            status.update(f"{text} {done}/{total}" if total else text)

        store = Store.open(settings(context), progress)
    with store:
        try:
            yield store
        except EmptyError as error:
            raise error.at(place(settings(context))) from error


def console() -> Console:
    """Standard output: as wide as the terminal, or wide enough for a table in a file (COLUMNS says otherwise)."""
    screen = Console(highlight=False, markup=False)
    return (
        screen
        if screen.is_terminal or "COLUMNS" in screen._environ
        else Console(highlight=False, markup=False, width=REDIRECTED)
    )


def print_json(rows: Iterable[BaseModel]) -> None:
    """Rows as one JSON list on standard output."""
    json.dump([row.model_dump(mode="json") for row in rows], sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def around(quote: str, names: str | Sequence[str], most: int) -> str:
    """About `most` characters of the sentence: those around the name; up to three times as many to hold all names."""
    found = [place for name in ([names] if isinstance(names, str) else names) if (place := find(quote, name))]
    first, last = min((f[0] for f in found), default=0), max((f[1] for f in found), default=0)
    most = max(most, min(last - first, 3 * most))
    if len(quote) <= most:
        return quote
    start = max(0, min(first - max(0, most - last + first) // 2, len(quote) - most))
    end = start + most
    return ("…" if start else "") + quote[start:end] + ("…" if end < len(quote) else "")


def waiting() -> str:
    """The Chinese mark of what is proposed and not decided."""
    return load().label("proposal_status", "proposed")


def label(kind: str) -> str:
    """The Chinese word for a kind of fact."""
    return load().edges["MAKES"].zh if kind == "makes" else load().nodes[kind.title()].zh


def percent(part: int, whole: int) -> str:
    """Cut, not rounded, so that 100 % means all."""
    return f"{10_000 * part // whole / 100:.2f}%" if whole else "–"
