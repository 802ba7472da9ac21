"""liantu gaps: what the chains lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from api.commands.common import ChainOption, JsonOption, RegionOption, around, console, opened, print_json
from graph.store import Store
from ontology.model import load
from queries import resolve
from queries.loader import ask
from queries.records import Sentence
from queries.rows import ChainGaps, Policies

QUOTE, LEADS, SENTENCES = 60, 3, 2


class Verdict(StrEnum):
    """The verdicts that are gaps."""

    stated = "stated"
    introduce = "introduce"
    unserved = "unserved"


VerdictOption = Annotated[
    Verdict | None, typer.Option("--verdict", "-v", help="只看一种:明示短板、拟引进或无本地企业。")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(gaps)


def gaps(
    context: typer.Context,
    chain: ChainOption = None,
    region: RegionOption = None,
    verdict: VerdictOption = None,
    json: JsonOption = False,
) -> None:
    """产业链缺什么:每个环节的判定、依据原句、本地企业与牵头单位。"""
    with opened(context) as store:
        where = resolve.region(store, region)
        which = resolve.chain(store, chain).id if chain else None
        rows = ask(store, ChainGaps, chain=which, region=where, verdict=verdict.value if verdict else None)
        if json:
            print_json(rows)
        elif rows:
            console().print(table(rows))
            console().print(summary(rows))
        else:
            console().print(nothing(store))


def table(rows: Sequence[ChainGaps]) -> Table:
    """One line for each gap, sized by its columns' shares of the width."""
    made = Table(box=box.SIMPLE_HEAD, show_lines=True, expand=True, pad_edge=False)
    for title, ratio in (("链", 3), ("环节", 3)):
        made.add_column(title, ratio=ratio, overflow="fold")
    made.add_column("判定", no_wrap=True, min_width=10)
    for title, ratio in (("依据原句(政策·条款)", 9), ("本地企业", 3), ("牵头单位", 4)):
        made.add_column(title, ratio=ratio, overflow="fold")
    for row in rows:
        made.add_row(
            row.chain or "(未指明)",
            row.segment,
            load().label("verdict", row.verdict),
            "\n".join(_sentences(row)),
            "、".join(e.name for e in row.enterprises) or "–",
            _leads(row),
        )
    return made


def summary(rows: Sequence[ChainGaps]) -> str:
    """How many gaps of each verdict, and how to see a sentence in its passage."""
    counts: Counter[str] = Counter(row.verdict for row in rows)
    parts = [f"{load().label('verdict', v)} {counts[v.value]}" for v in Verdict if counts[v.value]]
    return f"共 {len(rows)} 项:{'、'.join(parts)}。加 --json 可得全部原句与依据编号,liantu evidence 编号 可看条款全文。"


def nothing(store: Store) -> str:
    """Why there is no row."""
    if not ask(store, Policies, limit=1):
        return "图谱还是空的:请先用 liantu ingest 读入政策文件。"
    return "政策文件中没有符合条件的短板、拟引进或无本地企业的环节。"


def _sentences(row: ChainGaps) -> Iterator[str]:
    for sentence in row.sentences[:SENTENCES]:
        yield f"{around(sentence.quote, row.segment, QUOTE)}({_where(sentence)})"
    if len(row.sentences) > SENTENCES:
        yield f"另 {len(row.sentences) - SENTENCES} 句"


def _where(sentence: Sentence) -> str:
    return "·".join(part for part in (f"《{sentence.title}》", sentence.path) if part)


def _leads(row: ChainGaps) -> str:
    if not row.leads:
        return "–"
    names = "、".join(lead.name for lead in row.leads[:LEADS])
    more = f"等 {len(row.leads)} 家" if len(row.leads) > LEADS else ""
    return names + more + ("(本链任务)" if row.leads[0].via == "chain" else "")
