"""What is a chain, which chains are near a word, and who leads: small documents for each rule."""

from __future__ import annotations

import pytest

from graph.store import Store
from queries import resolve
from queries.errors import EmptyError, NotFoundError
from queries.loader import ask
from queries.near import gap_counts, near
from queries.records import Lead
from queries.rows import ChainGaps, Chains
from tests.graph_doc import Doc

CITY = "云川市"


def paper(title: str, issued_on: str, city: str = CITY) -> Doc:
    doc = Doc({"title": title, "issued_on": issued_on, "region": city})
    doc.edge("APPLIES_TO", doc.id, doc.region(city, "prefecture"), title)
    return doc


def industry(doc: Doc, name: str) -> str:
    return doc.node("Industry", doc.passages[-1][2], name=name)


def led(doc: Doc, department: str, thing: str, basis: str = "stated") -> None:
    """A task on the thing, in the document's last passage, led by the department."""
    quote = doc.passages[-1][2]
    unit = doc.node("Department", quote, name=department, region=CITY)
    task = doc.node("Task", quote, summary=quote, text=quote, lead_basis=basis)
    doc.edge("LEADS", unit, task, quote, basis=basis)
    doc.edge("CONCERNS", task, thing, quote)


def write(store: Store, *docs: Doc) -> None:
    for doc in docs:
        store.write(doc.graph())


def leads(store: Store) -> tuple[Lead, ...]:
    (row,) = ask(store, ChainGaps)
    return row.leads


# --- who leads ------------------------------------------------------------------------------------------------------


def test_leads_come_from_the_nearest_tier_that_has_any(store: Store):
    plan, new, old = paper("甲方案", "2024-05-01"), paper("乙方案", "2025-05-01"), paper("丙方案", "2016-05-01")
    plan.text("一", "汽车产业:攻克模具短板,做强汽车产业。")
    chain = industry(plan, "汽车产业")
    segment = plan.segment("模具", "gap", plan.passages[-1][2], (chain, "gap"))
    tiers = [(plan, segment), (plan, chain), (new, segment), (old, segment), (new, chain)]
    for place, (doc, _) in enumerate(tiers):
        doc.text(f"二/{place}", f"第{place}项任务,汽车产业模具。")
        if doc is not plan:
            doc.node("Industry", doc.passages[-1][2], name="汽车产业")
            doc.node("Segment", doc.passages[-1][2], name="模具")
    expected = [
        ("甲方案", 2024, "segment", True),
        ("甲方案", 2024, "chain", True),
        ("乙方案", 2025, "segment", False),
        ("丙方案", 2016, "segment", False),
        ("乙方案", 2025, "chain", False),
    ]
    write(store, plan, new, old)
    assert leads(store) == ()
    for place in reversed(range(len(tiers))):
        doc, thing = tiers[place]
        quote = f"第{place}项任务,汽车产业模具。"
        unit = doc.node("Department", quote, name=f"第{place}局", region=CITY)
        task = doc.node("Task", quote, summary=quote, text=quote)
        doc.edge("LEADS", unit, task, quote, basis="stated")
        doc.edge("CONCERNS", task, thing, quote)
        write(store, doc)
        first = leads(store)[0]
        assert (first.sentence.title, first.sentence.year, first.via, first.own) == expected[place]
        assert (first.name, first.sentence.quote) == (f"第{place}局", quote)
        assert {(lead.via, lead.own) for lead in leads(store)} == {expected[place][2:]}
    assert [lead.name for lead in leads(store)] == ["第0局"]


def test_leads_of_other_policies_stand_newest_first_and_each_once(store: Store):
    plan, new, old = paper("甲方案", "2024-05-01"), paper("乙方案", "2025-05-01"), paper("丙方案", "2016-05-01")
    plan.text("一", "模具是短板。")
    segment = plan.segment("模具", "gap", plan.passages[-1][2])
    for doc, names in ((old, ("老局", "新局")), (new, ("新局",))):
        doc.text("一", "提升模具水平。")
        doc.node("Segment", doc.passages[-1][2], name="模具")
        for name in names:
            led(doc, name, segment)
    far = paper("丁方案", "2025-06-01", "远山市")
    far.text("一", "提升模具水平。")
    far.node("Segment", far.passages[-1][2], name="模具")
    led(far, "远山局", segment)
    write(store, plan, new, old, far)
    assert [(lead.name, lead.sentence.title) for lead in leads(store)] == [("新局", "乙方案"), ("老局", "丙方案")]


# --- verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (("strengthen",), "strengthened"),
        (("develop",), "unserved"),
        (("develop", "strengthen"), "strengthened"),
        (("strengthen", "introduce"), "introduce"),
        (("introduce", "gap"), "stated"),
    ],
)
@pytest.mark.parametrize("made", [False, True])
def test_the_decisive_stance_makes_the_verdict(store: Store, stances: tuple[str, ...], verdict: str, made: bool):
    for place, stance in enumerate(stances):
        doc = paper(f"方案{place}", f"202{place}-01-01")
        said = doc.text("一", f"汽车产业:{stance} 模具,云川模具公司生产模具。")
        segment = doc.segment("模具", stance, said, (industry(doc, "汽车产业"), stance))
        if made and place == 0:
            doc.maker("云川模具公司", CITY, segment, said)
        write(store, doc)
    (row,) = ask(store, ChainGaps, served=True)
    assert row.verdict == ("served" if made and verdict == "unserved" else verdict)
    decisive = max(stances, key=["develop", "strengthen", "introduce", "gap"].index)
    assert [s.quote for s in row.sentences] == [f"汽车产业:{decisive} 模具,云川模具公司生产模具。"]


# --- chains and classes ---------------------------------------------------------------------------------------------


def classes(store: Store) -> dict[str, str]:
    """A class over two chains, one of them with a chain below; ids by name."""
    doc = paper("方案", "2025-01-01")
    said = doc.text("一", "传统产业、汽车产业、汽车零部件产业、磷系新材料产业、新能源和智能网联汽车产业、磷化工产业。")
    names = said.rstrip("。").split("、")
    ids = {name: industry(doc, name) for name in names}
    for part, whole in (("汽车产业", "传统产业"), ("磷系新材料产业", "传统产业"), ("汽车零部件产业", "汽车产业")):
        doc.edge("PART_OF", ids[part], ids[whole], said)
    parts = [("汽车产业", "模具"), ("汽车零部件产业", "轴承"), ("磷系新材料产业", "精细磷化工")]
    for chain, segment in [*parts, ("新能源和智能网联汽车产业", "雷达"), ("新能源和智能网联汽车产业", "芯片")]:
        quote = doc.text(f"二/{segment}", f"{chain}:补齐{segment}短板。")
        doc.segment(segment, "gap", quote, (ids[chain], "gap"))
    write(store, doc)
    return ids


def test_an_industry_without_members_is_no_chain_and_gathers_nothing(store: Store):
    ids = classes(store)
    named = {"传统产业", "磷化工产业"}
    assert {row.name for row in ask(store, Chains)} == set(ids) - named
    assert {row.name for row in ask(store, Chains, all=True)} == set(ids)
    lacks = {name: {row.segment for row in ask(store, ChainGaps, chain=id_)} for name, id_ in ids.items()}
    assert lacks["汽车产业"] == {"模具", "轴承"}
    assert lacks["汽车零部件产业"] == {"轴承"}
    assert lacks["传统产业"] == lacks["磷化工产业"] == set()
    counts = gap_counts(store)
    assert {name: counts[id_, "stated"] for name, id_ in ids.items()} == {n: len(s) for n, s in lacks.items()}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("新能源汽车", [("新能源和智能网联汽车产业", 2)]),
        ("新能源汽车产业链", [("新能源和智能网联汽车产业", 2)]),
        ("磷化工", [("磷系新材料产业", 1)]),
        ("汽车", [("新能源和智能网联汽车产业", 2), ("汽车产业", 2), ("汽车零部件产业", 1)]),
        ("车联网", []),
        ("能车", []),
        ("", []),
    ],
)
def test_near_chains_hold_the_word_or_a_segment_that_does(store: Store, word: str, found: list[tuple[str, int]]):
    classes(store)
    assert [(chain.name, chain.gaps) for chain in near(store, word)] == found
    assert near(store, word, verdicts=("introduce",)) == ()


def test_a_name_that_nothing_has_lists_only_what_is_near(store: Store):
    with pytest.raises(EmptyError):
        resolve.chain(store, "汽车")
    classes(store)
    with pytest.raises(NotFoundError, match=r"新能源和智能网联汽车产业\(2 项\)") as error:
        resolve.chain(store, "新源汽车")
    assert [chain.name for chain in error.value.near] == ["新能源和智能网联汽车产业"]
    assert "磷" not in str(error.value)


def test_a_part_of_a_name_means_the_chain_before_the_mere_name(store: Store):
    doc = paper("方案", "2025-01-01")
    said = doc.text("一", "低空经济产业、低空装备产业,补齐航电短板。")
    doc.node("Industry", said, name="低空经济产业")
    doc.segment("航电", "gap", said, (doc.node("Industry", said, name="低空装备产业"), "gap"))
    write(store, doc)
    assert resolve.chain(store, "低空").name == "低空装备产业"
    assert resolve.chain(store, "低空经济").name == "低空经济产业"
