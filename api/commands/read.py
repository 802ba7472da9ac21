"""liantu read: what the reader of a file's format sees, before anything is extracted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.common import JsonOption, console
from ingest.blocks import Block, Content, Place
from ingest.files import bytes_of
from ingest.places import words
from ingest.read import content_of, kind_of, read_text
from ingest.sandbox import CONTENT

NOTE = "注"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(read)


def read(
    path: Annotated[
        Path, typer.Argument(metavar="文件", help="任何可读格式的文件,或压缩包里的文件(包.zip/附件.docx)。")
    ],
    json: JsonOption = False,
) -> None:
    """看读入程序读到的内容:格式、附件、段落与表格及其位置(不抽取)。"""
    content = seen(path)
    if json:
        sys.stdout.write(CONTENT.dump_json(content, indent=1).decode() + "\n")
        return
    screen = console()
    typer.echo(f"格式 {content.format},{len(content.blocks)} 块")
    for note in content.notes:
        typer.echo(f"说明:{note}")
    for attachment in content.attachments:
        typer.echo(f"附件:{attachment.title} {attachment.url}")
    for number, block in enumerate(content.blocks, 1):
        _show(screen, block, number)


def seen(path: Path) -> Content:
    """The blocks of a file; of a text file one paragraph for each line that is not blank."""
    data = bytes_of(path)
    if (kind := kind_of(path, data)) != "text":
        return content_of(path, data, kind)
    text, encoding = read_text(path, data)
    lines = (line.strip() for line in text.splitlines())
    return Content(encoding, tuple(Block("paragraph", line) for line in lines if line))


def _show(screen: Console, block: Block, number: int) -> None:
    if block.kind == "table":
        screen.print(_table(block))
        return
    marks = {"heading": "#" * (block.level or 1) + " ", "note": f"{NOTE} "}
    head = Text(marks.get(block.kind, ""), "dim")
    body = Text(block.text, "bold" if block.kind == "heading" else "")
    place = words([run.place for run in block.runs]) or f"({number})"
    screen.print(Text.assemble(head, body, (f"  {place}", "dim")))


def _table(block: Block) -> Table:
    """The grid as it is parsed: a merged cell is repeated wherever it reaches."""
    places: list[Place] = [run.place for row in block.rows for cell in row for run in cell.runs]
    made = Table(title=words(places), title_justify="left", show_header=False, show_lines=True)
    for _ in range(max((len(row) for row in block.rows), default=0)):
        made.add_column(overflow="fold")
    for row in block.rows:
        made.add_row(*(Text(cell.text) for cell in row))
    return made
