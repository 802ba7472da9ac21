"""Files into the store, one transaction per document, with a report for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph import Store
from ingest.errors import IngestError, UnreadableFileError
from ingest.lineage import relink
from ingest.pipeline import extract
from ingest.read import READERS, read
from ingest.records import Facts, Source
from ingest.resolve import resolve

EXTRACTS = (".py", ".yaml", ".csv", ".onnx", ".json")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file: status is added, replaced, unchanged, duplicate or failed; facts where it was read."""

    path: Path
    status: str
    message: str = ""
    facts: Facts | None = None


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as given, and the readable files below folders, sorted; raises UnreadableFileError for a missing path."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in READERS and p.name.lower() != "readme.md"
            )
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableFileError(path, "文件不存在,请检查路径")
    return list(dict.fromkeys(found))


def ingest(paths: Iterable[Path], store: Store, *, force: bool = False) -> Iterator[Report]:
    """Read, extract and write each file in turn; a failure is reported and the next file goes on."""
    store.apply_schema()
    seen: dict[str, Path] = {}
    for path in paths:
        try:
            yield _one(path, store, seen, force)
        except IngestError as error:
            yield Report(path, "failed", error.reason)
    relink(store)


def _one(path: Path, store: Store, seen: dict[str, Path], force: bool) -> Report:
    source = read(path)
    print_ = fingerprint(source)
    known = {p["id"]: p for p in store.policies()}
    mine = next((p for p in known.values() if p["source"] == str(path.resolve())), None)
    if mine and mine["fingerprint"] == print_ and not force:
        seen.setdefault(mine["id"], path)
        return Report(path, "unchanged")
    facts = extract(path)
    graph = resolve(facts, print_)
    if (first := seen.setdefault(graph.policy, path)) != path:
        return Report(path, "duplicate", f"与 {first} 标题、文号、日期和状态相同,未写入")
    if mine and mine["id"] != graph.policy:
        store.forget(mine["id"])
    store.write(graph)
    return Report(path, "replaced" if mine or graph.policy in known else "added", facts=facts)


def fingerprint(source: Source) -> str:
    """Changes when the file, the code's version, the ontology or the model does."""
    return hashlib.sha256(f"{source.sha256} {_extractor()}".encode()).hexdigest()[:32]


@cache
def _extractor() -> str:
    """A digest of everything that extracts: this package's code, data and weights, and the ontology."""
    digest = hashlib.sha256()
    for root in (files("ingest"), files("ontology")):
        for path in sorted(p for p in Path(str(root)).rglob("*") if p.suffix in EXTRACTS):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
