"""Soft labels: spans of documents that nobody annotated, each with the share from 0 to 1 that a large teacher gives it.

Kept are positions and shares only; the texts are found in ../shared by `documents.tsv` (`labels/README.md`).
"""

from __future__ import annotations

import hashlib
import io
import lzma
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.parse import parse
from ingest.training.data import Example, sources

LABELS = Path(__file__).parent / "labels"
LISTED = "documents.tsv"
LEAST, SURE, WHOLE = 0.03, 0.97, 255
"""Shares below LEAST are not kept, those above SURE are 1; they are stored in parts of WHOLE."""
Label: TypeAlias = tuple[int, int, int, float]
"""Start and end in the normalised text, index in KINDS, share."""


def normalised(shared: Path, folder: Path = LABELS) -> dict[str, str]:
    """The normalised texts of the documents of `documents.tsv`, in its order, by the SHA-256 of the raw ones."""
    wanted = list(_listed(folder))
    found = sources(shared, set(wanted))
    return {raw: parse(found[raw]).text.text for raw in wanted}


def texts(shared: Path, folder: Path = LABELS) -> list[str]:
    """The normalised texts, empty where normalising has changed since labelling: the offsets of spans mean nothing."""
    listed = _listed(folder)
    return [text if _digest(text) == listed[raw] else "" for raw, text in normalised(shared, folder).items()]


def enter(read: Mapping[str, str], folder: Path = LABELS) -> None:
    """Write `documents.tsv`: the SHA-256 of each raw document and that of its normalised text."""
    (folder / LISTED).write_text("".join(f"{raw}\t{_digest(text)}\n" for raw, text in read.items()), "utf-8")


def labelled(name: str, texts: Sequence[str], folder: Path = LABELS) -> list[Example]:
    """The texts as examples with the soft labels of a model (`fold-0`, `model`), without those that are empty."""
    with np.load(io.BytesIO(lzma.decompress(_file(folder, name).read_bytes()))) as stored:
        many, gap, length, kind, share = (stored[part] for part in ("many", "gap", "length", "kind", "share"))
    ends = np.cumsum(many.astype(np.int64))
    examples = []
    for number, (text, size, end) in enumerate(zip(texts, many, ends, strict=True)):
        own = slice(end - size, end)
        start = np.cumsum(gap[own].astype(np.int64))
        spans = zip(start.tolist(), (start + length[own]).tolist(), kind[own].tolist(), strict=True)
        if text:
            examples.append(Example(f"soft {number}", "", text, tuple(spans), tuple((share[own] / WHOLE).tolist())))
    return examples


def write(name: str, documents: Iterable[Iterable[Label]], folder: Path = LABELS) -> None:
    """Keep the labels of a model, those of each document together, in the order of `documents.tsv`."""
    held = [sorted(document) for document in documents]
    spans = [span for document in held for span in document]
    steps = [pairwise([0, *(span[0] for span in document)]) for document in held]
    columns: dict[str, NDArray[Any]] = {
        "many": np.array([len(document) for document in held], np.uint32),
        "gap": np.array([after - before for pairs in steps for before, after in pairs], np.uint16),
        "length": np.array([end - start for start, end, _, _ in spans], np.uint8),
        "kind": np.array([kind for _, _, kind, _ in spans], np.uint8),
        "share": np.array([WHOLE if share > SURE else round(share * WHOLE) for *_, share in spans], np.uint8),
    }
    whole = io.BytesIO()
    np.savez(whole, allow_pickle=False, **columns)
    _file(folder, name).write_bytes(lzma.compress(whole.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def _listed(folder: Path) -> dict[str, str]:
    return dict(line.split("\t") for line in (folder / LISTED).read_text("utf-8").splitlines())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.npz.xz"
