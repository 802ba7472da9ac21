"""The documents that the store holds, with what ingestion needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass

from graph import Store

KNOWN = """
MATCH (p:Policy)
OPTIONAL MATCH (p)-[:REPLACES]->(old:Policy)
WITH p, old ORDER BY old.id
RETURN p.id AS id, p.title AS title, p.source AS source, p.sha256 AS sha256, p.fingerprint AS fingerprint,
  p.status AS status, coalesce(toString(p.issued_on), '') AS issued_on, coalesce(p.region, '') AS region,
  collect(old.id) AS replaces
ORDER BY title, id
"""


@dataclass(frozen=True, slots=True)
class Known:
    """One stored document; `replaces` holds the ids of those it takes the place of."""

    id: str
    title: str
    source: str
    sha256: str
    fingerprint: str
    status: str
    issued_on: str
    region: str
    replaces: tuple[str, ...]


def known(store: Store) -> list[Known]:
    """All stored documents, by title and id."""
    return [Known(**{**row, "replaces": tuple(row["replaces"])}) for row in store.run(KNOWN)]
