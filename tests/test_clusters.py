"""From judgements to canonical nodes, without a store: few judgements for many names, none that joins what is apart."""

from itertools import combinations

from graph import Judgement, Named
from ingest.identity.clusters import UNSURE_MAX, canonical, effective, sparse, without_doubles
from ingest.matching import judged

CITIES = 40


def named(number, name="甲乙科技", type_="Enterprise"):
    return Named(f"enterprise-{number:03}", type_, name, f"{number}号市", f"enterprise-{number:03}")


def told(a, b, answer="same", by="rule", score=0.9):
    return Judgement(a.type, a.id, b.id, a.name, b.name, answer, "rule", score, by)


def by_id(names):
    return {one.id: one for one in names}


def test_of_a_name_of_many_cities_a_judgement_is_kept_for_each_and_all_stand_at_one_node():
    names = [named(n) for n in range(CITIES)]
    everything = [told(a, b) for a, b in combinations(names, 2)]
    kept = sparse(everything, by_id(names), ())
    assert len(kept) == CITIES - 1
    into = canonical(by_id(names), effective(kept))
    assert into == canonical(by_id(names), effective(everything))
    assert len(into) == CITIES - 1


def test_a_person_is_asked_about_a_few_pairs_of_a_name_and_then_about_the_next():
    names = [named(n) for n in range(CITIES)]
    unsure = [told(a, b, "unsure", score=0.5) for a, b in combinations(names, 2)]
    kept = sparse(unsure, by_id(names), ())
    assert all(1 <= sum(name.id in one.pair for one in kept) <= UNSURE_MAX for name in names)
    following = sparse(unsure, by_id(names), {one.pair for one in kept})
    assert {one.pair for one in following} > {one.pair for one in kept}


def test_a_pair_taken_back_is_not_joined_by_the_way_over_others():
    names = [named(n) for n in range(5)]
    kept = sparse([told(a, b) for a, b in combinations(names, 2)], by_id(names), ())
    hub = next(iter(set(canonical(by_id(names), effective(kept)).values())))
    apart = next(name for name in names if name.id != hub)
    parted = told(apart, by_id(names)[hub], "different", "person")
    into = canonical(by_id(names), effective([*kept, parted]))
    assert apart.id not in into
    assert len(into) == 3


def test_a_short_name_that_fits_two_companies_waits_for_a_person():
    short, one, other = named(1, "甲乙"), named(2, "甲乙科技有限公司"), named(3, "甲乙重工有限公司")
    rules = without_doubles([told(short, one), told(short, other)], lambda *_: "different")
    assert {(rule.answer, rule.rule) for rule in rules} == {("unsure", "rule/several")}


def test_equal_platforms_of_cities_that_no_table_lists_stay_apart():
    many = [
        Named(f"platform-{n}", "Platform", "云埠农机零部件产业基地", f"{place}州市", f"platform-{n}")
        for n, place in enumerate("甲乙丙丁戊己庚辛")
    ]
    assert {one.answer for one in judged(many)} == {"unsure"}
