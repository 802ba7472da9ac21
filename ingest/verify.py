"""Does every quote in the graph still stand in its file? Re-reads each evidence's offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph import Store
from graph.settle import judged_labels
from graph.voices import COUNTED
from ingest.errors import IngestError
from ingest.read import read
from ingest.sentences import letters
from ontology.model import load

OF_POLICY = """
MATCH (e:Evidence {policy: $policy})
RETURN e.id AS id, e.about AS about, e.start AS start, e.end AS end, e.quote AS quote ORDER BY e.id
"""
BARE_NODES = """
MATCH (n) WHERE NOT n:Evidence|Region|Judgement|Alias|Voice AND NOT EXISTS { MATCH (e:Evidence {about: n.id}) }
RETURN count(n) AS missing
"""
BARE_EDGES = """
MATCH ()-[r]->() WHERE r.policy <> '' AND NOT EXISTS { MATCH (e:Evidence {about: r.rid}) }
RETURN count(r) AS missing
"""
MISCOUNTED = (
    COUNTED
    + """
OPTIONAL MATCH (v:Voice {{of: of, into: into, count: count}})
WHERE coalesce(v.surface, '') = surface AND coalesce(v.claims, '') = claims
WITH count(*) AS wanted, count(v) AS found
OPTIONAL MATCH (v:Voice)
WITH wanted, found, count(v) AS held
RETURN wanted + held - 2 * found AS missing
"""
)


@dataclass(frozen=True, slots=True)
class Verified:
    """One policy's check: evidence counted, quotes found again, and what is wrong in words (empty when nothing)."""

    title: str
    source: str
    total: int
    good: int
    problem: str = ""


def verify(store: Store) -> Iterator[Verified]:
    """Re-read every evidence of every policy in its original file."""
    for policy in store.policies():
        rows = store.run(OF_POLICY, {"policy": policy.id})
        try:
            source = read(Path(policy.source))
        except IngestError as error:
            yield Verified(policy.title, policy.source, len(rows), 0, error.reason)
            continue
        good = sum(letters(source.raw[row["start"] : row["end"]]) == letters(row["quote"]) for row in rows)
        changed = source.sha256 != policy.sha256
        yield Verified(
            policy.title,
            policy.source,
            len(rows),
            good,
            "文件在入库后改动过,请重新 liantu ingest" if changed else "",
        )


def bare(store: Store) -> int:
    """Nodes of documents and edges that no evidence is about; 0 when the graph is sound."""
    return int(store.run(BARE_NODES)[0]["missing"]) + int(store.run(BARE_EDGES)[0]["missing"])


def miscounted(store: Store) -> int:
    """Statements about shared nodes whose count is not that of their evidence; 0 when the graph is sound."""
    labels = "|".join(judged_labels(load()))
    return int(store.run(MISCOUNTED.format(labels=labels))[0]["missing"])
