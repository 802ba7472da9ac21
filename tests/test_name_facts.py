"""What names become: facts with chain and kind, who makes what, one entry for all mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.gold import merge_names
from ingest.makes import makes_of
from ingest.names import names_of
from ingest.parse import parse
from ingest.read import read
from ingest.records import Makes
from ingest.tagger import tag
from ingest.weigh import weighed
from tests.extraction_sample import document_of, tagged
from tests.test_names import found

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def made(body: str, **kinds: list[str]) -> set[tuple[str, str]]:
    document = document_of(body)
    facts: tuple[Makes, ...] = makes_of(document, names_of(document, tagged(document, **kinds)))
    assert all(document.text.text[m.start : m.end].startswith(m.enterprise) for m in facts)
    assert all(document.text.text[m.start : m.end].endswith(m.segment) for m in facts)
    return {(m.enterprise, m.segment) for m in facts}


def test_further_mentions_of_an_enterprise_are_facts_too() -> None:
    document = document_of("支持云河重机做强。\n\n依托云河重机扩能。")
    first = tagged(document, ENT=["云河重机"])[:1]
    assert [n.rule for n in names_of(document, first)] == ["tagger", "repeat"]


def test_an_enterprise_platform_and_project_have_their_chain_and_kind() -> None:
    names = found(
        "(一)做强陶瓷产业\n\n支持云河重机建设青屏实验室和压电陶瓷生产线项目。",
        IND=["陶瓷产业"],
        ENT=["云河重机"],
        PLAT=["青屏实验室"],
        PROJ=["压电陶瓷生产线项目"],
    )
    assert [(n.kind, n.sort, n.chain) for n in names[1:]] == [
        ("enterprise", "", "陶瓷产业"),
        ("platform", "lab", "陶瓷产业"),
        ("project", "", "陶瓷产业"),
    ]


FIRMS = {"ENT": ["云河重机", "青屏光电"], "SEG": ["压电陶瓷", "陶瓷基板"]}
ALL = {(e, s) for e in FIRMS["ENT"] for s in FIRMS["SEG"]}


@pytest.mark.parametrize(
    "text",
    [
        "支持云河重机、青屏光电等企业重点发展压电陶瓷、陶瓷基板。",
        "支持云河重机、青屏光电等重点企业,开发压电陶瓷及陶瓷基板等产品。",
        "以云河重机、青屏光电等企业为龙头,发展压电陶瓷、陶瓷基板。",
        "依托云河重机、青屏光电,大力发展压电陶瓷、陶瓷基板。",
        "云河重机和青屏光电等企业在压电陶瓷、陶瓷基板等领域取得突破。",
        "以云河重机、青屏光电为链主,联合云河大学研制压电陶瓷、陶瓷基板。",
        "支持云河重机、青屏光电发展压电陶瓷,重点研发陶瓷基板。",
        "支持云河重机、青屏光电联合攻关压电陶瓷、陶瓷基板。",
        "支持云河重机、青屏光电扩大压电陶瓷、陶瓷基板产能。",
        "云河重机、青屏光电等企业引领压电陶瓷、陶瓷基板突破性发展。",
        "支持云河重机、青屏光电等企业在压电陶瓷、陶瓷基板等领域巩固优势。",
    ],
)
def test_enterprises_make_what_the_sentence_gives_them(text: str) -> None:
    assert made(text, **FIRMS) == ALL


@pytest.mark.parametrize(
    "text",
    [
        "支持云河重机、青屏光电做大。发展压电陶瓷、陶瓷基板。",
        "引入云河重机、青屏光电等企业,发展压电陶瓷、陶瓷基板。",
        "支持云河重机、青屏光电等企业扩能,市内其他企业生产压电陶瓷、陶瓷基板。",
        "推动压电陶瓷、陶瓷基板进入云河重机、青屏光电供应链。",
        "支持云河重机、青屏光电扩能,引进压电陶瓷、陶瓷基板。",
    ],
)
def test_enterprises_make_nothing_that_the_sentence_does_not_give_them(text: str) -> None:
    assert made(text, **FIRMS) == set()


def test_each_group_of_enterprises_makes_its_own() -> None:
    text = "支持云河重机等企业发展压电陶瓷,青屏光电等企业开发陶瓷基板。"
    assert made(text, **FIRMS) == {("云河重机", "压电陶瓷"), ("青屏光电", "陶瓷基板")}


def test_a_project_of_an_enterprise_makes_its_product() -> None:
    text = "推进云河重机压电陶瓷生产线项目、青屏光电的陶瓷基板项目。"
    assert made(text, **FIRMS) == {("云河重机", "压电陶瓷"), ("青屏光电", "陶瓷基板")}


def test_merged_names_stand_once_with_their_first_mention_and_nearest_chain() -> None:
    head = "云河市陶瓷产业发展规划(2031—2033年)\n\n一、重点任务\n\n"
    body = "推广收割机。\n\n(一)做优农机产业。引进收割机。\n\n(二)做强光电产业。补齐收割机短板。"
    document = document_of(body, head)
    merged = merge_names(names_of(document, tagged(document, IND=["陶瓷产业", "农机产业", "光电产业"], SEG=["收割机"])))
    assert [(s["chain"], s["stance"]) for s in merged["segments"]] == [("农机产业", "introduce"), ("光电产业", "gap")]
    assert [i["name"] for i in merged["industries"]] == ["陶瓷产业", "农机产业", "光电产业"]
    start, end = merged["segments"][0]["evidence"]
    assert document.text.text[start:end] == "收割机"
    assert set(merged) == {"industries", "segments", "enterprises", "platforms", "projects"}


def test_a_stated_gap_wins_over_other_mentions() -> None:
    document = document_of("发展收割机。补齐收割机短板。引进收割机。")
    (segment,) = merge_names(names_of(document, tagged(document, SEG=["收割机"])))["segments"]
    assert segment["stance"] == "gap"


def test_names_are_the_same_on_every_run() -> None:
    document = document_of("支持云河重机、青屏光电等企业重点发展压电陶瓷、激光测距仪等产品,做强陶瓷产业。")
    runs = [names_of(document, weighed(document.text.text, tag(document.text.text))) for _ in range(2)]
    assert runs[0]
    assert repr(runs[0]) == repr(runs[1])


@pytest.mark.skipif(not (SHARED / "policies").is_dir(), reason="../shared/policies is absent")
@pytest.mark.parametrize(
    ("stem", "names", "stance", "chain"),
    [
        ("xiangyang-2021-chain-chief-plan", ("精密铸造", "模具", "表面处理", "印染"), "gap", None),
        (
            "xiangyang-2024-manufacturing-base",
            ("毫米波雷达", "激光雷达", "车载通讯单元"),
            "introduce",
            "新能源和智能网联汽车产业",
        ),
    ],
)
def test_stated_gaps_and_introductions_of_real_plans(
    stem: str, names: tuple[str, ...], stance: str, chain: str | None
) -> None:
    document = parse(read(SHARED / "policies" / f"{stem}.txt"))
    segments = {
        n.name: n
        for n in names_of(document, weighed(document.text.text, tag(document.text.text)))
        if n.kind == "segment"
    }
    assert {segments[name].stance for name in names} == {stance}
    assert chain is None or {segments[name].chain for name in names} == {chain}
