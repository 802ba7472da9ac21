"""Over a thousand judged pairs, written without sight of the rules: no false merge, and the share of right answers."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import build
from graph import Settings
from ingest.identity.judge import RULES, judge
from ingest.identity.records import Mention

PAIRS = Path(__file__).with_name("golden") / "pairs.tsv"
LEAST = 0.93


def rows():
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def mention(row, side):
    year = row[f"year_{side}"]
    return Mention(row["type"], row[f"name_{side}"], row[f"region_{side}"], int(year) if year else None)


@pytest.fixture(scope="module")
def judged():
    """Each pair with what the rules say of it."""
    return [(row, judge(mention(row, "a"), mention(row, "b"))) for row in rows()]


def test_no_two_different_things_are_said_to_be_the_same(judged):
    wrong = [r for r, said in judged if said.answer == "same" and r["expected"] not in ("same", "unsure")]
    assert [(r["name_a"], r["region_a"], r["name_b"], r["region_b"]) for r in wrong] == []


def test_nearly_all_pairs_are_judged_right(judged):
    right, every = Counter(), Counter(row["type"] for row, _ in judged)
    right.update(row["type"] for row, said in judged if said.answer == row["expected"])
    assert every.keys() == RULES.keys()
    assert sum(right.values()) / sum(every.values()) >= LEAST, {kind: right[kind] / every[kind] for kind in every}


def test_what_hangs_together_shares_a_key(judged):
    for row, said in judged:
        a, b = mention(row, "a"), mention(row, "b")
        if said.answer not in ("different", "unsure"):
            assert RULES[a.kind].keys(a) & RULES[b.kind].keys(b), (row["name_a"], row["name_b"])


def test_the_command_answers_as_the_rules_do(judged):
    done = CliRunner().invoke(build(), ["judge", str(PAIRS)], obj=Settings())
    assert done.exit_code == 0, done.output
    printed = list(csv.DictReader(done.stdout.splitlines(), delimiter="\t"))
    assert [(r["answer"], r["rule"]) for r in printed] == [(said.answer, said.rule) for _, said in judged]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type\tname_a\n", "缺少列"),
        ("{head}\nfirm\t甲\t\t\t乙\t\t\n", "类型“firm”"),
        ("{head}\ndepartment\t甲局\t\t去年\t乙局\t\t\n", "年份“去年”"),
        ("{head}\ndepartment\t甲局\t\t\t\t\t\n", "缺少名称"),
    ],
)
def test_a_file_that_is_no_list_of_pairs_is_answered(tmp_path, text, said):
    head = "type\tname_a\tregion_a\tyear_a\tname_b\tregion_b\tyear_b"
    path = tmp_path / "pairs.tsv"
    path.write_text(text.format(head=head), "utf-8")
    done = CliRunner().invoke(build(), ["judge", str(path)], obj=Settings())
    assert said in str(done.exception)
