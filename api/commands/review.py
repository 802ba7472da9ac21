"""liantu review: pairs of names that wait for a person, both sentences beside; takes judgements and takes them back."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Annotated

import typer
from rich.text import Text

from api.commands.common import JsonOption, around, console, opened, print_json
from graph import Store
from ingest.matching import Matched
from ingest.review import Decision, decide, undo
from ontology.model import load
from queries.errors import NotFoundError
from queries.loader import page
from queries.records import Sentence
from queries.rows import Judgements

KEYS = {"s": "same", "d": "different", "b": "broader", "m": "member", "p": "successor", "u": "unsure"}
ASK = "[s]同一 [d]不同 [b]甲属于乙 [m]甲是乙的成员 [p]甲是乙的前身 [r]两边对调 [k]跳过 [q]结束"
WIDTH = 60
LISTED = 50


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("review")(review_command)


def review_command(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option("--type", metavar="类型", help="只看这一类,如 Enterprise。")] = None,
    listed: Annotated[bool, typer.Option("--list", help="只列出,不提问。")] = False,
    everything: Annotated[bool, typer.Option("--all", help="连同已有结论的判断,不只是待判的。")] = False,
    pair: Annotated[
        tuple[str, str, str] | None,
        typer.Option(
            "--decide", metavar="甲编号 乙编号 结论", help=f"直接判断一对名称,结论为 {'、'.join(KEYS.values())}。"
        ),
    ] = None,
    back: Annotated[str | None, typer.Option("--undo", metavar="编号", help="撤销一条判断,图谱恢复原样。")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="姓名", help="判断人,默认为登录名。")] = None,
    note: Annotated[str, typer.Option("--note", metavar="理由", help="判断的理由。")] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="最多几对。")] = LISTED,
    json: JsonOption = False,
) -> None:
    """待判的成对名称,附两边原句;接受判断,可撤销,重新读入后仍有效。"""
    name = who or getpass.getuser()
    with opened(context) as store:
        if pair or back:
            made = _decided(store, Decision(*pair, name, note)) if pair else undo(store, str(back), date.today(), name)
            console().print(_said(made))
            return
        found = page(store, Judgements, kind=_kind(kind), open=not everything, offset=0, limit=limit)
        rows = list(found.rows)
        if json:
            print_json(rows)
        elif not rows:
            console().print("没有判断。" if everything else "没有待判的名称。")
        elif listed or everything:
            for row in rows:
                console().print(_shown(row))
            console().print(f"{found.total} 对中的 {len(rows)} 对。")
        else:
            _session(store, rows, found.total, name, note)


def _decided(store: Store, decision: Decision) -> Matched:
    return decide(store, [decision], date.today())


def _kind(kind: str | None) -> str | None:
    """A type as users write it, in English or Chinese."""
    if kind is None:
        return None
    for name, node in load().nodes.items():
        if kind.lower() == name.lower() or kind == node.zh:
            return name
    raise NotFoundError(f"没有类型“{kind}”。")


def _session(store: Store, rows: list[Judgements], total: int, who: str, note: str) -> None:
    """Ask pair by pair; what was answered is kept at the end, also after q."""
    taken: list[Decision] = []
    for place, row in enumerate(rows, 1):
        console().print(f"({place}/{total})")
        console().print(_shown(row))
        answer, turned = _asked()
        if answer == "q":
            break
        if answer != "k":
            a, b = (row.b.id, row.a.id) if turned else (row.a.id, row.b.id)
            taken.append(Decision(a, b, KEYS[answer], who, note))
    if taken:
        console().print(_said(decide(store, taken, date.today())))
    console().print(f"已保存 {len(taken)} 条判断。")


def _asked() -> tuple[str, bool]:
    turned = False
    while True:
        answer = typer.prompt(ASK, default="k").strip().lower()
        if answer == "r":
            turned = not turned
            console().print("已对调:下一个回答中,甲、乙互换。" if turned else "已换回。")
        elif answer in KEYS or answer in ("k", "q"):
            return answer, turned


def _said(made: Matched) -> str:
    return f"名称 {made.names} 个,归为 {made.nodes} 个节点;待判 {made.unsure} 对。"


def _shown(row: Judgements) -> Text:
    answer = load().label("answer", row.answer)
    by = f"{row.who} {row.decided}" if row.by == "person" else f"规则 {row.rule},把握 {row.score:.0%}"
    head = f"{load().nodes[row.kind].zh} {answer}({by}) {row.id}" + ("" if row.counts else "(已由人工改判)")
    return Text.assemble(
        (head + "\n", "bold"),
        *_side("甲", row.a.name, row.region_a, row.a.id, row.sentences_a),
        *_side("乙", row.b.name, row.region_b, row.b.id, row.sentences_b),
        row.note and f" 说明:{row.note}\n",
    )


def _side(mark: str, name: str, region: str, id_: str, sentences: tuple[Sentence, ...] | list[Sentence]) -> list[str]:
    lines = [f" {mark} {name}" + (f"({region})" if region else "") + f" {id_}\n"]
    for one in sentences:
        lines.append(f"   《{one.title}》{one.path}:{around(one.quote, [one.surface or name], WIDTH)}\n")
    return lines
