"""A small graph built by hand about two invented cities, with every case that a query must tell apart."""

from __future__ import annotations

from graph.judgements import Judgement
from graph.records import DocumentGraph, Value
from graph.store import Store
from tests.graph_doc import Doc, node_id

QINGPING, GAOXIN, CANGLING = "青屏市", "青屏高新区", "沧岭市"
ZHUANGBEI, JIANSUJI, GUANGDIAN, DIKONG = "智能装备产业", "减速机产业链", "光电产业", "低空经济"
CHAIN = node_id("Industry", name=ZHUANGBEI)
SCIENCE = node_id("Department", name="青屏市科学技术局", region=QINGPING)
BUREAU = node_id("Department", name="青屏市工业和信息化局", region=QINGPING)
DOUBTED = ("青屏市科学技术局", "青屏市工业和信息化局")
BY = {"region_a": QINGPING, "region_b": QINGPING, "who": "王", "decided": "2026-11-27"}


def old_plan() -> Doc:
    """The plan that another replaces: nothing it says may show as a gap."""
    doc = Doc({"title": "青屏市产业链提升方案(2022—2024年)", "issued_on": "2022-03-01", "region": QINGPING})
    said = doc.text("一/(一)", "智能装备产业:碳纤维是明显短板,2024年产值达到300亿元。")
    chain = doc.node("Industry", said, "智能装备", name=ZHUANGBEI, kind="industry")
    doc.segment("碳纤维", "gap", said, (chain, "gap"))
    doc.edge("APPLIES_TO", doc.id, doc.region(QINGPING, "prefecture"), doc.passages[0][2])
    goal = doc.node(
        "Target",
        said,
        subject="智能装备产业",
        metric="产值",
        op=">=",
        value=300.0,
        unit="亿元",
        year=2024,
        period="by_year",
    )
    doc.edge("HAS_TARGET", chain, goal, said)
    return doc


def plan(old: Doc) -> Doc:
    """The plan in force."""
    doc = Doc(
        {
            "title": "青屏市产业链提升方案(2025—2027年)",
            "doc_number": "青政发〔2025〕3号",
            "issued_on": "2025-02-10",
            "region": QINGPING,
        }
    )
    home = doc.region(QINGPING, "prefecture")
    doc.edge("APPLIES_TO", doc.id, home, doc.passages[0][2])
    doc.edge("REPLACES", doc.id, old.id, doc.text("五", "原方案同时废止。"))
    aim, chain, light, part = goals(doc)
    hall, harmonic = wants(doc, home, chain, light, part)
    more = tasks(doc, chain, harmonic)
    unsure(doc, aim, hall, more)
    return doc


def goals(doc: Doc) -> tuple[str, str, str, str]:
    """What the plan is to reach; its sentence, and the chain, an industry and a branch of the chain."""
    aim = doc.text("一", "到2027年,智能装备产业产值力争突破1000亿元,光电产业产值达到200—260亿元。")
    chain = doc.node("Industry", aim, "智能装备", name=ZHUANGBEI, kind="industry")
    light = doc.node("Industry", aim, name=GUANGDIAN, kind="industry")
    goal = doc.node(
        "Target",
        aim,
        subject="智能装备产业",
        metric="产值",
        op=">",
        value=1000.0,
        unit="亿元",
        year=2027,
        period="by_year",
    )
    doc.edge("HAS_TARGET", chain, goal, aim)
    goal = doc.node(
        "Target",
        aim,
        subject="光电产业",
        metric="产值",
        op=">=",
        value=200.0,
        value_max=260.0,
        unit="亿元",
        year=2027,
        period="by_year",
    )
    doc.edge("HAS_TARGET", light, goal, aim)
    parts = doc.text("二", "做强智能装备产业下的减速机产业链。")
    part = doc.node("Industry", parts, name=JIANSUJI, kind="chain")
    doc.edge("PART_OF", part, chain, parts)
    return aim, chain, light, part


def wants(doc: Doc, home: str, chain: str, light: str, part: str) -> tuple[str, str]:
    """What the chains lack, seek and have; the sentence on platforms, and a segment that lacks."""
    doc.text("二/(一)", "针对谐波减速器、轴承等短板集中攻关。编码器仍是光电产业空白。减速机产业链缺少齿轮钢。")
    harmonic = doc.segment("谐波减速器", "gap", "针对谐波减速器、轴承等短板集中攻关。", (chain, "gap"))
    doc.segment("轴承", "gap", "针对谐波减速器、轴承等短板集中攻关。", (chain, "develop"))
    doc.segment("编码器", "gap", "编码器仍是光电产业空白。", (light, "gap"), (chain, "develop"))
    doc.segment("齿轮钢", "gap", "减速机产业链缺少齿轮钢。", (part, "gap"))
    wants = doc.text("二/(二)", "引进伺服电机企业,引进力矩传感器项目。")
    servo = doc.segment("伺服电机", "introduce", wants, (chain, "introduce"))
    doc.segment("力矩传感器", "introduce", wants)
    grows = doc.text("二/(三)", "发展数控系统、工业相机,巩固机床主轴,支持青屏精工、青屏视觉做强。")
    doc.segment("数控系统", "develop", grows, (chain, "develop"))
    camera = doc.segment("工业相机", "develop", grows, (chain, "develop"))
    spindle = doc.segment("机床主轴", "strengthen", grows, (chain, "strengthen"))
    fine = doc.maker("青屏精工", QINGPING, spindle, grows, home)
    doc.edge("BELONGS_TO_CHAIN", fine, chain, grows)
    doc.maker("青屏视觉", QINGPING, camera, grows)
    doc.edge("FEEDS", servo, spindle, grows)
    hall = doc.text("三", "依托青屏智能装备研究院建设中试平台,建设青屏数控产业园项目。")
    lab = doc.node("Platform", hall, name="青屏智能装备研究院", region=QINGPING, kind="institute")
    doc.edge("BELONGS_TO_CHAIN", lab, chain, hall)
    yard = doc.node("Project", hall, name="青屏数控产业园项目", region=QINGPING)
    doc.edge("BELONGS_TO_CHAIN", yard, chain, hall)
    return hall, harmonic


def tasks(doc: Doc, chain: str, harmonic: str) -> str:
    """Who does what; the sentence of the second task."""
    work = doc.text("四/1", "攻克谐波减速器量产工艺。(市工信局牵头,市科技局配合,2026年底前完成)")
    bureau = doc.node(
        "Department",
        work,
        "市工信局",
        name="青屏市工业和信息化局",
        region=QINGPING,
        kind="department",
    )
    science = doc.node(
        "Department",
        work,
        "市科技局",
        name="青屏市科学技术局",
        region=QINGPING,
        kind="department",
    )
    task = doc.node("Task", work, summary="攻克谐波减速器量产工艺", text=work, due=["2026年底前"], lead_basis="stated")
    doc.edge("PART_OF", task, doc.id, work)
    doc.edge("LEADS", bureau, task, work, basis="stated")
    doc.edge("SUPPORTS", science, task, work, role="co_responsible")
    doc.edge("CONCERNS", task, harmonic, work)
    more = doc.text("四/2", "编制智能装备产业招商图谱。[责任单位:市科技局、市工信局]")
    task = doc.node("Task", more, summary="编制智能装备产业招商图谱", text=more, lead_basis="first_listed")
    doc.edge("PART_OF", task, doc.id, more)
    doc.edge("LEADS", science, task, more, basis="first_listed")
    doc.edge("SUPPORTS", bureau, task, more, role="all_listed")
    doc.edge("CONCERNS", task, chain, more)
    return more


def unsure(doc: Doc, aim: str, hall: str, more: str) -> None:
    """What the plan may say: names and statements that nothing else in the sample has."""
    doc.proposal("platform", "中试平台", hall, "tagger/list", 0.55, sort="service", chain=ZHUANGBEI)
    doc.proposal("segment", "招商图谱", more, "tagger", 0.41, stance="develop")
    goal: dict[str, Value] = {"subject": "光电产业", "metric": "产值", "op": "~", "value": 260.0, "unit": "亿元"}
    doc.proposal("target", "光电产业产值左右260亿元", aim, "llm/qwen", 0.3, **goal)
    doc.proposal("task", "编制招商图谱", more, "llm/qwen", 0.3, leads=["市科技局"], supports=["市工信局"])


def draft(newer_than: Doc) -> Doc:
    """A draft for a zone of the city; it says that it replaces the plan, and does not, being a draft."""
    doc = Doc(
        {
            "title": "青屏高新区低空经济行动计划(征求意见稿)",
            "issued_on": "2025-06-01",
            "status": "draft",
            "region": GAOXIN,
        }
    )
    said = doc.text("一", "引进低空经济,补齐航电系统短板。")
    doc.edge("APPLIES_TO", doc.id, doc.region(GAOXIN, "zone", QINGPING), doc.passages[0][2])
    doc.edge("REPLACES", doc.id, newer_than.id, said)
    field_ = doc.node("Industry", said, name=DIKONG, kind="field")
    doc.edge("CALLS_FOR", doc.id, field_, said, stance="introduce")
    doc.segment("航电系统", "gap", said, (field_, "gap"))
    doc.proposal("segment", "航电", said, "tagger", 0.5)
    return doc


def neighbour() -> Doc:
    """The other city, on the same chain."""
    doc = Doc({"title": "沧岭市制造业任务清单", "issued_on": "2024-11-20", "region": CANGLING})
    home = doc.region(CANGLING, "prefecture")
    doc.edge("APPLIES_TO", doc.id, home, doc.passages[0][2])
    said = doc.text("1", "智能装备产业:支持沧岭数控发展数控系统,巩固伺服电机。(市经信局牵头)")
    chain = doc.node("Industry", said, "智能装备", name=ZHUANGBEI, kind="chain")
    control = doc.segment("数控系统", "develop", said, (chain, "develop"))
    doc.segment("伺服电机", "strengthen", said, (chain, "strengthen"))
    doc.maker("沧岭数控", CANGLING, control, said, home)
    bureau = doc.node(
        "Department",
        said,
        "市经信局",
        name="沧岭市经济和信息化局",
        region=CANGLING,
        kind="department",
    )
    task = doc.node("Task", said, summary="发展数控系统", text=said, cadence="annual", lead_basis="stated")
    doc.edge("PART_OF", task, doc.id, said)
    doc.edge("LEADS", bureau, task, said, basis="stated")
    doc.edge("CONCERNS", task, control, said)
    doc.edge("CONCERNS", task, chain, said)
    return doc


def documents() -> list[DocumentGraph]:
    """All documents of the sample, oldest first."""
    old = old_plan()
    new = plan(old)
    return [doc.graph() for doc in (old, neighbour(), new, draft(new))]


def fill(store: Store) -> None:
    """Make the store hold the sample and nothing else."""
    for policy in store.policies():
        store.forget(policy.id)
    store.withdraw(*(one.id for one in store.judgements()))
    for graph in documents():
        store.write(graph)
    store.decide(Judgement("Department", SCIENCE, BUREAU, *DOUBTED, "unsure", "person", 1.0, "person", **BY))
