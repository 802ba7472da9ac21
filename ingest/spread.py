"""Ways to prepare many files: one after the other, or over the cores of this machine."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from ingest.prepare import Job, Prepared, Spread, prepare
from ingest.proposer import Proposer
from ingest.tagger import cores

AHEAD = 8
WORTH = 4
THREADS = "LIANTU_THREADS"
CRASHED = "读取时进程意外中断(可能内存不足),请单独读入这份文件或换一份"


def spread_for(files: int, jobs: int, proposer: Proposer | None) -> Spread:
    """The way for a number of files: processes where each has some to read, in this one where a model is asked too.

    `jobs` is how many processes at most, 0 as many as there are cores.
    """
    workers = min(jobs or cores(), files // WORTH)
    return serial(proposer) if proposer or workers < 2 else processes(workers)


def serial(proposer: Proposer | None = None) -> Spread:
    """One file after the other, in this process."""
    return partial(map, partial(prepare, proposer=proposer))


def processes(workers: int) -> Spread:
    """Several at a time, each in one of `workers` processes; results in the order of the files.

    At most AHEAD files a worker are under way, whatever their number. A file that kills its process is tried once
    more alone, then reported.
    """
    return partial(_over, workers)


def _over(workers: int, jobs: Iterable[Job]) -> Iterator[Prepared]:
    waiting: deque[tuple[Job, Future[Prepared]]] = deque()
    pool = _pool(workers)
    try:
        for job in jobs:
            waiting.append((job, _submitted(pool, job)))
            if len(waiting) >= workers * AHEAD:
                pool, done = _first(pool, workers, waiting)
                yield done
        while waiting:
            pool, done = _first(pool, workers, waiting)
            yield done
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, job: Job) -> Future[Prepared]:
    try:
        return pool.submit(prepare, job)
    except BrokenProcessPool as error:
        broken: Future[Prepared] = Future()
        broken.set_exception(error)
        return broken


def _first(
    pool: ProcessPoolExecutor, workers: int, waiting: deque[tuple[Job, Future[Prepared]]]
) -> tuple[ProcessPoolExecutor, Prepared]:
    """The result of the oldest job; a pool that broke is made anew and what waited in it is submitted again."""
    job, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=True, cancel_futures=True)
        done = _alone(job)
        fresh = _pool(workers)
        again = [(other, old if _is_good(old) else _submitted(fresh, other)) for other, old in waiting]
        waiting.clear()
        waiting.extend(again)
        return fresh, done


def _is_good(future: Future[Prepared]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(job: Job) -> Prepared:
    with _pool(1) as pool:
        try:
            return pool.submit(prepare, job).result()
        except BrokenProcessPool:
            return Prepared(job.path, CRASHED)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _one_thread)


def _one_thread() -> None:
    """A worker tags on one thread; the others are the other workers'."""
    os.environ[THREADS] = "1"
