"""What the store refuses to run, and servers: an outside one, several writers, connections that break."""

import contextlib
import random
import socket
import threading
from dataclasses import replace

import graphs
import pytest

from graph import (
    ConnectionLost,
    DocumentGraph,
    Edge,
    Evidence,
    QueryRefused,
    QueryTimeout,
    Store,
    StoreError,
    WrongPassword,
    WrongServer,
)
from graph.settings import Settings
from tests.test_store import SIMPLE, dump, node


@pytest.mark.parametrize(
    "query", ["CREATE (n:Task {id: 'x'})", "MATCH (n) DETACH DELETE n", "CREATE INDEX x FOR (n:Task) ON (n.x)"]
)
def test_run_refuses_writes(store, query):
    store.write(SIMPLE)
    before = dump(store)
    with pytest.raises(QueryRefused, match="只能读取"):
        store.run(query)
    assert dump(store) == before


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:9/x", "ftp://127.0.0.1:9/x"])
def test_queries_reach_neither_files_nor_the_network(store, url):
    with pytest.raises(StoreError):
        store.run("LOAD CSV FROM $url AS row RETURN row", {"url": url})


def test_a_wrong_query_says_so(store):
    with pytest.raises(QueryRefused, match="查询有误"):
        store.run("MATCH (n RETURN n")
    with pytest.raises(QueryRefused, match="查询有误"):
        store.run("RETURN $missing")


def test_values_are_never_part_of_a_query(store):
    hostile = "汽车'}) DETACH DELETE n //"
    b = graphs.Builder(1)
    b.policy(title=hostile)
    id_ = b.shared("Industry", hostile, '"]) MATCH')
    store.write(b.build())
    assert node(store, id_) == {"id": id_, "name": hostile, "aliases": ['"]) MATCH']}


def test_the_time_limit_is_kept(store):
    with pytest.raises(QueryTimeout):
        store.run("UNWIND range(1, 100000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i) AS n", timeout=1)


def test_policies_are_listed_by_title(store):
    store.write(graphs.simple(2))
    store.write(graphs.simple(1))
    assert [(p.title, p.source, p.fingerprint) for p in store.policies()] == [
        ("文件1", "1.txt", "1"),
        ("文件2", "2.txt", "1"),
    ]


def test_writers_at_once_lose_nothing(store, engine_settings):
    documents = [graphs.at_random(random.Random(i), i) for i in range(6)]
    failures = []

    def work(mine):
        try:
            with Store.open(engine_settings) as own:
                for document in mine:
                    own.write(document)
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(documents[i::3],)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    reached = dump(store)
    for document in documents:
        assert store.write(document).total == 0
    assert dump(store) == reached


def test_an_outside_server_is_used_where_named(store, session_store):
    settings = Settings(uri=session_store._uri, password=session_store._lease.password)
    store.write(SIMPLE)
    with Store.open(settings) as outside:
        assert [p.id for p in outside.policies()] == [SIMPLE.policy]
    with pytest.raises(WrongPassword, match="NEO4J_PASSWORD"):
        Store.open(replace(settings, password="wrong-password"))
    with pytest.raises(WrongServer, match="NEO4J_DATABASE"):
        Store.open(replace(settings, database="absent"))


class Wire:
    """A connection to the server that breaks for good once the client has sent `limit` bytes."""

    def __init__(self, port, limit):
        self.port, self.left, self.sent = port, limit, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.port))
                threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, target, counted):
        with contextlib.suppress(OSError), source, target:
            while data := source.recv(1024):
                if counted:
                    self.sent += len(data)
                    if self.sent > self.left:
                        self.listener.close()
                        for end in (source, target):
                            end.shutdown(socket.SHUT_RDWR)
                        return
                target.sendall(data)


def test_a_connection_lost_while_writing_leaves_whole_documents_only(store, session_store, monkeypatch):
    monkeypatch.setattr("graph.store.RETRY_S", 0)
    port, password = int(session_store._uri.rpartition(":")[2]), session_store._lease.password
    old, new = graphs.at_random(random.Random(1), 1), graphs.at_random(random.Random(2), 1)
    states = []
    for graph in (old, new):
        whole = Wire(port, 10**9)
        with Store.open(Settings(uri=whole.uri, password=password)) as own:
            before = whole.sent
            own.write(graph)
            written = whole.sent - before
        states.append(dump(store))
    lost = 0
    for share in (0.05, 0.3, 0.6, 0.9, 0.97, 1.0):
        store.write(old)
        wire = Wire(port, 10**9)
        with Store.open(Settings(uri=wire.uri, password=password)) as own:
            wire.left = wire.sent + int(written * share) - 1
            with contextlib.suppress(ConnectionLost):
                own.write(new)
                lost -= 1
            lost += 1
        assert dump(store) in states
    assert lost >= 5


@pytest.mark.parametrize(("uri", "error"), [("bolt://127.0.0.1:1", ConnectionLost), ("nonsense", WrongServer)])
def test_a_wrong_address_says_so(uri, error):
    with pytest.raises(error, match=uri):
        Store.open(Settings(uri=uri, password="x"))


def test_settings_come_from_the_environment(tmp_path):
    read = Settings.read({"NEO4J_URI": "bolt://x", "NEO4J_PASSWORD": "secret", "LIANTU_HOME": str(tmp_path)})
    assert (read.uri, read.user, read.database, read.home) == ("bolt://x", "neo4j", "neo4j", tmp_path)
    assert "secret" not in repr(read)
    assert Settings.read({}).library is None


def test_records_have_stable_ids():
    assert Edge.of("LEADS", "a", "b", "p").rid == Edge.of("LEADS", "a", "b", "p", basis="stated").rid
    assert Evidence("a", "p", "一", 0, 1, "x", "r", 1).id == Evidence("a", "p", "二", 0, 1, "y", "r", 0.5).id
    assert DocumentGraph("p", (), (), ()).nodes == ()
