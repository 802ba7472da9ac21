"""Fine-tuning: the annotated examples through the pretrained encoder to a tagger, its weights averaged over the end."""

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

from ingest.tagger import LONGEST, PREFIX, UNKNOWN
from ingest.training.data import KINDS, Example, cuts
from ingest.training.network import FAR, LAYERS, Tagger, pretrained

MASK = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made of; `decay` lowers the rate from layer to layer downwards, `average` is the share averaged."""

    epochs: int = 3
    batch: int = 4
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    weight_decay: float = 0.01
    warm: float = 0.1
    masked: float = 0.05
    average: float = 0.3
    head_drop: float = 0.2
    seed: int = 1


def digest(examples: Sequence[Example], recipe: Recipe) -> str:
    """What a model learns from and how, as one digest: by it stale weights are known."""
    parts = [repr(recipe), *(repr((item.id, item.text, item.spans)) for item in sorted(examples, key=lambda e: e.id))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def learnt_from(weights: Path) -> str:
    """The digest beside a weights file, empty where there is none."""
    mark = weights.with_suffix(".learnt")
    return mark.read_text("utf-8") if weights.exists() and mark.exists() else ""


@dataclass(frozen=True, slots=True)
class Window:
    """Ids of one window with its prefix, and its spans as (first, last, kind) positions."""

    ids: list[int]
    spans: list[tuple[int, int, int]]


def fit(
    examples: Sequence[Example],
    encoder: Path,
    ids: Mapping[str, int],
    recipe: Recipe,
    say: Callable[[str], None],
) -> Tagger:
    """A tagger fine-tuned on the examples; the same on every run but for the noise of floating point."""
    torch.manual_seed(recipe.seed)
    shuffle = random.Random(recipe.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = pretrained(encoder).to(device)
    net.head_drop = recipe.head_drop
    optimizer, rates = _optimizer(net, recipe)
    per_epoch = len(_batches(_windows(examples, ids, random.Random(0)), recipe.batch, random.Random(0)))
    total, step, began = per_epoch * recipe.epochs, 0, time.monotonic()
    mean = AveragedModel(net)
    for epoch in range(recipe.epochs):
        net.train()
        lost, count = 0.0, 0
        for batch in _batches(_windows(examples, ids, shuffle), recipe.batch, shuffle):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * _pace(step / total, recipe.warm)
            lost += _step(net, optimizer, batch, recipe, device)
            step, count = step + 1, count + 1
            if step >= total * (1 - recipe.average) and step % 10 == 0:
                mean.update_parameters(net)
        say(f"epoch {epoch + 1}/{recipe.epochs} loss {lost / count:.4f} {time.monotonic() - began:.0f} s")
    averaged = mean.module
    if not isinstance(averaged, Tagger):
        raise TypeError("the average is of another network")
    averaged.eval().cpu()
    return averaged


def _optimizer(net: Tagger, recipe: Recipe) -> tuple[torch.optim.Optimizer, list[float]]:
    groups = []
    for name, parameter in net.named_parameters():
        layer = re.match(r"enc\.layers\.(\d+)", name)
        depth = LAYERS - 1 - int(layer[1]) if layer else LAYERS if "emb" in name else 0
        rate = recipe.rate * recipe.decay**depth if name.startswith("enc.") else recipe.head_rate
        weight_decay = recipe.weight_decay if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": weight_decay})
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    return optimizer, [group["lr"] for group in optimizer.param_groups]


def _step(net: Tagger, optimizer: torch.optim.Optimizer, batch: list[Window], recipe: Recipe, device: str) -> float:
    ids, wanted = (tensor.to(device) for tensor in _collate(batch))
    hidden = (torch.rand(ids.shape, device=device) < recipe.masked) & (ids > 3)
    ids = torch.where(hidden, MASK, ids)
    with torch.autocast(device, torch.bfloat16):
        scores = net(ids)
    loss = circle(scores, wanted)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return float(loss.item())


def _pace(done: float, warm: float) -> float:
    """The share of the full rate: rising over the warm part, then falling as a cosine."""
    return done / warm if done < warm else 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


def circle(scores: Tensor, wanted: Tensor) -> Tensor:
    """Multi-label circle loss, per window and kind: wanted spans above 0, all others below."""
    scores, wanted = scores.flatten(2), wanted.flatten(2)
    zero = torch.zeros_like(scores[..., :1])
    others = torch.cat([scores.masked_fill(wanted, FAR), zero], -1).logsumexp(-1)
    own = torch.cat([(-scores).masked_fill(~wanted, FAR), zero], -1).logsumexp(-1)
    return (others + own).mean()


def _windows(examples: Sequence[Example], ids: Mapping[str, int], random_: random.Random) -> Iterator[Window]:
    for item in examples:
        for (start, end), held in cuts(item, random_):
            letters = [*PREFIX, *(ids.get(letter, UNKNOWN) for letter in item.text[start:end])]
            yield Window(letters, [(a + len(PREFIX), b + len(PREFIX) - 1, kind) for a, b, kind in held])


def _batches(windows: Iterator[Window], size: int, random_: random.Random) -> list[list[Window]]:
    """Windows of about one length together, in random order."""
    ordered = sorted(windows, key=lambda w: (len(w.ids) // 16, random_.random()))
    batches = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    random_.shuffle(batches)
    return batches


def _collate(batch: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Padded ids and the wanted spans: batch × kinds × start × (end - start)."""
    length = -(-max(len(w.ids) for w in batch) // 16) * 16
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    wanted = torch.zeros(len(batch), len(KINDS), length, LONGEST, dtype=torch.bool)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        for first, last, kind in window.spans:
            wanted[row, kind, first, last - first] = True
    return ids, wanted
