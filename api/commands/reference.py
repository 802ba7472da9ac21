"""liantu reference: the reference tables, one of them, or whether they keep their promises."""

from __future__ import annotations

import json as json_text
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import typer
from rich.table import Table as Shown

from api.commands.common import JsonOption, console, opened
from api.errors import UsageError
from ontology.reference.tables import Table, problems, sources, tables
from ontology.reference.units import normalised
from queries.loader import ask
from queries.rows import PolicyLine, PolicyTargets

LISTED = 40
HEAD = ("name", "rows", "what", "source")

CheckOption = Annotated[bool, typer.Option("--check", help="检查全部表,并列出图谱目标中各表都没有的单位与指标。")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reference)


def reference(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="表名", help="只看一张表;不写则列出全部。")] = "",
    check: CheckOption = False,
    json: JsonOption = False,
) -> None:
    """参考数据表:列出、查看、检查;有错时退出码为 1。"""
    held = tables()
    if name and name not in held:
        raise UsageError(f"没有参考表“{name}”。有的表:{'、'.join(held)}")
    if check:
        _check(context, {name: held[name]} if name else held)
    elif json:
        listed = [dict(zip(HEAD, _about(table), strict=True)) for table in held.values()]
        found: object = list(held[name].rows) if name else listed
        sys.stdout.write(json_text.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif name:
        _print(held[name].columns, [[row[c] or "" for c in held[name].columns] for row in held[name].rows])
        console().print(f"{name}:{held[name].what},{len(held[name].rows)} 行。")
    else:
        _print(("表", "行", "内容", "来源"), [[str(cell) for cell in _about(table)] for table in held.values()])


def _about(table: Table) -> tuple[str, int, str, str]:
    return table.name, len(table.rows), table.what, sources(table)


def _print(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    made = Shown(*columns, box=None, pad_edge=False)
    for row in rows:
        made.add_row(*row)
    console().print(made)


def _check(context: typer.Context, chosen: Mapping[str, Table]) -> None:
    """Say what is wrong with the tables and what they lack; exit status 1 where one is broken."""
    found = [text for text in problems(tables()) if text.partition(":")[0] in chosen]
    for text in found:
        typer.echo(text)
    typer.echo(f"参考表 {len(chosen)} 张,{len(found)} 处有错。")
    with opened(context) as store:
        policies = [row.id for row in ask(store, PolicyLine)]
        targets = ask(store, PolicyTargets, policies=policies)
    for text in unknown(targets):
        console().print(text)
    if found:
        raise typer.Exit(1)


def unknown(targets: Sequence[PolicyTargets]) -> Iterator[str]:
    """The units and indicators of targets that no table has, commonest first, each with a policy that has it."""
    units: dict[str, list[str]] = defaultdict(list)
    metrics: dict[str, list[str]] = defaultdict(list)
    for row in targets:
        if row.base_value is None and normalised(row.value, row.unit) is None:
            units[row.unit].append(row.policy.name)
        if not row.indicator:
            metrics[f"{row.metric}({row.unit})"].append(row.policy.name)
    for kind, missing in (("单位", units), ("指标", metrics)):
        count = sum(map(len, missing.values()))
        yield f"各表都没有的{kind}:{len(missing)} 种,{count} 个目标(共 {len(targets)} 个)。"
        ranked = sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))
        yield from (f"  {name} {len(where)} 个,如《{where[0]}》" for name, where in ranked[:LISTED])
        if len(ranked) > LISTED:
            yield f"  另有 {len(ranked) - LISTED} 种"
