"""One real Neo4j for the whole suite, empty at the start of every test that asks for `store`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import build
from graph import EngineMissing, Settings, Settlement, Store, engine
from tests.browsing import CHROMIUM, Watch
from tests.graph_sample import fill
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


@pytest.fixture(scope="module")
def filled(session_store: Store) -> Store:
    """The store of the suite with the sample of tests/graph_sample.py."""
    fill(session_store)
    return session_store


@pytest.fixture
def settings(tmp_path: Path, session_store: Store, engine_settings: Settings) -> Iterator[Settings]:
    """A data folder of its own, with the jars that the suite already has; whatever runs there ends with the test."""
    own = Settings(
        home=tmp_path / "data 数据" / ".liantu", library=engine_settings.library, cache=engine_settings.cache
    )
    yield own
    if own.home.exists():
        engine.stop(own, force=True)


@pytest.fixture
def liantu(filled: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line on the store of `filled`, in this process."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words: str) -> Result:
        return CliRunner().invoke(build(), list(words), obj=engine_settings, catch_exceptions=False)

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium by playwright."""
    from playwright.sync_api import sync_playwright

    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=root)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page of its own whose `watch` has all that it asked for and said."""
    context = browser.new_context(viewport={"width": 1536, "height": 864})
    tab = context.new_page()
    tab.watch = Watch(tab)
    yield tab
    context.close()


def _path_without(*programs: str) -> str:
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(f for f in folders if not any((Path(f) / p).exists() for p in programs))


@pytest.fixture
def web() -> Iterator[Server]:
    """A web server on 127.0.0.1 for one test."""
    with serving() as server:
        yield server
