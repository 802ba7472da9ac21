"""Other processes that use a private engine, and what becomes of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psutil

USER = """
import sys, time
from graph import Settings, Store
store = Store.open(Settings.read())
print(store._uri, flush=True)
sys.stdin.readline()
store.close()
"""


def user(settings, **env):
    """Another process that opens the store, prints its address, and closes it on a line of input."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "LIANTU_"))}
    variables |= {"LIANTU_HOME": str(settings.home), "LIANTU_CACHE": str(settings.cache)} | env
    if settings.library:
        variables["LIANTU_NEO4J_LIB"] = str(settings.library)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", USER], stdin=pipe, stdout=pipe, env=variables, text=True)


def finish(process):
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def gone(pid, within=20):
    deadline = time.monotonic() + within
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
