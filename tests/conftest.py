"""One real Neo4j for the whole suite, empty at the start of every test that asks for `store`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import EngineMissing, Settings, Settlement, Store
from tests.web_server import Server, serving


@pytest.fixture(scope="session")
def engine_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data folder of its own; the jars come from the cache that all data folders of this user share."""
    settings = Settings.read(os.environ)
    return Settings(home=tmp_path_factory.mktemp("liantu") / "home", library=settings.library, cache=settings.cache)


@pytest.fixture(scope="session")
def session_store(engine_settings: Settings) -> Iterator[Store]:
    """The store of the suite, on a private engine that finds neither `java` nor `mvn`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", _path_without("java", "mvn"))
        try:
            store = Store.open(engine_settings)
        except EngineMissing as error:
            pytest.skip(f"Neo4j can neither be found nor fetched: {error}")
    with store:
        store.apply_schema()
        yield store


@pytest.fixture
def store(session_store: Store) -> Store:
    """The store of the suite, emptied."""
    for policy in session_store.policies():
        session_store.forget(policy.id)
    session_store.withdraw(*(one.id for one in session_store.judgements()))
    session_store.settle(Settlement({}))
    assert session_store.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    return session_store


def _path_without(*programs: str) -> str:
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(f for f in folders if not any((Path(f) / p).exists() for p in programs))


@pytest.fixture
def web() -> Iterator[Server]:
    """A web server on 127.0.0.1 for one test."""
    with serving() as server:
        yield server
