"""The store: a Neo4j reached over Bolt, an outside one or the private engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import neo4j
from neo4j.exceptions import ConfigurationError

from graph import engine
from graph.check import check
from graph.diff import Contribution, contribution
from graph.engine import Lease
from graph.errors import WrongServer, translated
from graph.jars import Progress
from graph.records import DocumentGraph
from graph.settings import Settings
from graph.write import Written, rewrite
from ontology.ddl import statements
from ontology.model import Ontology, load

WRITE_S = 600
RETRY_S = 5
INDEX_S = 60
OLDEST = (5, 26)


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A document in the store; `fingerprint` changes when its text or the extraction does."""

    id: str
    source: str
    fingerprint: str
    title: str


class Store:
    """Reads and writes the graph. Every method raises a StoreError with a Chinese message."""

    def __init__(self, driver: neo4j.Driver, uri: str, database: str, lease: Lease | None = None) -> None:
        self._driver, self._uri, self._database, self._lease = driver, uri, database, lease
        self._ontology: Ontology = load()

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Self:
        """The server of NEO4J_URI where set, else the private engine, started when nobody uses it yet."""
        if settings.uri:
            return cls._connect(settings.uri, settings.user, settings.password, settings.database)
        lease = engine.acquire(settings, progress)
        try:
            return cls._connect(lease.uri, "neo4j", lease.password, "neo4j", lease)
        except BaseException:
            lease.release()
            raise

    @classmethod
    def _connect(cls, uri: str, user: str, password: str, database: str, lease: Lease | None = None) -> Self:
        try:
            driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                max_transaction_retry_time=RETRY_S,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise WrongServer(f"NEO4J_URI 写法不对({uri}):{error}。例:bolt://127.0.0.1:7687。") from error
        store = cls(driver, uri, database, lease)
        try:
            store._verify()
        except BaseException:
            driver.close()
            raise
        return store

    def _verify(self) -> None:
        rows = self.run(
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS v"
        )
        version = str(rows[0]["v"]) if rows else "?"
        major, minor = (int(part) if part.isdigit() else 0 for part in (*version.split("."), "0")[:2])
        if (major, minor) < OLDEST:
            raise WrongServer(f"Neo4j 版本 {version} 过旧,需要 5.26 或以上。")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and stop using the private engine; harmless when repeated."""
        self._driver.close()
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def apply_schema(self) -> None:
        """Create the constraints and indexes of the ontology that are missing, and wait until they are online."""
        with translated(self._uri), self._driver.session(database=self._database) as session:
            for statement in statements(self._ontology):
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_S).consume()

    def write(self, graph: DocumentGraph) -> Written:
        """Make the store hold exactly what the document says, in one transaction.

        Raises BadRecord before anything is written, ConnectionLost when the connection breaks: then the store
        holds the whole document or, as before, nothing of it.
        """
        check(graph, self._ontology)
        return self._rewrite(graph.policy, contribution(graph, self._ontology))

    def forget(self, policy: str) -> Written:
        """Remove a document by its id, and all that only this document says."""
        return self._rewrite(policy, Contribution())

    def run(self, query: str, params: Mapping[str, Any] | None = None, timeout: float = 30) -> list[dict[str, Any]]:
        """Rows of a read-only query; raises QueryRefused for a write, QueryTimeout after `timeout` seconds."""

        @neo4j.unit_of_work(timeout=timeout)
        def work(tx: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [record.data() for record in tx.run(query, dict(params or {}))]

        with translated(self._uri), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def policies(self) -> list[StoredPolicy]:
        """The documents in the store, by title and id."""
        rows = self.run(
            "MATCH (p:Policy) RETURN p.id AS id, p.source AS source, p.fingerprint AS fingerprint, p.title AS title "
            "ORDER BY title, id"
        )
        return [StoredPolicy(**row) for row in rows]

    def _rewrite(self, policy: str, new: Contribution) -> Written:
        @neo4j.unit_of_work(timeout=WRITE_S)
        def work(tx: neo4j.ManagedTransaction) -> Written:
            return rewrite(tx, policy, new, self._ontology)

        with translated(self._uri), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=mode)
