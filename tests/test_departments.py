from __future__ import annotations

import pytest

from ingest.identity.departments import canonical
from ingest.regions import Region, region_in, region_of
from ingest.units import split_units

CITY = Region("云川市", "prefecture")


@pytest.mark.parametrize(
    ("region", "unit", "name", "kind"),
    [
        ("襄阳市", "市经信局", "襄阳市经济和信息化局", "department"),
        ("襄阳市", "市经信委", "襄阳市经济和信息化委员会", "department"),
        ("襄阳市", "市发改委", "襄阳市发展和改革委员会", "department"),
        ("汉中市", "市发展改革委", "汉中市发展和改革委员会", "department"),
        ("襄阳市", "市市场监管局", "襄阳市市场监督管理局", "department"),
        ("襄阳市", "市场监管局", "襄阳市市场监督管理局", "department"),
        ("襄阳市", "省商务厅", "湖北省商务厅", "department"),
        ("湖北省", "商务厅", "湖北省商务厅", "department"),
        ("襄阳市", "市人行", "中国人民银行襄阳市分行", "department"),
        ("汉中市", "中国人民银行汉中市分行", "中国人民银行汉中市分行", "department"),
        ("襄阳市", "市委组织部", "襄阳市委组织部", "department"),
        ("襄阳市", "市政府办公室", "襄阳市人民政府办公室", "department"),
        ("襄阳市", "各县(市、区)政府", "襄阳市各县(市、区)政府", "collective"),
        ("襄阳市", "汉江控股", "汉江控股", "other"),
        ("浙江省", "杭州市发展改革委", "杭州市发展和改革委员会", "department"),
    ],
)
def test_one_name_for_a_unit(region: str, unit: str, name: str, kind: str) -> None:
    found = canonical(unit, region_in(region))
    assert (found.name, found.kind) == (name, kind)


def test_a_city_that_no_table_lists() -> None:
    assert canonical("市工信局", CITY).name == "云川市工业和信息化局"
    assert canonical("省商务厅", CITY).name == "省商务厅"


def test_two_bureaus_and_two_cities_stay_apart() -> None:
    names = {
        canonical(u, region_in(r)).name for r in ("襄阳市", "汉中市") for u in ("市商务局", "市公安局", "市司法局")
    }
    assert len(names) == 6


@pytest.mark.parametrize(
    ("title", "issuer", "text", "region"),
    [
        ("襄阳市产业行动方案", "", "", "襄阳市"),
        ("关于襄阳加快打造制造业基地的意见", "", "", "襄阳市"),
        ("北京市丰台区规划", "", "", "丰台区"),
        ("湖北省襄阳市规划", "", "", "襄阳市"),
        ("任务分解", "", "襄阳制造、襄阳海关、襄阳供电,湖北", "襄阳市"),
        ("云川市产业行动方案", "", "", "云川市"),
        ("关于印发任务分解的通知", "云川市人民政府办公室", "", "云川市"),
        ("任务分解", "", "无", ""),
    ],
)
def test_region(title: str, issuer: str, text: str, region: str) -> None:
    found = region_of(title, issuer, text)
    assert (found.name if found else "") == region


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市工信局、市科技局,市财政局", ["市工信局", "市科技局", "市财政局"]),
        ("各县(市、区)政府、开发区管委会", ["各县(市、区)政府", "开发区管委会"]),
        ("各市、州、县人民政府", ["各市、州、县人民政府"]),
        ("市工信局等", ["市工信局"]),
        ("市级有关部门", ["市级有关部门"]),
        ("市重点\n产业服务中心", ["市重点产业服务中心"]),
    ],
)
def test_lists_of_units(text: str, units: list[str]) -> None:
    assert [u.name for u in split_units(text, 0)] == units
