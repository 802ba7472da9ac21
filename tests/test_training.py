"""Training data: mentions, groups of places, windows, the annotations of this project, letters of the encoder."""

from __future__ import annotations

import json
import random

import pytest

from ingest.tagger import LONGEST, PREFIX, UNKNOWN, WINDOW
from ingest.training.data import ANNOTATIONS, KINDS, Example, cuts, further, grouped, mentions
from ingest.training.letters import FULL, letters
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
            assert {item.text[start + a : start + b] for a, b, _ in held} <= {"激光雷达", "压电陶瓷"}
            assert len(held) == item.text[start:end].count("激光雷达") + item.text[start:end].count("压电陶瓷")
    assert covered == set(range(len(item.text)))


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
