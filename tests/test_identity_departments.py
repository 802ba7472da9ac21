"""Canonical departments, their members and successors; the pairs of names are judged by test_pairs."""

from __future__ import annotations

import pytest

from ingest.identity import departments
from ingest.regions import Region, region_in
from ontology.reference.departments import departments as known
from ontology.reference.departments import followed, forms, national, successions


def test_no_two_departments_of_a_city_have_one_name() -> None:
    region = region_in("成都市")
    names = [d.name for d in known() if "nation" not in d.levels]
    assert len({departments.canonical(f"市{name}", region).name for name in names}) == len(names)


def test_each_row_of_the_succession_holds_forms_of_the_table() -> None:
    rows = [row for rows in successions().values() for row in rows]
    assert not [r for r in rows if {r.before, r.after} - set(forms()) - set(national())]
    assert all(1990 < r.year <= 2026 for r in rows)


def test_a_successor_over_two_steps() -> None:
    assert followed("经济贸易委员会", "经济和信息化局") is not None
    assert followed("经济和信息化局", "经济贸易委员会") is None


@pytest.mark.parametrize(
    ("unit", "region", "count", "one"),
    [
        ("各县(市、区)政府", "襄阳市", 9, "襄城区人民政府"),
        ("各县(市)政府", "襄阳市", 6, "谷城县人民政府"),
        ("各市(州)政府", "湖北省", 13, "襄阳市人民政府"),
        ("各设区市人民政府", "江苏省", 13, "苏州市人民政府"),
        ("各区县政府", "重庆市", 37, "云阳县人民政府"),
        ("各开发区管委会", "襄阳市", 4, "襄阳高新技术产业开发区管理委员会"),
        ("市直各部门", "襄阳市", 0, ""),
        ("市经信局", "襄阳市", 0, ""),
        ("各县(市、区)政府", "云川市", 0, ""),
    ],
)
def test_members_by_reference_data(unit: str, region: str, count: int, one: str) -> None:
    found = departments.members(unit, region_in(region) or Region(region, "prefecture"))
    assert len(found) == count
    assert not one or one in {m.name for m in found}


def test_succession_of_canonical_departments() -> None:
    region = region_in("襄阳市")
    before, after = (departments.canonical(unit, region) for unit in ("市经信委", "市经信局"))
    row = departments.succession(before, after)
    assert row is not None
    assert (row.year, row.kind, row.confidence) == (2018, "renamed", "high")
    assert departments.succession(after, before) is None
    assert departments.succession(before, departments.canonical("市经信局", region_in("汉中市"))) is None


@pytest.mark.parametrize(
    ("unit", "region", "year", "name"),
    [
        ("市人行", "襄阳市", 2016, "中国人民银行襄阳市中心支行"),
        ("市人行", "襄阳市", 2024, "中国人民银行襄阳市分行"),
        ("国家发改委", "襄阳市", None, "国家发展和改革委员会"),
        ("工信部", "襄阳市", None, "工业和信息化部"),
        ("区委", "樊城区", None, "樊城区委"),
        ("高新区管委会", "襄阳市", None, "襄阳高新技术产业开发区管理委员会"),
        ("市经信局产业科", "襄阳市", None, "襄阳市经济和信息化局产业科"),
        ("县发改委", "谷城县", None, "谷城县发展和改革局"),
        ("国网襄阳供电公司", "襄阳市", None, "国网襄阳供电公司"),
        ("市供电公司", "襄阳市", None, "国网襄阳供电公司"),
        ("朝阳区发改局", "长春市", None, "长春市朝阳区发展和改革局"),
    ],
)
def test_canonical_names(unit: str, region: str, year: int | None, name: str) -> None:
    found = region_in(region)
    assert found is not None or region in ("谷城县",)
    assert departments.canonical(unit, found or Region(region, "county"), year).name == name
