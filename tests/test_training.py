"""Training: mentions, groups of places, windows, annotations and soft labels, letters of the encoder, the loss."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from ingest.tagger import LONGEST, PREFIX, UNKNOWN, WINDOW
from ingest.training.data import ANNOTATIONS, KINDS, Example, cuts, further, grouped, mentions
from ingest.training.letters import FULL, letters
from ingest.training.soft import LABELS, labelled, texts, write
from tests.documents import SHARED

real = pytest.mark.skipif(not (SHARED / "model/pretrain.txt.xz").exists(), reason="../shared/model is absent")
SEGMENT = KINDS.index("SEG")


def example(id_: str, place: str, text: str, *names: str) -> Example:
    return Example(id_, place, text, tuple(sorted(mentions(text, set(names), SEGMENT))))


def test_every_mention_is_labelled_but_no_part_of_a_longer_one_or_of_a_latin_word() -> None:
    text = "激光雷达、雷达和AI芯片,OpenAI不是AI。"
    found = {(text[a:b], a) for a, b, _ in mentions(text, {"激光雷达", "雷达", "AI", "芯片"}, SEGMENT)}
    assert found == {("激光雷达", 0), ("雷达", 5), ("AI", 8), ("芯片", 10), ("AI", 21)}


def test_documents_of_one_place_stand_in_one_group_and_groups_are_of_about_one_length() -> None:
    items = [example(str(n), f"place {n // 3}", "文" * (100 + n)) for n in range(60)]
    groups = grouped(items)
    assert sorted(item.id for group in groups for item in group) == sorted(item.id for item in items)
    places = [{item.place for item in group} for group in groups]
    assert sum(map(len, places)) == len(set.union(*places)) == 20
    sizes = [sum(len(item.text) for item in group) for group in groups]
    assert max(sizes) < 1.1 * min(sizes)


def test_windows_of_training_cover_the_text_and_hold_names_whole() -> None:
    item = example("1", "云河市", "发展激光雷达、压电陶瓷,做强产业。" * 60, "激光雷达", "压电陶瓷")
    covered: set[int] = set()
    for seed in range(3):
        for (start, end), held in cuts(item, random.Random(seed)):
            covered |= set(range(start, end))
            assert end - start <= WINDOW
            assert {item.text[start + a : start + b] for a, b, *_ in held} <= {"激光雷达", "压电陶瓷"}
            assert len(held) == item.text[start:end].count("激光雷达") + item.text[start:end].count("压电陶瓷")
    assert covered == set(range(len(item.text)))


def test_windows_give_spans_their_shares_and_named_ones_all() -> None:
    item = example("1", "云河市", "发展激光雷达、压电陶瓷。", "激光雷达", "压电陶瓷")
    for shares, wanted in (((), [1.0, 1.0]), ((0.25, 0.75), [0.25, 0.75])):
        held = [span for _, spans in cuts(replace(item, shares=shares), random.Random(0)) for span in spans]
        assert [share for *_, share in held] == wanted


def test_soft_labels_come_back_in_order_and_without_texts_that_changed(tmp_path) -> None:
    first = [(3, 7, SEGMENT, 0.5), (0, 2, 0, 0.98), (3, 5, SEGMENT, 0.1)]
    write("model", [first, [], [(64, 128, 1, 0.03)]], tmp_path)
    one, last = labelled("model", ["甲" * 10, "", "乙" * 200], tmp_path)
    assert one.spans == ((0, 2, 0), (3, 5, SEGMENT), (3, 7, SEGMENT))
    assert one.shares == pytest.approx((1, 0.1, 0.5), abs=0.002)
    assert last.spans == ((64, 128, 1),)


@real
def test_kept_soft_labels_stand_inside_their_documents() -> None:
    read = texts(SHARED)
    assert read.count("") <= 0.05 * len(read), "normalising has changed: make teacher"
    for name in ("model", *(f"fold-{number}" for number in range(5))):
        for item in labelled(name, read):
            assert all(0 <= a < b <= len(item.text) and b - a <= LONGEST for a, b, _ in item.spans), (name, item.id)
            assert all(0 < share <= 1 for share in item.shares)


def test_soft_labels_hold_no_text() -> None:
    assert {path.name for path in LABELS.iterdir()} == {
        "README.md",
        "documents.tsv",
        "model.npz.xz",
        *(f"fold-{number}.npz.xz" for number in range(5)),
    }


@pytest.mark.parametrize("path", sorted(ANNOTATIONS.glob("*.json")), ids=lambda path: path.stem)
def test_annotations_hold_names_and_no_text(path) -> None:
    note = json.loads(path.read_text("utf-8"))
    assert (note["document"], set(note["names"])) == (path.stem, set(KINDS))
    assert len(note["sha256"]) == 64
    for names in note["names"].values():
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= LONGEST and "。" not in name for name in names)


@real
def test_annotated_names_stand_in_their_documents() -> None:
    found = further(SHARED)
    assert {item.id for item in found} == {path.stem for path in ANNOTATIONS.glob("*.json")}
    for item in found:
        names = json.loads((ANNOTATIONS / f"{item.id}.json").read_text("utf-8"))["names"]
        listed = [name for kind in KINDS for name in names[kind]]
        assert sum(name in item.text for name in listed) >= 0.97 * len(listed), item.id
        assert item.spans, item.id


@pytest.mark.skipif(not (SHARED / "model/vocab.json").exists(), reason="../shared/model is absent")
def test_punctuation_has_the_ids_of_the_marks_that_the_encoder_was_trained_on() -> None:
    ids = letters(SHARED / "model/vocab.json")
    assert all(ids[half] == ids[full] for half, full in FULL.items())
    assert ids[","] not in (UNKNOWN, *PREFIX)


def test_turned_positions_and_bands_are_those_of_the_definition() -> None:
    torch = pytest.importorskip("torch", reason="torch is for training only")
    from ingest.training.network import band, rotate, turns

    square = torch.arange(2 * 70 * 70).view(2, 70, 70).float()
    banded = band(square)
    assert banded.shape == (2, 70, LONGEST)
    assert banded[1, 3, 5] == square[1, 3, 8]
    vector = torch.randn(1, 2, 64)
    same = vector[:, :1].expand(1, 2, 64)
    turned = rotate(same, *(part[:2] for part in turns(64)))
    assert torch.allclose(turned.norm(dim=-1), same.norm(dim=-1))
    assert torch.allclose(turned[:, 0], same[:, 0])


def test_the_loss_of_sure_spans_is_the_circle_loss_and_of_others_is_least_at_half_their_log_odds() -> None:
    torch = pytest.importorskip("torch", reason="torch is for training only")
    from ingest.training.fit import circle

    torch.manual_seed(0)
    scores = torch.randn(2, 3, 4, 5)
    wanted = torch.rand(scores.shape) < 0.2
    up = (-scores).masked_fill(~wanted, -torch.inf).flatten(2).exp().sum(-1).log1p()
    down = scores.masked_fill(wanted, -torch.inf).flatten(2).exp().sum(-1).log1p()
    assert torch.allclose(circle(scores, wanted.float()), (up + down).mean())
    for share in (0.1, 0.5, 0.9):
        score = torch.zeros(1, 1, 1, 1, requires_grad=True)
        odds = torch.tensor(share).logit() / 2
        for value, sign in ((odds - 0.5, -1), (odds, 0), (odds + 0.5, 1)):
            score.data.fill_(value)
            (slope,) = torch.autograd.grad(circle(score, torch.full_like(score, share)), score)
            assert torch.sign(slope.round(decimals=4)).item() == sign


def test_a_network_learns_from_hard_and_soft_labels_and_the_same_digest_keeps_it() -> None:
    torch = pytest.importorskip("torch", reason="torch is for training only")
    from ingest.training.fit import Recipe, digest, fit
    from ingest.training.network import Tagger

    item = example("1", "云河市", "发展激光雷达、压电陶瓷。" * 30, "激光雷达")
    soft = replace(item, id="2", shares=(0.5,) * len(item.spans))
    recipe, told = Recipe(epochs=2, soft_epochs=1, batch=2), []
    ids = {letter: 4 + number for number, letter in enumerate(sorted(set(item.text)))}
    net = fit(lambda: Tagger(4 + len(ids)), [item], [soft], ids, recipe, told.append)
    assert len(told) == 2
    assert all(torch.isfinite(part).all() for part in net.parameters())
    assert not net.training
    torch.manual_seed(recipe.seed)
    assert not torch.equal(net.pq.weight, Tagger(4 + len(ids)).pq.weight)
    assert digest([item, soft], recipe) == digest([soft, item], Recipe(epochs=2, soft_epochs=1, batch=2))
    surer = replace(soft, shares=(0.6,) * len(item.spans))
    others = [([item, soft], Recipe(epochs=2, soft_epochs=0, batch=2)), ([item, surer], recipe), ([item], recipe)]
    assert all(digest(items, other) != digest([item, soft], recipe) for items, other in others)
