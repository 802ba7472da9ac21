"""What the command line does with mistakes, and how a server begins and ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import build, main
from api.commands.serve import bound, url
from api.errors import UsageError
from graph.settings import Settings
from graph.store import Store
from queries.errors import AmbiguousError, EmptyError, NotFoundError
from tests.cli_process import END_S, READY_S, process, serving
from tests.graph_sample import ZHUANGBEI, fill

# --- mistakes -------------------------------------------------------------------------------------------------------


def test_unclear_and_unknown_names(liantu):
    with pytest.raises(AmbiguousError, match=ZHUANGBEI):
        liantu("gaps", "--chain", "产业")
    for words in (("gaps", "--chain", "造船"), ("gaps", "--region", "北冥市"), ("evidence", "none")):
        with pytest.raises(NotFoundError):
            liantu(*words)


def test_an_expected_error_is_one_line_and_status_1(tmp_path: Path):
    settings = Settings(home=tmp_path / "home", cache=tmp_path)
    with bound("127.0.0.1", 0) as taken:
        running = process(settings, "serve", "--port", str(taken.getsockname()[1]))
        out, error = running.communicate(timeout=READY_S)
    assert (running.returncode, out) == (1, "")
    assert error.startswith("错误:端口 ")
    assert error.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_a_server_that_does_not_answer_is_one_line():
    env = {**os.environ, "NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "gaps"],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("错误:")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said", "help_"),
    [
        (["gap"], "没有命令“gap”。可用的命令:ingest、extract", "liantu --help"),
        (["engine", "run"], "没有命令“run”。可用的命令:start、stop、status。", "liantu engine --help"),
        (["gaps", "--chian", "x"], "没有选项 --chian,是不是 --chain?", "liantu gaps --help"),
        (["--bad"], "没有选项 --bad。", "liantu --help"),
        (["gaps", "--chain"], "选项 --chain 后面缺少值。", "--help"),
        (["gaps", "--json=1"], "选项 --json 不带值。", "--help"),
        (["gaps", "甲", "乙"], "多余的参数:甲 乙。", "liantu gaps --help"),
        (["coverage"], "缺少参数“文件”。", "liantu coverage --help"),
        (["gaps", "-v", "坏"], "明示短板(stated)、拟引进(introduce)、无本地企业(unserved)", "liantu gaps --help"),
        (["serve", "--port", "x"], "选项 --port 的值不合要求:应为 0 到 65535 的整数。", "liantu serve --help"),
        (["search", "甲", "-n", "0"], "选项 --limit 的值不合要求:应为 1 到 500 的整数。", "liantu search --help"),
        (["search", ""], "请输入要查的名称", "liantu search --help"),
        (["search", "*"], "请输入要查的名称", "liantu search --help"),
    ],
)
def test_a_mistake_in_typing_is_one_line_of_chinese_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str, help_: str
):
    monkeypatch.setattr(sys, "argv", ["liantu", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, error = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert error.startswith("错误:")
    assert error.count("\n") == 1
    assert said in error
    assert error.rstrip().endswith(f"{help_} 看用法。")


def test_a_file_that_is_not_held_is_named(liantu, session_store: Store):
    with pytest.raises(UsageError, match=r"没有文件“无此文件”。有的文件:.*《沧岭市制造业任务清单》"):
        liantu("forget", "无此文件")


def test_an_empty_graph_is_said_with_its_folder(store: Store, engine_settings: Settings, tmp_path: Path):
    try:
        for words in (["gaps"], ["gaps", "-c", "甲"], ["gaps", "-r", "甲"], ["forget", "甲"], ["export", "html"]):
            with pytest.raises(EmptyError, match=re.escape(str(engine_settings.home.absolute()))):
                CliRunner().invoke(build(), words, obj=engine_settings, catch_exceptions=False)
    finally:
        fill(store)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_refused(liantu, port: int):
    assert liantu("serve", "--port", str(port)).exit_code == 2


def test_an_address_that_is_not_here_is_refused():
    with pytest.raises(UsageError, match="--host"):
        bound("192.0.2.1", 0)
    with bound("127.0.0.1", 0) as listening:
        assert url(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}/"


# --- the server -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_the_server_answers_when_it_says_so_and_ends_when_asked(
    filled: Store, engine_settings: Settings, signal_: signal.Signals
):
    with serving(engine_settings) as (running, address):
        with urllib.request.urlopen(f"{address}readyz", timeout=READY_S) as answer:
            assert json.load(answer) == {"status": "ready"}
        with urllib.request.urlopen(address, timeout=READY_S) as answer:
            assert ZHUANGBEI in answer.read().decode()
        running.send_signal(signal_)
        out, error = running.communicate(timeout=END_S)
        assert (running.returncode, out, error) == (0, "已停止。\n", "")
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    assert _free(port)
    assert filled.run("RETURN 1 AS one") == [{"one": 1}]


def _free(port: int) -> bool:
    deadline = time.monotonic() + END_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False
