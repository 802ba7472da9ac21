from __future__ import annotations

import re
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from ingest.tagger import LONGEST, WINDOW, Scored, resolve, tag, windows

SENTENCE = "支持云河重型机械有限公司、青屏光电科技有限公司等企业重点发展激光测距仪、伺服控制器等产品。"
CONTENT = "推动产业提质增效和绿色转型,完善公共服务体系,"


def names(text: str, kind: str) -> set[str]:
    return {text[s.start : s.end] for s in tag(text) if s.kind == kind}


def test_names_of_each_kind_are_found() -> None:
    text = SENTENCE + "\n建设云河市光电产业技术研究院,做强光电信息产业。"
    assert {"云河重型机械有限公司", "青屏光电科技有限公司"} <= names(text, "ENT")
    assert {"激光测距仪", "伺服控制器"} <= names(text, "SEG")
    assert "光电信息产业" in names(text, "IND")
    assert "云河市光电产业技术研究院" in names(text, "PLAT")


@pytest.mark.parametrize("text", ["", "\n", "。", "abc", "𠮷" * 10, "一" * 1000])
def test_text_without_names_ends_without_error(text: str) -> None:
    assert all(text[s.start : s.end] for s in tag(text))


def test_windows_cover_the_text_in_whole_sentences() -> None:
    text = (SENTENCE + CONTENT + "。\n") * 20
    spans = list(windows(text))
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= WINDOW for a, b in spans)
    assert all(text[b - 1] in "。\n" for _, b in spans)


def test_windows_that_break_a_sentence_share_room_for_the_longest_name() -> None:
    text = CONTENT * 60
    spans = list(windows(text))
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(b - a <= WINDOW for a, b in spans)
    assert all(before[1] - after[0] == LONGEST for before, after in pairwise(spans))


@pytest.mark.parametrize("shift", range(170, 260, 10))
def test_a_name_at_a_window_border_is_found_whole(shift: int) -> None:
    filler = re.sub("[、,]", "", CONTENT) * 20
    text = filler[:shift] + ",支持云河重型机械有限公司加快发展," + filler[:300]
    border = {b for _, b in windows(text)}
    assert "云河重型机械有限公司" in names(text, "ENT"), border
    assert not {n for n in names(text, "ENT") if n in "云河重型机械有限公司" and n != "云河重型机械有限公司"}


def test_no_two_spans_of_a_kind_overlap() -> None:
    spans = tag(SENTENCE * 8)
    for kind in {s.kind for s in spans}:
        own = [s for s in spans if s.kind == kind]
        assert all(a.end <= b.start for a, b in pairwise(own))


def test_of_overlapping_spans_the_best_scored_stays() -> None:
    long, short, other = Scored(0, 6, "SEG", 1.0), Scored(2, 5, "SEG", 2.0), Scored(0, 6, "IND", 0.5)
    assert resolve([long, short, other]) == [other, short]
    first, second = Scored(0, 3, "ENT", 1.0), Scored(2, 4, "ENT", 1.0)
    assert resolve([second, first]) == [first]


def test_a_window_scores_alike_whatever_stands_around_it() -> None:
    """One window a run: what other windows hold must not move a score."""
    block = (SENTENCE * 5)[: WINDOW - 1] + "\n"
    alone = [(s.start, s.end, s.kind, s.score) for s in tag(block)]
    text = block + (CONTENT[:-1] + "。\n") * 12
    again = [(s.start, s.end, s.kind, s.score) for s in tag(text) if s.end <= len(block)]
    assert next(windows(text)) == (0, len(block))
    assert alone == again


def test_another_process_gives_the_same_bytes_and_starts_quickly() -> None:
    code = f"from ingest.tagger import tag; print(tag({SENTENCE!r}))"
    started = time.monotonic()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert time.monotonic() - started < 10
    assert out.strip() == str(tag(SENTENCE))
