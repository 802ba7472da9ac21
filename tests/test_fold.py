"""Names in NFKC are found in sentences as documents write them."""

from __future__ import annotations

import pytest

from queries.fold import find, fold, split


@pytest.mark.parametrize("text", ["（Ａ，１）：；％！", "２０２５年①…㎡Ⅱ", "e\u0301 ﬁ 甲\u3000乙", ""])
def test_folding_keeps_the_length(text: str):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_full_width_marks_become_half_width():
    assert fold("（Ａ，１）：；％！") == "(A,1):;%!"
    assert fold("①") == "1"
    assert fold("…") == "…"


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("引进ＬＥＤ车灯（前照灯）。", "LED车灯(前照灯)", ("引进", "ＬＥＤ车灯（前照灯）", "。")),
        ("引进LED车灯。", "ＬＥＤ车灯", ("引进", "LED车灯", "。")),
        ("引进 Android 系统", "Android系统", ("引进 ", "Android 系统", "")),
        ("引进Android系统", "Android 系统", ("引进", "Android系统", "")),
        ("甲乙", "丙", ("甲乙", "", "")),
        ("甲乙", " ", ("甲乙", "", "")),
        ("甲乙", "", ("甲乙", "", "")),
        ("", "甲", ("", "", "")),
        ("约１００㎡甲", "甲", ("约１００㎡", "甲", "")),
    ],
)
def test_words_are_found_as_the_text_writes_them(text: str, words: str, parts: tuple[str, str, str]):
    assert split(text, words) == parts
    assert "".join(parts) == text
    assert (find(text, words) is None) == (not parts[1])
