"""liantu judge: what pairs of names are to each other, by the rules alone."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.errors import UsageError
from ingest.identity.judge import RULES, judge
from ingest.identity.records import Mention

COLUMNS = ("type", "name_a", "region_a", "year_a", "name_b", "region_b", "year_b")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("judge")(judge_command)


def judge_command(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.tsv", help=f"制表符分隔,首行为列名:{' '.join(COLUMNS)}")],
) -> None:
    """判断成对的名称:same 同一、successor 前身、broader 下位、member 成员、different 不同、unsure 待判,并给出规则。"""
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    rows = list(_rows(pairs))
    out.writerow((*COLUMNS, "answer", "rule"))
    for row in rows:
        said = judge(_mention(row, "a"), _mention(row, "b"))
        out.writerow((*(row[c] for c in COLUMNS), said.answer, said.rule))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of the file, checked; raises UsageError with the line that is wrong."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"无法读取 {path}:应为 UTF-8 的制表符分隔文件({error})") from error
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise UsageError(f"{path} 首行缺少列:{'、'.join(missing)};首行应为 {' '.join(COLUMNS)}(制表符分隔)")
    for row in reader:
        values = {column: (row[column] or "").strip() for column in COLUMNS}
        if any(values.values()):
            yield _checked(values, f"{path} 第 {reader.line_num} 行")


def _checked(row: dict[str, str], where: str) -> dict[str, str]:
    if row["type"] not in RULES:
        raise UsageError(f"{where}:类型“{row['type']}”不对,可以是 {'、'.join(RULES)}")
    if not row["name_a"] or not row["name_b"]:
        raise UsageError(f"{where}:缺少名称")
    if bad := [row[c] for c in ("year_a", "year_b") if row[c] and not row[c].isdigit()]:
        raise UsageError(f"{where}:年份“{bad[0]}”应为数字或留空")
    return row


def _mention(row: dict[str, str], side: str) -> Mention:
    year = row[f"year_{side}"]
    return Mention(row["type"], row[f"name_{side}"], row[f"region_{side}"], int(year) if year else None)  # type: ignore[arg-type]
