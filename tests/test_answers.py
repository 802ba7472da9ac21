"""The named queries on a graph where the answers are known, and the names that users type."""

from __future__ import annotations

import pytest

from graph.store import Store
from queries.loader import ask, page
from queries.rows import (
    About,
    ChainGaps,
    ChainMap,
    Chains,
    DepartmentTasks,
    Entity,
    EntityNeighbourhood,
    EntitySearch,
    EvidenceOf,
    GraphCounts,
    Network,
    PassageFacts,
    Policies,
    Regions,
    TargetsByYear,
)
from queries.search import phrase, plain
from tests.graph_sample import (
    BUREAU,
    CANGLING,
    CHAIN,
    DIKONG,
    GAOXIN,
    GUANGDIAN,
    JIANSUJI,
    QINGPING,
    SCIENCE,
    ZHUANGBEI,
    node_id,
)


def gaps(store: Store, **params: object) -> dict[tuple[str, str], str]:
    return {(row.chain, row.segment): row.verdict for row in ask(store, ChainGaps, **params)}


def test_gaps_of_one_city(filled: Store):
    assert list(gaps(filled, region=QINGPING).items()) == [
        ((DIKONG, "航电系统"), "stated"),
        ((GUANGDIAN, "编码器"), "stated"),
        ((JIANSUJI, "齿轮钢"), "stated"),
        ((ZHUANGBEI, "谐波减速器"), "stated"),
        ((ZHUANGBEI, "轴承"), "stated"),
        ((ZHUANGBEI, "伺服电机"), "introduce"),
        (("", DIKONG), "introduce"),
        (("", "力矩传感器"), "introduce"),
        ((ZHUANGBEI, "数控系统"), "unserved"),
        ((ZHUANGBEI, "编码器"), "unserved"),
    ]


def test_gaps_of_another_city_and_of_all(filled: Store):
    assert gaps(filled, region=CANGLING) == {}
    assert gaps(filled, region=CANGLING, served=True) == {
        (ZHUANGBEI, "伺服电机"): "strengthened",
        (ZHUANGBEI, "数控系统"): "served",
    }
    assert gaps(filled, region=GAOXIN) == {(DIKONG, "航电系统"): "stated", ("", DIKONG): "introduce"}
    everywhere = gaps(filled)
    assert everywhere[ZHUANGBEI, "伺服电机"] == "introduce"
    assert (ZHUANGBEI, "数控系统") not in everywhere


def test_gaps_of_a_chain_hold_those_of_its_parts(filled: Store):
    found = gaps(filled, chain=CHAIN, region=QINGPING)
    assert {chain for chain, _ in found} == {ZHUANGBEI, JIANSUJI}
    assert gaps(filled, chain=node_id("Industry", name=JIANSUJI)) == {(JIANSUJI, "齿轮钢"): "stated"}
    assert gaps(filled, chain=node_id("Industry", name=DIKONG)) == {
        (DIKONG, "航电系统"): "stated",
        ("", DIKONG): "introduce",
    }
    assert gaps(filled, chain=CHAIN, verdict="introduce") == {(ZHUANGBEI, "伺服电机"): "introduce"}


def test_what_a_replaced_document_says_is_no_gap(filled: Store):
    assert not any(segment == "碳纤维" for _, segment in gaps(filled, served=True))
    assert ("", "碳纤维") not in gaps(filled)
    by_title = {row.title: row for row in ask(filled, Policies)}
    assert [row.current for row in by_title.values()] == [True, True, True, False]
    assert not by_title["青屏市产业链提升方案(2022—2024年)"].current


def test_a_gap_shows_sentence_lead_and_makers(filled: Store):
    rows = {(r.chain, r.segment): r for r in ask(filled, ChainGaps, region=QINGPING, served=True)}
    gap = rows[ZHUANGBEI, "谐波减速器"]
    assert [(s.quote, s.path) for s in gap.sentences] == [("针对谐波减速器、轴承等短板集中攻关。", "二/(一)")]
    assert [p.name for p in gap.policies] == ["青屏市产业链提升方案(2025—2027年)"]
    assert [(x.name, x.basis, x.via, x.tasks) for x in gap.leads] == [("青屏市工业和信息化局", "stated", "segment", 1)]
    assert [(x.name, x.basis, x.via) for x in rows[ZHUANGBEI, "轴承"].leads] == [
        ("青屏市科学技术局", "first_listed", "chain")
    ]
    assert rows[JIANSUJI, "齿轮钢"].leads == ()
    made = rows[ZHUANGBEI, "机床主轴"]
    assert (made.verdict, [e.name for e in made.enterprises]) == ("strengthened", ["青屏精工"])
    assert (rows[ZHUANGBEI, "工业相机"].verdict, rows[ZHUANGBEI, "数控系统"].enterprises) == ("served", ())
    other = {r.segment: r for r in ask(filled, ChainGaps, region=CANGLING, served=True)}
    assert [e.name for e in other["数控系统"].enterprises] == ["沧岭数控"]


def test_counting_leaves_out_what_counting_does_not_need(filled: Store):
    rows = ask(filled, ChainGaps, brief=True)
    assert [(r.chain, r.segment, r.verdict) for r in rows] == [
        (r.chain, r.segment, r.verdict) for r in ask(filled, ChainGaps)
    ]
    assert not any(r.sentences or r.policies or r.leads for r in rows)


def test_the_map_has_members_parts_makers_and_feeds(filled: Store):
    found = {(r.source.name, r.edge, r.target.name) for r in ask(filled, ChainMap, chain=CHAIN)}
    assert found == {
        ("青屏精工", "BELONGS_TO_CHAIN", ZHUANGBEI),
        ("青屏智能装备研究院", "BELONGS_TO_CHAIN", ZHUANGBEI),
        ("青屏数控产业园项目", "BELONGS_TO_CHAIN", ZHUANGBEI),
        (JIANSUJI, "PART_OF", ZHUANGBEI),
        ("青屏精工", "MAKES", "机床主轴"),
        ("青屏视觉", "MAKES", "工业相机"),
        ("沧岭数控", "MAKES", "数控系统"),
        ("伺服电机", "FEEDS", "机床主轴"),
    }
    assert all(r.sentences for r in ask(filled, ChainMap, chain=CHAIN))
    assert {r.source.name for r in ask(filled, ChainMap, chain=CHAIN, region=CANGLING)} == {"沧岭数控"}


def test_chains_count_their_members(filled: Store):
    rows = {row.name: row for row in ask(filled, Chains)}
    assert list(rows) == [ZHUANGBEI, DIKONG, GUANGDIAN, JIANSUJI]
    chain = rows[ZHUANGBEI]
    assert (chain.segments, chain.enterprises, chain.platforms, chain.projects, chain.policies) == (7, 1, 1, 1, 2)
    assert chain.aliases == ("智能装备",)
    assert [whole.name for whole in rows[JIANSUJI].within] == [ZHUANGBEI]
    assert [row.name for row in ask(filled, Chains, region=CANGLING)] == [ZHUANGBEI]


def test_tasks_of_a_department(filled: Store):
    rows = ask(filled, DepartmentTasks, department=SCIENCE)
    assert [(r.role, r.summary, r.basis, r.due) for r in rows] == [
        ("lead", "编制智能装备产业招商图谱", "first_listed", ()),
        ("support", "攻克谐波减速器量产工艺", "co_responsible", ("2026年底前",)),
    ]
    assert [[c.name for c in r.concerns] for r in rows] == [[ZHUANGBEI], ["谐波减速器"]]
    assert all(r.sentences for r in rows)
    assert [r.role for r in ask(filled, DepartmentTasks, department=BUREAU, role="support")] == ["support"]
    assert ask(filled, DepartmentTasks, department=SCIENCE, region=CANGLING) == []


def test_targets_by_year(filled: Store):
    rows = ask(filled, TargetsByYear)
    assert [(r.year, r.subject, r.value, r.value_max) for r in rows] == [
        (2027, "光电产业", 200.0, 260.0),
        (2027, "智能装备产业", 1000.0, None),
    ]
    assert ask(filled, TargetsByYear, year=2024) == []
    assert [r.subject for r in ask(filled, TargetsByYear, owner=CHAIN)] == ["智能装备产业"]
    assert [o.name for o in rows[1].owners] == [ZHUANGBEI]


def test_neighbours_are_capped_and_counted(filled: Store):
    found = page(filled, EntityNeighbourhood, id=CHAIN, offset=0, limit=3)
    assert len(found.rows) == 3
    assert found.total > 12
    assert all(row.sentences for row in found.rows)
    parts = ask(filled, EntityNeighbourhood, id=CHAIN, edge="PART_OF")
    assert [(r.neighbour.name, r.outgoing, r.current) for r in parts] == [(JIANSUJI, False, True)]
    old = ask(filled, EntityNeighbourhood, id=node_id("Segment", name="碳纤维"))
    assert old
    assert not any(row.current for row in old)


def test_an_entity_has_properties_and_mentions(filled: Store):
    (row,) = ask(filled, Entity, id=BUREAU)
    assert (row.type, row.name, row.properties["kind"]) == ("Department", "青屏市工业和信息化局", "department")
    assert row.mentions == len(row.sentences) == 1
    assert row.sentences[0].surface == "市工信局"
    assert ask(filled, Entity, id=CHAIN, cap=1)[0].mentions == 3
    assert ask(filled, Entity, id="segment-none") == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("青屏市工业和信息化局", "青屏市工业和信息化局"),
        ("市工信局", "青屏市工业和信息化局"),
        ("工信", "青屏市工业和信息化局"),
        ("青屏 信息", "青屏市工业和信息化局"),
        ("减速器", "谐波减速器"),
        ("轴承", "轴承"),
        ("智能装备", ZHUANGBEI),
        ("刚性", None),
        ("钢", "齿轮钢"),
        ("提升方案", "青屏市产业链提升方案(2022—2024年)"),
    ],
)
def test_names_are_found_by_any_part(filled: Store, words: str, first: str | None):
    found = ask(filled, EntitySearch, text=phrase(words), name=plain(words))
    assert (found[0].name if found else None) == first


@pytest.mark.parametrize("words", ['"', "\\", 'a"', "a\\", "(", "a:b", "a/b/", "+-!&&", "~甲^", "[a TO b]", "甲?*乙"])
def test_no_words_break_the_search(filled: Store, words: str):
    if text := phrase(words):
        assert ask(filled, EntitySearch, text=text, name=words) == []


def test_a_type_narrows_the_search(filled: Store):
    found = ask(filled, EntitySearch, text=phrase("青屏"), name="青屏", type="Platform")
    assert [(r.type, r.name) for r in found] == [("Platform", "青屏智能装备研究院")]


def test_evidence_of_a_node_an_edge_and_itself(filled: Store):
    about_node = ask(filled, EvidenceOf, id=CHAIN)
    assert [row.current for row in about_node] == [True, True, False]
    gap = next(r for r in ask(filled, ChainGaps, chain=CHAIN) if r.segment == "谐波减速器")
    (itself,) = ask(filled, EvidenceOf, id=gap.sentences[0].evidence)
    assert itself.quote == gap.sentences[0].quote
    assert itself.quote in itself.text
    (edge,) = ask(filled, EvidenceOf, id=itself.about)
    assert edge == itself
    assert itself.end - itself.start == len(itself.quote)


def test_an_id_is_a_node_or_the_two_ends_of_an_edge(filled: Store):
    assert [(r.thing.name, r.edge) for r in ask(filled, About, id=CHAIN)] == [(ZHUANGBEI, "")]
    (part,) = ask(filled, EntityNeighbourhood, id=CHAIN, edge="PART_OF")
    ends = ask(filled, About, id=part.rid)
    assert [(r.thing.name, r.edge) for r in ends] == [(JIANSUJI, "PART_OF"), (ZHUANGBEI, "PART_OF")]
    assert ends[0].policy == part.policy.id if part.policy else False
    assert ask(filled, About, id="none") == []


def test_a_passage_tells_what_it_mentions_in_order(filled: Store):
    gap = next(r for r in ask(filled, ChainGaps, chain=CHAIN) if r.segment == "谐波减速器")
    (proof,) = ask(filled, EvidenceOf, id=gap.sentences[0].evidence)
    facts = ask(filled, PassageFacts, passage=proof.passage)
    assert {fact.thing.name for fact in facts} == {"谐波减速器", "轴承", "编码器", "齿轮钢"}
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    assert [f.thing.name for f in facts if f.quote == "编码器仍是光电产业空白。"] == ["编码器"]
    assert ask(filled, EvidenceOf, id=facts[0].evidence)[0].about == facts[0].thing.id


def test_regions_and_counts(filled: Store):
    assert {r.name: r.policies for r in ask(filled, Regions)} == {QINGPING: 3, CANGLING: 1, GAOXIN: 1}
    counts = {(r.kind, r.type): r.count for r in ask(filled, GraphCounts)}
    assert counts["node", "Policy"] == 4
    assert counts["edge", "LEADS"] == 3


def test_the_network_of_a_chain_is_a_part_of_the_whole(filled: Store):
    whole = {r.rid for r in ask(filled, Network)}
    rows = ask(filled, Network, chain=CHAIN)
    assert {r.rid for r in rows} < whole
    names = {end.name for r in rows for end in (r.source, r.target)}
    assert {"谐波减速器", "齿轮钢", "青屏精工", "青屏市工业和信息化局", "攻克谐波减速器量产工艺"} <= names
    assert not names & {"航电系统", "碳纤维"}
