"""What headings are about, and industries that sentences take up in turn."""

from __future__ import annotations

import pytest

from ingest.headings import core, grows, is_trade_like
from ingest.outline import Outline
from ingest.records import Passage
from ingest.topics import outline_chains
from ingest.turns import turns
from tests.extraction_sample import document_of, tagged


def about(heading: str) -> str:
    return heading[slice(*core(heading, (0, len(heading))))]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("推进农机装备规模化发展", "农机装备"),
        ("做大做强陶瓷产业", "陶瓷产业"),
        ("培育齿轮供应链", "齿轮"),
        ("人工智能赋能陶瓷制造", "陶瓷制造"),
        ("特种农机", "特种农机"),
        ("研发设计", "研发设计"),
    ],
)
def test_a_heading_is_about_what_is_to_be_done_with(heading: str, expected: str) -> None:
    assert about(heading) == expected


@pytest.mark.parametrize(
    ("heading", "trade", "grown"),
    [
        ("推动农机装备转型升级", True, True),
        ("培育农机装备供应链", True, True),
        ("农机装备", True, False),
        ("突破农机装备瓶颈", False, False),
        ("推动区域合作健康发展", True, False),
    ],
)
def test_things_that_headings_want_to_grow_count_as_trades(heading: str, trade: bool, grown: bool) -> None:
    text, span = f"{heading}。农机装备、区域合作", (0, len(heading))
    assert is_trade_like(text, span, core(text, span)) is trade
    assert grows(text, span, core(text, span)) is grown


def named(body: str, name: str, **kinds: list[str]) -> tuple[str, str]:
    document = document_of(body)
    spans = tagged(document, **kinds)
    by_kind = {kind: [(s.start, s.end) for s in spans if s.kind == kind] for kind in ("IND", "SEG")}
    start = document.text.text.rindex(name)
    found = outline_chains(Outline(document), by_kind["IND"], by_kind["SEG"]).of(start, start + len(name))
    return (found.name, found.by) if found else ("", "")


def test_a_segment_governs_where_a_heading_wants_it_to_grow() -> None:
    body = "(一)推进播种机规模化发展。研发种盘。\n\n(二)突破收割机瓶颈。研发割刀。"
    assert named(body, "种盘", IND=[], SEG=["播种机", "收割机"]) == ("播种机", "heading")
    assert named(body, "割刀", IND=[], SEG=["播种机", "收割机"]) == ("", "")


def test_a_heading_that_is_an_industry_goes_before_a_word_of_an_inner_one() -> None:
    body = "(一)农机产业\n\n1.提升釉料附加值。研发种盘。"
    assert named(body, "种盘", IND=["农机产业", "釉料"]) == ("农机产业", "heading")


def test_labels_and_numbers_inside_a_line_are_headings() -> None:
    body = "(一)做强产业。主要任务:(1)发展农机产业。研发割刀。(2)发展陶瓷产业。研发坯料。农机产业:研发种盘。"
    kinds = {"IND": ["农机产业", "陶瓷产业"]}
    assert named(body, "割刀", **kinds) == ("农机产业", "heading")
    assert named(body, "坯料", **kinds) == ("陶瓷产业", "heading")
    assert named(body, "种盘", **kinds) == ("农机产业", "heading")


def test_a_numbered_track_names_its_industry_though_nothing_else_does() -> None:
    body = "(一)特色\n\n赛道一:山货与文创\n\n1.推动工坊集聚,研发种盘并开展试点示范工作。"
    assert named(body, "种盘", IND=[]) == ("山货与文创", "heading")


def test_a_class_closes_a_list_and_stands_for_a_heading_without_an_industry() -> None:
    assert named("(一)做优。发展设计、检测等生产性服务业。", "设计", IND=[]) == ("生产性服务业", "list")
    assert named("(一)培育传统优势产业。研发种盘。", "种盘", IND=[]) == ("传统优势产业", "heading")


LIST = "(一)改造提升传统产业。以冶金、纺织、农机等产业为重点。"


def test_sentences_take_up_the_listed_industries_in_turn() -> None:
    kinds = {"IND": ["冶金", "纺织", "农机"]}
    body = f"{LIST}研发各种精品钢。研发各种面料。研发各种种盘。(责任单位:市经信局)"
    assert [named(body, name, **kinds)[0] for name in ("精品钢", "面料", "种盘")] == ["冶金", "纺织", "农机"]
    longer = f"{LIST}研发各种精品钢。研发各种面料。研发各种种盘。研发各种割刀。"
    assert named(longer, "面料", **kinds) == ("传统产业", "heading")
    headed = body.replace("改造提升传统产业", "做强项目")
    assert named(headed, "面料", **kinds) == ("", "")


def test_turns_need_a_list_of_trades_as_long_as_what_follows() -> None:
    for close, expected in (("等产业", 3), ("等能力", 0)):
        text = f"以冶金、纺织、农机{close}为先。研发精品钢等。研发各类面料。研发种盘割刀。"
        passage = Passage("一", "paragraph", 0, len(text))
        spans = [(text.index(word), text.index(word) + 2) for word in ("冶金", "纺织", "农机")]
        assert len(turns(text, passage, spans)) == expected


def test_the_title_names_the_industry_by_its_stem_where_the_document_names_it_often() -> None:
    document = document_of(
        "(一)农机产业。" + "农机产业。" * 5 + "\n\n(二)夯实基础。研发种盘。", "云河市农机推广方案\n\n一、重点任务\n\n"
    )
    spans = [(s.start, s.end) for s in tagged(document, IND=["农机产业"])]
    start = document.text.text.rindex("种盘")
    found = outline_chains(Outline(document), spans).of(start, start + 2)
    assert found
    assert (found.name, found.by) == ("农机产业", "title")
