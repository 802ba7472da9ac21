"""Commands that read documents: extract, coverage, ingest, verify, forget."""

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

from api.commands.common import around, console, opened
from api.commands.common import settings as settings_of
from api.commands.watch import arrived
from api.errors import UsageError
from api.proposed import details
from api.rules import said as how
from graph import StoredPolicy
from ingest.coverage import coverage
from ingest.errors import IngestError, UnreadableFileError
from ingest.files import expand, skipped
from ingest.ledger import Ledger
from ingest.llm import LlmSettings
from ingest.proposals import Proposal, proposals, whole
from ingest.proposer import Proposer
from ingest.read import read
from ingest.records import Facts
from ingest.sentences import verbatim
from ingest.snapshots import address
from ingest.verify import bare, verify
from ontology.model import load
from queries.errors import EmptyError
from queries.loader import ask
from queries.rows import GraphCounts

if TYPE_CHECKING:
    from ingest.load import Report

REFUSED = "refused.jsonl"
FACTS = ("task", "target", "industry", "segment", "enterprise", "platform", "project", "makes")
SHOWN, LISTED, QUOTED = 36, 10, 60
STATUS = {"added": "新增", "replaced": "更新", "unchanged": "未变", "duplicate": "重复", "failed": "失败"}
Files = Annotated[list[Path], typer.Argument(help="文件(.txt、.md)或文件夹", metavar="文件")]
Given = Annotated[list[str], typer.Argument(help="文件、文件夹或网址(http、https)", metavar="文件")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("ingest")(ingest_command)
    app.command("extract")(extract_command)
    app.command("coverage")(coverage_command)
    app.command("verify")(verify_command)
    app.command("forget")(forget_command)


def ingest_command(
    context: typer.Context,
    given: Given,
    force: Annotated[bool, typer.Option("--force", help="未变的文件也重新读取")] = False,
    jobs: Annotated[int, typer.Option("--jobs", help="同时读取的进程数,0 为处理器核数", min=0)] = 0,
    report: Annotated[Path | None, typer.Option("--report", help="把每个文件的结果写入此 .tsv")] = None,
) -> None:
    """读取政策文件,抽取事实并写入图谱。"""
    from ingest.load import ingest
    from ingest.spread import spread_for

    paths, unreached = arrived(context, given)
    files, settings = expand(paths), LlmSettings.read()
    with opened(context) as store, _progress() as progress:
        bar = progress.add_task("读取", total=len(files), name="", asked="")
        asked = lambda done, total: progress.update(bar, asked=f"语言模型 {done}/{total}")  # noqa: E731
        proposer = Proposer(settings, asked) if settings else None
        spread = spread_for(len(files), jobs, proposer)
        ledger = Ledger(settings_of(context).home / REFUSED)
        shown = _shown(files, progress, bar)
        reports = []
        with _table_of(report) as row:
            for one in ingest(shown, store, force=force, proposer=proposer, spread=spread, ledger=ledger):
                progress.advance(bar)
                progress.console.print(_line(one), markup=False, highlight=False, soft_wrap=True)
                row(one)
                reports.append(one)
        held = {row.type: row.count for row in ask(store, GraphCounts)}
    _summary(reports, skipped(paths))
    typer.echo("图谱现有:" + "、".join(f"{node.zh} {held.get(name, 0)}" for name, node in load().nodes.items()))
    if unreached or any(report.status == "failed" for report in reports):
        raise typer.Exit(1)


def extract_command(
    files: Files, out: Annotated[Path | None, typer.Option("--out", help="写入此文件夹,每个文件一个 .json")] = None
) -> None:
    """抽取事实,以 JSON 输出(不写入图谱)。"""
    from ingest.output import as_json

    failed, settings = False, LlmSettings.read()
    written: dict[Path, Path] = {}
    for path in expand(files):
        try:
            text = as_json(_extracted(path, settings))
            if out is None:
                typer.echo(text, nl=False)
                continue
            target = out / f"{path.stem}.json"
            if target in written:
                raise UnreadableFileError(path, f"与 {written[target]} 同名,输出会互相覆盖,请分开运行或改名")
            _save(target, text)
            written[target] = path
        except IngestError as error:
            typer.echo(f"错误:{error}", err=True)
            failed = True
    if failed:
        raise typer.Exit(1)


def coverage_command(file: Annotated[Path, typer.Argument(help="要检查的文件", metavar="文件")]) -> None:
    """逐条显示抽取到什么、哪些条款没有结果。"""
    facts = _extracted(file, LlmSettings.read())
    rows = list(coverage(facts))
    table = Table("条款", "种类", "抽取结果", "原文", title=str(file))
    for row in rows:
        found = "、".join(f"{label(k)} {n}" for k, n in row.found.items()) or ("(无)" if row.empty else "")
        found += f"{';' if found else ''}{waiting()} {row.proposed}" if row.proposed else ""
        style = "yellow" if row.empty else ""
        table.add_row(
            row.path, load().label("passage_kind", row.kind), found, row.text.replace("\n", " ")[:36], style=style
        )
    console().print(table)
    unsure = proposals(facts.document, facts.proposals)
    if unsure:
        console().print(_proposals(facts, unsure))
    content = [row for row in rows if row.kind not in ("title", "heading")]
    empty = sum(row.empty for row in content)
    typer.echo(
        f"有内容的条款 {len(content)} 条,其中 {empty} 条没有抽取到任何事实;{waiting()} {len(unsure)} 条,不计入结果。"
    )


def _extracted(path: Path, settings: LlmSettings | None) -> Facts:
    """The facts of a file, with the proposals of a language model where one is set up; it reports on standard error."""
    from ingest.pipeline import extract

    facts = extract(read(path))
    if settings is None:
        return facts
    with Console(stderr=True).status("语言模型") as status:
        asked = lambda done, total: status.update(f"语言模型 {path.name} {done}/{total}")  # noqa: E731
        proposed = Proposer(settings, asked)(facts)
    typer.echo(f"{path}:{proposed.note}", err=True)
    return proposed.facts


def _proposals(facts: Facts, unsure: list[Proposal]) -> Table:
    """What is too unsure to count, with its sentence and how it was found."""
    table = Table("种类", "内容", "由来", "条款", "原句", title=f"{waiting()}({len(unsure)})")
    for one in unsure:
        said = details(one.fields)
        quote = verbatim(facts.document.text, *whole(facts.document, one.best))
        table.add_row(
            label(one.kind),
            one.statement + (f"({said})" if said else ""),
            how(one.best.rule, one.confidence),
            one.best.path,
            around(quote, one.statement, QUOTED),
        )
    return table


def verify_command(context: typer.Context) -> None:
    """回读每条依据:原文件里是否仍是所引的原句。"""
    with opened(context) as store:
        checked = list(verify(store))
        unproved = bare(store)
    if not checked:
        raise UsageError("图谱是空的,没有可回读的依据:请先用 liantu ingest 读入政策文件")
    total, good = sum(v.total for v in checked), sum(v.good for v in checked)
    for one in checked:
        note = f" {one.problem}" if one.problem else ""
        typer.echo(f"{one.good}/{one.total} {one.title}{note}")
    typer.echo(f"依据 {total} 条,回读一致 {_percent(good, total)};没有依据的节点和关系 {unproved} 个。")
    if good < total or unproved:
        raise typer.Exit(1)


def forget_command(
    context: typer.Context, which: Annotated[str, typer.Argument(help="文件路径、网址、标题或 id", metavar="文件")]
) -> None:
    """从图谱中删除一份文件及只由它说明的内容。"""
    with opened(context) as store:
        path = str(Path(which).resolve())
        held = store.policies()
        found = [k for k in held if which in (k.id, k.title) or k.source == path or address(Path(k.source)) == which]
        if len(found) != 1:
            raise UsageError(_unclear(which, found or held, many=bool(found)))
        store.forget(found[0].id)
    typer.echo(f"已删除:{found[0].title}")


def _unclear(which: str, listed: list[StoredPolicy], *, many: bool) -> str:
    if not listed:
        raise EmptyError
    names = "、".join(f"《{k.title}》" + (f" {k.id}" if many else "") for k in listed[:LISTED])
    names += f"等 {len(listed)} 份" if len(listed) > LISTED else ""
    return f"“{which}”不止一份,请用 id 指定:{names}。" if many else f"图谱中没有文件“{which}”。有的文件:{names}。"


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
        typer.echo(f"另有不能读的文件未计入:{formats}(请先另存为 .txt)。")
    read_now = [r.counts for r in reports if r.counts is not None]
    if not read_now:
        return
    table = Table("本次读到", "数量")
    table.add_row("条款", str(sum(one.passages for one in read_now)))
    for kind in FACTS:
        table.add_row(label(kind), str(sum(one.facts[kind] for one in read_now)))
    table.add_row(waiting(), str(sum(one.proposed for one in read_now)))
    told, content = sum(one.told for one in read_now), sum(one.content for one in read_now)
    table.add_row("有结果的条款", _percent(told, content))
    console().print(table)


def waiting() -> str:
    """The Chinese mark of what is proposed and not decided."""
    return load().label("proposal_status", "proposed")


def label(kind: str) -> str:
    """The Chinese word for a kind of fact."""
    return load().edges["MAKES"].zh if kind == "makes" else load().nodes[kind.title()].zh


def _save(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"无法写入 {path}({error.strerror}),请检查 --out 的路径和权限") from error


def _percent(part: int, whole: int) -> str:
    """Cut, not rounded, so that 100 % means all."""
    return f"{10_000 * part // whole / 100:.2f}%" if whole else "–"
