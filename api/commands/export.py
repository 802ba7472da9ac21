"""liantu export: files to hand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.common import ChainOption, RegionOption, console, opened
from api.errors import UsageError
from graph.store import Store
from queries import resolve
from queries.errors import EmptyError
from queries.loader import Page, ask, page
from queries.records import Ref
from queries.rows import ChainGaps, Network, Policies
from visuals.rows import sentences_of
from visuals.view import GraphEdge, GraphNode

EDGES = 2000


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="导出文件。")
    group.callback()(_group)
    group.command("html")(html)
    app.add_typer(group, name="export")


def _group() -> None:
    """Keeps `html` a sub-command while it is the only one."""


def html(
    context: typer.Context,
    chain: ChainOption = None,
    region: RegionOption = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="文件", help="写到哪里,默认按链名。")] = None,
) -> None:
    """导出一个离线网页:关系网络,点开见原句。"""
    from visuals.export import export_html, save

    with opened(context) as store:
        where = resolve.region(store, region)
        which = resolve.chain(store, chain) if chain else None
        found = network(store, which.id if which else None, where)
        judged = verdicts(store, which.id if which else None, where)
        if not found.total and not ask(store, Policies, limit=1):
            raise EmptyError
    if not found.total:
        raise UsageError("没有可导出的内容:所选的链与地区没有实体。")
    title = (which.name if which else "全部产业链") + (f"({where})" if where else "")
    target = out or Path(f"{title}.html")
    nodes, edges = drawn(found, judged)
    text = export_html(nodes, edges, title, found.total)
    try:
        save(target, text)
    except OSError as error:
        raise UsageError(f"无法写入 {target}:{error.strerror}。请用 --out 换一个位置。") from error
    more = f",全部 {found.total} 条关系中的 {len(edges)} 条" if len(edges) < found.total else ""
    console().print(f"已写入 {target}:{len(nodes)} 个节点,{len(edges)} 条关系{more}。")


def network(store: Store, chain: str | None, region: str | None) -> Page[Network]:
    """The edges of one chain, or of all, up to a cap."""
    return page(store, Network, chain=chain, region=region, offset=0, limit=EDGES)


def verdicts(store: Store, chain: str | None, region: str | None) -> dict[str, list[ChainGaps]]:
    """The rows of each segment, by its id, the strongest verdict first."""
    found: dict[str, list[ChainGaps]] = {}
    for row in ask(store, ChainGaps, chain=chain, region=region, served=True):
        found.setdefault(row.segment_id, []).append(row)
    return found


def drawn(found: Page[Network], judged: Mapping[str, Sequence[ChainGaps]]) -> tuple[list[GraphNode], list[GraphEdge]]:
    """Nodes and edges for the picture; a segment with its strongest verdict and the sentences of all its verdicts."""
    ends = {ref.id: ref for row in found.rows for ref in (row.source, row.target)}
    edges = [
        GraphEdge(row.rid, row.edge, row.source.id, row.target.id, sentences_of(row.sentences)) for row in found.rows
    ]
    return [_node(ref, judged.get(ref.id, ())) for ref in ends.values()], edges


def _node(ref: Ref, rows: Sequence[ChainGaps]) -> GraphNode:
    said = sentences_of(sentence for row in rows for sentence in row.sentences)
    return GraphNode(ref.id, ref.type, ref.name, said, rows[0].verdict if rows and ref.type == "Segment" else "")
