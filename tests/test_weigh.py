"""Topics weighed at document level: neighbours, longer names and both kinds count, other kinds stay as they are."""

from __future__ import annotations

import pytest

from ingest.confidence import Curve
from ingest.tagger import Scored
from ingest.weigh import BELOW, NOWHERE, PROPOSED, signs, weighed

TEXT = "发展伺服电机、减速器和控制器,减速器用钢由华山公司供应。"


def spans(*given: tuple[str, str, float]) -> list[Scored]:
    return [Scored(TEXT.index(name), TEXT.index(name) + len(name), kind, score) for name, kind, score in given]


def test_signs_tell_neighbours_and_longer_names() -> None:
    found = signs(
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
    curve = Curve({"best": 1.0})
    given = spans(
        ("控制器", "SEG", 1.0),
        ("控制器", "IND", 0.8),
        ("减速器", "SEG", PROPOSED["SEG"] - 0.1),
        ("华山公司", "ENT", -0.5),
    )
    found = {(TEXT[s.start : s.end], s.kind): s.score for s in weighed(TEXT, given, curve)}
    assert found[("控制器", "SEG")] == 1.0
    assert found[("控制器", "IND")] == pytest.approx(1.0 - BELOW * 0.2)
    assert ("减速器", "SEG") not in found
    assert found[("华山公司", "ENT")] == -0.5


def test_every_mention_is_as_sure_as_the_document() -> None:
    given = [Scored(7, 10, "SEG", 2.0), Scored(15, 18, "SEG", -1.5)]
    assert [s.score for s in weighed(TEXT, given, Curve({"best": 1.0}))] == [2.0, 2.0]
    assert [TEXT[s.start : s.end] for s in given] == ["减速器", "减速器"]


def test_the_shipped_weights_let_neighbours_raise_a_name() -> None:
    alone, listed = spans(("减速器", "SEG", 0.0)), spans(("减速器", "SEG", 0.0), ("伺服电机", "SEG", 3.0))
    score = {len(given): next(s.score for s in weighed(TEXT, given) if s.start == 7) for given in (alone, listed)}
    assert score[2] > score[1] + 0.5


@pytest.mark.parametrize(
    ("name", "score", "kept"),
    [
        ("进博会", -1.5, [0.1]),
        ("进博会", 1.2, [1.2]),
        ("进博会", -1.99, [-0.39]),
        ("青泽会", -1.5, []),
        ("青泽会", -0.3, [-0.3]),
    ],
)
def test_a_platform_of_our_table_is_proposed_where_the_tagger_doubts(
    name: str, score: float, kept: list[float]
) -> None:
    text = f"参加{name}。"
    found = weighed(text, [Scored(2, 5, "PLAT", score)], Curve({}))
    assert [s.score for s in found] == pytest.approx(kept)
