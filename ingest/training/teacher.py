"""The large teacher: adapted to documents of industry, fine-tuned for each model, it gives that model its soft labels.

A model's teacher has learnt from the documents that the model learns from and no others, so what is left out stays so.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from ingest.parse import parse
from ingest.tagger import LENGTH, PREFIX, windows
from ingest.training.bert import Bert, Masked, bert
from ingest.training.data import Example, pretraining, source
from ingest.training.fit import MASK, Recipe, device, fit, pace, padded
from ingest.training.letters import letters, numbered
from ingest.training.network import Pointer
from ingest.training.soft import LEAST, Label, enter, normalised, write

Say: TypeAlias = Callable[[str], None]

TUNING = Recipe(epochs=2, soft_epochs=0, batch=16, rate=1e-4, decay=0.95)
DROP = 0.1
READ = 64
"""Windows scored at a time."""
INDUSTRY = re.compile("产业|企业|项目|平台|技术|制造|装备|材料|智能|创新|龙头|研发|园区|芯片|新能源|生物|数字")


@dataclass(frozen=True, slots=True)
class Adapting:
    """How the encoder is adapted: by `steps` of `batch` windows, on the labelled documents and so many letters more."""

    letters: int = 15_000_000
    steps: int = 625
    batch: int = 256
    rate: float = 2e-4
    warm: float = 0.16
    hidden: float = 0.15
    kept: int = 300_000
    seed: int = 1


ADAPTING = Adapting()


def teach(
    shared: Path,
    folder: Path,
    out: Path,
    runs: Mapping[str, Sequence[Example]],
    say: Say,
    adapting: Adapting = ADAPTING,
    tuning: Recipe = TUNING,
) -> None:
    """Write the soft labels of every run by a teacher that learnt from the run's examples, from BERT in a folder."""
    vocabulary = shared / "model/vocab.json"
    ids, read = letters(vocabulary), normalised(shared)
    torch.manual_seed(adapting.seed)
    text = stream(shared, list(read.values()), ids, adapting.letters)
    adapted = adapt(bert(folder, vocabulary), text, adapting, say)
    adapted.drop = DROP
    for name, learnt in runs.items():
        say(f"{name}: {len(learnt)} documents")
        net = fit(partial(pointer, adapted), learnt, (), ids, tuning, say).to(device())
        write(name, (label(net, text, ids) for text in read.values()), out)
    enter(read, out)


def pointer(enc: Bert) -> Pointer:
    """The span head on a copy of the large encoder."""
    return Pointer(copy.deepcopy(enc), enc.emb.embedding_dim)


def stream(shared: Path, read: Sequence[str], ids: Mapping[str, int], more: int) -> Tensor:
    """Ids of texts and of the letters of raw documents densest in words of industry, one after another."""
    held = [*read, *_densest(shared, {line for text in read for line in text.split("\n")}, more)]
    return torch.tensor([number for text in held for number in (PREFIX[0], *numbered(text, ids)[len(PREFIX) :])])


def _densest(shared: Path, seen: set[str], most: int) -> Iterator[str]:
    """Raw documents by how much of them is words of industry, up to so many letters, long lines once."""
    raw = [document.decode("utf-8") for document in pretraining(shared)]
    raw = [document for document in raw if len(document) >= 150]
    for document in sorted(raw, key=lambda d: -len(INDUSTRY.findall(d)) / len(d)):
        lines = [line for line in parse(source(document.encode())).text.text.split("\n") if line]
        text = "\n".join(line for line in lines if len(line) <= 30 or line not in seen)
        seen.update(lines)
        most -= len(text)
        if most < 0:
            return
        yield text


def adapt(net: Masked, ids: Tensor, how: Adapting, say: Say) -> Bert:
    """The encoder after it has learnt to tell hidden letters of a stream; accuracy is told on its end, kept apart."""
    net, ids = net.to(device()).train(), ids.to(device())
    weights = [p for p in net.parameters() if p.ndim > 1], [p for p in net.parameters() if p.ndim < 2]
    groups = [{"params": part, "weight_decay": decay} for part, decay in zip(weights, (0.01, 0.0), strict=True)]
    optimizer = torch.optim.AdamW(groups, lr=how.rate, betas=(0.9, 0.98), fused=True)
    learnt, kept = ids[: -how.kept], ids[-how.kept :]
    say(f"adapting on {len(learnt)} letters, accuracy {_accuracy(net, kept, how):.3f}")
    for step in range(how.steps):
        for group in optimizer.param_groups:
            group["lr"] = how.rate * pace((step + 1) / how.steps, how.warm)
        shown, places, wanted = hide(learnt, how, len(net.out))
        with torch.autocast(shown.device.type, torch.bfloat16):
            scores = net(shown, places)
        loss = F.cross_entropy(scores.float(), wanted)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
    say(f"adapted in {how.steps} steps, accuracy {_accuracy(net, kept, how):.3f}")
    net.enc.eval().cpu()
    return net.enc


def _accuracy(net: Masked, kept: Tensor, how: Adapting) -> float:
    shown, places, wanted = hide(kept, how, len(net.out))
    with torch.no_grad(), torch.autocast(shown.device.type, torch.bfloat16):
        return float((net(shown, places).argmax(-1) == wanted).float().mean())


def hide(ids: Tensor, how: Adapting, known: int) -> tuple[Tensor, Tensor, Tensor]:
    """Random windows (batch × LENGTH), the flat places hidden in them in runs of up to four, and what stands there.

    Of what is hidden a tenth is left as it is and a tenth is another letter, as BERT was trained.
    """
    ahead = torch.tensor(PREFIX, device=ids.device).expand(how.batch, -1)
    inside = LENGTH - len(PREFIX)
    starts = torch.randint(len(ids) - inside, (how.batch, 1), device=ids.device)
    whole = torch.cat([ahead, ids[starts + torch.arange(inside, device=ids.device)]], 1)
    begins = torch.rand(whole.shape, device=ids.device) < how.hidden / 1.75
    length = torch.multinomial(torch.tensor([0.35, 0.3, 0.2, 0.15]), whole.numel(), True).to(ids.device).view_as(whole)
    chosen = begins.clone()
    for more in range(1, 4):
        chosen[:, more:] |= (begins & (length >= more))[:, :-more]
    order = chosen + torch.rand(whole.shape, device=ids.device) / 2
    order[:, : len(PREFIX)] = 0
    places = order.flatten().topk(int(how.hidden * whole.numel())).indices
    wanted, luck = whole.flatten()[places], torch.rand(len(places), device=ids.device)
    other = torch.randint(4, known, wanted.shape, device=ids.device)
    shown = whole.flatten().index_put((places,), torch.where(luck < 0.8, MASK, torch.where(luck < 0.9, other, wanted)))
    return shown.view_as(whole), places, wanted


def label(net: Pointer, text: str, ids: Mapping[str, int]) -> list[Label]:
    """Spans of a text with shares of at least LEAST, the logistic of their score; of two windows the larger."""
    found: dict[tuple[int, int, int], float] = {}
    parts = list(windows(text))
    for at in range(0, len(parts), READ):
        batch = parts[at : at + READ]
        rows = padded([numbered(text[start:end], ids) for start, end in batch]).to(device())
        with torch.no_grad(), torch.autocast(rows.device.type, torch.bfloat16):
            shares = net(rows).float().sigmoid()
        shares[:, :, : len(PREFIX)] = 0
        where = (shares >= LEAST).nonzero()
        for (row, kind, first, more), share in zip(where.tolist(), shares[tuple(where.T)].tolist(), strict=True):
            start = batch[row][0] + first - len(PREFIX)
            span = start, start + more + 1, kind
            found[span] = max(found.get(span, 0.0), share)
    return [(*span, share) for span, share in found.items()]
