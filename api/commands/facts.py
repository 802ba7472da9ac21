"""What is read of documents and what the graph holds of them: extract, coverage, verify, forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.commands.common import around, console, label, opened, percent, waiting
from api.errors import UsageError
from api.proposed import details
from api.rules import said as how
from graph import StoredPolicy
from ingest.coverage import coverage
from ingest.errors import IngestError, UnreadableFileError
from ingest.files import expand
from ingest.llm import LlmSettings
from ingest.matching import match
from ingest.proposals import Proposal, proposals, whole
from ingest.proposer import Proposer
from ingest.read import read
from ingest.records import Facts
from ingest.sentences import verbatim
from ingest.snapshots import address
from ingest.verify import bare, miscounted, verify
from ontology.model import load
from queries.errors import EmptyError

REFUSED = "refused.jsonl"
FACTS = ("task", "target", "industry", "segment", "enterprise", "platform", "project", "makes")
SHOWN, LISTED, QUOTED = 36, 10, 60
STATUS = {"added": "新增", "replaced": "更新", "unchanged": "未变", "duplicate": "重复", "failed": "失败"}
Files = Annotated[list[Path], typer.Argument(help="文件(.txt、.md)或文件夹", metavar="文件")]
Given = Annotated[list[str], typer.Argument(help="文件、文件夹或网址(http、https)", metavar="文件")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("extract")(extract_command)
    app.command("coverage")(coverage_command)
    app.command("verify")(verify_command)
    app.command("forget")(forget_command)


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
        unproved, wrong = bare(store), miscounted(store)
    if not checked:
        raise UsageError("图谱是空的,没有可回读的依据:请先用 liantu ingest 读入政策文件")
    total, good = sum(v.total for v in checked), sum(v.good for v in checked)
    for one in checked:
        note = f" {one.problem}" if one.problem else ""
        typer.echo(f"{one.good}/{one.total} {one.title}{note}")
    typer.echo(f"依据 {total} 条,回读一致 {percent(good, total)};没有依据的节点和关系 {unproved} 个。")
    if wrong:
        typer.echo(f"有 {wrong} 条说法的次数与依据不符,名称和属性可能有误:请用 liantu ingest --force 重新读入。")
    if good < total or unproved or wrong:
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
        match(store)
    typer.echo(f"已删除:{found[0].title}")


def _unclear(which: str, listed: list[StoredPolicy], *, many: bool) -> str:
    if not listed:
        raise EmptyError
    names = "、".join(f"《{k.title}》" + (f" {k.id}" if many else "") for k in listed[:LISTED])
    names += f"等 {len(listed)} 份" if len(listed) > LISTED else ""
    return f"“{which}”不止一份,请用 id 指定:{names}。" if many else f"图谱中没有文件“{which}”。有的文件:{names}。"


def _save(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"无法写入 {path}({error.strerror}),请检查 --out 的路径和权限") from error
