"""liantu diff: what changed between two policies or two versions of one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer

from api.change_words import KIND_WORDS, values, what
from api.commands.common import JsonOption, around, console, opened
from api.commands.gap_table import cited
from api.lines import comparison, policy_of
from queries.changes import Change, Comparison

QUOTE = 50
NUMBER = re.compile(r"\d+(?:\.\d+)?")

PolicyArgument = Annotated[str, typer.Argument(metavar="文件", help="编号、文件名或标题的一部分。")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(diff)


def diff(context: typer.Context, before: PolicyArgument, after: PolicyArgument, json: JsonOption = False) -> None:
    """两份文件(或一份文件的两个版本)之间变了什么:目标、产业、企业、平台、部门、任务,各附原句。"""
    with opened(context) as store:
        found = comparison(store, policy_of(store, before), policy_of(store, after))
    if json:
        sys.stdout.write(found.model_dump_json(indent=2) + "\n")
        return
    screen = console()
    for text in report(found):
        screen.print(text, soft_wrap=True)


def report(found: Comparison) -> Iterator[str]:
    """The comparison as lines, each change followed by the sentences of both sides."""
    yield f"《{found.before.name}》→《{found.after.name}》"
    for kind, some in groupby(found.changes, lambda change: change.kind):
        group = list(some)
        yield f"{KIND_WORDS[kind]}({len(group)})"
        for change in group:
            yield _line(change)
            yield from (f"      {_cited(change, number)}" for number in range(len(change.sentences)))
    yield f"变化 {len(found.changes)} 项,两份相同的 {found.same} 项。"


def _line(change: Change) -> str:
    told = values(change)
    return f"  [{what(change)}] {change.name}" + (f":{told}" if told else "")


def _cited(change: Change, number: int) -> str:
    """A sentence around what it proves: the value of a target, else the name as the sentence writes it."""
    sentence = change.sentences[number]
    figures = [NUMBER.search(change.before), NUMBER.search(change.after)]
    held = [figure[0] for figure in figures if figure and figure[0] in sentence.quote]
    anchor = (held[-1] if number else held[0]) if change.kind == "target" and held else sentence.surface or change.name
    return f"{around(sentence.quote, anchor, QUOTE)}({cited(sentence)})"
