from __future__ import annotations

import pytest

from ingest.errors import NotAPolicyError
from ingest.pipeline import COMPONENTS, as_doc, extract, found, pipeline
from ingest.records import Name
from ingest.tagger import Scored
from tests.documents import document

SHORT = "关于加快汽车产业发展的通知\n一、重点任务\n(一)发展汽车产业。建设园区。(市工信局牵头,市科技局配合)\n"
EXCERPT = """发展新能源汽车产业,支持企业建设工厂,推进政策落实,加快项目实施。
到2027年,新能源汽车产业产值达到200亿元。
"""


@pytest.mark.parametrize("text", [SHORT, EXCERPT], ids=["short", "excerpt"])
def test_a_policy_is_read_however_short(text: str) -> None:
    facts = extract(document(text).text.source)
    assert facts.tasks or facts.targets


@pytest.mark.parametrize(
    "text",
    [
        "第一章 初见\n他走进工作的地方,支持着门框,同事都在。\n第二章 重逢\n发展得太快了,到2025年,他挣了500万元。\n",
        "会议纪要\n今天讨论了工作安排,大家负责打印。支持大家多休息。\n",
        "# 红烧肉\n1. 五花肉500克切块。\n2. 加水,煮40分钟。\n",
        "def main() -> None:\n    print('发展')\n",
    ],
    ids=["novel", "minutes", "recipe", "code"],
)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(NotAPolicyError, match="政策"):
        extract(document(text).text.source)


def test_characters_are_tokens_and_facts_are_spans() -> None:
    made = document(SHORT)
    nlp = pipeline()
    assert tuple(nlp.pipe_names) == COMPONENTS
    doc = nlp(as_doc(made, nlp.vocab))
    assert len(doc) == len(made.text.text)
    (task,) = doc.spans["tasks"]
    assert task.text == made.text.text[task.start : task.end]
    assert task.label_.startswith("task.")


def test_no_accepted_name_stands_under_a_proposal() -> None:
    text = "云河市产业发展行动方案\n一、重点任务\n(一)光储融合产业。发展逆变器、储能变流器,支持企业。(市工信局牵头)\n"
    source = document(text).text.source
    plain = document(text).text.text
    spans = (("光储融合产业", "IND", -0.5), ("逆变器", "SEG", 2.0), ("储能变流器", "SEG", 2.0))
    tagged = [Scored(plain.index(w), plain.index(w) + len(w), kind, score) for w, kind, score in spans]
    facts = found(source, tagged)
    assert {n.chain for n in facts.names if n.kind == "segment"} == {"光储融合产业"}
    assert "光储融合产业" in {n.name for n in facts.names if n.kind == "industry"}
    assert "光储融合产业" not in {n.name for n in facts.proposals if isinstance(n, Name)}
