"""Enterprises: what frames give away, what is tagged for one and is none, and how far a name goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.names import names_of
from tests.extraction_sample import document_of, found, tagged


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("以云河新源为链主,发展压电陶瓷。", ["云河新源"]),
        ("支持云河机械、青屏新材等企业扩能。", ["云河机械", "青屏新材"]),
        ("依托青屏再生等企业,发展压电陶瓷。", ["青屏再生"]),
        ("支持青屏科技发展压电陶瓷。", ["青屏科技"]),
        ("支持鹿科智能与云河大学联合攻关。", ["鹿科智能"]),
        ("以农机企业为龙头,发展压电陶瓷。", []),
        ("以新能源汽车为龙头,发展压电陶瓷。", []),
        ("支持青屏县发展压电陶瓷。", []),
        ("支持云河高新区、青屏经开区发展压电陶瓷。", []),
        ("支持民营科技等企业发展压电陶瓷。", []),
        ("支持工控设备、精密机械等制造企业落户。", []),
        ("推进卫星通信与物联网融合。", []),
        ("以青泽、云屏、驰岫等企业为龙头,发展压电陶瓷。", ["青泽", "云屏", "驰岫"]),
        ("以青泽、云屏为龙头,发展压电陶瓷。", []),
        ("以青泽、华润、云屏为龙头,发展压电陶瓷。", ["青泽", "华润", "云屏"]),
        ("以云河机械和青屏重工为龙头,发展压电陶瓷。", ["云河机械", "青屏重工"]),
        ("涌现了一批以青屏重工、云泽等为代表的队伍。", ["青屏重工", "云泽"]),
        ("对标德国青泽等国际领军企业,发展压电陶瓷。", ["德国青泽"]),
        ("推进兴业银行、厦门银行、青屏信托等做优做强。", ["兴业银行", "厦门银行", "青屏信托"]),
        ("积极引进菜鸟网络平台。", ["菜鸟网络"]),
        ("引进浪潮信息技术。", []),
        ("支持以青泽、云屏、驰岫为主体组建云河航运集团。", ["青泽", "云屏", "驰岫"]),
        ("培育青泽、青屏水产、云河牧业企业等龙头。", ["青屏水产", "云河牧业"]),
        ("发挥中铁青屏局、中车云河车辆厂优势。", ["中铁青屏局", "中车云河车辆厂"]),
        ("推动中车在青屏布局。空中交通管理局集中建设污水处理厂。", []),
    ],
)
def test_enterprises_of_sure_frames(text: str, firms: list[str]) -> None:
    assert [n.name for n in found(text) if n.kind == "enterprise"] == firms


def test_a_place_or_a_product_alone_is_no_enterprise() -> None:
    names = found("光泽、轴承、青屏重工扩能。", ENT=["光泽", "轴承", "青屏重工"])
    assert [n.name for n in names if n.kind == "enterprise"] == ["青屏重工"]


@pytest.mark.parametrize(
    "text",
    ["和甲" * 2000, "、甲乙丙" * 1000, "甲乙高速公路东段、" * 400 + "改建。", "以甲乙、" * 1000, "集聚甲乙、" * 1000],
)
def test_lists_without_end_are_read_to_their_end(text: str) -> None:
    assert found(text, ENT=["甲"]) is not None


@pytest.mark.parametrize(
    ("text", "tagged_as", "firms"),
    [
        ("推进丹阳光学、海宁针织等省级基地建设。", ["丹阳光学", "海宁针织"], []),
        ("推动青屏毛刷、云河茶叶等名优产品入驻。", ["青屏毛刷", "云河茶叶"], []),
        ("青屏光电、云河智能等推出新产品。", ["青屏光电", "云河智能"], ["青屏光电", "云河智能"]),
        ("推进比亚迪、青屏重工等基地建设。", ["比亚迪", "青屏重工"], ["比亚迪", "青屏重工"]),
        ("促进线上线下融合。", ["线上线下"], []),
        ("依托中电科九十九所建设基地。", ["中电科"], []),
        ("依托中电科建设基地。", ["中电科"], ["中电科"]),
        ("支持青屏重工9所高校联合攻关。", ["青屏重工"], ["青屏重工"]),
        ("诸暨市浙江青泽家居有限公司扩能。", ["诸暨市浙江青泽家居有限公司"], ["浙江青泽家居有限公司"]),
        ("杭州临平杭州青泽有限公司扩能。", ["杭州临平杭州青泽有限公司"], ["杭州青泽有限公司"]),
        ("杭州萧山投资集团有限公司扩能。", ["杭州萧山投资集团有限公司"], ["杭州萧山投资集团有限公司"]),
    ],
)
def test_what_is_tagged_as_an_enterprise_and_is_none_or_less(text: str, tagged_as: list[str], firms: list[str]) -> None:
    assert [n.name for n in found(text, ENT=tagged_as) if n.kind == "enterprise"] == firms


def test_an_industry_in_the_frame_of_enterprises_stays_one() -> None:
    names = found("支持精密机械、云河机械等企业扩能。做强精密机械。", IND=["精密机械"])
    assert [(n.kind, n.name) for n in names if n.kind == "enterprise"] == [("enterprise", "云河机械")]


def test_what_only_enterprises_do_tells_them_from_things() -> None:
    names = found("支持青泽电池扩大产能。支持固态电池研发。", SEG=["青泽电池", "固态电池"])
    assert [n.name for n in names if n.kind == "enterprise"] == ["青泽电池"]


def test_what_enterprises_make_is_no_enterprise() -> None:
    names = found("支持云河重机等企业发展压电陶瓷、硅石法兰。", ENT=["云河重机", "硅石法兰"], SEG=["压电陶瓷"])
    assert [(n.kind, n.name) for n in names] == [
        ("enterprise", "云河重机"),
        ("segment", "压电陶瓷"),
        ("segment", "硅石法兰"),
    ]


def test_an_enterprise_is_named_whole() -> None:
    text = "支持云河航空做强,加快云河航空整机项目建设。"
    document = document_of(text)
    spans = tagged(document, ENT=["云河航空"])
    cut = [spans[0], replace(spans[1], end=spans[1].end - 2)]
    assert {n.name for n in names_of(document, cut) if n.kind == "enterprise"} == {"云河航空"}
