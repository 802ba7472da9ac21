"""One digest of everything that decides the figures: code and data of extraction, this measure, the left-out spans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def fingerprint(root: Path = ROOT) -> str:
    """The digest's first 16 hex digits; names and bytes of files count, of the model only what its spans say."""
    whole = hashlib.sha256()
    for path in deciding(root):
        name = path.relative_to(root).as_posix()
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def deciding(root: Path) -> Iterator[Path]:
    """The files that decide the figures, in order of name."""
    code = [p for p in root.glob("ingest/**/*.py") if "training" not in p.relative_to(root).parts]
    tables = ("ingest/data/**/*", "ontology/reference/*")
    data = [p for folder in tables for p in root.glob(folder) if p.is_file()]
    measure = [p for end in ("py", "md", "gz") for p in root.glob(f"benchmarks/accuracy/*.{end}")]
    yield from sorted({*code, *data, *measure}, key=lambda p: p.relative_to(root).as_posix())
