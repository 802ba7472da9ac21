"""Invented chains and networks of any size for the tests and benchmarks of the pictures."""

from __future__ import annotations

from itertools import cycle, islice

from ontology.model import load
from visuals.view import (
    ChainView,
    Goal,
    GraphEdge,
    GraphNode,
    Lead,
    Named,
    Segment,
    Sentence,
    Source,
    chain_view,
    goal_text,
)

HOSTILE = "</script><img src=x onerror='globalThis.pwned=1'>\"'&{{7*7}}\u202e\x07<b>"
NAMES = (
    "精密铸造",
    "模具",
    "LED车灯",
    "IGBT功率半导体模块（车规级）",
    "智能座舱域控制器及其操作系统软件平台与应用生态",
    "5G-V2X车路协同终端",
    "MWMW WWWW MMMM",
    "热管理系统",
)
FIRMS = ("云岭汽车股份有限公司", "清河电子", "临江精密机械制造有限责任公司", "ABC Precision Co., Ltd.", "南塘铸业")


def sentence(key: str, name: str) -> Sentence:
    """A sentence that names the thing."""
    return Sentence(
        f"evidence-{key}", f"针对{name}等环节，着力引进一批补链项目。", "清河市产业链实施方案", "三/(二)", name
    )


def chain(count: int, name: str = "汽车") -> ChainView:
    """A chain of `count` segments, verdicts and lengths of names mixed."""
    return chain_view(
        Named("industry-1", name),
        "清河市",
        [_segment(i, verdict) for i, verdict in enumerate(islice(cycle(load().enums["verdict"]), count))],
        leads=[Lead("department-1", "清河市工业和信息化局", "stated", "chain")],
        platforms=[Named(f"platform-{i}", f"清河第{i}实验室") for i in range(count // 8)],
        goals=[
            Goal(f"target-{i}", goal_text("产值", ">=", 1000.0 + i, unit="亿元", year=2025), sentence(f"t{i}", "产值"))
            for i in range(count // 4)
        ],
        sources=[Source("policy-1", "清河市产业链实施方案", "清政发〔2024〕1号", "2024-05-06", "in_force")],
    )


def _segment(i: int, verdict: str) -> Segment:
    name = NAMES[i % len(NAMES)] if i < len(NAMES) else f"{NAMES[i % len(NAMES)]}{i}"
    served = i % 6 if verdict in ("served", "strengthened") else 0
    return Segment(
        id=f"segment-{i:04d}",
        name=name,
        verdict=verdict,
        enterprises=tuple(Named(f"enterprise-{j}", FIRMS[(i + j) % len(FIRMS)]) for j in range(served)),
        leads=(Lead("department-2", "清河市经济技术开发区管理委员会", "first_listed"),) if i % 2 else (),
        sentences=tuple(sentence(f"{i}-{k}", name) for k in range(1 + i % 3)),
    )


def net(count: int) -> tuple[list[GraphNode], list[GraphEdge]]:
    """A network of `count` nodes: hubs, leaves, and links across."""
    hubs = [GraphNode(f"industry-{i}", "Industry", f"第{i}产业链") for i in range(max(1, count // 80))]
    types = ("Segment", "Enterprise", "Platform", "Project", "Task", "Target")
    leaves = [
        GraphNode(f"leaf-{i}", types[i % len(types)], f"{NAMES[i % len(NAMES)]}{i}", (sentence(f"n{i}", str(i)),))
        for i in range(count - len(hubs))
    ]
    edges = [
        GraphEdge(f"rid-{i}", "BELONGS_TO_CHAIN", leaf.id, hubs[i * i % len(hubs)].id, (sentence(f"e{i}", leaf.name),))
        for i, leaf in enumerate(leaves)
    ]
    across = [
        GraphEdge(f"made-{i}", "MAKES", leaves[i].id, leaves[(7 * i + 3) % len(leaves)].id, (sentence(f"m{i}", "甲"),))
        for i in range(0, len(leaves), 2)
    ]
    return [*hubs, *leaves], [*edges, *across]
