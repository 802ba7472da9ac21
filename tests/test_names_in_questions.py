"""Chains and regions that a question names: known by any of their names, asked back where it is not clear."""

from __future__ import annotations

import pytest

from graph.store import Store
from queries import resolve
from queries.errors import AmbiguousError, NotFoundError
from tests.graph_sample import (
    CHAIN,
    DIKONG,
    GAOXIN,
    GUANGDIAN,
    JIANSUJI,
    QINGPING,
    ZHUANGBEI,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CHAIN, ZHUANGBEI),
        ("智能装备产业", ZHUANGBEI),
        ("智能装备", ZHUANGBEI),
        ("智能装备产业链", ZHUANGBEI),
        (" 智能装备链", ZHUANGBEI),
        ("减速机", JIANSUJI),
        ("装备", ZHUANGBEI),
        ("低空", DIKONG),
    ],
)
def test_a_chain_is_known_by_any_of_its_names(filled: Store, text: str, name: str):
    assert resolve.chain(filled, text).name == name


def test_a_chain_that_is_not_clear_is_asked_back(filled: Store):
    with pytest.raises(AmbiguousError, match="光电产业") as error:
        resolve.chain(filled, "产业")
    assert set(error.value.candidates) == {ZHUANGBEI, GUANGDIAN, JIANSUJI}
    for unknown in ("造船", "", "industry-0000000000000000"):
        with pytest.raises(NotFoundError, match=f"“{unknown}”") as missing:
            resolve.chain(filled, unknown)
        assert missing.value.near == ()
        assert not any(name in str(missing.value) for name in (ZHUANGBEI, GUANGDIAN, JIANSUJI))


def test_a_region_is_known_with_and_without_its_ending(filled: Store):
    assert [resolve.region(filled, text) for text in ("青屏市", "青屏", "高新区", None, "")] == [
        QINGPING,
        QINGPING,
        GAOXIN,
        None,
        None,
    ]
    with pytest.raises(NotFoundError, match="青屏市"):
        resolve.region(filled, "北冥市")
    with pytest.raises(AmbiguousError):
        resolve.region(filled, "市")
