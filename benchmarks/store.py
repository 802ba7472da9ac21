"""Seconds of the whole line on a warm private engine: first ingest, a second one, an unchanged one, the gap query.

python -m benchmarks.store [FILE|FOLDER ...]    (default: examples/)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from graph import Settings, Store
from ingest.files import expand
from ingest.load import ingest
from ingest.pipeline import extract
from ingest.read import read
from queries.loader import ask
from queries.rows import ChainGaps


def seconds(work: Callable[[], object]) -> float:
    """How long one run of the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    files = expand([Path(a) for a in sys.argv[1:]] or [Path("examples")])
    extract(read(files[0]))
    base = seconds(lambda: [extract(read(f)) for f in files])
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        with Store.open(replace(Settings.read(os.environ), home=Path(home) / "home", uri="")) as store:
            print(f"{len(files)} documents; engine answers after {time.perf_counter() - started:.1f} s")
            print(f"{'step':34}{'seconds':>9}{'ratio':>8}")
            for name, work in (
                ("extraction alone (baseline)", lambda: [extract(read(f)) for f in files]),
                ("first ingest (queries compile)", lambda: list(ingest(files, store))),
                ("second ingest, everything anew", lambda: list(ingest(files, store, force=True))),
                ("third ingest, nothing changed", lambda: list(ingest(files, store))),
                ("all gaps, first time", lambda: ask(store, ChainGaps)),
                ("all gaps, again", lambda: ask(store, ChainGaps)),
            ):
                spent = seconds(work)
                print(f"{name:34}{spent:9.2f}{spent / base:8.2f}")


if __name__ == "__main__":
    main()
