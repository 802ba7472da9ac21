"""Chain templates, industry codes and the table of terms: complete, without contradictions, found by any spelling."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from ontology.reference.chain_spelling import Sort, form
from ontology.reference.chain_terms import taxonomy, terms
from ontology.reference.chains import chain_of, chains, codes, feeds, link_of, links

SHARED = Path(__file__).parents[2] / "shared" / "reference"
SORTS: tuple[Sort, ...] = ("industry", "segment")


def test_every_row_has_a_source_and_a_confidence() -> None:
    for rows in (chains(), links(), feeds(), codes(), terms()):
        assert {row.confidence for row in rows} <= {"high", "medium", "low"}
        assert all(row.source for row in rows)


def test_ids_are_unique_and_every_reference_is_met() -> None:
    ids = [chain.id for chain in chains()] + [link.id for link in links()]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    assert {link.chain for link in links()} == {chain.id for chain in chains()}
    assert {end for feed in feeds() for end in (feed.source_id, feed.target_id)} <= {link.id for link in links()}
    assert {link.stage for link in links()} == {"上游", "中游", "下游", "配套支撑"}
    assert (len(chains()), len(links()), len(feeds())) == (40, 716, 544)


def test_codes_of_links_are_those_of_the_standard_that_the_table_names() -> None:
    known = {code.code for code in codes() if code.scheme == "gbt4754-2017"}
    assert {link.gbt4754 for link in links()} - {""} == known


def test_a_strategic_class_lies_in_a_class_one_level_up() -> None:
    level = {code.code: code.level for code in codes() if code.scheme == "strategic-2018"}
    lower = [code for code in codes() if code.scheme == "strategic-2018" and code.parent]
    assert [code.code for code in lower if level[code.parent] != code.level - 1] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the reference folder is not here")
def test_names_of_codes_agree_with_the_published_standard() -> None:
    with (SHARED / "gbt4754_2017.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["code"]: form(row["name"], "segment") for row in csv.DictReader(lines)}
    ours = {code.code: form(code.name, "segment") for code in codes() if code.scheme == "gbt4754-2017"}
    assert {code: name for code, name in ours.items() if published.get(code) != name} == {}


@pytest.mark.parametrize("sort", SORTS)
def test_a_name_has_one_row(sort: Sort) -> None:
    own = {
        form(term.name, sort): {form(n, sort) for n in (term.name, *term.same)} for term in terms() if term.sort == sort
    }
    counted = Counter(name for names in own.values() for name in names)
    assert [name for name, n in counted.items() if n > 1] == []


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_holds_itself(sort: Sort) -> None:
    parents = taxonomy(sort).parents
    left = {name: set(wider) for name, wider in parents.items()}
    while free := {name for name, wider in left.items() if not wider & left.keys()}:
        left = {name: wider for name, wider in left.items() if name not in free}
    assert left == {}


def test_what_holds_an_industry_is_an_industry_of_the_table() -> None:
    named = {form(n, "industry") for term in terms() if term.sort == "industry" for n in (term.name, *term.same)}
    told = {n for term in terms() if term.sort == "industry" for n in (*term.broader, *term.near)}
    assert [n for n in told if form(n, "industry") not in named] == []


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("磷系新材料产业", "C05"),
        ("磷化工产业链", "C05"),
        ("新能源与智能网联汽车产业集群", "C02"),
        ("新能源汽车", "C02"),
        ("数控机床", "C16"),
        ("工业母机产业", "C16"),
        ("生物医药产业", "C13"),
        ("通用航空", "C18"),
        ("储能", None),
        ("殡葬", None),
    ],
)
def test_an_industry_finds_its_template(name: str, chain: str | None) -> None:
    found = chain_of(name)
    assert (found and found.id) == chain


@pytest.mark.parametrize(
    ("name", "chain", "link"),
    [
        ("变速箱", "汽车产业链", "C01-15"),
        ("变速器", "", "C01-15"),
        ("bms", "C04", "C04-23"),
        ("电池管理系统", "新能源汽车产业", "C02-09"),
        ("减速器（车用）", "", "C02-13"),
        ("轴承", "", None),
        ("轴承", "电机节能控制产业", "C34-05"),
        ("轴承", "生物医药", None),
        ("云川牌轴承", "", None),
    ],
)
def test_a_segment_finds_its_link(name: str, chain: str, link: str | None) -> None:
    found = link_of(name, chain)
    assert (found and found.id) == link
