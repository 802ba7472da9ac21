"""Web addresses on the command line: fetching for `liantu ingest`, and liantu watch, which looks at them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from api.commands.common import opened, settings
from api.errors import UsageError
from graph.errors import StoreError
from graph.store import Store
from ingest.files import expand
from ingest.llm import LlmSettings
from ingest.proposer import Proposer
from ingest.snapshots import Origin, Snapshots, address, origin_of

if TYPE_CHECKING:
    from ingest.fetch import Fetcher
    from ingest.fetch_pages import Arrival, Visitor
    from ingest.load import Report

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
SAME, NEW, CLOSED = "未变", "有新版本", "打不开"
STORED = {"added": "已作为新的一份读入", "replaced": "已读入", "duplicate": "未再写入"}
Every = Annotated[float | None, typer.Option("--every", metavar="小时", min=0.01, help="每隔几小时再查,直到 Ctrl-C。")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(context: typer.Context, every: Every = None) -> None:
    """重新查看图谱中来自网页的文件,有新版本就读入。"""
    if every is None:
        if not _round(context):
            raise typer.Exit(1)
        return
    try:
        while True:
            try:
                _round(context)
            except (UsageError, StoreError) as error:
                typer.echo(f"错误:{error}", err=True)
            typer.echo(f"{every:g} 小时后再查(Ctrl-C 结束)。")
            sleep(every * 3600)
    except KeyboardInterrupt:
        typer.echo("已停止。")


def arrived(context: typer.Context, given: Iterable[str]) -> tuple[list[Path], int]:
    """Paths as given and the snapshots of addresses as given, attachments too; how many addresses failed, each told.

    Ends the program where there is nothing left to read.
    """
    paths: list[Path] = []
    failed, visitor = 0, _visitor(context)
    for one in given:
        if not ADDRESS.match(one):
            paths.append(Path(one))
            continue
        for arrival in _shown(visitor, one):
            if arrival.path:
                paths.append(arrival.path)
            else:
                failed += 1
                typer.echo(f"失败 {arrival.url}:{arrival.reason}")
    if failed and not paths:
        raise typer.Exit(1)
    return paths, failed


def fetcher() -> Fetcher:
    """What fetches: open to public addresses only."""
    from ingest.fetch import Fetcher

    return Fetcher()


def _visitor(context: typer.Context) -> Visitor:
    from ingest.fetch_pages import Visitor

    return Visitor(fetcher(), Snapshots(settings(context).home))


def _shown(visitor: Visitor, url: str) -> Iterator[Arrival]:
    """The arrivals of an address; a terminal sees what it waits for, and only while it waits."""
    arrivals = visitor.visit(url)
    while True:
        with Console(stderr=True).status(f"抓取 {escape(url)}"):
            arrival = next(arrivals, None)
        if arrival is None:
            return
        yield arrival


def _round(context: typer.Context) -> bool:
    """Look at every address once, a line for each; whether all opened and all that is new was read."""
    with opened(context) as store:
        sources = [policy.source for policy in store.policies()]
        known = [origin for source in sources if (origin := origin_of(Path(source)))]
        if not known:
            raise UsageError("图谱里没有来自网页的文件,请先用 liantu ingest 网址 读入")
        states: Counter[str] = Counter()
        fresh: list[Path] = []
        for arrival in _visited(_visitor(context), known):
            if arrival.path and _is_behind(arrival, arrival.path, sources, known):
                fresh.append(arrival.path)
                continue
            states[SAME if arrival.path else CLOSED] += 1
            typer.echo(f"{SAME} {arrival.url}" if arrival.path else f"{CLOSED} {arrival.url}:{arrival.reason}")
        for report in _read(fresh, store):
            states[SAME if report.status == "unchanged" else NEW] += 1
            states["未能读入"] += report.status == "failed"
            typer.echo(_line(report))
    total = states[SAME] + states[NEW] + states[CLOSED]
    typer.echo(f"网址 {total} 个:" + "、".join(f"{state} {n}" for state, n in (+states).items()))
    return not (states[CLOSED] or states["未能读入"])


def _visited(visitor: Visitor, known: list[Origin]) -> Iterator[Arrival]:
    """The pages first, with what is attached to them now, then what they no longer link to."""
    for url in dict.fromkeys([one.page or one.url for one in known] + [one.url for one in known]):
        yield from _shown(visitor, url)


def _is_behind(arrival: Arrival, path: Path, sources: list[str], known: list[Origin]) -> bool:
    """Whether the graph lacks the newest version: just fetched, or not read when it was."""
    stored = any(Path(source).is_relative_to(path.resolve()) for source in sources)
    return arrival.changed or (not stored and any(one.url == arrival.url for one in known))


def _read(fresh: list[Path], store: Store) -> Iterator[Report]:
    from ingest.load import ingest

    llm = LlmSettings.read()
    yield from ingest(expand(fresh), store, proposer=Proposer(llm) if llm else None) if fresh else ()


def _line(report: Report) -> str:
    where = address(report.path)
    if report.status == "unchanged":
        return f"{SAME} {where}"
    if report.status == "failed":
        return f"{NEW} {where},但未能读入:{report.message}"
    return f"{NEW} {where}:{STORED[report.status]}" + (f"({report.message})" if report.message else "")
