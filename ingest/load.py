"""Files into the store, one transaction per document, with a report for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph import BadRecord, Store, StoredPolicy
from ingest.errors import IngestError
from ingest.files import exists
from ingest.lineage import replacements
from ingest.pipeline import extract
from ingest.proposer import ASKED, Proposer
from ingest.read import read
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


def ingest(
    paths: Iterable[Path], store: Store, *, force: bool = False, proposer: Proposer | None = None
) -> Iterator[Report]:
    """Read, extract and write each file in turn; a failure is reported and the next file goes on.

    A `proposer` is asked about each file that it has not been asked about; without one, what an earlier run proposed
    stays as long as the file does.
    """
    store.apply_schema()
    seen: dict[str, Path] = {}
    for path in paths:
        try:
            yield _one(path, store, seen, force, proposer)
        except IngestError as error:
            yield Report(path, "failed", error.reason)
        except BadRecord as error:
            yield Report(path, "failed", str(error))
    _relink(store, proposer)


def _one(path: Path, store: Store, seen: dict[str, Path], force: bool, proposer: Proposer | None) -> Report:
    source = read(path)
    mark = fingerprint(source)
    held = store.policies()
    mine = next((k for k in held if k.source == str(path.resolve())), None)
    if mine and _is_done(mine, mark, proposer) and not force:
        seen.setdefault(mine.id, path)
        return Report(path, "unchanged")
    facts, mark, note = _extracted(source, mark, proposer)
    graph = resolve(facts, mark, mine.replaces if mine else ())
    if (first := seen.setdefault(graph.policy, path)) != path:
        return _second(path, first, source)
    same = next((k for k in held if k.id == graph.policy), None)
    if same and same.source != str(path.resolve()) and not force and _differs(same, source):
        raise IngestError(
            path, f"与已入库的 {same.source} 标题、文号、日期和状态相同而内容不同,未写入;要用它替换请加 --force"
        )
    store.write(graph, replacing=mine.id if mine and mine.id != graph.policy else "")
    moved = f"与 {same.source} 是同一份文件,今后以此处为准" if same and same.source != str(path.resolve()) else ""
    return Report(path, "replaced" if mine or same else "added", ";".join(filter(None, (moved, note))), facts)


def _is_done(mine: StoredPolicy, mark: str, proposer: Proposer | None) -> bool:
    """Whether the store holds what a new reading would give; without a proposer, its share counts as held."""
    base, _, _ = mine.fingerprint.partition(ASKED)
    return mine.fingerprint == mark + proposer.mark if proposer else base == mark


def _extracted(source: Source, mark: str, proposer: Proposer | None) -> tuple[Facts, str, str]:
    """The facts, the fingerprint, which tells whether a proposer was asked to the end, and what it says of itself."""
    facts = extract(source)
    if proposer is None:
        return facts, mark, ""
    proposed = proposer(facts)
    return proposed.facts, mark + (proposer.mark if proposed.complete else ""), proposed.note


def _second(path: Path, first: Path, source: Source) -> Report:
    """A further file of one run with the same title, number, date and status."""
    if read(first).sha256 == source.sha256:
        return Report(path, "duplicate", f"与 {first} 是同一份文件,未再写入")
    raise IngestError(path, f"与 {first} 标题、文号、日期和状态相同而内容不同,未写入;请确认哪一份有效")


def _differs(held: StoredPolicy, source: Source) -> bool:
    """Whether a stored document still stands at its own place and is not the same text."""
    return exists(Path(held.source)) and held.sha256 != source.sha256


def _relink(store: Store, proposer: Proposer | None) -> None:
    """Write again, with their REPLACES edges, the documents whose place in a line of versions has changed."""
    held = store.policies()
    wanted = replacements(held)
    for policy in held:
        if policy.replaces == wanted[policy.id]:
            continue
        try:
            source = read(Path(policy.source))
            if source.sha256 == policy.sha256:
                mark, asked, _ = policy.fingerprint.partition(ASKED)
                facts, mark, _ = _extracted(source, mark, proposer if asked else None)
                store.write(resolve(facts, mark, wanted[policy.id]))
        except IngestError:
            continue


def fingerprint(source: Source) -> str:
    """Changes when the file, the code's version, the ontology or the model does."""
    return hashlib.sha256(f"{source.sha256} {_extractor()}".encode()).hexdigest()[:32]


@cache
def _extractor() -> str:
    """A digest of everything that extracts: this package's code but training, data and weights, and the ontology."""
    digest = hashlib.sha256()
    for root in (files("ingest"), files("ontology")):
        for path in sorted(p for p in Path(str(root)).rglob("*") if p.suffix in EXTRACTS and "training" not in p.parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
