"""The private Neo4j of a data folder: started for its first user, shared by the others, stopped after the last."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import neo4j
import psutil
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph import java
from graph.errors import EngineBusy, EngineError, EngineMissing, WrongPassword
from graph.home import Home, State, User, usable
from graph.jars import Progress, library
from graph.settings import Settings

READY_S = 60
STOP_S = 40
TRIES = 3
POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Status:
    """`users` are process ids; `kept` says that the engine stays without users; `memory` is in bytes."""

    running: bool
    uri: str = ""
    pid: int = 0
    kept: bool = False
    users: tuple[int, ...] = ()
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Lease:
    """The use of a running engine by this process; `release` it when done."""

    uri: str
    password: str
    _home: Home
    _user: User

    def release(self) -> None:
        """Stop using the engine; waits for its end where this process was its last user."""
        self._user.leave()
        wait = not self._home.keep.exists()
        while wait and self._home.supervised():
            lock = self._home.try_starting()
            if lock:
                wait = not self._home.users()
                lock.release()
            time.sleep(POLL_S)


def acquire(settings: Settings, progress: Progress | None = None) -> Lease:
    """Use the engine of `settings.home`, starting it where none runs. Raises EngineError, WrongPassword."""
    return _acquire(settings, progress or _silent, keep=False)


def start(settings: Settings, progress: Progress | None = None) -> Status:
    """Start the engine, or keep the running one, until `stop`."""
    _acquire(settings, progress or _silent, keep=True).release()
    return status(settings)


def stop(settings: Settings, force: bool = False) -> bool:
    """Stop the engine; False where none ran. Raises EngineBusy while others use it, unless `force`."""
    home = Home(settings.home)
    if not settings.home.exists():
        return False
    home.prepare()
    with home.starting():
        home.keep.unlink(missing_ok=True)
        state = home.state()
        if not home.supervised():
            return _reap(home)
        if (users := home.users()) and not force:
            raise EngineBusy(
                f"图数据库仍被进程 {_list(users)} 使用,不再常驻:它们结束后会自动停止。要立即停止请加 --force。"
            )
        if state is None or not psutil.pid_exists(state.supervisor):
            raise EngineBusy(f"数据目录 {home.path} 由另一个环境(如容器)中的进程占用,请在那里停止。")
        os.kill(state.supervisor, signal.SIGTERM)
        _wait(lambda: not home.supervised(), STOP_S, f"图数据库未能停止,日志见 {home.log}")
    return True


def status(settings: Settings) -> Status:
    """What runs in the data folder now; starts nothing."""
    home = Home(settings.home)
    if not settings.home.exists() or not home.supervised() or (state := home.state()) is None:
        return Status(False)
    home.prepare()
    try:
        with home.starting(wait_s=5):
            users = home.users()
        memory: int = psutil.Process(state.java).memory_info().rss
    except (psutil.Error, EngineBusy):
        return Status(False)
    return Status(True, _uri(state), state.java, home.keep.exists(), users, memory)


def _acquire(settings: Settings, progress: Progress, keep: bool) -> Lease:
    home = Home(settings.home)
    home.prepare()
    with usable(home.path), home.starting():
        user = home.join()
        try:
            password = home.password()
            running = home.supervised()
            if keep:
                home.keep.touch()
            elif not running:
                home.keep.unlink(missing_ok=True)
            state = _join(home, password) if running else _start(settings, home, password, progress)
        except BaseException:
            user.leave()
            raise
    return Lease(_uri(state), password, home, user)


def _join(home: Home, password: str) -> State:
    state = home.state()
    if state is None or not psutil.pid_exists(state.java):
        raise EngineBusy(
            f"数据目录 {home.path} 由另一个环境(如容器)中的进程占用,无法共用。请在那里停止,或用 LIANTU_HOME 指定别处。"
        )
    _until_ready(home, password, _silent)
    return state


def _start(settings: Settings, home: Home, password: str, progress: Progress) -> State:
    jars = library(settings, progress)
    _reap(home)
    if not home.has_database():
        progress("首次使用,设置图数据库密码", 0, 0)
        java.set_password(home, jars)
    for left in reversed(range(TRIES)):
        _spawn(settings, home, str(jars))
        try:
            return _until_ready(home, password, progress)
        except _PortTakenError:
            if not left:
                raise
    raise AssertionError


class _PortTakenError(EngineError):
    """Another program took the port between its choice and its use."""


def _spawn(settings: Settings, home: Home, jars: str) -> None:
    command = [sys.executable, "-P", "-m", "graph.supervisor", str(home.path), jars, str(settings.cache)]
    with home.log.open("wb") as log:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise _failure(home)


def _until_ready(home: Home, password: str, progress: Progress) -> State:
    """Wait until a query is answered."""
    begin = time.monotonic()
    while (passed := time.monotonic() - begin) < READY_S:
        progress("启动图数据库", int(passed), READY_S)
        state = home.state()
        if state and _answers(state, password):
            return state
        if not home.supervised():
            raise _failure(home)
        time.sleep(POLL_S)
    raise EngineError(f"图数据库在 {READY_S} 秒内没有应答。机器可能过忙,请稍后重试;日志见 {home.log}。")


def _answers(state: State, password: str) -> bool:
    try:
        socket.create_connection(("127.0.0.1", state.port), timeout=1).close()
        with neo4j.GraphDatabase.driver(_uri(state), auth=("neo4j", password)) as driver, driver.session() as session:
            session.run("RETURN 1").consume()
    except AuthError as error:
        raise WrongPassword(
            "内置图数据库拒绝登录:数据目录中的 password 文件已被改动。"
            "请恢复该文件;若已无法恢复,停止引擎(liantu engine stop),删除数据目录后重新入库。"
        ) from error
    except (OSError, DriverError, Neo4jError):
        return False
    return True


REASONS: tuple[tuple[str, type[EngineError], str], ...] = (
    ("Address already in use", _PortTakenError, "端口被占用。请重试。"),
    ("BindException", _PortTakenError, "端口被占用。请重试。"),
    ("FileLockException", EngineBusy, "数据目录正被另一个 Neo4j 使用。请先停止它,或用 LIANTU_HOME 指定别处。"),
    ("No space left", EngineError, "磁盘已满。请腾出空间后重试。"),
    ("OutOfMemoryError", EngineError, "内存不足。请关闭其他程序后重试。"),
    ("Could not reserve enough space", EngineError, "内存不足。请关闭其他程序后重试。"),
    ("Permission denied", EngineError, "数据目录没有读写权限。请检查其属主与权限。"),
    ("ClassNotFoundException", EngineMissing, "图数据库组件不全。请删除缓存目录后重试。"),
)


def _failure(home: Home) -> EngineError:
    """The reason why the engine ended, from the end of its logs."""
    server_log = home.neo4j / "logs" / "neo4j.log"
    text = "".join(p.read_text("utf-8", "replace")[-20_000:] for p in (home.log, server_log) if p.exists())
    for sign, kind, advice in REASONS:
        if sign in text:
            return kind(f"图数据库没有启动:{advice}日志见 {home.log}。")
    return EngineError(f"图数据库没有启动,日志见 {home.log}:{home.log.read_text('utf-8', 'replace').strip()[-400:]}")


def _reap(home: Home) -> bool:
    """End a Java process whose supervisor was killed, and forget its state; True where one was found."""
    state = home.state()
    home.clear()
    try:
        process = psutil.Process(state.java) if state else None
        if state is None or process is None or abs(process.create_time() - state.java_started) > 1:
            return False
        process.terminate()
        try:
            process.wait(STOP_S)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()
    except psutil.NoSuchProcess:
        return False
    return True


def _wait(done: Callable[[], bool], seconds: float, complaint: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise EngineError(f"{complaint}。")
        time.sleep(POLL_S)


def _uri(state: State) -> str:
    return f"bolt://127.0.0.1:{state.port}"


def _list(pids: tuple[int, ...]) -> str:
    return "、".join(map(str, pids))


def _silent(text: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
