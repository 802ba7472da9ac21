"""liantu search and liantu evidence: find an entity, read the sentences behind it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from api import views
from api.commands.common import JsonOption, around, console, opened, print_json
from api.deps import Paging
from api.html import highlighted
from ontology.model import load
from queries.rows import EvidenceOf
from queries.search import phrase

MOST = 20

MostOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=500, help="最多列出几条。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(search)
    app.command()(evidence)


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="名称", help="全称、简称、别名或名称的一部分。")],
    limit: MostOption = MOST,
    json: JsonOption = False,
) -> None:
    """按名称查实体,给出编号与原文处数。"""
    if not phrase(words):
        raise typer.BadParameter(views.NO_WORDS, context, param_hint="参数“名称”")
    with opened(context) as store:
        found = views.search_page(store, words, None, Paging(0, limit))
    if json:
        print_json(found.rows)
        return
    if not found.rows:
        console().print(f"没有找到“{words}”。可以只输入名称的一部分。")
        return
    made = Table("类型", "名称", "别名", "原文", "编号", box=None, pad_edge=False)
    for row in found.rows:
        label = load().nodes[row.type].zh
        made.add_row(label, around(row.name, words, 40), "、".join(row.aliases[:3]), f"{row.mentions} 处", row.id)
    console().print(made)
    console().print(f"{found.total} 条中的 {len(found.rows)} 条。")


def evidence(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="编号", help="依据、节点或关系的编号。")],  # noqa: A002
    limit: MostOption = MOST,
    json: JsonOption = False,
) -> None:
    """依据原句,在条款原文中标出。"""
    with opened(context) as store:
        found = views.evidence_page(store, id, Paging(0, limit))
    if json:
        print_json(found.rows)
        return
    for row in found.rows:
        console().print(_shown(row))
    console().print(f"{found.total} 处中的 {len(found.rows)} 处。")


def _shown(row: EvidenceOf) -> Text:
    """The passage with the sentence in 【】, so that it shows without colour too."""
    before, start, surface, rest, after = highlighted(row.text, row.quote, row.surface)
    source = " ".join(part for part in (f"《{row.title}》", row.path, row.doc_number, row.issued_on) if part)
    past = "" if row.current else "(已被取代)"
    place = row.place or f"第 {row.start}—{row.end} 字"
    head = (f"{source}{past}\n", "bold"), f"{row.source} {place},{row.rule},{row.evidence}\n"
    return Text.assemble(*head, before, ("【", "dim"), start, (surface, "bold"), rest, ("】", "dim"), after, "\n")
