"""Google's multilingual BERT in torch, with its weights out of the variables of a TensorFlow SavedModel.

The variables are a bundle: `variables.index` is a LevelDB table of where each stands in the one data file beside it.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import Tensor, nn

Array: TypeAlias = NDArray[np.float32]

HEAD = 64
POSITIONS = 512
MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER = 48
FLOAT = 1
SPECIAL = ("[PAD]", "[UNK]", "[MASK]", "[CLS]")
"""What BERT calls the first four of our ids."""
LIKE = {"\n": "[SEP]", **dict(zip("“”—―–‘’∶", "\"\"---'':", strict=True))}
"""Letters that BERT's own text writes otherwise, beside those that NFKC folds."""


class BertLayer(nn.Module):
    """Attention and a feed-forward, each added to its input and normed after."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, read: Tensor, drop: float) -> Tensor:
        """Batch × length × width, in and out; `read` is true where attention may look."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, width // HEAD, HEAD).permute(2, 0, 3, 1, 4)
        heard = F.scaled_dot_product_attention(q, k, v, attn_mask=read).transpose(1, 2).reshape(x.shape)
        x = self.n1(x + F.dropout(self.o(heard), drop, self.training))
        return self.n2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Bert(nn.Module):
    """Characters to vectors."""

    def __init__(self, letters: int, width: int, layers: int) -> None:
        super().__init__()
        self.emb, self.emb_at = nn.Embedding(letters, width), nn.Embedding(POSITIONS, width)
        self.emb_norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(BertLayer(width) for _ in range(layers))
        self.drop = 0.0

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (batch × length, 0 is padding) to vectors (batch × length × width)."""
        x = self.emb_norm(self.emb(ids) + self.emb_at.weight[: ids.shape[1]])
        read = (ids != 0)[:, None, None].expand(-1, 1, ids.shape[1], -1)
        for layer in self.layers:
            x = layer(x, read, self.drop)
        return x


class Masked(nn.Module):
    """Scores of every letter for places of windows, by which BERT was trained and is adapted."""

    def __init__(self, enc: Bert) -> None:
        super().__init__()
        letters, width = enc.emb.weight.shape
        self.enc, self.t = enc, nn.Linear(width, width)
        self.norm, self.out = nn.LayerNorm(width, eps=1e-12), nn.Parameter(torch.zeros(letters))

    def forward(self, ids: Tensor, places: Tensor) -> Tensor:
        """Ids (batch × length) and flat places in them to scores: places × letters."""
        hidden = self.enc(ids).flatten(0, 1)[places]
        return self.norm(F.gelu(self.t(hidden))) @ self.enc.emb.weight.T + self.out


def bert(folder: Path, vocabulary: Path, layers: int = 12) -> Masked:
    """The first layers of the model unpacked in a folder, of its vocabulary only the letters of the tagger's."""
    stored = {name.removeprefix("module/"): part for name, part in variables(folder / "variables/variables").items()}
    known = {line: row for row, line in enumerate((folder / "assets/vocab.txt").read_text("utf-8").split("\n")[:-1])}
    rows = [known[token] for token in tokens(json.loads(vocabulary.read_text("utf-8"))["vocab"], known)]
    words = stored["bert/embeddings/word_embeddings"][rows]
    state = {
        "enc.emb.weight": words,
        "enc.emb_at.weight": stored["bert/embeddings/position_embeddings"]
        + stored["bert/embeddings/token_type_embeddings"][0],
        **_norm(stored, "bert/embeddings/LayerNorm", "enc.emb_norm"),
        **_dense(stored, "cls/predictions/transform/dense", "t"),
        **_norm(stored, "cls/predictions/transform/LayerNorm", "norm"),
        "out": stored["cls/predictions/output_bias"][rows],
    }
    for layer in range(layers):
        state |= _layer(stored, f"bert/encoder/layer_{layer}", f"enc.layers.{layer}")
    net = Masked(Bert(len(rows), words.shape[1], layers))
    net.load_state_dict({name: torch.from_numpy(np.array(part)) for name, part in state.items()})
    return net


def tokens(vocabulary: list[str], known: Mapping[str, int]) -> Iterator[str]:
    """BERT's token for each of the tagger's letters: its own, that of a letter like it, or the unknown one."""
    for number, letter in enumerate(vocabulary):
        like = (letter, LIKE.get(letter, ""), unicodedata.normalize("NFKC", letter))
        named = SPECIAL[number : number + 1] or [token for token in like if token in known]
        yield [*named, "[UNK]"][0]


def _layer(stored: Mapping[str, Array], theirs: str, ours: str) -> dict[str, Array]:
    parts = [_dense(stored, f"{theirs}/attention/self/{name}", name) for name in ("query", "key", "value")]
    joined = [np.concatenate(part) for part in zip(*(part.values() for part in parts), strict=True)]
    state = dict(zip((f"{ours}.qkv.weight", f"{ours}.qkv.bias"), joined, strict=True))
    for name, at in (("o", "attention/output"), ("up", "intermediate"), ("down", "output")):
        state |= _dense(stored, f"{theirs}/{at}/dense", f"{ours}.{name}")
    for name, at in (("n1", "attention/output"), ("n2", "output")):
        state |= _norm(stored, f"{theirs}/{at}/LayerNorm", f"{ours}.{name}")
    return state


def _dense(stored: Mapping[str, Array], theirs: str, ours: str) -> dict[str, Array]:
    return {f"{ours}.weight": stored[f"{theirs}/kernel"].T, f"{ours}.bias": stored[f"{theirs}/bias"]}


def _norm(stored: Mapping[str, Array], theirs: str, ours: str) -> dict[str, Array]:
    return {f"{ours}.weight": stored[f"{theirs}/gamma"], f"{ours}.bias": stored[f"{theirs}/beta"]}


def variables(prefix: Path) -> dict[str, Array]:
    """The float variables of a bundle of one part, by name; they are mapped, not read."""
    table = prefix.with_name(f"{prefix.name}.index").read_bytes()
    if table[-len(MAGIC) :] != MAGIC:
        raise ValueError(f"{prefix}.index is no table")
    data = np.memmap(prefix.with_name(f"{prefix.name}.data-00000-of-00001"), np.uint8, "r")
    _, _, *index = _varints(table[-FOOTER:], 4)
    found = {}
    for _, block in _entries(table, *index):
        for name, entry in _entries(table, *_varints(block, 2)):
            fields = dict(_fields(entry))
            if name and fields[1] == FLOAT:
                shape = [dict(_fields(size))[1] for _, size in _fields(fields[2])]
                start = fields.get(4, 0)
                found[name.decode()] = data[start : start + fields[5]].view(np.float32).reshape(shape)
    return found


def _entries(table: bytes, at: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of a block; stored of a key is how much it shares with the one before, and the rest."""
    if table[at + size]:
        raise ValueError("the table is compressed")
    block = io.BytesIO(table[at : at + size])
    restarts = int.from_bytes(table[at + size - 4 : at + size], "little")
    key = b""
    while block.tell() < size - 4 * (restarts + 1):
        shared, own, length = (_varint(block) for _ in range(3))
        key = key[:shared] + block.read(own)
        yield key, block.read(length)


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Numbers and values of a protocol buffer's fields: whole numbers, or bytes."""
    stream = io.BytesIO(message)
    while stream.tell() < len(message):
        number, kind = divmod(_varint(stream), 8)
        yield number, _varint(stream) if kind == 0 else stream.read(_varint(stream) if kind == 2 else 4)


def _varints(data: bytes, many: int) -> list[int]:
    stream = io.BytesIO(data)
    return [_varint(stream) for _ in range(many)]


def _varint(stream: io.BytesIO) -> int:
    value = shift = 0
    while (byte := stream.read(1)[0]) >= 128:
        value, shift = value | (byte - 128) << shift, shift + 7
    return value | byte << shift
