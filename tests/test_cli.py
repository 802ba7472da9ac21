"""The command line over the sample graph, and what it does with mistakes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from api.cli import build
from api.commands.common import around
from api.commands.serve import bound, url
from api.docs import FOLDER, commands, pages
from api.errors import UsageError
from graph.settings import Settings
from graph.store import Store
from queries.errors import AmbiguousError, NotFoundError
from queries.loader import ask
from queries.rows import ChainGaps
from tests.graph_sample import JIANSUJI, QINGPING, ZHUANGBEI, fill, node_id

READY_S, END_S = 60, 30


@pytest.fixture(scope="module")
def filled(session_store: Store) -> Store:
    fill(session_store)
    return session_store


@pytest.fixture
def liantu(filled: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words: str) -> Result:
        return CliRunner().invoke(build(), list(words), obj=engine_settings, catch_exceptions=False)

    return run


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


# --- reference ------------------------------------------------------------------------------------------------------


def test_every_command_is_documented_as_its_help_says():
    text = FOLDER.joinpath("cli.md").read_text("utf-8")
    assert text == pages()["cli.md"], "run python -m api.docs"
    for words in commands(typer.main.get_command(build())):
        assert f"## {' '.join(('liantu', *words))}\n" in text


def test_every_command_and_option_says_what_it_is_for():
    def check(command: object, words: tuple[str, ...]) -> None:
        assert getattr(command, "help", None), words
        for parameter in getattr(command, "params", []):
            if parameter.name != "help":
                assert getattr(parameter, "help", None), (words, parameter.name)
        for name, child in getattr(command, "commands", {}).items():
            check(child, (*words, name))

    check(typer.main.get_command(build()), ())


# --- gaps -----------------------------------------------------------------------------------------------------------


def test_gaps_as_json_are_the_rows_of_the_query(liantu, filled: Store):
    found = json.loads(liantu("gaps", "--json").stdout)
    assert found == [row.model_dump(mode="json") for row in ask(filled, ChainGaps)]
    narrow = json.loads(liantu("gaps", "--chain", "装备", "--region", "青屏", "--verdict", "stated", "--json").stdout)
    assert [(row["chain"], row["segment"]) for row in narrow] == [
        (JIANSUJI, "齿轮钢"),
        (ZHUANGBEI, "谐波减速器"),
        (ZHUANGBEI, "轴承"),
    ]
    assert narrow[1]["sentences"][0]["quote"] == "针对谐波减速器、轴承等短板集中攻关。"


@pytest.mark.parametrize("columns", ["80", "120", "200", None])
def test_the_table_fits_its_width_and_loses_nothing(liantu, monkeypatch: pytest.MonkeyPatch, columns: str | None):
    if columns is None:
        monkeypatch.delenv("COLUMNS")
    else:
        monkeypatch.setenv("COLUMNS", columns)
    shown = liantu("gaps", "--region", QINGPING).stdout
    assert "…" not in shown
    assert max(_cells(line) for line in shown.splitlines()) <= int(columns or 140)
    flat = "".join(shown.split())
    for word in ("明示短板", "拟引进", "无本地企业", "(未指明)"):
        assert word in flat
    assert "共10项:明示短板5、拟引进3、无本地企业2。" in flat


def test_the_table_names_sentence_document_passage_and_lead(liantu, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "400")
    line = next(line for line in liantu("gaps", "-c", ZHUANGBEI).stdout.splitlines() if "谐波减速器" in line)
    for word in (
        "针对谐波减速器、轴承等短板集中攻关。",
        "《青屏市产业链提升方案(2025—2027年)》·二/(一)",
        "青屏市工业和信息化局",
    ):
        assert word in line


def test_no_gap_is_said(liantu):
    assert "没有符合条件" in liantu("gaps", "--region", "沧岭", "--verdict", "stated").stdout
    assert json.loads(liantu("gaps", "--region", "沧岭", "--verdict", "stated", "--json").stdout) == []


@pytest.mark.parametrize(
    ("quote", "name", "shown"),
    [
        ("短句有甲。", "甲", "短句有甲。"),
        ("零一二三四五六七八九甲乙", "甲乙", "…六七八九甲乙"),
        ("甲乙零一二三四五六七八九", "甲乙", "甲乙零一二三…"),
        ("零一二三四甲乙五六七八九", "甲乙", "…三四甲乙五六…"),
        ("零一二三四五六七八九", "无", "零一二三四五…"),
    ],
)
def test_a_long_sentence_is_cut_around_the_name(quote: str, name: str, shown: str):
    assert around(quote, name, 6) == shown


# --- other commands -------------------------------------------------------------------------------------------------


def test_search_and_evidence(liantu):
    found = liantu("search", "工信局").stdout
    bureau = node_id("Department", name="青屏市工业和信息化局", region=QINGPING)
    assert all(word in found for word in ("部门", "青屏市工业和信息化局", "市工信局", bureau, "1 条中的 1 条"))
    shown = liantu("evidence", bureau).stdout
    assert "【攻克谐波减速器量产工艺。(市工信局牵头," in "".join(shown.split())
    assert "没有找到" in liantu("search", "北冥").stdout
    assert json.loads(liantu("search", "工信局", "--json").stdout)[0]["id"] == bureau
    (row,) = json.loads(liantu("evidence", bureau, "--json").stdout)
    assert row["surface"] == "市工信局"


def test_export_writes_one_page(liantu, tmp_path: Path):
    target = tmp_path / "图.html"
    said = liantu("export", "html", "--chain", "智能装备", "--out", str(target)).stdout
    assert str(target) in "".join(said.split())
    text = target.read_text("utf-8")
    assert all(name in text for name in ("谐波减速器", "青屏精工", "青屏市工业和信息化局"))
    with pytest.raises(UsageError, match="--out"):
        liantu("export", "html", "--out", str(tmp_path / "none" / "x.html"))


def test_version(liantu):
    assert liantu("version").stdout.startswith("liantu 0.")


def test_engine_status_names_the_process_that_uses_it(liantu):
    assert str(os.getpid()) in liantu("engine", "status").stdout


def test_engine_is_not_managed_when_the_server_is_elsewhere():
    for words in ("start", "stop", "status"):
        with pytest.raises(UsageError, match="NEO4J_URI"):
            CliRunner().invoke(
                build(), ["engine", words], obj=Settings(uri="bolt://127.0.0.1:1"), catch_exceptions=False
            )


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


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)
