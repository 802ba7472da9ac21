"""Fine-tuning: examples that people or a teacher labelled to a tagger, its weights averaged over the end."""

from __future__ import annotations

import hashlib
import math
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from ingest.tagger import LONGEST, PAD, PREFIX
from ingest.training.data import KINDS, Example, cuts
from ingest.training.letters import numbered
from ingest.training.network import FAR, Pointer

MASK = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made of: `epochs` over hard labels, in the first `soft_epochs` of them over soft ones too.

    `decay` lowers the rate from layer to layer downwards, `average` is the share averaged.
    """

    epochs: int = 3
    soft_epochs: int = 2
    batch: int = 24
    rate: float = 4e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    weight_decay: float = 0.01
    warm: float = 0.1
    masked: float = 0.05
    average: float = 0.3
    head_drop: float = 0.2
    seed: int = 1


def digest(examples: Sequence[Example], recipe: Recipe) -> str:
    """What a model learns from, hard and soft labels, and how, as one digest: by it stale weights are known."""
    ordered = sorted(examples, key=lambda item: item.id)
    learnt = (repr((item.id, item.text, item.spans, item.shares)) for item in ordered)
    return hashlib.sha256("\n".join([repr(recipe), *learnt]).encode()).hexdigest()


def learnt_from(weights: Path) -> str:
    """The digest beside a weights file, empty where there is none."""
    mark = weights.with_suffix(".learnt")
    return mark.read_text("utf-8") if weights.exists() and mark.exists() else ""


@dataclass(frozen=True, slots=True)
class Window:
    """Ids of one window with its prefix, and its spans as (kind, first, last - first, share), positions of ids."""

    ids: list[int]
    spans: list[tuple[int, int, int, float]]


def fit(
    make: Callable[[], Pointer],
    examples: Sequence[Example],
    soft: Sequence[Example],
    ids: Mapping[str, int],
    recipe: Recipe,
    say: Callable[[str], None],
) -> Pointer:
    """The network that `make` gives, fine-tuned; the same on every run but for the noise of floating point."""
    torch.manual_seed(recipe.seed)
    shuffle = random.Random(recipe.seed)
    net = make().to(device())
    net.head_drop = recipe.head_drop
    optimizer, rates = _optimizer(net, recipe)
    epochs = [[*examples, *(soft if epoch < recipe.soft_epochs else ())] for epoch in range(recipe.epochs)]
    sizes = [sum(1 for _ in _windows(items, ids, random.Random(0))) for items in epochs]
    total, step, began = sum(-(-size // recipe.batch) for size in sizes), 0, time.monotonic()
    mean = AveragedModel(net)
    for epoch, items in enumerate(epochs):
        net.train()
        lost, count = 0.0, 0
        for batch in _batches(_windows(items, ids, shuffle), recipe.batch, shuffle):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * pace(step / total, recipe.warm)
            lost += _step(net, optimizer, batch, recipe)
            step, count = step + 1, count + 1
            if step >= total * (1 - recipe.average) and step % 10 == 0:
                mean.update_parameters(net)
        say(f"epoch {epoch + 1}/{recipe.epochs} loss {lost / count:.4f} {time.monotonic() - began:.0f} s")
    if not int(mean.n_averaged):
        mean.update_parameters(net)
    averaged = mean.module
    if not isinstance(averaged, Pointer):
        raise TypeError("the average is of another network")
    averaged.eval().cpu()
    return averaged


def device() -> str:
    """Where networks learn: on the GPU where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def _optimizer(net: Pointer, recipe: Recipe) -> tuple[torch.optim.Optimizer, list[float]]:
    groups, layers = [], len(net.enc.layers)
    for name, parameter in net.named_parameters():
        layer = re.match(r"enc\.layers\.(\d+)", name)
        depth = layers - 1 - int(layer[1]) if layer else layers if "emb" in name else 0
        rate = recipe.rate * recipe.decay**depth if name.startswith("enc.") else recipe.head_rate
        weight_decay = recipe.weight_decay if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": weight_decay})
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    return optimizer, [group["lr"] for group in optimizer.param_groups]


def _step(net: Pointer, optimizer: torch.optim.Optimizer, batch: list[Window], recipe: Recipe) -> float:
    ids, shares = (tensor.to(device()) for tensor in _collate(batch))
    hidden = (torch.rand(ids.shape, device=ids.device) < recipe.masked) & (ids > 3)
    ids = torch.where(hidden, MASK, ids)
    with torch.autocast(ids.device.type, torch.bfloat16):
        scores = net(ids)
    loss = circle(scores, shares)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return float(loss.item())


def pace(done: float, warm: float) -> float:
    """The share of the full rate: rising over the warm part, then falling as a cosine."""
    return done / warm if done < warm else 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


def circle(scores: Tensor, shares: Tensor) -> Tensor:
    """Multi-label circle loss, per window and kind: spans of share 1 above 0, those of share 0 below.

    A share between pulls up by itself and down by what it lacks of 1: alone, its span is best at half its log-odds.
    Both are batch × kinds × start × (end - start).
    """
    scores, shares = scores.flatten(2), shares.flatten(2)
    zero = torch.zeros_like(scores[..., :1])
    down = (scores + torch.log1p(-shares)).masked_fill(shares == 1, FAR)
    up = (shares.log() - scores).masked_fill(shares == 0, FAR)
    return (torch.cat([down, zero], -1).logsumexp(-1) + torch.cat([up, zero], -1).logsumexp(-1)).mean()


def _windows(examples: Sequence[Example], ids: Mapping[str, int], random_: random.Random) -> Iterator[Window]:
    ahead = len(PREFIX)
    for item in examples:
        for (start, end), held in cuts(item, random_):
            spans = [(kind, a + ahead, b - a - 1, share) for a, b, kind, share in held]
            yield Window(numbered(item.text[start:end], ids), spans)


def _batches(windows: Iterator[Window], size: int, random_: random.Random) -> list[list[Window]]:
    """Windows of about one length together, in random order."""
    ordered = sorted(windows, key=lambda w: (len(w.ids) // 16, random_.random()))
    batches = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    random_.shuffle(batches)
    return batches


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Ids of windows, filled up to one length, a multiple of 16: batch × length."""
    length = -(-max(map(len, rows)) // 16) * 16
    return torch.tensor([[*row, *[PAD] * (length - len(row))] for row in rows])


def _collate(batch: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Padded ids and the shares of their spans: batch × kinds × start × (end - start)."""
    ids = padded([window.ids for window in batch])
    shares = torch.zeros(len(batch), len(KINDS), ids.shape[1], LONGEST)
    if spans := [(row, *span) for row, window in enumerate(batch) for span in window.spans]:
        *places, share = zip(*spans, strict=True)
        shares[tuple(torch.tensor(place) for place in places)] = torch.tensor(share)
    return ids, shares
