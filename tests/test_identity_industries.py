"""Industries with a region before or behind them; the pairs of names are judged by test_pairs."""

from __future__ import annotations

import pytest

from ingest.identity.industries import judge
from ingest.identity.records import Mention


def mention(name: str, region: str = "") -> Mention:
    return Mention("industry", name, region)


@pytest.mark.parametrize(
    ("name", "region"),
    [("襄阳汽车产业", ""), ("合肥市汽车产业链", "合肥市"), ("云川汽车产业", "云川市"), ("全市汽车产业", "云川市")],
)
def test_a_region_before_an_industry_makes_no_other_industry(name: str, region: str) -> None:
    assert judge(mention(name, region), mention("汽车产业集群", "宜昌市")).answer == "same"


def test_regions_of_documents_do_not_part_an_industry() -> None:
    assert judge(mention("储能产业", "十堰市"), mention("储能产业链", "汉中市")).answer == "same"
