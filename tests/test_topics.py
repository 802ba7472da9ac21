from __future__ import annotations

import pytest

from ingest.outline import Outline
from ingest.stances import blotted, rarest, stance_of
from ingest.topics import outline_chains
from tests.extraction_sample import document_of, tagged


def stance(text: str, name: str) -> str:
    start = text.index(name)
    return stance_of(text, (0, len(text)), start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("重点发展陶瓷基板、压电陶瓷等产品。", "压电陶瓷", "develop"),
        ("以陶瓷基板为方向。", "陶瓷基板", "develop"),
        ("围绕齿轮加工、热处理、染整等产业链短板和弱项,规划专业园区。", "热处理", "gap"),
        ("补齐热处理短板。", "热处理", "gap"),
        ("填补超细粉体等空白。", "超细粉体", "gap"),
        ("破解精密轴承薄弱环节。", "精密轴承", "gap"),
        ("招引电芯、隔膜等配套企业,补齐产业链短板。", "隔膜", "gap"),
        ("引进测距雷达、路侧单元等关键零部件。", "路侧单元", "introduce"),
        ("培育引进测距雷达等零部件。", "测距雷达", "introduce"),
        ("谋划建设储能电站。", "储能电站", "introduce"),
        ("承接针织面料产业。", "针织面料", "introduce"),
        ("支持制动系统、座椅骨架等核心总成企业落户。", "制动系统", "introduce"),
        ("推动纯电客车、混动客车在云河布局,扩大规模。", "混动客车", "introduce"),
        ("巩固提升变速箱、驱动桥等产品。", "驱动桥", "strengthen"),
        ("做大做强变速箱。", "变速箱", "strengthen"),
        ("围绕变速箱、驱动桥等优势环节,集中力量促进升级。", "变速箱", "strengthen"),
        ("引进测距雷达,重点发展变速箱。", "变速箱", "develop"),
        ("做强变速箱,导入测距雷达。", "变速箱", "strengthen"),
        ("引进变流器、管控系统,加快补齐隔膜、铜箔等环节短板,布局消防装备。", "变流器", "introduce"),
        ("引进变流器、管控系统,加快补齐隔膜、铜箔等环节短板,布局消防装备。", "铜箔", "gap"),
        ("引进变流器、管控系统,加快补齐隔膜、铜箔等环节短板,布局消防装备。", "消防装备", "introduce"),
        ("支持某厂发展采摘机器人,弥补力矩传感器空白。", "采摘机器人", "develop"),
        ("发展电芯,突破隔膜涂覆、添加剂等“卡脖子”技术,探索无损检测。", "添加剂", "gap"),
        ("发展电芯,突破隔膜涂覆、添加剂等“卡脖子”技术,探索无损检测。", "电芯", "develop"),
        ("发展电芯,突破隔膜涂覆、添加剂等“卡脖子”技术,探索无损检测。", "无损检测", "introduce"),
        ("围绕陶瓷产业坯料、釉料,农机产业整机、总成等优势环节,集中力量。", "坯料", "strengthen"),
        ("探索在压电陶瓷、釉料等行业搭建平台。", "压电陶瓷", "develop"),
        ("加快储能电芯、模组项目落地。", "储能电芯", "develop"),
    ],
)
def test_stance_comes_from_the_words_that_govern_the_clause(text: str, name: str, expected: str) -> None:
    assert stance(text, name) == expected


@pytest.mark.parametrize(
    ("text", "inner", "name", "expected"),
    [
        ("探索窑温优化、压电陶瓷等应用。", "窑温优化", "压电陶瓷", "introduce"),
        ("推广窑温优化、压电陶瓷。", "窑温优化", "压电陶瓷", "develop"),
        ("支持云河提升重工发展压电陶瓷。", "云河提升重工", "压电陶瓷", "develop"),
    ],
)
def test_words_inside_other_names_speak_of_no_stance(text: str, inner: str, name: str, expected: str) -> None:
    start, other = text.index(name), text.index(inner)
    words = blotted(text, [(other, other + len(inner)), (start, start + len(name))])
    assert len(words) == len(text)
    assert stance_of(text, (0, len(text)), start, start + len(name), words) == expected


def test_a_name_within_the_name_of_a_place_is_one_to_develop() -> None:
    assert stance("探索建立陶瓷釉料交易促进平台。", "釉料") == "develop"
    assert stance("探索建立釉料。", "釉料") == "introduce"


def test_the_rarer_of_several_stances_wins() -> None:
    assert rarest({"develop", "strengthen", "introduce", "gap"}) == "gap"
    assert rarest({"strengthen", "introduce"}) == "introduce"
    assert rarest(set()) == "develop"


def chain(body: str, name: str, head: str | None = None, **kinds: list[str]) -> tuple[str, str]:
    document = document_of(body) if head is None else document_of(body, head)
    industries = [(s.start, s.end) for s in tagged(document, **kinds) if s.kind == "IND"]
    start = document.text.text.rindex(name)
    found = outline_chains(Outline(document), industries).of(start, start + len(name))
    return (found.name, found.by) if found else ("", "")


def test_chain_of_a_numbered_heading() -> None:
    body = "(一)推动优势产业升级\n\n1.智能农机产业。聚焦规模化,发展播种机、收割机。\n\n2.陶瓷产业。发展压电陶瓷。"
    assert chain(body, "收割机", IND=["智能农机产业", "陶瓷产业"]) == ("智能农机产业", "heading")
    assert chain(body, "压电陶瓷", IND=["智能农机产业", "陶瓷产业"]) == ("陶瓷产业", "heading")


def test_chain_of_a_heading_further_out() -> None:
    body = "(一)做强陶瓷产业\n\n1.扩大产能。发展压电陶瓷。"
    assert chain(body, "压电陶瓷", IND=["陶瓷产业"]) == ("陶瓷产业", "heading")


def test_chain_of_a_heading_that_runs_in_a_line() -> None:
    body = "(一)做强陶瓷产业。扩大产能。(二)做优农机产业。发展收割机。"
    assert chain(body, "收割机", IND=["陶瓷产业", "农机产业"]) == ("农机产业", "heading")


def test_chain_of_an_unnumbered_heading_ends_with_its_section() -> None:
    body = "陶瓷产业\n\n1.扩大产能,发展压电陶瓷等产品并加强攻关。\n\n二、保障措施\n\n鼓励使用收割机。"
    assert chain(body, "压电陶瓷", IND=["陶瓷产业"]) == ("陶瓷产业", "heading")
    assert chain(body, "收割机", IND=["陶瓷产业"])[0] == ""


def test_chain_of_the_sentence_goes_before_the_heading() -> None:
    body = "(一)做强陶瓷产业。在农机领域,发展收割机。做优医药产业,发展注射液。"
    kinds = {"IND": ["陶瓷产业", "农机", "医药产业"]}
    assert chain(body, "收割机", None, **kinds) == ("农机", "sentence")
    assert chain(body, "注射液", None, **kinds) == ("医药产业", "sentence")


def test_chain_that_closes_a_list() -> None:
    body = "(一)推动升级。发展多晶硅、切割线等光伏产业。"
    assert chain(body, "多晶硅", IND=["光伏产业"]) == ("光伏产业", "list")


def test_chain_of_the_title_only_where_nothing_nearer_governs() -> None:
    head = "云河市陶瓷产业发展规划(2031—2033年)\n\n一、重点任务\n\n"
    body = "(一)扩大规模。研发压电陶瓷。\n\n(二)做优农机产业。发展收割机。"
    assert chain(body, "压电陶瓷", head, IND=["陶瓷产业", "农机产业"]) == ("陶瓷产业", "title")
    assert chain(body, "收割机", head, IND=["陶瓷产业", "农机产业"]) == ("农机产业", "heading")


def test_no_chain_where_several_industries_share_the_opening_sentence() -> None:
    body = "(一)补强环节。围绕陶瓷产业坯料,农机产业整机等环节做优。围绕热处理、染整等短板,建设园区。"
    assert chain(body, "染整", IND=["陶瓷产业", "农机产业"]) == ("", "")


OWN = "陶瓷产业链引进坯料、釉料,农机产业链引进底盘、液压件。"
ITEMS = "围绕陶瓷产业坯料、釉料,农机产业底盘、液压件等优势环节,集中力量促进升级。"


@pytest.mark.parametrize(("text", "ends"), [(OWN, "产业链"), (ITEMS, "产业")])
def test_chain_is_the_industry_with_which_the_clause_of_the_name_opens(text: str, ends: str) -> None:
    kinds = {"IND": [f"陶瓷{ends}", f"农机{ends}"]}
    assert chain(text, "釉料", None, **kinds) == (f"陶瓷{ends}", "clause")
    assert chain(text, "液压件", None, **kinds) == (f"农机{ends}", "clause")


def test_chain_does_not_reach_into_the_clause_of_another_place() -> None:
    text = "推动云河县做强储能,青屏县做强农机。"
    assert chain(text, "农机", IND=["储能", "农机"]) == ("", "")


def test_chain_of_the_only_industry_of_a_passage_though_it_follows() -> None:
    body = "针对压电陶瓷短板,组织联合开发。到2032年,陶瓷产业产值翻番。"
    assert chain(body, "压电陶瓷", IND=["陶瓷产业"]) == ("陶瓷产业", "passage")
    two = "针对压电陶瓷短板,组织联合开发。到2032年,陶瓷产业、农机产业产值翻番。"
    assert chain(two, "压电陶瓷", IND=["陶瓷产业", "农机产业"]) == ("", "")


def test_chain_that_the_words_before_it_exemplify() -> None:
    text = "做强轴承产业,建设以压电陶瓷、釉料为代表的全国陶瓷产业基地、轴承产业基地。"
    assert chain(text, "压电陶瓷", IND=["陶瓷产业", "轴承产业"]) == ("陶瓷产业", "list")
    assert chain(text, "釉料", IND=["陶瓷产业", "轴承产业"]) == ("陶瓷产业", "list")


FOCUS = "以研发釉料、引进坯料为重点,壮大陶瓷产业,力争建材产业产值达到90亿元。"
MEASURED = "大力发展釉料、轴承及粉体加工业,培育坯料等特色产品,力争陶瓷产业产值达到90亿元。"


@pytest.mark.parametrize("text", [FOCUS, MEASURED])
@pytest.mark.parametrize("name", ["釉料", "坯料"])
def test_chain_that_the_sentence_names_after_its_things(text: str, name: str) -> None:
    industries = [n for n in ("陶瓷产业", "建材产业", "粉体加工业") if n in text]
    assert chain(text, name, IND=industries) == ("陶瓷产业", "passage")


@pytest.mark.parametrize(
    "text",
    [
        "扩大规模。围绕精密铸造、染整等短板,建设园区。围绕釉料、坯料等材料,拓宽应用。",
        "扩大规模。农机产业升级。发展釉料。轴承产业升级。延伸坯料。",
        "建设农机产业示范基地,发展坯料。",
        "云河重机等企业融入农机产业,青屏光电等企业引领坯料突破。",
        "培育收割机、犁具及农机加工业,研发坯料。",
        "做优烘干设备为主的农机产业基地,发展坯料。",
    ],
)
def test_industries_that_do_not_govern(text: str) -> None:
    industries = [n for n in ("精密铸造", "农机产业", "农机加工业", "轴承产业", "烘干设备") if n in text]
    assert chain(text, "坯料", IND=industries) == ("", "")


def test_chain_of_the_industry_with_which_the_first_sentence_of_a_passage_opens() -> None:
    text = "围绕农机产业,扩大规模。发展坯料。"
    assert chain(text, "坯料", IND=["农机产业"]) == ("农机产业", "passage")
