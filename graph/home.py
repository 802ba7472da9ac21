"""The data folder of one private engine: password, state, and the locks that say who uses it.

The kernel frees a file lock when its process dies, however it dies, so that no lock is ever stale:
`start.lock` is held while somebody starts or stops the engine, `engine.lock` by the running supervisor,
and one file in `users/` by every process that uses the engine.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from graph.errors import EngineBusy, EngineError, WrongPassword

POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class State:
    """The running engine: process ids, Bolt port, and the start of the Java process in seconds since 1970."""

    supervisor: int
    java: int
    java_started: float
    port: int


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turn errors of the file system into an EngineError that names the folder."""
    try:
        yield
    except OSError as error:
        raise EngineError(
            f"不能使用数据目录 {folder}:{error}。请检查权限与磁盘空间,或用 LIANTU_HOME 指定别处。"
        ) from error


class Held:
    """An exclusive file lock; freed by `release` or by the death of the process."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @classmethod
    def take(cls, path: Path) -> Held | None:
        """The lock, or None where another process has it. The holder's process id is written into the file."""
        with usable(path.parent):
            file = path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return cls(file)

    def release(self) -> None:
        """Free the lock; harmless when repeated."""
        self._file.close()


class Home:
    """Paths and locks below one data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.neo4j = path / "neo4j"
        self.conf = self.neo4j / "conf"
        self.log = path / "engine.log"
        self.keep = path / "engine.keep"
        self._state = path / "engine.json"
        self.password_file = path / "password"
        self._users = path / "users"
        self._start = path / "start.lock"
        self._engine = path / "engine.lock"

    def prepare(self) -> None:
        """Make the folder, readable by its owner only; raises EngineError where that is impossible."""
        with usable(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o700)
            self._users.mkdir(exist_ok=True)
            self.conf.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def starting(self, wait_s: float = 90) -> Iterator[None]:
        """Alone in starting or stopping the engine; raises EngineBusy after `wait_s` seconds."""
        deadline = time.monotonic() + wait_s
        while (lock := Held.take(self._start)) is None:
            if time.monotonic() > deadline:
                raise EngineBusy(
                    f"进程 {_holder(self._start)} 正在启动或停止 {self.path} 的图数据库,已等候 {wait_s:.0f} 秒。"
                    "请等它结束后重试,或用 LIANTU_HOME 指定另一个数据目录。"
                )
            time.sleep(POLL_S)
        try:
            yield
        finally:
            lock.release()

    def try_starting(self) -> Held | None:
        """The start lock when free at this moment."""
        return Held.take(self._start)

    def supervise(self) -> Held | None:
        """The supervisor's lock, None where another supervisor lives; outlasts a passing look by `supervised`."""
        for _ in range(20):
            if lock := Held.take(self._engine):
                return lock
            time.sleep(POLL_S)
        return None

    def supervised(self) -> bool:
        """Whether a supervisor lives, also one in another container sharing this folder."""
        if (lock := Held.take(self._engine)) is None:
            return True
        lock.release()
        return False

    def join(self) -> User:
        """Note this process as a user of the engine."""
        path = self._users / f"{os.getpid()}-{secrets.token_hex(4)}"
        lock = Held.take(path)
        assert lock is not None
        return User(path, lock)

    def users(self) -> tuple[int, ...]:
        """Process ids of the living users; forgets the dead ones. Call it under the start lock."""
        alive = set()
        for path in self._users.iterdir():
            if (lock := Held.take(path)) is None:
                alive.add(int(path.name.partition("-")[0]))
            else:
                path.unlink(missing_ok=True)
                lock.release()
        return tuple(sorted(alive))

    def state(self) -> State | None:
        """What the supervisor last noted; None where nothing readable is there."""
        try:
            return State(**json.loads(self._state.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def note(self, state: State) -> None:
        """Write the state so that readers see all of it or nothing."""
        replace(self._state, json.dumps(asdict(state)))

    def clear(self) -> None:
        """Forget the state of an engine that has ended."""
        self._state.unlink(missing_ok=True)

    def has_database(self) -> bool:
        """Whether the engine has ever run here, so that its password is fixed."""
        return (self.neo4j / "data" / "databases" / "system").exists()

    def password(self) -> str:
        """The password of this engine, made on first use; raises WrongPassword where its file is gone."""
        try:
            return self.password_file.read_text("utf-8").strip()
        except FileNotFoundError:
            if self.has_database():
                raise WrongPassword(
                    f"数据目录的密码文件 {self.password_file} 不见了,已有的图数据库无法登录。"
                    f"请恢复该文件;若已无法恢复,删除 {self.path} 后重新入库。"
                ) from None
        replace(self.password_file, secrets.token_hex(24))
        return self.password_file.read_text("utf-8")


@dataclass(frozen=True, slots=True)
class User:
    """This process's own mark among the users of an engine."""

    path: Path
    lock: Held

    def leave(self) -> None:
        """Stop being a user."""
        self.path.unlink(missing_ok=True)
        self.lock.release()


def replace(path: Path, text: str) -> None:
    """Write a file readable by its owner only, whole or not at all."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    temporary.replace(path)


def _holder(path: Path) -> str:
    return path.read_text("utf-8") or "(未知)"
