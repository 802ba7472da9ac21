"""`python -m ingest.training model` makes the shipped tagger, `folds` the five that each leave one group out."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from ingest.training.data import grouped, load
from ingest.training.fit import Recipe, fit
from ingest.training.letters import letters
from ingest.training.network import Tagger


def main() -> None:
    """Train what the command line names and write its weights into the folder it names."""
    parser = argparse.ArgumentParser(prog="python -m ingest.training", description=__doc__)
    parser.add_argument("what", choices=("model", "folds"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    examples = load(given.shared)
    ids = letters(given.shared / "model/vocab.json")
    runs = {"model": examples}
    if given.what == "folds":
        runs = {f"fold-{n}": _others(examples, group) for n, group in enumerate(grouped(examples))}
    for name, learnt in runs.items():
        target = given.out / f"{name}.npz"
        if target.exists():
            print(f"{name}: kept", flush=True)
            continue
        print(f"{name}: {len(learnt)} documents", flush=True)
        net = fit(learnt, given.shared / "model/encoder.npz", ids, Recipe(epochs=given.epochs), _say)
        _save(net, target)


def _say(line: str) -> None:
    print(line, flush=True)


def _others(examples, left_out):
    without = {item.id for item in left_out}
    return [item for item in examples if item.id not in without]


def _save(net: Tagger, path: Path) -> None:
    state = {name: part.to(torch.float16).numpy() for name, part in net.state_dict().items()}
    partial = path.with_suffix(".part.npz")
    np.savez(partial, **state)
    partial.replace(path)


if __name__ == "__main__":
    main()
