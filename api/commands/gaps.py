"""liantu gaps: what the chains lack."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from api.commands.common import ChainOption, JsonOption, RegionOption, console, opened, print_json
from api.commands.gap_table import report
from graph.store import Store
from ontology.model import load
from queries import resolve
from queries.errors import EmptyError
from queries.loader import ask
from queries.near import GAPS, listed, near
from queries.rows import ChainGaps, Chains, Policies


def _verdict(text: str) -> str:
    """The verdict meant by its value or Chinese label; raises typer.BadParameter that lists them."""
    labels = load().enums["verdict"]
    found = next((value for value, label in labels.items() if text in (value, label)), None)
    if found is None:
        raise typer.BadParameter("可用的值:" + "、".join(f"{label}({value})" for value, label in labels.items()))
    return found


VerdictOption = Annotated[
    str | None,
    typer.Option("--verdict", "-v", metavar="判定", parser=_verdict, help="只看一种:明示短板、拟引进、无本地企业等。"),
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
        which = resolve.chain(store, chain) if chain else None
        served = verdict is not None and verdict not in GAPS
        rows = ask(store, ChainGaps, chain=which.id if which else None, region=where, verdict=verdict, served=served)
        if json:
            print_json(rows)
        else:
            screen = console()
            for part in report(rows, screen.width, folded=not (chain or verdict)):
                screen.print(part)
        if not rows:
            screen = Console(stderr=True, highlight=False, markup=False, soft_wrap=True) if json else console()
            screen.print(nothing(store, which, where, verdict))


def nothing(store: Store, chain: Chains | None, region: str | None, verdict: str | None) -> str:
    """Why there is no row, and which chains near the one asked for have some; raises EmptyError."""
    if not ask(store, Policies, limit=1):
        raise EmptyError
    kinds = "、".join(load().label("verdict", v) for v in ([verdict] if verdict else GAPS))
    place = f"{region}的" if region else ""
    if chain is None:
        return f"{place}已读文件中没有这样的环节:{kinds}。"
    said = f"“{chain.name}”在{place}已读文件中没有这样的环节:{kinds}。"
    others = near(store, chain.name, region, [verdict] if verdict in GAPS else GAPS)
    return said + (f"相近而有记录的产业链:{listed(others)}。" if others else "也没有名称相近而有记录的产业链。")
