"""The same preparation over Ray Data: on the cores of this machine, or on the nodes of a cluster that runs.

Only the driver writes to the store; workers read files by the driver's paths, so all nodes need them in one place.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import pickle
import secrets
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.errors import ClusterError
from ingest.files import exists
from ingest.prepare import Job, Prepared, Spread, fingerprint, prepare
from ingest.spread import CRASHED, THREADS

ROUND, TASK, RETRIES = 2_000, 4, 1
HERE = "127.0.0.1"
STORE_BYTES = 500_000_000
MISSING = "没有安装 Ray:请先在链图文件夹里运行 .venv/bin/pip install -e '.[ray]'(Python 3.11–3.13),或去掉 --ray"
UNREACHED = "连不上 Ray 集群 {}:{};请检查地址,并确认集群已用 ray start 启动、Ray 与 Python 版本与本机相同"
OPEN = "Ray 没有只在 127.0.0.1 上监听,已停止;请改用 liantu ingest --jobs,或用 --ray-address 连接已有的集群"
OTHER = "工作节点上的 liantu(代码、本体或模型)与本机不同,已停止;请在所有节点安装同一版本"
SHARED = "工作节点读不到:所有节点须能以同一路径读到文件"


def over_ray(address: str = "", cpus: int | None = None) -> Spread:
    """Files over a Ray cluster at `address` (host:port), or over a Ray of its own that listens on this machine only.

    That one uses `cpus` cores (all by default) and ends with the run. At most ROUND files are under way; results come
    in the order of the files. Files whose task broke off are tried once more, each alone, then reported. Raises
    ClusterError where Ray is not installed, not reached, or its nodes hold other code.
    """
    if importlib.util.find_spec("ray") is None:
        raise ClusterError(MISSING)
    return partial(_over, address, cpus)


def _over(address: str, cpus: int | None, jobs: Iterable[Job]) -> Iterator[Prepared]:
    source = iter(jobs)
    first = next(source, None)
    if first is None:
        return
    with _running(address, cpus):
        batch = [first, *islice(source, ROUND - 1)]
        while batch:
            yield from _round(batch)
            batch = list(islice(source, ROUND))


def _round(jobs: list[Job]) -> Iterator[Prepared]:
    left = dict(enumerate(jobs))
    for size in (TASK, 1):
        for number, prepared in _done(dict(left), size):
            yield _checked(left.pop(number), prepared)
        if not left:
            return
    yield from (Prepared(job.path, CRASHED) for job in left.values())


def _done(jobs: dict[int, Job], size: int) -> Iterator[tuple[int, Prepared]]:
    """The jobs that got a result, by number, as it comes; `size` jobs make one task."""
    import ray.data

    context = ray.data.DataContext.get_current()
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context.enable_progress_bars = False
    context.max_errored_blocks = -1
    context.execution_options.preserve_order = True
    rows = [{"job": pickle.dumps((n, replace(job, path=job.path.absolute())))} for n, job in jobs.items()]
    data = ray.data.from_items(rows, override_num_blocks=-(-len(rows) // size))
    with warnings.catch_warnings():  # Ray deprecates every way to limit its endless retries and names no other
        warnings.simplefilter("ignore")
        mapped = data.map(_prepared, max_retries=RETRIES)
    for row in mapped.iter_rows():
        yield pickle.loads(row["done"])


def _prepared(row: dict[str, Any]) -> dict[str, bytes]:
    """Runs on a worker, which has one core for it."""
    os.environ[THREADS] = "1"
    number, job = pickle.loads(row["job"])
    return {"done": pickle.dumps((number, prepare(job)))}


def _checked(job: Job, prepared: Prepared) -> Prepared:
    """A worker's result under the path that was asked for; what other code made is not taken."""
    if prepared.sha256 and prepared.mark != fingerprint(prepared.sha256):
        raise ClusterError(OTHER)
    unread = not prepared.sha256 and exists(job.path)
    message = f"{prepared.message}({SHARED})" if unread else prepared.message
    return replace(prepared, path=job.path, message=message)


@contextmanager
def _running(address: str, cpus: int | None) -> Iterator[None]:
    """Ray until the end of the block; one that this process already uses is left as it is."""
    if not address:
        _settle()
    import ray

    if ray.is_initialized():
        yield
        return
    folder = "/tmp" if Path("/tmp").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="liantu-", dir=folder, ignore_cleanup_errors=True) as home:
        try:
            _start(address, cpus, home)
            yield
        finally:
            ray.shutdown()


def _settle() -> None:
    """Before Ray is imported: loopback only, a secret of this run, nothing sent home."""
    os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_AUTH_MODE", "token")
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))


def _start(address: str, cpus: int | None, home: str) -> None:
    import ray

    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address:
        try:
            ray.init(address=address, **quiet)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ClusterError(UNREACHED.format(address, error)) from error
        return
    limits = {"num_cpus": cpus, "object_store_memory": STORE_BYTES, "include_dashboard": False, "_temp_dir": home}
    with _temporary(home):
        ray.init(_node_ip_address=HERE, **limits, **quiet)
    if any(node["NodeManagerAddress"] != HERE for node in ray.nodes()):
        raise ClusterError(OPEN)


@contextmanager
def _temporary(folder: str) -> Iterator[None]:
    """What is started in this block keeps its temporary files in the folder; Ray ends workers without notice."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        del os.environ["TMPDIR"]
        os.environ |= {"TMPDIR": before} if before is not None else {}
