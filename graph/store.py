"""The store: a Neo4j reached over Bolt, an outside one or the private engine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import ClientError, ConfigurationError, TransientError

from graph import cypher, engine
from graph.check import check
from graph.diff import Contribution, contribution
from graph.engine import Lease
from graph.errors import ConnectionLost, WrongServer, translated
from graph.jars import Progress
from graph.judgements import Judgement, Named, Settlement
from graph.records import DocumentGraph
from graph.settings import Settings
from graph.settle import HOLLOW, JUDGEMENTS, NAMES, judged_labels, steps
from graph.voices import count_all
from graph.write import Written, rewrite, total
from ontology.ddl import statements
from ontology.model import Ontology, load

WRITE_S = 600
RETRY_S = 5
INDEX_S = 60
SCHEMA_TRIES, SCHEMA_PAUSE_S = 20, 0.25
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
OLDEST = (5, 26)


T = TypeVar("T")
POLICIES = """
MATCH (p:Policy)
OPTIONAL MATCH (p)-[:REPLACES]->(old:Policy)
WITH p, old ORDER BY old.id
RETURN p.id AS id, p.title AS title, p.source AS source, p.sha256 AS sha256, p.fingerprint AS fingerprint,
  p.status AS status, coalesce(p.issued_on, '') AS issued_on, coalesce(p.region, '') AS region,
  collect(old.id) AS replaces
ORDER BY title, id
"""


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A document in the store; `fingerprint` changes when its text or the extraction does.

    `replaces` holds the ids of the documents that it takes the place of.
    """

    id: str
    title: str
    source: str
    sha256: str
    fingerprint: str
    status: str
    issued_on: str
    region: str
    replaces: tuple[str, ...]


class Store:
    """Reads and writes the graph. Every method raises a StoreError with a Chinese message."""

    def __init__(self, driver: neo4j.Driver, uri: str, database: str, lease: Lease | None = None) -> None:
        self._driver, self._uri, self._database, self._lease = driver, uri, database, lease
        self._ontology: Ontology = load()
        self._private: Settings | None = None
        self._reviving = threading.Lock()
        self._counting, self._counted = threading.Lock(), False

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Self:
        """The server of NEO4J_URI where set, else the private engine, started when nobody uses it yet."""
        if settings.uri:
            return cls._connect(settings.uri, settings.user, settings.password, settings.database)
        lease = engine.acquire(settings, progress)
        try:
            store = cls._connect(lease.uri, "neo4j", lease.password, "neo4j", lease)
        except BaseException:
            lease.release()
            raise
        store._private = settings
        return store

    @classmethod
    def _connect(cls, uri: str, user: str, password: str, database: str, lease: Lease | None = None) -> Self:
        if uri.partition("://")[0] not in SCHEMES:
            raise WrongServer(f"NEO4J_URI 写法不对({uri}):应以 bolt:// 或 neo4j:// 开头。例:bolt://127.0.0.1:7687。")
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
        self._private = None
        self._release()

    def _release(self) -> None:
        self._driver.close()
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def apply_schema(self) -> None:
        """Create the constraints and indexes of the ontology that are missing, and wait until they are online."""
        with translated(self._uri), self._driver.session(database=self._database) as session:
            there = {row["name"] for row in session.run("SHOW INDEXES YIELD name RETURN name")}
            missing = [s for s in statements(self._ontology) if not there & set(s.split())]
            for statement in missing:
                _patiently(lambda s=statement: session.run(s).consume())  # type: ignore[misc]
            if missing:
                session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_S).consume()

    def write(self, graph: DocumentGraph, replacing: str = "") -> Written:
        """Make the store hold exactly what the document says, in one transaction; `replacing` is forgotten in it.

        Raises BadRecord before anything is written, ConnectionLost when the connection breaks: then the store
        holds the whole document or, as before, nothing of it.
        """
        check(graph, self._ontology)
        new = contribution(graph, self._ontology)
        return self._rewrite({replacing: Contribution(), graph.policy: new} if replacing else {graph.policy: new})

    def forget(self, policy: str) -> Written:
        """Remove a document by its id, and all that only this document says."""
        return self._rewrite({policy: Contribution()})

    def run(self, query: str, params: Mapping[str, Any] | None = None, timeout: float = 30) -> list[dict[str, Any]]:
        """Rows of a read-only query; raises QueryRefused for a write, QueryTimeout after `timeout` seconds.

        A private engine that died meanwhile is started again, once.
        """
        lost = self._uri
        try:
            return self._read(query, params, timeout)
        except ConnectionLost:
            if not self._revived(lost):
                raise
        return self._read(query, params, timeout)

    def _read(self, query: str, params: Mapping[str, Any] | None, timeout: float) -> list[dict[str, Any]]:
        @neo4j.unit_of_work(timeout=timeout)
        def work(tx: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [record.data() for record in tx.run(query, dict(params or {}))]

        with translated(self._uri), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def _revived(self, lost: str) -> bool:
        """Whether a private engine runs again in the place of the one at `lost`; False for other servers."""
        with self._reviving:
            if self._private is None:
                return False
            if self._uri == lost:
                if engine.status(self._private).uri == lost:
                    return False
                self._release()
                fresh = Store.open(self._private)
                self._driver, self._uri, self._lease = fresh._driver, fresh._uri, fresh._lease
            return True

    def policies(self) -> list[StoredPolicy]:
        """The documents in the store, by title and id."""
        return [StoredPolicy(**{**row, "replaces": tuple(row["replaces"])}) for row in self.run(POLICIES)]

    def names(self, timeout: float = WRITE_S) -> list[Named]:
        """All names that documents use, each with the id it has by itself and the node where it stands."""
        self._count()
        labels = "|".join(judged_labels(self._ontology))
        hollow = {row["id"] for row in self.run(HOLLOW, timeout=timeout)}
        rows = self.run(NAMES.format(labels=labels), timeout=timeout)
        return [Named(**row) for row in rows if row["id"] not in hollow or row["into"] != row["id"]]

    def judgements(self, by: str = "") -> list[Judgement]:
        """All judgements, or those by `person` or `rule` only."""
        return [Judgement.stored(row["props"]) for row in self.run(JUDGEMENTS, {"by": by}, timeout=WRITE_S)]

    def settle(self, wanted: Settlement) -> Written:
        """Bring the graph to what judgements say, in transactions of bounded size that each leave it whole."""
        planned = self._change(lambda tx: steps(tx, wanted, self._ontology))
        return total(self._change(step) for step in planned)

    def decide(self, *judgements: Judgement) -> None:
        """Keep judgements in place of earlier ones of the same pairs by the same kind of judge."""
        rows = {("Judgement", one.id): one.props() for one in judgements}
        self._change(lambda tx: cypher.put_nodes(tx, rows))

    def withdraw(self, *ids: str) -> None:
        """Forget judgements by their ids."""
        self._change(lambda tx: cypher.delete_nodes(tx, [("Judgement", one) for one in ids]))

    def _count(self) -> None:
        """Once a store: what writes and names rest on is counted where an earlier Liantu has not done so."""
        with self._counting:
            if not self._counted:
                self._transact(lambda tx: count_all(tx, judged_labels(self._ontology)))
                self._counted = True

    def _change(self, change: Callable[[neo4j.ManagedTransaction], T]) -> T:
        self._count()
        return self._transact(change)

    def _transact(self, change: Callable[[neo4j.ManagedTransaction], T]) -> T:
        @neo4j.unit_of_work(timeout=WRITE_S)
        def work(tx: neo4j.ManagedTransaction) -> T:
            return change(tx)

        with translated(self._uri), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _rewrite(self, documents: Mapping[str, Contribution]) -> Written:
        return self._change(lambda tx: total(rewrite(tx, p, new, self._ontology) for p, new in documents.items()))

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=mode)


def _patiently(work: Callable[[], object]) -> None:
    """Do it again when another process changes the schema at the same time."""
    for _ in range(SCHEMA_TRIES):
        try:
            work()
        except TransientError:
            time.sleep(SCHEMA_PAUSE_S)
        except ClientError as error:
            if "AlreadyExists" not in (error.code or ""):
                raise
            return
        else:
            return
    work()
