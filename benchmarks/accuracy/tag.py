"""`python -m benchmarks.accuracy.tag FOLDS`: spans of all gold documents by the fold models, into spans.json.gz.

Each document is read by the model that has not seen its place. Needs what training needs (onnx); `make folds` runs it
after the five models are trained.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy import spans
from benchmarks.accuracy.spans import LeftOut, sha256_of
from ingest.tagger import Model
from ingest.training.data import folds, further, load
from ingest.training.export import export
from ingest.training.fit import Recipe, digest, learnt_from
from ingest.training.soft import labelled, texts

FLOOR = -3.0


def main() -> None:
    """Tag every group with the model that has not seen its places, and write the spans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folds", type=Path, help="folder of fold-0.npz … fold-4.npz")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    spans.write(spans.FILE, dict(left_out(given.folds, given.shared)))


def left_out(models: Path, shared: Path) -> Iterator[tuple[str, LeftOut]]:
    """Each gold document's id with its spans down to FLOOR."""
    read = texts(shared)
    for number, (group, learnt) in enumerate(folds(load(shared), further(shared))):
        folder, weights = models / f"fold-{number}", models / f"fold-{number}.npz"
        if learnt_from(weights) != digest([*learnt, *labelled(f"fold-{number}", read)], Recipe()):
            raise SystemExit(f"{weights} did not learn from the {len(learnt)} documents of other places: make folds")
        export(weights, shared / "model/vocab.json", folder)
        model = Model(folder)
        for item in group:
            print(f"fold-{number}: {item.id}", flush=True)
            yield item.id, LeftOut(sha256_of(item.text), number, tuple(model.tag(item.text, FLOOR)))


if __name__ == "__main__":
    main()
