"""Runs Neo4j for as long as somebody uses it: a small process of its own, alive exactly as long as its users.

Started by `graph.engine` as `python -m graph.supervisor HOME LIBRARY CACHE`; leaves its parent at once. It ends when
the last user is gone (`users/` in the data folder; a killed process is gone too) unless `engine.keep` exists, on
SIGTERM, or with Java itself.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from graph import java
from graph.home import Held, Home, State

POLL_S = 0.3
STOP_S = 30
LINUX_PARENT_DEATH_SIGNAL = 1


def main(arguments: list[str]) -> int:
    """Become a daemon and run the server; 1 where another supervisor already holds the data folder."""
    home, library, cache = Home(Path(arguments[0])), Path(arguments[1]), Path(arguments[2])
    lock = home.supervise()
    if lock is None:
        return 1
    if os.fork():
        os._exit(0)
    os.setsid()
    os.umask(0o077)
    _Supervisor(home, lock).run(library, cache)
    return 0


class _Supervisor:
    def __init__(self, home: Home, lock: Held) -> None:
        self.home, self.lock, self.asked = home, lock, False
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def _ask(self, *_: object) -> None:
        self.asked = True

    def run(self, library: Path, cache: Path) -> None:
        archive = java.archives(library, cache)
        recording = self.home.path / "classes.jsa"
        recording.unlink(missing_ok=True)
        port = _free_port()
        java.configure(self.home, port)
        process = _spawn(self.home, java.server(self.home, library, archive.flags(recording)))
        started = psutil.Process(process.pid).create_time()
        self.home.note(State(os.getpid(), process.pid, started, port))
        start_lock = self._watch(process)
        self.home.clear()
        if recording.exists():
            java.keep_recording(recording, archive)
        self.lock.release()
        if start_lock:
            start_lock.release()

    def _watch(self, process: subprocess.Popen[bytes]) -> Held | None:
        """Wait for the end of Java; the start lock is held on return when the lack of users was the reason."""
        lock = None
        while process.poll() is None:
            if self.asked or (lock := self._unused()):
                _end(process)
                break
            time.sleep(POLL_S)
        return lock

    def _unused(self) -> Held | None:
        if self.home.keep.exists() or (lock := self.home.try_starting()) is None:
            return None
        if not self.home.users():
            return lock
        lock.release()
        return None


def _spawn(home: Home, command: list[str]) -> subprocess.Popen[bytes]:
    follow = _die_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, env=java.environment(home), cwd=home.neo4j, preexec_fn=follow)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(LINUX_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
