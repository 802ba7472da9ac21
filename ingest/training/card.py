"""The model card beside the shipped tagger: what it learnt from, how, how to repeat it and where it is weak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ingest.tagger import KIND
from ingest.training.data import KINDS, Example
from ingest.training.fit import Recipe

CARD = """# The name tagger

`tagger.onnx` scores every span of a window of text for five kinds of name; `vocab.json` maps letters to ids.
The graph and its input are described in `ingest/training/export.py`, the windows in `ingest/tagger.py`.

## Data

{gold} gold documents of `../shared` and {further} documents that this project annotated by hand
(`ingest/training/annotations`: names only, the texts are public), {letters:,} characters in all, with these mentions:

| kind | mentions | different names |
|---|---|---|
{mentions}

It learnt too from {labels:,} spans of {soft} public documents without annotations, each with the share that a large
teacher gives it (`ingest/training/labels/README.md`; kept are positions and shares, no texts).

The encoder under it was pretrained on public Chinese text (`../shared/model/README.md`), from which every document
that shares passages with those kept for measuring had been removed.

## How to repeat

`make model` fine-tunes the encoder of `../shared/model` and writes these files (hours on two cores);
`make teacher`, on a GPU, makes the labels anew.
Recipe: {recipe}.
By its share the loss pulls a span up, by what the share lacks of 1 down; what people labelled has the share 1.
The first weights from these labels were made otherwise, in two rounds cut by time (`ingest/training/labels/README.md`).
Seeds are fixed; two runs differ by floating-point noise (the order of sums over threads, another processor), which
training carries on. By how much has not been measured; `make evaluate` does not depend on it, its spans are stored.
Same file, same text, same processor: same bytes, on any number of threads. OpenVINO reads the graph; besides the int8
products it counts in bfloat16 where the processor does, else in float32: by weights of the same network from before the
teacher, over 47,501 letters 43 of 1,400 spans, all near the least score, were told by one of the two only, and no score
of the others differed by more than 0.52.

## Scores

`docs/accuracy.md` has them, in the column of the tagger alone, its topics weighed: of models that learnt in the same
way from documents of other places only, each with a teacher of its own that did too (`make folds`). The shipped one
has seen all of them.

## Limits

- It tells names, not what is said of them: chains, stances, roles and targets come from rules.
- Industry and segment are hard to tell apart; rules settle it, and scoring takes them together as topics.
- What counts as a segment in texts on services and software is a matter of judgement: there it is weakest.
- Project names in tables whose cells ran together are left to `ingest/project_rows.py`.
- What the teacher takes for a name without reason, the tagger learns: nobody has read its labels.
- The further documents were annotated by one reader each; against gold such readers reached F1 0.62, 0.86 and 0.93 on
  the topics of three documents (`ingest/training/annotations/README.md`).
"""


def write_card(
    folder: Path,
    gold: Sequence[Example],
    further: Sequence[Example],
    soft: Sequence[Example],
    recipe: Recipe,
) -> None:
    """Write README.md beside the model."""
    examples = [*gold, *further]
    spans = [(example.text[a:b], KINDS[kind]) for example in examples for a, b, kind in example.spans]
    rows = []
    for kind in KINDS:
        mentions = [name for name, of in spans if of == kind]
        rows.append(f"| {KIND[kind]} | {len(mentions):,} | {len(set(mentions)):,} |")
    text = CARD.format(
        gold=len(gold),
        further=len(further),
        soft=len(soft),
        labels=sum(len(example.spans) for example in soft),
        letters=sum(len(example.text) for example in examples),
        mentions="\n".join(rows),
        recipe=", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(recipe).items()),
    )
    (folder / "README.md").write_text(text, "utf-8")
