from __future__ import annotations

import pytest

from tests.extraction_sample import found


def test_a_name_is_one_fact_in_each_sentence_that_holds_it() -> None:
    names = found("发展压电陶瓷,推广压电陶瓷。引进压电陶瓷。", SEG=["压电陶瓷"])
    assert [n.stance for n in names] == ["develop", "introduce"]
    assert all(n.kind == "segment" and n.rule.startswith("tagger") and 0.9 < n.confidence < 1 for n in names)


def test_names_are_in_order_of_text_with_the_path_of_their_passage() -> None:
    names = found("(一)做强陶瓷产业\n\n1.扩能。发展压电陶瓷。", IND=["陶瓷产业"], SEG=["压电陶瓷"])
    assert [(n.kind, n.name, n.path) for n in names] == [
        ("industry", "陶瓷产业", "一/(一)"),
        ("segment", "压电陶瓷", "一/(一)/1"),
    ]


def test_an_untagged_member_of_a_tagged_list_is_found() -> None:
    names = found("发展压电陶瓷、陶瓷基板、切割线、结构陶瓷等产品。", SEG=["压电陶瓷", "陶瓷基板", "结构陶瓷"])
    (new,) = [n for n in names if n.name == "切割线"]
    assert (new.kind, new.rule, new.stance) == ("segment", "frame.list", "develop")


def test_a_list_without_a_clear_majority_gives_nothing() -> None:
    assert {n.name for n in found("发展压电陶瓷、粉体、切割线、坯体等产品。", SEG=["压电陶瓷"])} == {"压电陶瓷"}


def test_untagged_members_of_a_stated_gap_are_segments() -> None:
    names = found("围绕热处理、染整、齿轮加工等产业链短板和弱项,规划园区。")
    assert [(n.name, n.kind, n.stance) for n in names] == [
        ("热处理", "segment", "gap"),
        ("染整", "segment", "gap"),
        ("齿轮加工", "segment", "gap"),
    ]


def test_a_shortage_of_no_chain_is_no_segment() -> None:
    assert found("解决人才队伍短板,补齐基础设施短板。") == []


def test_a_stated_gap_gives_the_thing_without_what_is_said_of_it() -> None:
    names = found("针对染整机、静压变速器长期依赖外购的短板,引进雷达。")
    assert [(n.name, n.stance) for n in names] == [("染整机", "gap"), ("静压变速器", "gap")]


def test_gap_words_belong_to_no_tagged_name() -> None:
    (segment,) = found("瞄准超细粉体空白,联合攻关。", SEG=["超细粉体空白"])
    assert (segment.name, segment.stance) == ("超细粉体", "gap")


def test_industries_and_things_of_clauses_of_one_form() -> None:
    names = found("围绕陶瓷产业坯料、釉料,农机产业底盘、液压件等优势环节,集中力量。")
    assert [(n.kind, n.name, n.chain, n.stance) for n in names] == [
        ("industry", "陶瓷产业", "", ""),
        ("segment", "坯料", "陶瓷产业", "strengthen"),
        ("segment", "釉料", "陶瓷产业", "strengthen"),
        ("industry", "农机产业", "", ""),
        ("segment", "底盘", "农机产业", "strengthen"),
        ("segment", "液压件", "农机产业", "strengthen"),
    ]
    assert {n.rule.partition("/")[0] for n in names} == {"frame.clause"}


@pytest.mark.parametrize(
    "text",
    [
        "完善产业链图谱、清单,优化产业链项目、平台。",
        "陶瓷产业产值达到80亿元,农机产业产值达到90亿元。",
        "围绕陶瓷产业坯料、釉料等优势环节,集中力量。",
    ],
)
def test_a_clause_that_stands_alone_or_speaks_of_something_else_is_no_frame(text: str) -> None:
    assert found(text) == []


def test_what_places_make_strong_is_an_industry_of_its_own_clause() -> None:
    names = found("推动云河县做强储能系统,青屏县做强智能农机,渡安市做大绿色食品和循环利用。", SEG=["智能农机"])
    assert [n.name for n in names] == ["储能系统", "智能农机", "绿色食品", "循环利用"]
    assert {(n.kind, n.parent) for n in names} == {("industry", "先进制造业")}


def test_the_untagged_half_of_what_is_made_is_found() -> None:
    names = found("发展压电陶瓷、坯料管理机,承接再生铝、再生铜加工项目。", SEG=["压电陶瓷", "再生铝"])
    assert [n.name for n in names] == ["压电陶瓷", "坯料管理机", "再生铝", "再生铜加工"]


def test_a_topic_that_is_only_the_head_of_a_longer_one_is_none_by_itself() -> None:
    assert [n.name for n in found("发展压电陶瓷基板。", SEG=["压电陶瓷", "压电陶瓷基板"])] == ["压电陶瓷基板"]
    both = found("发展压电陶瓷基板、压电陶瓷。", SEG=["压电陶瓷", "压电陶瓷基板"])
    assert {n.name for n in both} == {"压电陶瓷基板", "压电陶瓷"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "集中攻关耐热陶瓷、釉面成型、微波烧结等关键核心技术。",
            {"耐热陶瓷": "develop", "釉面成型": "develop", "微波烧结": "develop"},
        ),
        ("攻克一批共性技术、核心技术等难题。", {}),
        ("以引进整车及关键零部件企业为重点。", {"整车": "introduce", "关键零部件": "introduce"}),
        ("引进电芯和隔膜材料项目。", {}),
        ("引进储能电池、隔膜材料项目。", {"储能电池": "introduce", "隔膜材料": "introduce"}),
    ],
)
def test_lists_that_name_things_by_themselves(text: str, expected: dict[str, str]) -> None:
    assert {n.name: n.stance for n in found(text) if n.kind == "segment"} == expected


def test_the_holder_of_a_bracket_is_named_beside_what_the_bracket_counts_in() -> None:
    names = found("推动混动客车(含增程客车)、氢能客车在云河布局。", SEG=["增程客车", "氢能客车"])
    assert {n.name for n in names} == {"混动客车", "增程客车", "氢能客车"}
    names = found("推动电车、混动客车(含增程客车)、氢能客车、轿车在云布局。", SEG=["增程客车", "氢能客车", "电车"])
    assert {n.name for n in names} == {"电车", "混动客车", "增程客车", "氢能客车", "轿车"}
    names = found("推动电车、混动客车(含增程客车)、氢能客车、轿车在云布局。", SEG=["增程客车", "氢能客车", "电车"])
    assert {n.name for n in names} == {"电车", "混动客车", "增程客车", "氢能客车", "轿车"}


def test_a_segment_cut_at_a_slash_is_named_whole() -> None:
    assert {n.name for n in found("发展半固态/全固态锂电池、钠电池。", SEG=["半固态", "钠电池"])} == {
        "半固态/全固态锂电池",
        "钠电池",
    }
    assert {n.name for n in found("发展釉料、级配/筛分设备。", SEG=["筛分设备", "釉料"])} == {"级配/筛分设备", "釉料"}
    assert {n.name for n in found("发展窑炉/压机。", SEG=["窑炉", "压机"])} == {"窑炉", "压机"}


def test_members_of_lists_are_named_without_the_words_that_close_them() -> None:
    names = found("以发展釉料、坯料、粉体、烧结精加工为重点,做优。", SEG=["釉料", "坯料", "粉体"])
    assert {n.name for n in names} == {"釉料", "坯料", "粉体", "烧结精加工"}
    names = found("以发展釉料、坯料、粉体、引进知名品牌为重点,做优。", SEG=["釉料", "坯料", "粉体"])
    assert {n.name for n in names} == {"釉料", "坯料", "粉体"}


def test_a_product_is_cut_free_of_the_trade_it_is_made_in() -> None:
    assert [n.name for n in found("提升农机制造整机水平。", SEG=["农机制造整机"])] == ["整机"]


def test_a_member_of_a_list_of_gaps_is_a_segment_unless_it_is_a_trade() -> None:
    names = found(
        "围绕精密铸造、染整、陶瓷产业等产业链短板和弱项,谋划园区。", IND=["精密铸造", "陶瓷产业"], SEG=["精密铸造"]
    )
    assert [n.kind for n in names if n.name == "精密铸造"] == ["segment"]
    assert "industry" in [n.kind for n in names if n.name == "陶瓷产业"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壮大陶瓷产业,做优。陶瓷企业提质。", ["陶瓷产业"]),
        ("壮大陶瓷产业,做优。", []),
        ("壮大乡村特色产业,做优。乡村特色提质。", []),
        ("壮大陶瓷产业园,做优。陶瓷企业提质。", []),
    ],
)
def test_an_industry_that_a_clause_wants_and_closes_with(text: str, expected: list[str]) -> None:
    assert [n.name for n in found(text) if n.rule.startswith("frame.wanted")] == expected


def test_chains_counted_out_are_industries_of_kind_chain() -> None:
    names = found("重点建设3条产业链,即农机产业链、陶瓷产业链、光电产业链。")
    assert [(n.name, n.sort) for n in names] == [
        ("农机产业链", "chain"),
        ("陶瓷产业链", "chain"),
        ("光电产业链", "chain"),
    ]


def test_a_heading_that_is_an_industry_is_found_without_its_verb() -> None:
    names = found("(一)做强装备陶瓷产业集群\n\n扩大产能,发展压电陶瓷。", SEG=["压电陶瓷"])
    assert [(n.kind, n.name, n.sort, n.chain) for n in names] == [
        ("industry", "装备陶瓷产业集群", "cluster", ""),
        ("segment", "压电陶瓷", "", "装备陶瓷产业集群"),
    ]
    assert names[0].rule.startswith("heading.industry")


@pytest.mark.parametrize("heading", ["加快发展新兴产业", "构建现代产业体系", "发展3大产业", "做强做优传统产业"])
def test_a_heading_that_is_a_class_is_no_industry(heading: str) -> None:
    assert found(f"(一){heading}\n\n扩大产能,发展压电陶瓷。", SEG=["压电陶瓷"])[0].kind == "segment"


def test_a_segment_that_ends_like_a_trade_is_an_industry_and_generic_words_are_nothing() -> None:
    names = found("发展陶瓷产业、设备、未来产业。", SEG=["陶瓷产业", "设备"], IND=["未来产业"])
    assert [(n.name, n.kind) for n in names] == [("陶瓷产业", "industry")]
