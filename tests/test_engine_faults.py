"""What stands in the way of a private engine: folders, ports, disks, downloads and jars."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from graph import EngineBusy, EngineError, EngineMissing, Settings, Store, WrongPassword, engine, jars, java
from graph.home import Held, Home

REPOSITORY = Path(__file__).parent.parent


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
