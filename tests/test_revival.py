from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from graph import Settings, Store, WrongServer, engine
from ingest.files import expand
from ingest.load import ingest
from tests.documents import ROOT

INGEST = "import sys; from api.cli import main; sys.argv[1:] = ['ingest', 'examples']; main()"


def java_of(settings: Settings) -> psutil.Process:
    supervisor = psutil.Process(engine.status(settings).pid)
    family = [supervisor, *supervisor.children(recursive=True)]
    return next(p for p in family if "java" in p.name())


def test_reading_goes_on_after_the_private_engine_died(engine_settings: Settings, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache=engine_settings.cache, library=engine_settings.library)
    with Store.open(settings) as store:
        store.apply_schema()
        java_of(settings).send_signal(signal.SIGKILL)
        assert store.run("RETURN 1 AS one") == [{"one": 1}]
        assert store.run("SHOW INDEXES YIELD name RETURN count(*) AS n")[0]["n"] > 10


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "neo4k://x"])
def test_an_address_of_another_kind_is_refused(uri: str) -> None:
    with pytest.raises(WrongServer, match="NEO4J_URI"):
        Store.open(Settings(uri=uri))


def test_two_first_ingests_at_once(engine_settings: Settings, tmp_path: Path) -> None:
    env = {**os.environ, "LIANTU_HOME": str(tmp_path / "home"), "LIANTU_CACHE": str(engine_settings.cache)}
    results: list[subprocess.CompletedProcess[str]] = []

    def one() -> None:
        results.append(
            subprocess.run(
                [sys.executable, "-c", INGEST], cwd=ROOT, env=env, capture_output=True, text=True, check=False
            )
        )

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(r.returncode, r.stderr) for r in results] == [(0, "")] * 2


def test_an_edit_that_changes_the_identity_is_one_transaction(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes((ROOT / "examples" / "yanchuan-2024-chain-clusters.txt").read_bytes())
    list(ingest(expand([path]), store))
    (before,) = store.run("MATCH (p:Policy) RETURN p.id AS id")
    path.write_text(path.read_text("utf-8").replace("2024年6月18日", "2024年6月19日"), "utf-8")
    list(ingest([path], store))
    (after,) = store.run("MATCH (p:Policy) RETURN p.id AS id")
    assert before != after
