"""Comparing two policies from rows: values in base units, years, units, departments through succession, growth."""

from __future__ import annotations

from typing import Any

import pytest

from queries.changes import Change, compare
from queries.growth import required
from queries.records import Ref, Sentence
from queries.rows import PolicyTargets, PolicyThings, PolicyUnits

OLD, NEW = (Ref(id=f"policy-{n}", type="Policy", name=f"方案{n}") for n in "12")


def sentence(policy: Ref, quote: str) -> Sentence:
    return Sentence(
        evidence=f"e-{policy.id}-{quote}",
        quote=quote,
        policy=policy.id,
        title=policy.name,
        year=2024,
        path="一",
        place="",
        surface="",
    )


def target(policy: Ref, metric: str, value: float, unit: str, **given: Any) -> PolicyTargets:
    from ontology.reference.indicators import indicator_of
    from ontology.reference.units import normalised

    subject = given.pop("subject", "")
    base = normalised(value, unit)
    fields: dict[str, Any] = {"op": ">=", "year": 2027, "period": "by_year", "value_max": None, "base_value_max": None}
    fields |= {"base_value": base[0] if base else None, "base_unit": base[1] if base else ""}
    fields |= {"indicator": indicator_of(metric, subject, unit), "sentences": (sentence(policy, f"{metric}{value}"),)}
    id_ = f"{policy.id}{subject}{metric}{value}{given}"
    return PolicyTargets(
        target_id=id_, subject=subject, metric=metric, value=value, unit=unit, policy=policy, **(fields | given)
    )


def thing(policy: Ref, type_: str, name: str) -> PolicyThings:
    ref = Ref(id=f"{type_}-{name}", type=type_, name=name)
    return PolicyThings(thing=ref, aliases=(), mentions=1, sentences=(sentence(policy, name),))


def unit(policy: Ref, name: str, leads: int, supports: int, *earlier: str) -> PolicyUnits:
    ref = Ref(id=f"d-{name}", type="Department", name=name)
    ids = tuple(f"d-{e}" for e in earlier)
    return PolicyUnits(unit=ref, leads=leads, supports=supports, earlier=ids, sentences=(sentence(policy, name),))


def changed(*targets: PolicyTargets, things: Any = ((), ()), units: Any = ((), ())) -> tuple[Change, ...]:
    return compare(OLD, NEW, targets, things, units).changes


def told(*targets: PolicyTargets) -> list[tuple[str, str]]:
    return [(change.change, change.name) for change in changed(*targets)]


def test_values_compare_in_base_units_whatever_the_spelling() -> None:
    one = target(OLD, "进出口总额", 0.1, "万亿元")
    assert told(one, target(NEW, "货物贸易进出口额", 1000, "亿元")) == []
    assert told(one, target(NEW, "货物贸易进出口额", 1200, "亿元")) == [("raised", "货物贸易进出口额")]
    assert told(one, target(NEW, "货物贸易进出口额", 900, "亿元")) == [("lowered", "货物贸易进出口额")]


def test_a_growth_rate_is_not_compared_with_a_level() -> None:
    found = told(target(OLD, "进出口总额", 1000, "亿元"), target(NEW, "进出口总额", 10, "%"))
    assert sorted(change for change, _ in found) == ["added", "dropped"]


def test_a_year_that_moves_and_a_value_that_changes_are_two_changes() -> None:
    old, new = target(OLD, "高新技术企业", 300, "家"), target(NEW, "高新技术企业", 400, "家", year=2028)
    assert told(old, new) == [("raised", "高新技术企业"), ("year", "高新技术企业")]
    assert told(old, target(NEW, "高新技术企业", 300, "家", year=2028)) == [("year", "高新技术企业")]


def test_goals_of_several_years_are_paired_by_year() -> None:
    rows = [target(p, "高新技术企业", v, "家", year=y) for p, v, y in ((OLD, 1, 2025), (OLD, 2, 2027), (NEW, 3, 2027))]
    assert [(c.change, c.before, c.after) for c in changed(*rows)] == [
        ("raised", "达到 2 家(2027 年)", "达到 3 家(2027 年)"),
        ("dropped", "达到 1 家(2025 年)", ""),
    ]


def test_subjects_keep_targets_apart() -> None:
    old, new = (target(p, "产值", v, "亿元", subject=s) for p, v, s in ((OLD, 9, "甲产业"), (NEW, 8, "乙产业")))
    assert told(old, new) == [("dropped", "甲产业产值"), ("added", "乙产业产值")]
    assert told(old, target(NEW, "产值", 8, "亿元", subject="甲产业链")) == [("lowered", "甲产业链产值")]


def test_another_unit_is_said_and_not_compared() -> None:
    old, new = target(OLD, "某某面积", 3, "亩"), target(NEW, "某某面积", 2, "个")
    assert told(old, new) == [("unit", "某某面积")]


def test_every_change_has_the_sentences_of_its_sides() -> None:
    one = changed(target(OLD, "高新技术企业", 300, "家"), target(NEW, "高新技术企业", 400, "家"))[0]
    assert [s.policy for s in one.sentences] == [OLD.id, NEW.id]


def test_things_are_added_and_gone() -> None:
    things = ([thing(OLD, "Enterprise", "甲"), thing(OLD, "Segment", "乙")], [thing(NEW, "Segment", "乙")])
    assert [(c.kind, c.change, c.name) for c in changed(things=things)] == [("enterprise", "gone", "甲")]
    assert compare(OLD, NEW, (), things, ((), ())).same == 1


def test_a_department_is_renamed_through_its_succession() -> None:
    old, new = [unit(OLD, "市经信委", 2, 1)], [unit(NEW, "市经信局", 3, 1, "市经信委")]
    assert [(c.kind, c.change, c.before, c.after) for c in changed(units=(old, new))] == [
        ("unit", "renamed", "市经信委", "市经信局"),
        ("duty", "more", "牵头 2,配合 1", "牵头 3,配合 1"),
    ]


def test_without_a_succession_it_is_gone_and_added() -> None:
    found = changed(units=([unit(OLD, "市经信委", 2, 1)], [unit(NEW, "市经信局", 2, 1)]))
    assert [(c.change, c.name) for c in found] == [("added", "市经信局"), ("gone", "市经信委")]


def test_two_merged_into_one_are_both_renamed() -> None:
    old = [unit(OLD, "市质监局", 1, 0), unit(OLD, "市工商局", 1, 0)]
    found = changed(units=(old, [unit(NEW, "市市场监管局", 1, 0, "市质监局", "市工商局")]))
    assert [(c.change, c.before) for c in found] == [("renamed", "市工商局"), ("renamed", "市质监局")]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [target(p, "产值", v, "亿元", subject=f"{v}产业", year=None) for p in (OLD, NEW) for v in range(5)]
    rows += [target(NEW, "产值", 7, "亿元", subject="3产业")]
    assert changed(*rows) == changed(*reversed(rows))


@pytest.mark.parametrize(
    ("metric", "unit_", "values", "per_year", "in_"),
    [
        ("产值", "亿元", (100, 121), 10.0, "%"),
        ("制造业增加值占GDP比重", "%", (28, 30), 1.0, "百分点"),
        ("高新技术企业", "家", (400, 100), -50.0, "%"),
    ],
)
def test_levels_grow_compound_and_shares_by_points(metric, unit_, values, per_year, in_) -> None:
    rows = [target(OLD, metric, v, unit_, subject="某产业", year=y) for v, y in zip(values, (2025, 2027), strict=True)]
    (found,) = required(rows)
    assert (found.per_year, found.unit, found.years) == (per_year, in_, 2)
    assert [s.quote for s in found.sentences] == [f"{metric}{v}" for v in values]


def test_no_growth_is_told_of_what_may_be_two_things() -> None:
    def goals(**given: Any) -> list[PolicyTargets]:
        return [target(OLD, "产值", v, "亿元", year=y, **given) for v, y in ((100, 2025), (121, 2027))]

    assert required(goals()) == []
    assert len(required(goals(subject="某产业"))) == 1
    assert required([*goals(subject="某产业"), target(NEW, "产值", 90, "亿元", subject="某产业", year=2025)]) == []
    assert required([target(OLD, "进出口总额", v, "%", year=y) for v, y in ((8, 2025), (9, 2027))]) == []
    assert required(goals(subject="某产业", period="annual")) == []
