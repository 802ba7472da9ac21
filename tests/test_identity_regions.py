"""The tables of places; the pairs of names are judged by test_pairs."""

from __future__ import annotations

from ontology.reference.divisions import below, followers, groups, places


def test_every_former_division_leads_to_one_of_today() -> None:
    former = [p for p in places().values() if p.until is not None]
    assert former
    for place in former:
        *_, (last, _) = followers(place.code)
        assert last.until is None, place


def test_every_place_lies_in_a_known_one() -> None:
    assert {p.parent for p in places().values()} <= {"", *places()}
    assert {code for members in groups().values() for code in members} <= set(places())
    assert not [code for code, held in below().items() if len({p.code for p in held}) != len(held)]
