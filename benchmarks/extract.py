"""Speed of extraction on one core and on two: the whole pipeline against the tagger alone, in one run.

python -m benchmarks.extract [FILE ...]    (default: the documents of examples/)
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

ROUNDS = 3
EVERY = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def pin(cores: int) -> None:
    """Keep this process, and the threads that it starts from here on, to so many cores where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, EVERY[:cores])


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the fastest of some rounds: by the clock, and of all cores together."""
    clock, spent = [], []
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        spent.append(time.process_time() - used)
    return min(clock), min(spent)


def main() -> None:
    """Measure on one core and on two, each in a process of its own: what starts threads counts the cores once."""
    for cores in (1, 2) if len(EVERY) > 1 else (1,):
        process = get_context("spawn").Process(target=measure, args=(cores, sys.argv[1:] or ["examples"]))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(process.exitcode)


def measure(cores: int, paths: list[str]) -> None:
    """Every stage on so many cores."""
    pin(cores)
    start, used = time.perf_counter(), time.process_time()
    from ingest.files import expand
    from ingest.parse import parse
    from ingest.pipeline import extract
    from ingest.read import read
    from ingest.tagger import tag
    from ingest.tasks import tasks_of

    sources = [read(path) for path in expand([Path(path) for path in paths])]
    tag("预热")
    ready = f"{time.perf_counter() - start:.2f} s ({time.process_time() - used:.2f} s of the core)"
    documents = [parse(source) for source in sources]
    size = sum(len(d.text.text) for d in documents)
    print(f"{len(sources)} documents, {size:,} characters; start-up {ready}")
    stages: dict[str, Callable[[], object]] = {
        "tagger alone (baseline)": lambda: [tag(d.text.text) for d in documents],
        "parse": lambda: [parse(s) for s in sources],
        "responsibilities": lambda: [list(tasks_of(d)) for d in documents],
        "whole pipeline": lambda: [extract(s) for s in sources],
    }
    report(cores, size, {name: best(work) for name, work in stages.items()})


def report(cores: int, size: int, seconds: dict[str, tuple[float, float]]) -> None:
    """A table of the stages; `ratio` is to the first."""
    base = next(iter(seconds.values()))[0]
    print(f"{f'on {cores} of {len(EVERY)} cores':28}{'seconds':>9}{'of cores':>10}{'chars/s':>10}{'ratio':>8}")
    for name, (clock, spent) in seconds.items():
        print(f"{name:28}{clock:9.2f}{spent:10.2f}{size / clock:10,.0f}{clock / base:8.2f}")


if __name__ == "__main__":
    main()
