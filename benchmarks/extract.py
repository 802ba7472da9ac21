"""Speed of extraction on one core: the whole pipeline against the tagger alone, in one run.

python -m benchmarks.extract [FILE ...]    (default: the documents of examples/)
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3


def one_core() -> None:
    """Pin this process to a single core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    one_core()
    start = time.perf_counter()
    from ingest.parse import parse
    from ingest.pipeline import extract
    from ingest.read import expand, read
    from ingest.tagger import tag
    from ingest.tasks import tasks_of

    sources = [read(path) for path in expand([Path(a) for a in sys.argv[1:]] or [Path("examples")])]
    tag("预热")
    ready = time.perf_counter() - start
    documents = [parse(source) for source in sources]
    size = sum(len(d.text.text) for d in documents)
    base = best(lambda: [tag(d.text.text) for d in documents])
    print(f"{len(sources)} documents, {size:,} characters, one core; start-up {ready:.2f} s")
    print(f"{'stage':28}{'seconds':>9}{'chars/s':>10}{'ratio':>8}")
    for name, work in (
        ("tagger alone (baseline)", lambda: [tag(d.text.text) for d in documents]),
        ("parse", lambda: [parse(s) for s in sources]),
        ("responsibilities", lambda: [list(tasks_of(d)) for d in documents]),
        ("whole pipeline", lambda: [extract(s) for s in sources]),
    ):
        seconds = best(work)
        print(f"{name:28}{seconds:9.2f}{size / seconds:10,.0f}{seconds / base:8.2f}")


if __name__ == "__main__":
    main()
