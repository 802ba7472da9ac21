"""Topics and platforms weighed at document level: what tells of a name, and that other kinds stay as they are."""

from __future__ import annotations

import pytest

from ingest.confidence import Curve
from ingest.signs import NOWHERE, platform_signs, topic_signs
from ingest.tagger import Scored
from ingest.weigh import BELOW, PROPOSED, weighed

TEXT = "发展伺服电机、减速器和控制器,减速器用钢由华山公司供应。"

BEST = {"topic": Curve({"best": 1.0}), "platform": Curve({"best": 1.0})}


def spans(*given: tuple[str, str, float]) -> list[Scored]:
    return [Scored(TEXT.index(name), TEXT.index(name) + len(name), kind, score) for name, kind, score in given]


def test_signs_tell_neighbours_and_longer_names() -> None:
    found = topic_signs(
        TEXT,
        spans(("伺服电机", "SEG", 2.0), ("减速器", "SEG", 0.5), ("控制器", "IND", 1.0), ("减速器用钢", "SEG", -1.0)),
    )
    assert found["减速器"]["listed"] == 1
    assert found["减速器"]["beside"] == pytest.approx(1.5)
    assert found["伺服电机"]["beside"] == 0.5
    assert found["减速器"]["longer"] == -1.0
    assert found["减速器用钢"]["longer"] == NOWHERE
    assert found["减速器用钢"]["listed"] == 0
    assert found["控制器"]["industry"] == 1.0
    assert found["控制器"]["segment"] == NOWHERE


def test_the_weaker_kind_is_lower_and_other_kinds_stay() -> None:
    given = spans(
        ("控制器", "SEG", 1.0),
        ("控制器", "IND", 0.8),
        ("减速器", "SEG", PROPOSED["SEG"] - 0.1),
        ("华山公司", "ENT", -0.5),
    )
    found = {(TEXT[s.start : s.end], s.kind): s.score for s in weighed(TEXT, given, BEST)}
    assert found[("控制器", "SEG")] == 1.0
    assert found[("控制器", "IND")] == pytest.approx(1.0 - BELOW * 0.2)
    assert ("减速器", "SEG") not in found
    assert found[("华山公司", "ENT")] == -0.5


def test_every_mention_is_as_sure_as_the_document() -> None:
    given = [Scored(7, 10, "SEG", 2.0), Scored(15, 18, "SEG", -1.5)]
    assert [s.score for s in weighed(TEXT, given, BEST)] == [2.0, 2.0]
    assert [TEXT[s.start : s.end] for s in given] == ["减速器", "减速器"]


def test_the_shipped_weights_let_neighbours_raise_a_name() -> None:
    alone, listed = spans(("减速器", "SEG", 0.0)), spans(("减速器", "SEG", 0.0), ("伺服电机", "SEG", 3.0))
    score = {len(given): next(s.score for s in weighed(TEXT, given) if s.start == 7) for given in (alone, listed)}
    assert score[2] > score[1] + 0.5


def test_signs_tell_what_a_topic_stands_in_and_before() -> None:
    text = "建设光电产业园,引进光电项目,发展瓷业。"
    given = [
        Scored(2, 4, "IND", 1.0),
        Scored(2, 7, "PLAT", 0.5),
        Scored(10, 12, "IND", 2.0),
        Scored(17, 19, "IND", 1.0),
    ]
    found = topic_signs(text, given)
    assert (found["光电"]["inside"], found["光电"]["carrier"]) == (0, 1)
    assert (found["瓷业"]["inside"], found["瓷业"]["carrier"]) == (0, 0)
    assert topic_signs(text, given[:2])["光电"]["inside"] == 1


def test_signs_tell_what_a_platform_is_like() -> None:
    text = "参加进博会,建设一批国家级瓷业平台,建好“瓷链通”、云河瓷谷产业园。瓷谷产业园扩建。"
    names = ("进博会", "国家级瓷业平台", "瓷链通", "云河瓷谷产业园", "瓷谷产业园")
    given = [
        Scored(text.index(n), text.index(n) + len(n), "PLAT", s) for n, s in zip(names, (0, 1, 2, 3, 0), strict=True)
    ]
    again = text.rindex(names[4])
    found = platform_signs(text, [*given[:4], Scored(again, again + 5, "PLAT", -1.0), given[4]])
    assert [found[n]["known"] for n in names] == [1, 0, 0, 0, 0]
    assert [found[n]["level"] for n in names] == [0, 1, 0, 0, 0]
    assert [found[n]["some"] for n in names] == [0, 1, 0, 0, 0]
    assert [found[n]["quoted"] for n in names] == [0, 0, 1, 0, 0]
    assert [found[n]["vague"] for n in names[1:4]] == [1, 1, 0]
    assert [found[n]["longer"] for n in names] == [NOWHERE] * 4 + [3]
    assert (found[names[4]]["best"], found[names[4]]["mean"]) == (0, -0.5)


@pytest.mark.parametrize(
    ("name", "score", "kept"), [("进博会", -1.0, True), ("青泽会", -1.0, False), ("青泽会", 1.0, True)]
)
def test_a_platform_of_our_table_is_proposed_where_the_tagger_doubts(name: str, score: float, kept: bool) -> None:
    found = weighed(f"参加{name}。", [Scored(2, 5, "PLAT", score)])
    assert bool(found) == kept
