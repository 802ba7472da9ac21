"""The encoder and its span head in torch: pre-norm layers with rotary positions, and an efficient global pointer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx

from ingest.tagger import LONGEST
from ingest.training.data import KINDS

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 8, 6, 1024, 512
HEAD = 64
FAR = -1e4


class RootMeanSquare(torch.autograd.Function):
    """The norm and its gradient in few passes over memory, where autograd would make many."""

    @staticmethod
    def forward(ctx: FunctionCtx, x: Tensor, weight: Tensor) -> Tensor:
        """Rows of x over their root mean square, times the weight; in the type of autocast."""
        scale = torch.rsqrt(torch.linalg.vector_norm(x, dim=-1, keepdim=True).square_().div_(x.shape[-1]).add_(1e-6))
        unit = x * scale
        ctx.save_for_backward(unit, scale, weight)
        return unit * weight

    @staticmethod
    def backward(ctx: FunctionCtx, grad: Tensor) -> tuple[Tensor, Tensor]:
        """Gradients of x and of the weight."""
        unit, scale, weight = ctx.saved_tensors
        grad = grad.float()
        along = (grad * unit).flatten(0, -2)
        weighted = grad * weight
        back = torch.addcmul(weighted, unit, (along @ weight).view(*unit.shape[:-1], 1) / -unit.shape[-1])
        return back.mul_(scale), along.sum(0)


class Norm(nn.Module):
    """Root-mean-square norm."""

    def __init__(self) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        """Batch × length × width, in and out."""
        return RootMeanSquare.apply(x, self.w)


class Layer(nn.Module):
    """Attention and a gated feed-forward, each behind a norm and added to its input."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = Norm(), Norm()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.o = nn.Linear(WIDTH, WIDTH, bias=False)
        self.up = nn.Linear(WIDTH, 2 * INNER, bias=False)
        self.down = nn.Linear(INNER, WIDTH, bias=False)

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor], bias: Tensor, drop: float) -> Tensor:
        """Batch × length × width, in and out; `bias` is added to attention scores."""
        batch, length, _ = x.shape
        both, v = self.qkv(self.n1(x)).view(batch, length, 3 * HEADS, WIDTH // HEADS).split((2 * HEADS, HEADS), 2)
        q, k = rotate(both, *(part[:, None] for part in turn)).transpose(1, 2).chunk(2, 1)
        scores = torch.matmul(q, k.transpose(-1, -2)).mul_((WIDTH // HEADS) ** -0.5).add_(bias.to(q.dtype))
        heard = torch.softmax(scores, -1) @ v.transpose(1, 2)
        x = x + F.dropout(self.o(heard.transpose(1, 2).reshape(batch, length, WIDTH)), drop, self.training)
        gate, up = self.up(self.n2(x)).chunk(2, -1)
        return x + F.dropout(self.down(F.silu(gate) * up), drop, self.training)


class Encoder(nn.Module):
    """Characters to vectors."""

    def __init__(self, letters: int, drop: float = 0.0) -> None:
        super().__init__()
        self.emb = nn.Embedding(letters, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = Norm()
        self.drop = drop
        self.register_buffer("cos", turns(WIDTH // HEADS)[0], persistent=False)
        self.register_buffer("sin", turns(WIDTH // HEADS)[1], persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (batch × length, 0 is padding) to vectors (batch × length × width)."""
        length = ids.shape[1]
        turn = self.cos[:length], self.sin[:length]
        bias = torch.zeros(ids.shape, device=ids.device).masked_fill(ids == 0, FAR)[:, None, None]
        x = F.dropout(self.emb(ids), self.drop, self.training)
        for layer in self.layers:
            x = layer(x, turn, bias, self.drop)
        return self.norm(x)


class Pointer(nn.Module):
    """Scores of every span of up to LONGEST characters for every kind, above 0 where the kind is predicted.

    The encoder under it takes ids (batch × length) to vectors (batch × length × width) by its `layers`.
    """

    def __init__(self, enc: nn.Module, width: int, head_drop: float = 0.2) -> None:
        super().__init__()
        self.enc = enc
        self.pq = nn.Linear(width, 2 * HEAD)
        self.bias = nn.Linear(2 * HEAD, 2 * len(KINDS))
        self.head_drop = head_drop
        self.register_buffer("cos", turns(HEAD)[0], persistent=False)
        self.register_buffer("sin", turns(HEAD)[1], persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (batch × length) to scores: batch × kinds × start × (end - start), FAR where the end is padding."""
        z = self.pq(F.dropout(self.enc(ids), self.head_drop, self.training))
        turn = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        starts, ends = rotate(z[..., :HEAD], *turn), rotate(z[..., HEAD:], *turn)
        pair = band(torch.matmul(starts, ends.transpose(1, 2)).float() / HEAD**0.5)
        side = self.bias(z).float().transpose(1, 2) / 2
        side = side.masked_fill((ids == 0)[:, None], FAR)
        first, last = side.chunk(2, 1)
        return pair[:, None] + first[..., None] + F.pad(last, (0, LONGEST - 1), value=FAR).unfold(-1, LONGEST, 1)


class Tagger(Pointer):
    """The network that is shipped: spans over the small encoder."""

    def __init__(self, letters: int, drop: float = 0.0) -> None:
        super().__init__(Encoder(letters, drop), WIDTH)


def band(square: Tensor) -> Tensor:
    """Batch × length × length to batch × length × LONGEST: entry (i, j) is entry (i, i + j), 0 beyond the end."""
    batch, length, _ = square.shape
    padded = F.pad(square, (0, LONGEST)).flatten(1)
    return padded.as_strided((batch, length, LONGEST), (padded.stride(0), length + LONGEST + 1, 1))


def turns(width: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines of the rotary positions: positions × width / 2."""
    angles = torch.outer(torch.arange(POSITIONS).float(), 1e4 ** -(torch.arange(0, width, 2).float() / width))
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Vectors turned by their position; a pair is an entry of the first half and its fellow of the second."""
    one, two = x.chunk(2, -1)
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    return torch.cat((one * cos - two * sin, one * sin + two * cos), -1)


def halved(weight: Tensor) -> Tensor:
    """A query-key-value weight whose rotary pairs were neighbours, with the pairs in halves as `rotate` reads them."""
    parts = weight.view(3, HEADS, WIDTH // HEADS // 2, 2, WIDTH)
    turned = parts[:2].transpose(2, 3).reshape(2 * WIDTH, WIDTH)
    return torch.cat((turned, parts[2].reshape(WIDTH, WIDTH)))


def pretrained(weights: Path, drop: float = 0.0) -> Tagger:
    """A tagger with the encoder of an npz file of float arrays and a fresh head."""
    with np.load(weights) as stored:
        state = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files}
    state = {name: halved(part) if name.endswith("qkv.weight") else part for name, part in state.items()}
    net = Tagger(len(state["enc.emb.weight"]), drop)
    missing, _ = net.load_state_dict(state, strict=False)
    if lacking := [name for name in missing if name.startswith("enc.")]:
        raise ValueError(f"{weights} lacks {lacking}")
    return net
