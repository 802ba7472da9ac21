"""`python -m ingest.training model` trains the shipped tagger, `folds` five that each leave out a group of places.

`teacher` labels documents without names for all six by a large encoder (`--bert`), into `--out`; it needs a GPU.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from ingest.training.card import write_card
from ingest.training.data import Example, folds, further, load
from ingest.training.export import export
from ingest.training.fit import Recipe, digest, fit, learnt_from
from ingest.training.letters import letters
from ingest.training.network import Pointer, pretrained
from ingest.training.soft import labelled, texts
from ingest.training.teacher import teach

SHIPPED = Path(__file__).parents[1] / "model"


def main() -> None:
    """Train what the command line names into the folder it names; weights that learnt the same are kept."""
    parser = argparse.ArgumentParser(prog="python -m ingest.training", description=__doc__)
    parser.add_argument("what", nargs="+", help="model, folds, one fold: fold-0 … fold-4, or teacher")
    parser.add_argument("--out", type=Path, required=True, help="folder of the weights, or of the teacher's labels")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with gold, corpus and encoder")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--bert", type=Path, help="the teacher's folder: assets/vocab.txt and variables/")
    parser.add_argument("--threads", type=int, default=0, help="0: as many as there are cores")
    given = parser.parse_args()
    if given.threads:
        torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.what == ["teacher"]:
        if not given.bert:
            parser.error("teacher needs --bert")
        teach(given.shared, given.bert, given.out, _runs(given.shared, ["model", "folds"]), _say)
        return
    recipe = Recipe(epochs=given.epochs)
    read = texts(given.shared)
    if lost := read.count(""):
        _say(f"{lost} of {len(read)} labelled documents are normalised otherwise now and left out: make teacher")
    _train(_runs(given.shared, given.what), read, given.shared, given.out, recipe)
    if "model" in given.what:
        export(given.out / "model.npz", given.shared / "model/vocab.json", SHIPPED)
        write_card(SHIPPED, load(given.shared), further(given.shared), labelled("model", read), recipe)
        _say(f"written: {SHIPPED}")


def _train(runs: Mapping[str, Sequence[Example]], read: Sequence[str], shared: Path, out: Path, recipe: Recipe) -> None:
    ids = letters(shared / "model/vocab.json")
    for name, learnt in runs.items():
        target = out / f"{name}.npz"
        soft = labelled(name, read)
        if learnt_from(target) == digest([*learnt, *soft], recipe):
            _say(f"{name}: kept")
            continue
        _say(f"{name}: {len(learnt)} documents, {len(soft)} with soft labels")
        _save(fit(lambda: pretrained(shared / "model/encoder.npz"), learnt, soft, ids, recipe, _say), target)
        target.with_suffix(".learnt").write_text(digest([*learnt, *soft], recipe), "utf-8")


def _runs(shared: Path, wanted: Sequence[str]) -> Mapping[str, Sequence[Example]]:
    """The examples that each wanted model learns from; a fold's model has seen no document of the places left out."""
    gold, more = load(shared), further(shared)
    runs: dict[str, Sequence[Example]] = {"model": [*gold, *more]}
    runs |= {f"fold-{number}": learnt for number, (_, learnt) in enumerate(folds(gold, more))}
    names = [name for name in runs if name in wanted or ("folds" in wanted and name != "model")]
    if unknown := set(wanted) - {*runs, "folds"}:
        raise SystemExit(f"no such model: {', '.join(sorted(unknown))}; there are {', '.join(runs)} and folds")
    return {name: runs[name] for name in names}


def _say(line: str) -> None:
    print(line, flush=True)


def _save(net: Pointer, path: Path) -> None:
    """Weights as half floats, the file whole or absent."""
    partial = path.with_suffix(".part.npz")
    np.savez(partial, **{name: part.to(torch.float16).numpy() for name, part in net.state_dict().items()})
    partial.replace(path)


if __name__ == "__main__":
    main()
