"""The large teacher: its checkpoint out of a TensorFlow bundle, adaptation and labels on a tiny one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from ingest.tagger import PREFIX
from ingest.training.data import KINDS, Example

torch = pytest.importorskip("torch", reason="torch is for training only")

from ingest.training.bert import MAGIC, Masked, bert, tokens, variables  # noqa: E402
from ingest.training.fit import Recipe, fit  # noqa: E402
from ingest.training.network import Pointer  # noqa: E402
from ingest.training.teacher import Adapting, adapt, hide, label, pointer  # noqa: E402

LETTERS = ["<pad>", "<unk>", "<mask>", "<cls>", *"甲乙丙丁(。\n"]
KNOWN = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"丁丙甲乙(。"]
WIDTH, LAYERS = 64, 2
TEXT = "甲乙丙丁。" * 90


def varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value % 128 + 128]) + varint(value >> 7)


def field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number * 8) + varint(value)
    return varint(number * 8 + 2) + varint(len(value)) + value


def block(entries: Mapping[bytes, bytes]) -> bytes:
    """A LevelDB block with its trailer; each key shares what it can with the one before."""
    whole, before = b"", b""
    for key, value in entries.items():
        shared = next(
            (n for n, (a, b) in enumerate(zip(key, before, strict=False)) if a != b), min(len(key), len(before))
        )
        whole += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        before = key
    return whole + (0).to_bytes(4, "little") + (1).to_bytes(4, "little")


def bundle(prefix: Path, stored: Mapping[str, np.ndarray]) -> None:
    data, entries = b"", {b"": field(1, 1)}
    for name, part in sorted(stored.items()):
        shape = b"".join(field(2, field(1, size)) for size in part.shape)
        place = field(4, len(data)) if data else b""
        entries[name.encode()] = field(1, 1) + field(2, shape) + place + field(5, part.nbytes) + b"\x35abcd"
        data += part.astype("<f4").tobytes()
    first = block(entries)
    index = block({b"z": varint(0) + varint(len(first))})
    at = len(first) + 5
    footer = varint(0) + varint(0) + varint(at) + varint(len(index))
    table = first + b"\0crc." + index + b"\0crc." + footer.ljust(40, b"\0") + MAGIC
    prefix.with_name(f"{prefix.name}.index").write_bytes(table)
    prefix.with_name(f"{prefix.name}.data-00000-of-00001").write_bytes(data)


def checkpoint() -> dict[str, np.ndarray]:
    """Random variables of a tiny BERT by the names of the published one."""
    sizes: dict[str, tuple[int, ...]] = {
        "bert/embeddings/word_embeddings": (len(KNOWN), WIDTH),
        "bert/embeddings/position_embeddings": (512, WIDTH),
        "bert/embeddings/token_type_embeddings": (2, WIDTH),
        "cls/predictions/output_bias": (len(KNOWN),),
    }
    norms, dense = ["bert/embeddings", "cls/predictions/transform"], {"cls/predictions/transform/dense": (WIDTH, WIDTH)}
    for layer in range(LAYERS):
        own = f"bert/encoder/layer_{layer}"
        norms += [f"{own}/attention/output", f"{own}/output"]
        dense |= {f"{own}/attention/self/{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
        dense |= {f"{own}/attention/output/dense": (WIDTH, WIDTH), f"{own}/intermediate/dense": (WIDTH, 4 * WIDTH)}
        dense |= {f"{own}/output/dense": (4 * WIDTH, WIDTH)}
    for name in norms:
        sizes |= {f"{name}/LayerNorm/gamma": (WIDTH,), f"{name}/LayerNorm/beta": (WIDTH,)}
    for name, size in dense.items():
        sizes |= {f"{name}/kernel": size, f"{name}/bias": size[1:]}
    random = np.random.default_rng(0)
    return {f"module/{name}": random.normal(0, 0.1, size).astype(np.float32) for name, size in sizes.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bert")
    for name in ("assets", "variables"):
        (made / name).mkdir()
    (made / "assets/vocab.txt").write_text("\n".join(KNOWN) + "\n", "utf-8")
    (made / "vocab.json").write_text(json.dumps({"vocab": LETTERS}), "utf-8")
    bundle(made / "variables/variables", checkpoint())
    return made


@pytest.fixture(scope="module")
def tiny(folder: Path) -> Masked:
    return bert(folder, folder / "vocab.json", LAYERS)


IDS = {letter: number for number, letter in enumerate(LETTERS)}


def test_variables_of_a_bundle_are_those_that_were_written(folder: Path) -> None:
    found, wanted = variables(folder / "variables/variables"), checkpoint()
    assert found.keys() == wanted.keys()
    assert all(np.array_equal(found[name], part) for name, part in wanted.items())


def test_a_file_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.index").write_bytes(b"\0" * 60)
    with pytest.raises(ValueError, match="no table"):
        variables(tmp_path / "x")


def test_letters_have_the_rows_of_their_tokens(tiny: Masked) -> None:
    named = ["[PAD]", "[UNK]", "[MASK]", "[CLS]", "甲", "乙", "丙", "丁", "(", "。", "[SEP]"]
    assert list(tokens(LETTERS, {name: row for row, name in enumerate(KNOWN)})) == named
    words = checkpoint()["module/bert/embeddings/word_embeddings"][[KNOWN.index(name) for name in named]]
    assert np.array_equal(tiny.enc.emb.weight.detach().numpy(), words)


def test_padding_moves_no_vector(tiny: Masked) -> None:
    ids = torch.tensor([[*PREFIX, 4, 5, 6]])
    with torch.no_grad():
        alone, padded = tiny.enc(ids), tiny.enc(torch.cat([ids, torch.zeros(1, 4, dtype=torch.long)], 1))
    assert torch.allclose(alone, padded[:, : ids.shape[1]], atol=1e-5)


def test_hidden_letters_are_told_apart_from_the_prefix_and_mostly_masked() -> None:
    torch.manual_seed(0)
    shown, places, wanted = hide(torch.arange(5000) % 7 + 4, Adapting(batch=8), 11)
    assert len(places) == int(0.15 * shown.numel())
    assert (places % shown.shape[1] >= len(PREFIX)).all()
    assert 0.7 < (shown.flatten()[places] == 2).float().mean() < 0.9
    assert (wanted > 3).all()


def test_a_teacher_adapts_learns_and_labels(tiny: Masked) -> None:
    ids, said = torch.tensor([IDS[letter] for letter in TEXT * 4]), []
    before = tiny.enc.emb.weight.detach().clone()
    enc = adapt(tiny, ids, Adapting(steps=3, batch=2, kept=600), said.append)
    assert len(said) == 2
    assert not torch.equal(enc.emb.weight, before)
    spans = tuple((at, at + 2, KINDS.index("SEG")) for at in range(0, len(TEXT), 5))
    recipe = Recipe(epochs=80, soft_epochs=0, batch=2, rate=1e-3, head_rate=1e-2)
    net = fit(lambda: pointer(enc), [Example("1", "", TEXT, spans)], (), IDS, recipe, said.append)
    assert isinstance(net, Pointer)
    found = label(net, TEXT, IDS)
    assert len({span[:3] for span in found}) == len(found)
    named = [share for *span, share in found if tuple(span) in spans]
    others = [share for *span, share in found if tuple(span) not in spans]
    assert len(named) == len(spans)
    assert min(named) > max(others, default=0)
    assert all(0 <= start < end <= len(TEXT) and 0.03 <= share <= 1 for start, end, _, share in found)
