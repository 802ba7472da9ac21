"""Enterprises put whole, institutes set apart."""

import pytest

from ingest.lists import Found
from ingest.wholes import wholes


@pytest.mark.parametrize(
    ("text", "cut", "kind", "whole"),
    [
        ("支持砚川精机股份有限公司扩产", "砚川精机", "ENT", "砚川精机股份有限公司"),
        ("支持砚川精机数控装备有限公司扩产", "砚川精机", "ENT", "砚川精机数控装备有限公司"),
        ("中国网信集团有限公司砚川分公司在建", "中国网信集团有限公司", "ENT", "中国网信集团有限公司砚川分公司"),
        ("支持砚川精机、云溪重机有限公司", "砚川精机", "ENT", "砚川精机"),
        ("支持砚川精机与云溪重机有限公司", "砚川精机", "ENT", "砚川精机"),
        ("与砚川工业大学共建", "砚川工业大学", "PLAT", "砚川工业大学"),
        ("支持砚川轴承研究所攻关", "砚川轴承研究所", "PLAT", "砚川轴承研究所"),
    ],
)
def test_an_enterprise_is_as_long_as_its_name(text, cut, kind, whole):
    """Neither a list mark nor 与 is crossed; an institute is a platform."""
    start = text.index(cut)
    [found] = wholes(text, [Found(start, start + len(cut), "ENT", "tagger", 0.9)])
    assert (text[found.start : found.end], found.kind) == (whole, kind)


def test_a_longer_known_name_and_no_second_name_inside_it():
    """A short form at the start of a known name takes all of it; what was tagged inside is no name of its own."""
    text = "驰岫航空投产。驰岫航空动力有限公司落户"
    spans = [Found(0, 4, "ENT", "tagger", 0.9), Found(7, 9, "ENT", "tagger", 0.9), Found(9, 11, "ENT", "tagger", 0.9)]
    assert [text[f.start : f.end] for f in wholes(text, spans)] == ["驰岫航空", "驰岫航空动力有限公司"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("支持砚川精机携手云溪重机有限公司建设", "砚川精机"),
        ("砚川电力集团推动本市电信分公司", "砚川电力集团"),
        ("砚川电力公司和下属云溪集团公司设立分公司", "砚川电力公司"),
    ],
)
def test_no_second_company_is_taken_in(text, cut):
    """What an enterprise does, and with whom, is no part of its name."""
    start = text.index(cut)
    [found] = wholes(text, [Found(start, start + len(cut), "ENT", "tagger", 0.9)])
    assert text[found.start : found.end] == cut
