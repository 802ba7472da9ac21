"""liantu ingest: many documents into the graph, with a line for each and the figures of the run."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from api.commands.common import console, label, opened, percent, settings, waiting
from api.commands.watch import arrived
from api.errors import UsageError
from ingest.files import expand, skipped
from ingest.ledger import Ledger
from ingest.llm import LlmSettings
from ingest.proposer import Proposer
from ingest.snapshots import address
from ontology.model import load
from queries.loader import ask, page
from queries.rows import GraphCounts, Judgements

if TYPE_CHECKING:
    from ingest.load import Report
    from ingest.prepare import Spread

REFUSED = "refused.jsonl"
FACTS = ("task", "target", "industry", "segment", "enterprise", "platform", "project", "makes")
STATUS = {"added": "新增", "replaced": "更新", "unchanged": "未变", "duplicate": "重复", "failed": "失败"}
Given = Annotated[list[str], typer.Argument(help="文件、文件夹或网址(http、https)", metavar="文件")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest_command)


def ingest_command(
    context: typer.Context,
    given: Given,
    force: Annotated[bool, typer.Option("--force", help="未变的文件也重新读取")] = False,
    jobs: Annotated[int, typer.Option("--jobs", help="同时读取的进程数,0 为处理器核数", min=0)] = 0,
    ray: Annotated[bool, typer.Option("--ray", help="用 Ray 读取(本机各核;需另装,见 docs/scale.md)")] = False,
    ray_address: Annotated[
        str,
        typer.Option("--ray-address", metavar="主机:端口", help="用已启动的 Ray 集群读取(各节点路径相同)"),
    ] = "",
    report: Annotated[Path | None, typer.Option("--report", help="把每个文件的结果写入此 .tsv")] = None,
) -> None:
    """读取政策文件,抽取事实并写入图谱。"""
    from ingest.load import ingest
    from ingest.spread import spread_for

    paths, unreached = arrived(context, given)
    files, llm = expand(paths), LlmSettings.read()
    cluster = _cluster(ray_address, jobs, llm) if ray or ray_address else None
    with opened(context) as store, _progress() as progress:
        bar = progress.add_task("读取", total=len(files), name="", asked="")
        asked = lambda done, total: progress.update(bar, asked=f"语言模型 {done}/{total}")  # noqa: E731
        proposer = Proposer(llm, asked) if llm else None
        spread = spread_for(len(files), jobs, proposer) if cluster is None else cluster
        ledger = Ledger(settings(context).home / REFUSED)
        shown = _shown(files, progress, bar)
        reports = []
        told = lambda what, done, total: progress.update(bar, description=what, name=str(done), asked="")  # noqa: E731
        work = ingest(shown, store, force=force, proposer=proposer, spread=spread, ledger=ledger, progress=told)
        with _table_of(report) as row:
            for one in work:
                progress.advance(bar)
                progress.console.print(_line(one), markup=False, highlight=False, soft_wrap=True)
                row(one)
                reports.append(one)
        held = {row.type: row.count for row in ask(store, GraphCounts)}
        waits = page(store, Judgements, open=True, offset=0, limit=1).total
    _summary(reports, skipped(paths))
    typer.echo("图谱现有:" + "、".join(f"{node.zh} {held.get(name, 0)}" for name, node in load().nodes.items()))
    if waits:
        typer.echo(f"名称待判 {waits} 对:用 liantu review 逐对判断。")
    if unreached or any(report.status == "failed" for report in reports):
        raise typer.Exit(1)


def _cluster(address: str, jobs: int, llm: LlmSettings | None) -> Spread:
    """Ray's way to prepare; a language model is asked by one process only."""
    from ingest.over_ray import over_ray

    if llm:
        raise UsageError("设了语言模型(LIANTU_LLM_URL)时不能用 --ray,请先取消该变量")
    return over_ray(address, jobs or None)


def _progress() -> Progress:
    screen = Console(highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]} {task.fields[asked]}"),
    )
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)


def _shown(files: list[Path], progress: Progress, bar: TaskID) -> Iterator[Path]:
    for path in files:
        progress.update(bar, name=path.name, asked="")
        yield path


def _line(report: Report) -> str:
    head = f"{STATUS[report.status]} {address(report.path)}"
    if report.counts is None:
        return f"{head}:{report.message}" if report.message else head
    counts = "、".join(f"{label(kind)} {n}" for kind, n in report.counts.facts.items() if n)
    counts += f"、{waiting()} {report.counts.proposed}" if report.counts.proposed else ""
    note = f"({report.message})" if report.message else ""
    return f"{head}:条款 {report.counts.passages}、{counts}{note}"


@contextmanager
def _table_of(file: Path | None) -> Iterator[Callable[[Report], None]]:
    """Writes one row a file as it is done, so that a run that breaks off has told what it did."""
    if file is None:
        yield lambda _: None
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        out = file.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise UsageError(f"无法写入 {file}({error.strerror}),请检查 --report 的路径和权限") from error
    with out:
        table = csv.writer(out, delimiter="\t", lineterminator="\n")
        table.writerow(("文件", "结果", "说明", "条款", *(label(kind) for kind in FACTS), waiting()))

        def row(report: Report) -> None:
            one = report.counts
            numbers = (one.passages, *(one.facts[kind] for kind in FACTS), one.proposed) if one else ()
            table.writerow((address(report.path), STATUS[report.status], report.message, *numbers))
            out.flush()

        yield row


def _summary(reports: list[Report], left_out: dict[str, int]) -> None:
    """Documents, passages, facts by kind and coverage of what was read in this run."""
    states = Counter(STATUS[r.status] for r in reports)
    typer.echo(f"文件 {len(reports)} 份:" + "、".join(f"{k} {v}" for k, v in states.items()))
    if left_out:
        formats = "、".join(f"{suffix} {count}" for suffix, count in left_out.items())
        typer.echo(f"另有不能读的文件未计入:{formats}(请先另存为 .docx 或 .txt)。")
    read_now = [r.counts for r in reports if r.counts is not None]
    if not read_now:
        return
    table = Table("本次读到", "数量")
    table.add_row("条款", str(sum(one.passages for one in read_now)))
    for kind in FACTS:
        table.add_row(label(kind), str(sum(one.facts[kind] for one in read_now)))
    table.add_row(waiting(), str(sum(one.proposed for one in read_now)))
    told, content = sum(one.told for one in read_now), sum(one.content for one in read_now)
    table.add_row("有结果的条款", percent(told, content))
    console().print(table)
