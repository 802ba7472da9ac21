"""The gaps as a table, or as paragraphs where the screen is narrow, and what stands below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich import box
from rich.console import RenderableType
from rich.table import Table

from api.commands.common import around
from api.groups import Group, groups
from ontology.model import load
from queries.records import Lead, Sentence
from queries.rows import ChainGaps

QUOTE, LEADS, SENTENCES = 60, 3, 2
NARROW = 72
COLUMNS = (("链", 3), ("环节", 3), ("判定", 0), ("依据原句(政策·条款)", 9), ("本地企业", 3), ("牵头单位", 4))
UNNAMED = "(未指明)"
UNSERVED = "已读文件未提到本地企业"


def report(rows: Sequence[ChainGaps], width: int, *, folded: bool) -> Iterator[RenderableType]:
    """What to print on a screen of `width` cells; with `folded`, unserved segments as one line for each chain."""
    below = [row for row in rows if row.verdict == "unserved"] if folded else []
    found = groups([row for row in rows if row not in below] if below else rows)
    if found:
        yield table(found) if width >= NARROW else _paragraphs(found)
    if below:
        yield f"{load().label('verdict', 'unserved')}({UNSERVED}):"
        yield from _lines(below)
        yield f"看这些环节的原句:加 -v {load().label('verdict', 'unserved')},或用 -c 指定一条链。"
    if rows:
        yield summary(rows)


def cells(group: Group) -> tuple[str, ...]:
    """The text of each of COLUMNS."""
    row = group.row
    made = "、".join(e.name for e in row.enterprises) or "–"
    verdict = load().label("verdict", row.verdict)
    sentences = "\n".join(_sentences(group))
    return row.chain or UNNAMED, "、".join(group.segments), verdict, sentences, made, leads(row.leads)


def table(found: Sequence[Group]) -> Table:
    """One line for each group, sized by its columns' shares of the width."""
    made = Table(box=box.SIMPLE_HEAD, show_lines=True, show_edge=False, expand=True, pad_edge=False)
    for title, ratio in COLUMNS:
        made.add_column(title, ratio=ratio or None, min_width=None if ratio else 10, no_wrap=not ratio, overflow="fold")
    for group in found:
        made.add_row(*cells(group))
    return made


def summary(rows: Sequence[ChainGaps]) -> str:
    """How many gaps of each verdict, what unserved means, and how to see a sentence in its passage."""
    counts: Counter[str] = Counter(row.verdict for row in rows)
    parts = [f"{load().label('verdict', v)} {counts[v]}" for v in load().enums["verdict"] if counts[v]]
    meaning = f"“{load().label('verdict', 'unserved')}”指{UNSERVED}。" if counts["unserved"] else ""
    more = "加 --json 可得全部原句与依据编号,liantu evidence 编号 可看条款全文。"
    return f"共 {len(rows)} 项:{'、'.join(parts)}。{meaning}{more}"


def leads(found: Sequence[Lead]) -> str:
    """Who leads; where only a task on the chain, or another policy, says so, that too."""
    if not found:
        return "–"
    parts = []
    for (own, via, sentence), some in groupby(found[:LEADS], lambda lead: (lead.own, lead.via, _policy(lead))):
        names = "、".join(lead.name for lead in some)
        notes = ["" if own else f"据{sentence}", "涉及本链的任务" if via == "chain" else ""]
        note = ",".join(note for note in notes if note)
        parts.append(f"{names}({note})" if note else names)
    return "、".join(parts) + (f"等 {len(found)} 家" if len(found) > LEADS else "")


def cited(sentence: Sentence) -> str:
    """Title and year of the document, the passage and its place in the file: 《…》(2016)·三/(一)·第13页."""
    return "·".join(part for part in (titled(sentence), sentence.path, sentence.place) if part)


def titled(sentence: Sentence) -> str:
    """Title and year of the document."""
    return f"《{sentence.title}》" + (f"({sentence.year})" if sentence.year else "")


def _policy(lead: Lead) -> str:
    return "" if lead.own else titled(lead.sentence)


def _sentences(group: Group) -> Iterator[str]:
    found = group.row.sentences
    for sentence in found[:SENTENCES]:
        yield f"{around(sentence.quote, group.segments, QUOTE)}({cited(sentence)})"
    if len(found) > SENTENCES:
        yield f"另 {len(found) - SENTENCES} 句"


def _lines(rows: Sequence[ChainGaps]) -> Iterator[str]:
    for _, some in groupby(rows, lambda row: row.chain_id):
        group = list(some)
        yield f"  {group[0].chain}({len(group)}):{'、'.join(row.segment for row in group)}"


def _paragraphs(found: Sequence[Group]) -> str:
    def one(group: Group) -> str:
        named = dict(zip((title for title, _ in COLUMNS), cells(group), strict=True))
        head = f"【{named.pop('判定')}】{named.pop('链')}:{named.pop('环节')}"
        return "\n".join((head, *(f"{title}:{text}" for title, text in named.items())))

    return "\n\n".join(map(one, found)) + "\n"
