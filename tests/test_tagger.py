from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ingest.inference import openvino
from ingest.tagger import (
    FAR,
    KINDS,
    LEAST,
    LONGEST,
    PREFIX,
    PREPARING,
    WINDOW,
    Model,
    Scored,
    banded,
    resolve,
    tag,
    windows,
)

ROOT = Path(__file__).parents[1]

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


def test_the_number_of_threads_moves_no_score() -> None:
    text = (SENTENCE + CONTENT + "。\n") * 12
    assert len(list(windows(text))) > 3
    assert tag(text, threads=1) == tag(text, threads=3) == tag(text)


def test_a_lower_floor_only_adds_spans() -> None:
    text = "推进智能制造与工业互联网应用,支持云河重型机械有限公司建设检测中心,完善物流配套。"
    sure, more = tag(text), tag(text, floor=-3.0)
    assert all(span.score > LEAST[span.kind] for span in sure)
    assert set(sure) <= set(more)
    assert any(-3 < span.score <= LEAST[span.kind] for span in more)


def test_scores_of_spans_are_sums_of_their_pair_and_sides() -> None:
    rng = np.random.default_rng(0)
    pairs = rng.normal(size=(70, 70)).astype(np.float32)
    sides = rng.normal(size=(70, 4)).astype(np.float32)
    found = banded(pairs, sides)
    assert found.shape == (2, 70, LONGEST)
    for kind, first, last in ((0, 0, 0), (1, 0, LONGEST - 1), (1, 30, 69), (0, 69, 69)):
        wanted = pairs[first, last] + sides[first, kind] + sides[last, 2 + kind]
        assert found[kind, first, last - first] == pytest.approx(wanted, abs=1e-5)
    beyond = np.add.outer(np.arange(70), np.arange(LONGEST)) >= 70
    assert (found[:, beyond] < FAR / 2).all()
    assert (found[:, ~beyond] > FAR / 2).all()


def test_the_shipped_model_is_small_and_knows_every_kind_and_half_width_marks() -> None:
    folder = ROOT / "ingest/model"
    assert (folder / "tagger.onnx").stat().st_size <= 30e6
    assert Model(folder).scores("支持企业。").shape == (len(KINDS), 5, LONGEST)
    ids = json.loads((folder / "vocab.json").read_text("utf-8"))
    assert len({ids[mark] for mark in ",、。:;()?!"}) == 9


def test_an_exported_network_scores_like_the_network(tmp_path: Path) -> None:
    """Int8 may move a score by a little, a wrong fold of a weight would move it by a lot."""
    torch = pytest.importorskip("torch", reason="needs the train group")
    pytest.importorskip("onnx", reason="needs the train group")
    from ingest.training.export import export
    from ingest.training.network import Tagger

    torch.manual_seed(0)
    net = Tagger(12).eval()
    for part in net.parameters():
        torch.nn.init.normal_(part, 1.0 if part.ndim == 1 else 0.0, 0.3 if part.ndim == 1 else 0.06)
    torch.nn.init.normal_(net.enc.emb.weight)
    np.savez(tmp_path / "net.npz", **{name: part.numpy() for name, part in net.state_dict().items()})
    letters = ["<pad>", "<unk>", "<mask>", "<cls>", *"甲乙丙丁戊己庚辛"]
    (tmp_path / "letters.json").write_text(json.dumps({"vocab": letters}), "utf-8")
    export(tmp_path / "net.npz", tmp_path / "letters.json", tmp_path / "model")
    text = "甲乙丙丁戊己庚辛" * 12
    with torch.no_grad():
        wanted = net(torch.tensor([[*PREFIX, *(letters.index(letter) for letter in text)]]))[0].numpy()
    wanted, found = wanted[:, len(PREFIX) :], Model(tmp_path / "model").scores(text)
    held = wanted > FAR / 2
    assert (held == (found > FAR / 2)).all()
    assert np.abs(wanted[held] - found[held]).max() < 0.5 * wanted[held].std()
    assert np.corrcoef(wanted[held], found[held])[0, 1] > 0.995


def test_another_process_gives_the_same_bytes_and_starts_quickly() -> None:
    code = f"from ingest.tagger import tag; print(tag({SENTENCE!r}))"
    started = time.monotonic()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert time.monotonic() - started < 10
    assert out.strip() == str(tag(SENTENCE))


def test_the_engine_of_the_tagger_reports_its_use_to_nobody() -> None:
    code = (
        "import socket, sys; socket.socket = socket.create_connection = None\n"
        "from ingest.tagger import tag; tag('支持企业。')\n"
        "print([name for name, module in sys.modules.items() if name.startswith('openvino_telemetry') and module])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_engine_runs_once_before_two_threads_may_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two threads make the engine's first use of arrays at once, it hangs in one of eight processes."""
    events: list[str] = []
    infer = openvino.InferRequest.infer

    def watched(request: openvino.InferRequest, *given: object) -> object:
        events.append("alone" if PREPARING.locked() else "begins")
        result = infer(request, *given)
        events.append("ends")
        return result

    monkeypatch.setattr(openvino.InferRequest, "infer", watched)
    Model(ROOT / "ingest/model").tag((SENTENCE + "\n") * 20, threads=2)
    assert events[:2] == ["alone", "ends"]
    assert events.count("ends") > 2
