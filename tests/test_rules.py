"""Every rule that extraction uses has words for people."""

from __future__ import annotations

import pytest

from api.rules import PLACES, RULES, said
from ingest.coverage import by_kind
from ingest.files import expand
from ingest.pipeline import extract
from ingest.read import read
from ingest.resolve import resolve
from tests.documents import ROOT


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("tagger", "名称识别模型,把握 94 %"),
        ("tagger/heading", "名称识别模型,所属产业取自小标题,把握 94 %"),
        ("task.table.columns", "规则:任务分解表的责任单位栏,把握 94 %"),
        ("task.bracket", "规则:责任单位,把握 94 %"),
        ("strange", "规则:strange,把握 94 %"),
    ],
)
def test_a_rule_is_said_in_chinese(rule: str, words: str):
    assert said(rule, 0.936) == words


def test_every_rule_of_real_extraction_is_known():
    used = set()
    for path in expand([ROOT / "examples"]):
        facts = extract(read(path))
        used |= {fact.rule for found in by_kind(facts).values() for fact in found}
        used |= {evidence.rule for evidence in resolve(facts, "test").evidence}
    heads = {rule.partition("/")[0] for rule in used}
    assert len(heads) > 8
    assert {head for head in heads if not head.startswith(tuple(prefix for prefix, _ in RULES))} == set()
    assert {rule.partition("/")[2] for rule in used} - {""} <= set(PLACES)
