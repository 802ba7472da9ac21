"""Preparation over a local Ray of two workers: the same results, the same graph, nothing that listens or stays."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph import Store
from ingest import over_ray as module
from ingest.errors import ClusterError
from ingest.load import ingest
from ingest.over_ray import over_ray
from ingest.prepare import Job, Prepared
from ingest.spread import serial
from tests.test_batch import PLAN

LOOPBACK = ("127.0.0.1", "::ffff:127.0.0.1", "::1")
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray (extra `ray`) is not installed")
quiet = pytest.mark.filterwarnings("ignore")


class Deadly:
    """A path that ends the worker that unpickles it, as a crash in a native library would."""

    def absolute(self) -> Deadly:
        return self

    def __reduce__(self) -> Any:
        return os._exit, (3,)


class Watched:
    """A Ray whose processes and listening addresses are written down with the first result."""

    def __init__(self) -> None:
        self.processes: list[psutil.Process] = []
        self.addresses: set[str] = set()

    def __call__(self, jobs: Any) -> Iterator[Prepared]:
        for done in over_ray(cpus=2)(jobs):
            if not self.processes:
                self.look()
            yield done

    def look(self) -> None:
        self.processes = psutil.Process().children(recursive=True)
        for process in (psutil.Process(), *self.processes):
            found = process.net_connections("inet")
            self.addresses |= {c.laddr.ip for c in found if c.status == psutil.CONN_LISTEN}


def dump(store: Store) -> tuple[Any, Any]:
    nodes = store.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS props ORDER BY n.id")
    return nodes, store.run("MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS props ORDER BY r.rid")


@needs_ray
@quiet
def test_two_workers_give_the_same_results_and_the_same_graph(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(9)]
    for path, what in zip(paths, ["汽车", "电子", "软件", "机械", "航空", "纺织", "食品", "医药"], strict=False):
        path.write_text(PLAN.format(what=what), "utf-8")
    paths[8].write_text("没有政策内容的一段话。", "utf-8")
    expected = list(serial()([Job(path) for path in paths]))
    kept: list[Prepared] = []
    watched, before = Watched(), set(psutil.Process().children(recursive=True))
    folders = set(Path("/tmp").glob("liantu-*"))

    def keeping(jobs: Any) -> Iterator[Prepared]:
        for done in watched(jobs):
            kept.append(done)
            yield done

    reports = list(ingest(paths, store, spread=keeping))
    assert kept == expected
    assert [r.status for r in reports] == ["added"] * 8 + ["failed"]
    assert watched.addresses <= set(LOOPBACK)
    mine = [p for p in watched.processes if p not in before]
    gone, alive = psutil.wait_procs(mine, timeout=10)
    assert (len(gone) >= 4, alive) == (True, [])
    assert [f for f in set(Path("/tmp").glob("liantu-*")) - folders if (f / "session_latest").is_symlink()] == []
    by_ray = dump(store)
    for policy in store.policies():
        store.forget(policy.id)
    list(ingest(paths, store))
    assert dump(store) == by_ray


@needs_ray
@quiet
def test_a_file_that_kills_its_worker_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path, what in zip(paths, ["汽车", "电子", "软件"], strict=True):
        path.write_text(PLAN.format(what=what), "utf-8")
    jobs = [Job(paths[0]), Job(Deadly()), *map(Job, paths[1:])]  # type: ignore[arg-type]
    assert sorted(bool(one.graph) for one in over_ray(cpus=2)(jobs)) == [False, True, True, True]


def test_without_ray_the_answer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match=r"pip install -e '\.\[ray\]'"):
        over_ray()


@needs_ray
@quiet
def test_results_of_other_code_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN.format(what="汽车"), "utf-8")
    [done] = serial()([Job(path)])
    assert module._checked(Job(path), done) == done
    with pytest.raises(ClusterError, match="同一版本"):
        module._checked(Job(path), replace(done, mark="0" * 32))
