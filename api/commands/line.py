"""liantu line: the policies of one region and topic in order of time, and the growth that their goals require."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table

from api.commands.common import JsonOption, console, opened
from api.commands.gap_table import cited
from api.lines import Line, line_about, line_of, policy_of, topics_of
from graph.store import Store
from ontology.model import load
from queries import resolve
from queries.errors import NotFoundError
from queries.growth import Growth
from queries.loader import ask
from queries.rows import PolicyLine

SHOWN = 30


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(line)


def line(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="文件|地区", help="文件的编号、文件名或标题的一部分;或地区。")],
    topic: Annotated[str, typer.Argument(metavar="主题", help="地区的主题,如 人工智能;不写则列出全部主题。")] = "",
    json: JsonOption = False,
) -> None:
    """同一地区同一主题的文件按时间排列,目标每年须增长多少。"""
    with opened(context) as store:
        found = _asked(store, which, topic)
    if json:
        text = [row.model_dump_json(indent=2) for row in found]
        sys.stdout.write((text[0] if topic or len(text) == 1 else "[" + ",\n".join(text) + "]") + "\n")
        return
    for one in found:
        show(one)


def _asked(store: Store, which: str, topic: str) -> list[Line]:
    """The line asked for; of a region without a topic all its lines."""
    if topic:
        return [line_about(store, str(resolve.region(store, which)), topic)]
    try:
        region = resolve.region(store, which)
    except NotFoundError:
        return [line_of(store, policy_of(store, which))]
    return [line_of(store, rows[0]) for rows in topics_of(ask(store, PolicyLine, region=region)).values()]


def show(found: Line) -> None:
    """Print a line."""
    screen = console()
    screen.print(f"{found.region or '(未写明地区)'}·{found.topic}:{len(found.policies)} 份文件")
    made = Table("日期", "时期", "状态", "文件", "取代", "编号", box=None, pad_edge=False)
    names = {row.id: row.issued_on or row.title for row in found.policies}
    for row in found.policies:
        status = row.status if row.current else "superseded"
        period = "—".join(str(y) for y in (row.period_start, row.period_end) if y)
        older = "、".join(names.get(id_, id_) for id_ in row.replaces)
        made.add_row(
            row.issued_on or "–", period or "–", load().label("status", status), row.title, older or "–", row.id
        )
    screen.print(made)
    for growth in found.growth[:SHOWN]:
        screen.print(said(growth), soft_wrap=True)
    if len(found.growth) > SHOWN:
        screen.print(f"另有 {len(found.growth) - SHOWN} 项须增长的目标,加 --json 可看。")


def said(growth: Growth) -> str:
    """A growth in words, with where both goals stand."""
    rate = f"{growth.per_year:+g} {growth.unit}" if growth.unit != "%" else f"{growth.per_year:+g}%"
    sources = ";".join(dict.fromkeys(cited(sentence) for sentence in growth.sentences))
    return f"  {growth.name}:{growth.start} → {growth.end},{growth.years} 年,每年 {rate}({sources})"
