"""Companies by year and by the table; the pairs of names are in golden/pairs, judged by test_pairs."""

from __future__ import annotations

import pytest

from ingest.identity.enterprise_table import ids
from ingest.identity.enterprises import judge, keys
from ingest.identity.records import Answer, Mention
from ontology.reference.enterprises import companies, renamings
from ontology.reference.titles import titles_by_name


@pytest.mark.parametrize(
    ("a", "year_a", "b", "year_b", "answer"),
    [
        ("武钢集团", 2010, "中国宝武", 2020, "successor"),
        ("武钢集团", 2022, "中国宝武", 2022, "broader"),
        ("襄阳东升机械有限公司", 2012, "襄阳东升机械股份有限公司", 2020, "successor"),
        ("襄阳东升机械股份有限公司", 2020, "襄阳东升机械有限公司", 2012, "unsure"),
    ],
)
def test_years_tell_what_came_first(a: str, year_a: int, b: str, year_b: int, answer: Answer) -> None:
    left, right = Mention("enterprise", a, "襄阳市", year_a), Mention("enterprise", b, "襄阳市", year_b)
    assert judge(left, right).answer == answer


def test_names_of_two_cities_share_no_key() -> None:
    left, right = Mention("enterprise", "襄阳东升机械有限公司"), Mention("enterprise", "襄阳宏泰机械有限公司")
    assert not keys(left) & keys(right)


def test_every_parent_and_heir_of_the_table_is_reached() -> None:
    for company in companies().values():
        assert not company.parent or company.parent in companies(), company
        assert ids(company.full_name) == {company.name} or len(ids(company.full_name)) > 1, company
        assert company.source
        assert company.confidence


def test_titles_are_found_by_alias() -> None:
    assert titles_by_name()["高企"].name == "高新技术企业"
    assert titles_by_name()["小巨人"].level == "国家级"


def test_no_company_becomes_itself_again() -> None:
    heirs: dict[str, set[str]] = {}
    for renaming in renamings():
        for old in ids(renaming.old):
            heirs.setdefault(old, set()).update(ids(renaming.new))
    for start in heirs:
        reached, todo = set[str](), [start]
        while todo:
            todo += heirs.get(todo.pop(), set()) - reached
            reached.update(todo)
        assert start not in reached
