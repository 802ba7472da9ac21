"""A small policy for the language-model proposer, and how it is asked about it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ingest import pipeline
from ingest.proposer import Proposed, Proposer
from ingest.records import Facts
from tests.documents import document
from tests.model_stub import Reply, model

TEXT = """云川市新能源汽车产业发展实施方案
一、重点任务
(一)整车。支持云川飞驰汽车有限公司发展新能源商用车。到2027年,整车产业产值达到200亿元。(市工信局牵头,市科技局配合)
(二)零部件。引进滚珠丝杠项目,依托云川试验场开展道路测试,
到2028年建成测试道路30公里。由云川开发区管委会会同市交通局落实。
云川市人民政府办公室
2025年3月4日
"""
ROAD = "依托云川试验场开展道路测试,到2028年建成测试道路30公里。"
PLATFORM = {"kind": "platform", "name": "云川试验场", "quote": ROAD}


@cache
def sample() -> Facts:
    """What the rules read in the text, without the target that is left to the model."""
    found = pipeline.found(document(TEXT).text.source, tagged=[])
    assert found.tasks
    road, known = sorted(found.targets, key=lambda t: t.value)
    assert road.metric == "测试道路", "the rules read it, and here leave it to the model"
    return replace(found, targets=(known,))


def propose(facts: Facts, reply: Reply, **settings: float) -> Proposed:
    with model(reply) as (given, _):
        return Proposer(replace(given, **settings))(facts)
