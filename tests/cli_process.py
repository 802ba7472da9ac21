"""The command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from graph.settings import Settings

READY_S, END_S = 60, 30


def environment(settings: Settings) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "LIANTU_"))}
    library = {"LIANTU_NEO4J_LIB": str(settings.library)} if settings.library else {}
    return {**kept, "LIANTU_HOME": str(settings.home), "LIANTU_CACHE": str(settings.cache), **library}


def process(settings: Settings, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "api.cli", *words],
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    running = process(settings, "serve", "--port", "0")
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        assert "已就绪:http://127.0.0.1:" in line, running.stderr and running.stderr.read()
        yield running, line.split("已就绪:")[1].split("(")[0]
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate(timeout=END_S)
