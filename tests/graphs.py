"""Small document graphs for tests of the store: valid ones by hand and at random."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from graph import DocumentGraph, Edge, Evidence, Node, make_id

INDUSTRIES = ("汽车", "新能源", "轴承", "医药")
SEGMENTS = ("电机", "模具", "激光雷达")
KINDS = ("industry", "chain", "cluster")
STANCES = ("gap", "introduce", "strengthen", "develop")


def policy_id(number: int) -> str:
    return make_id("Policy", number)


@dataclass
class Builder:
    """Collects a valid document graph; every node and edge gets evidence."""

    number: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    offset: int = 0

    @property
    def id(self) -> str:
        return policy_id(self.number)

    def policy(self, **props):
        wanted = {"title": f"文件{self.number}", "doc_number": "", "status": "in_force", "source": f"{self.number}.txt"}
        wanted |= {"sha256": "0" * 64, "encoding": "utf-8", "fingerprint": "1"} | props
        return self.add(Node(self.id, "Policy", wanted, owned=True))

    def task(self, ordinal, **props):
        wanted = {"policy": self.id, "path": "一", "ordinal": ordinal, "summary": "做", "text": "做事"} | props
        return self.add(Node(make_id("Task", self.id, ordinal), "Task", wanted, owned=True))

    def shared(self, label, name, surface="", region=None, **claims):
        props = {"name": name} if region is None else {"name": name, "region": region}
        return self.add(Node(make_id(label, name, region), label, props), surface, claims)

    def region(self, name):
        node = Node(make_id("Region", name), "Region", {"name": name, "source": "GB/T 2260"})
        self.nodes[node.id] = node
        return node.id

    def add(self, node, surface="", claims=None):
        self.nodes[node.id] = node
        self.prove(node.id, surface, claims or {})
        return node.id

    def edge(self, label, source, target, **props):
        edge = Edge.of(label, source, target, self.id, **props)
        if edge.rid not in self.edges:
            self.edges[edge.rid] = edge
            self.prove(edge.rid)
        return edge.rid

    def prove(self, about, surface="", claims=None):
        self.offset += 10
        span = (self.offset, self.offset + 5)
        proof = Evidence(about, self.id, "一", *span, "某句原文。", "rule", 0.9, surface, claims or {})
        self.evidence[proof.id] = proof

    def build(self):
        return DocumentGraph(
            self.id, tuple(self.nodes.values()), tuple(self.edges.values()), tuple(self.evidence.values())
        )


def simple(number=1, **policy):
    """One document: policy, task, department in a region, an industry and one of its segments."""
    b = Builder(number)
    p, t = b.policy(**policy), b.task(1)
    d = b.shared("Department", "襄阳市科学技术局", "市科技局", region="襄阳市", kind="department")
    i = b.shared("Industry", "汽车零部件", "汽车零部件产业", kind="chain")
    s = b.shared("Segment", "电机")
    b.edge("PART_OF", t, p)
    b.edge("LEADS", d, t, basis="stated")
    b.edge("APPLIES_TO", p, b.region("襄阳市"))
    b.edge("BELONGS_TO_CHAIN", s, i, stance="gap")
    return b.build()


def at_random(rng: random.Random, number: int):
    """A document with a random choice of shared things, names for them, claims, tasks and edges."""
    b = Builder(number)
    p = b.policy(fingerprint=str(rng.randrange(3)))
    names = {}
    for _ in range(rng.randrange(1, 7)):
        name = rng.choice(INDUSTRIES)
        claims = {"kind": rng.choice(KINDS)} if rng.random() < 0.7 else {}
        names[name] = b.shared("Industry", name, rng.choice(["", name, name + "产业", name + "业"]), **claims)
    for name in rng.sample(SEGMENTS, rng.randrange(len(SEGMENTS))):
        segment = b.shared("Segment", name, rng.choice(["", name + "件"]))
        b.edge("BELONGS_TO_CHAIN", segment, rng.choice([*names.values()]), stance=rng.choice(STANCES))
    for ordinal in range(rng.randrange(4)):
        task = b.task(ordinal, due=rng.sample(["2025年底", "长期"], rng.randrange(3)))
        b.edge("PART_OF", task, p)
        b.edge("CONCERNS", task, rng.choice([*names.values()]))
    if rng.random() < 0.6:
        b.edge("APPLIES_TO", p, b.region(rng.choice(["襄阳市", "十堰市"])))
    return b.build()
