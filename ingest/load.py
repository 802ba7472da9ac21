"""Files into the store, one transaction per document, with a report for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from pathlib import Path

from graph import BadRecord, DocumentGraph, Store, StoredPolicy
from ingest.errors import IngestError
from ingest.files import bytes_of, exists
from ingest.ledger import Ledger
from ingest.lineage import replacements
from ingest.matching import Progress, match
from ingest.prepare import Counts, Job, Prepared, Spread, fingerprint, is_done, prepare
from ingest.proposer import ASKED, Proposer
from ingest.snapshots import address, same_page
from ingest.spread import serial


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file: status is added, replaced, unchanged, duplicate or failed; counts where it was read."""

    path: Path
    status: str
    message: str = ""
    counts: Counts | None = None


def ingest(
    paths: Iterable[Path],
    store: Store,
    *,
    force: bool = False,
    proposer: Proposer | None = None,
    spread: Spread | None = None,
    ledger: Ledger | None = None,
    progress: Progress = lambda *_: None,
) -> Iterator[Report]:
    """Read, extract and write each file; a failure is reported and the next file goes on.

    A `proposer` is asked about each file that it has not been asked about; without one, what an earlier run proposed
    stays as long as the file does. `spread` says where files are prepared, by default in this process; `ledger` keeps
    what cannot be read, so that it is not tried again. At the end names are matched; `progress` is told.
    """
    store.apply_schema()
    run = Run(store, store.policies(), force, proposer, ledger or Ledger())
    for prepared in (spread or serial(proposer))(run.jobs(paths)):
        yield from run.early()
        yield run.written(prepared)
    yield from run.early()
    if _relink(store, proposer) or run.wrote:
        match(store, progress)


@dataclass(slots=True)
class Run:
    """One ingestion: what the store holds, what this run has seen, and what was answered without reading."""

    store: Store
    stored: InitVar[list[StoredPolicy]]
    force: bool
    proposer: Proposer | None
    ledger: Ledger
    held: dict[str, StoredPolicy] = field(default_factory=dict)
    policies: dict[str, StoredPolicy] = field(default_factory=dict)
    seen: dict[str, tuple[Path, str]] = field(default_factory=dict)
    contents: dict[str, Path] = field(default_factory=dict)
    answered: list[Report] = field(default_factory=list)
    wrote: bool = False

    def __post_init__(self, stored: list[StoredPolicy]) -> None:
        self.held = {policy.source: policy for policy in stored}
        self.policies = {policy.id: policy for policy in stored}

    def jobs(self, paths: Iterable[Path]) -> Iterator[Job]:
        """The files that have to be read; the others are answered."""
        for path in paths:
            mine = self.held.get(str(path.resolve()))
            if report := self._known(path, mine):
                self.answered.append(report)
            else:
                yield Job(path, mine.replaces if mine else ())

    def early(self) -> Iterator[Report]:
        """The answers that have come up since the last call."""
        reports, self.answered = self.answered, []
        yield from reports

    def written(self, prepared: Prepared) -> Report:
        """Write what was prepared; a refusal of its content is kept for the next run."""
        if prepared.graph is None:
            self.ledger.note(prepared.mark, prepared.message)
            return Report(prepared.path, "failed", prepared.message)
        try:
            return self._write(prepared, prepared.graph)
        except IngestError as error:
            return Report(prepared.path, "failed", error.reason)
        except BadRecord as error:
            return Report(prepared.path, "failed", str(error))

    def _known(self, path: Path, mine: StoredPolicy | None) -> Report | None:
        """What is told of a file by its bytes alone: unchanged, a copy of one of this run, or refused before."""
        try:
            digest = hashlib.sha256(bytes_of(path)).hexdigest()
        except IngestError as error:
            return Report(path, "failed", error.reason)
        mark = fingerprint(digest)
        if self.force:
            return None
        if mine and is_done(mine.fingerprint, mark, self.proposer):
            self._first(mine.id, path, digest)
            return Report(path, "unchanged")
        if (first := self.contents.get(digest, path)) != path:
            return Report(path, "duplicate", _copy(first))
        reason = self.ledger.reason(mark)
        return Report(path, "failed", reason) if reason else None

    def _write(self, prepared: Prepared, graph: DocumentGraph) -> Report:
        path, source = prepared.path, str(prepared.path.resolve())
        first, digest = self._first(graph.policy, path, prepared.sha256)
        if first != path:
            if digest == prepared.sha256:
                return Report(path, "duplicate", _copy(first))
            raise IngestError(path, f"与 {first} 标题、文号、日期和状态相同而内容不同,未写入;请确认哪一份有效")
        mine = self.held.get(source)
        same = self.policies.get(graph.policy)
        if same and same.source != source and not self.force and _differs(same, prepared):
            raise IngestError(
                path, f"与已入库的 {same.source} 标题、文号、日期和状态相同而内容不同,未写入;要用它替换请加 --force"
            )
        written = self.store.write(graph, replacing=mine.id if mine and mine.id != graph.policy else "")
        self.wrote |= written.total > 0
        message = ";".join(filter(None, (_moved(same, path), prepared.message)))
        return Report(path, "replaced" if mine or same else "added", message, prepared.counts)

    def _first(self, policy: str, path: Path, digest: str) -> tuple[Path, str]:
        """The first file of this run that is this policy, and the digest of its bytes."""
        self.contents.setdefault(digest, path)
        return self.seen.setdefault(policy, (path, digest))


def _copy(first: Path) -> str:
    return f"与 {first} 是同一份文件,未再写入"


def _differs(held: StoredPolicy, new: Prepared) -> bool:
    """Whether a stored document still stands at its own place and is another text than a new one from elsewhere."""
    old = Path(held.source)
    return held.sha256 != new.sha256 and exists(old) and not same_page(old, new.path)


def _moved(held: StoredPolicy | None, path: Path) -> str:
    """What is said where a policy is now read from another file than before."""
    if held is None or held.source == str(path.resolve()):
        return ""
    old = Path(held.source)
    if same_page(old, path):
        return f"网页内容已变,替换原来的快照 {old.name[:8]}"
    return f"与 {address(old)} 是同一份文件,今后以此处为准"


def _relink(store: Store, proposer: Proposer | None) -> bool:
    """Write again, with their REPLACES edges, the documents whose place in a line of versions has changed"""
    held = store.policies()
    wanted = replacements(held)
    written = 0
    for policy in held:
        if policy.replaces == wanted[policy.id]:
            continue
        asked = ASKED in policy.fingerprint
        prepared = prepare(Job(Path(policy.source), wanted[policy.id]), proposer if asked else None)
        if prepared.graph and prepared.sha256 == policy.sha256:
            written += store.write(prepared.graph).total
    return written > 0
