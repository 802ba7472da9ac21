"""Parents and sorts of industries, sorts of platforms, and words that name nothing."""

from __future__ import annotations

import pytest

from ingest.chains import Chains
from ingest.outline import Outline
from ingest.topics import closes_list, industry_sort, is_empty, is_generic, outline_chains, parent_of, platform_sort
from tests.extraction_sample import document_of, tagged
from tests.test_topics import chain


def parent(body: str, name: str, **kinds: list[str]) -> str:
    document = document_of(body, "云河市工作方案(2031—2033年)\n\n一、重点任务\n\n")
    outline = Outline(document)
    chains: Chains = outline_chains(outline, [(s.start, s.end) for s in tagged(document, **kinds)])
    start = document.text.text.rindex(name)
    found = parent_of(chains, start, start + len(name))
    return found.name if found else ""


def test_parent_is_the_class_of_a_list_or_heading() -> None:
    assert parent("培育光电、储能等战略性新兴产业。", "光电", IND=["光电", "储能"]) == "战略性新兴产业"
    assert parent("(一)改造提升传统产业\n\n1.陶瓷产业。扩大规模。", "陶瓷产业", IND=["陶瓷产业"]) == "传统产业"


def test_parent_is_the_industry_over_a_branch_and_never_itself() -> None:
    body = "(一)做强农机产业\n\n1.发展灌溉设备制造业。扩大规模。"
    assert parent(body, "灌溉设备制造业", IND=["农机产业", "灌溉设备制造业"]) == "农机产业"
    assert parent(body, "农机产业", IND=["农机产业"]) == ""


def test_an_industry_within_a_clause_speaks_for_what_follows_only_in_a_table_row() -> None:
    text = "年产九千套精密优质陶瓷项目云河重机坯料"
    assert chain(f"{text}。", "坯料", IND=["优质陶瓷"]) == ("", "")
    table = f"| 序号 | 工作任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | {text} | 市经信局 |\n| 2 | 扩能 | 市农业局 |\n"
    assert chain(table, "坯料", IND=["优质陶瓷"]) == ("优质陶瓷", "sentence")


def test_no_parent_across_sentences_and_clauses() -> None:
    kinds = ["陶瓷产业", "农机产业"]
    assert parent("陶瓷产业突破9亿元,农机产业突破8亿元。", "农机产业", IND=kinds) == ""
    assert parent("扩大规模。围绕陶瓷产业,做优。发展农机产业。", "农机产业", IND=kinds) == ""
    assert parent("在陶瓷产业领域,发展农机产业。", "农机产业", IND=kinds) == "陶瓷产业"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("做强陶瓷产业链。", "陶瓷产业链", "chain"),
        ("打造陶瓷产业集群。", "陶瓷产业集群", "cluster"),
        ("发展陶瓷产业。", "陶瓷产业", "industry"),
        ("打造陶瓷、农机等产业集群。", "陶瓷", "cluster"),
        ("发展陶瓷、农机等产业。", "陶瓷", "industry"),
        ("聚焦陶瓷、农机等领域。", "陶瓷", "field"),
        ("补齐陶瓷、农机等产业链短板。", "陶瓷", "field"),
    ],
)
def test_sort_of_an_industry(text: str, name: str, expected: str) -> None:
    start = text.index(name)
    assert industry_sort(text, (0, len(text)), start, start + len(name), also_segment=False) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云河陶瓷重点实验室", "lab"),
        ("云河陶瓷工业技术研究院", "institute"),
        ("青屏电器科学研究所", "institute"),
        ("云河理工大学", "university"),
        ("青屏职业技术学院", "university"),
        ("青屏高新区", "park"),
        ("云河综合保税区", "park"),
        ("云河陶瓷供应链平台", "supply_chain"),
        ("青屏农机生产基地", "base"),
        ("云河产业投资基金", "fund"),
        ("云河农机博览会", "fair"),
        ("青屏论坛", "fair"),
        ("陶瓷公共服务平台", "service"),
        ("云河质量检测中心", "service"),
        ("云河陶瓷行业协会", "other"),
    ],
)
def test_sort_of_a_platform(name: str, expected: str) -> None:
    assert platform_sort(name) == expected


GENERIC = ["产品", "设备", "检测", "战略性新兴产业", "未来产业", "制造业"]
CARRIERS = ["智能工厂", "数字化车间", "碳纤维产业园"]
ACTS = ["智能化改造", "技术改造", "机器换人", "生产型制造", "金融活链", "科技强企"]


@pytest.mark.parametrize("name", [*GENERIC, *ACTS, *CARRIERS, "装", "磷、硅"])
def test_words_that_name_nothing(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("引进雷达、天线等关键零部件。", "关键零部件", True),
        ("支持控制系统及解决方案等企业落户。", "解决方案", True),
        ("支持核心总成和系统集成企业落户。", "系统集成", True),
        ("引进整车及关键零部件企业。", "关键零部件", False),
        ("支持整车及关键零部件企业。", "关键零部件", True),
        ("重点发展关键零部件、雷达。", "关键零部件", False),
        ("引进雷达、天线等压电陶瓷。", "压电陶瓷", False),
    ],
)
def test_a_word_that_closes_a_list_names_nothing(text: str, name: str, expected: bool) -> None:
    start = text.index(name)
    assert closes_list(text, start, start + len(name)) is expected


@pytest.mark.parametrize("name", ["陶瓷产业", "压电陶瓷", "低空经济", "农机服务业", "服务型制造"])
def test_words_that_name_something(name: str) -> None:
    assert not is_generic(name)


def test_work_posts_are_no_topics() -> None:
    text = "在切割、铸造等岗位推广机器人,发展铸造。"
    assert is_empty(text, text.index("切割"), text.index("切割") + 2)
    assert is_empty(text, text.index("铸造"), text.index("铸造") + 2)
    assert not is_empty(text, text.rindex("铸造"), text.rindex("铸造") + 2)


def test_uses_that_draw_an_industry_are_no_topics() -> None:
    text = "以农林植保、山地物流应用为牵引,发展植保无人机应用。"
    for name in ("农林植保", "山地物流"):
        assert is_empty(text, text.index(name), text.index(name) + 4), name
    assert not is_empty(text, text.index("植保无人机"), text.index("植保无人机") + 5)


@pytest.mark.parametrize(
    ("name", "sort"),
    [("“云河瓷谷”", "park"), ("瓷谷科创园二期", "park"), ("青屏瓷业大厦", "park"), ("云河光电", "other")],
)
def test_quotes_and_stages_do_not_hide_the_sort_of_a_platform(name: str, sort: str) -> None:
    assert platform_sort(name) == sort
