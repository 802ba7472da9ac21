"""Many files: over processes, resumed, copies and refusals told by their bytes, archives, the readers' process."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import Store
from ingest.errors import Refused, UnreadableFileError
from ingest.files import expand
from ingest.ledger import Ledger
from ingest.load import ingest
from ingest.prepare import Job, Prepared
from ingest.read import read
from ingest.sandbox import Sandbox
from ingest.spread import processes, serial, spread_for

PLAN = """云川市{what}产业发展实施方案
一、重点任务
(一)整车。发展新能源商用车、激光雷达。(市工信局牵头,市科技局配合)
(二)零部件。发展减速器、电机控制器。到2027年,零部件产业产值达到200亿元。(市工信局负责)
云川市人民政府办公室
2025年3月4日
"""


class Deadly:
    """Ends the process that unpickles it, as a crash in a native library would."""

    def __reduce__(self) -> Any:
        return os._exit, (3,)


class Counting:
    """A spread that remembers which files it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Prepared]:
        for job in jobs:
            self.asked.append(job.path.name)
            yield from serial()([job])


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.txt" for number in range(5)]
    for path, what in zip(paths, ("汽车", "电子", "软件", "机械", "航空"), strict=True):
        path.write_text(PLAN.format(what=what), "utf-8")
    (tmp_path / "5.txt").write_text("没有政策内容的一段话。", "utf-8")
    return [*paths, tmp_path / "5.txt"]


def test_processes_give_what_one_process_gives_in_the_order_of_the_files(plans: list[Path]) -> None:
    jobs = [Job(path) for path in plans]
    assert list(processes(2)(jobs)) == list(serial()(jobs))


def test_a_file_that_kills_its_process_is_reported_and_the_others_are_read(plans: list[Path]) -> None:
    jobs = [Job(plans[0]), Job(Deadly()), *(Job(path) for path in plans[1:4])]  # type: ignore[arg-type]
    done = list(processes(2)(jobs))
    assert [bool(one.graph) for one in done] == [True, False, True, True, True]
    assert "中断" in done[1].message


def test_few_files_are_read_in_this_process() -> None:
    assert spread_for(3, 8, None).func is map  # type: ignore[attr-defined]
    assert spread_for(8, 8, None).args == (2,)  # type: ignore[attr-defined]


def test_a_second_run_reads_nothing_again(store: Store, plans: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(plans[0].read_bytes())
    files, kept = [*plans, copy], tmp_path / "refused.jsonl"
    first = [r.status for r in ingest(files, store, ledger=Ledger(kept))]
    assert first == ["added"] * 5 + ["failed", "duplicate"]
    again = Counting()
    second = list(ingest(files, store, ledger=Ledger(kept), spread=again))
    assert [r.status for r in second] == ["unchanged"] * 5 + ["failed", "duplicate"]
    assert "读不出政策内容" in second[5].message
    assert again.asked == []
    list(ingest(files, store, ledger=Ledger(kept), spread=again, force=True))
    assert again.asked == [path.name for path in files]


def test_a_ledger_broken_off_in_a_line_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    Ledger(tmp_path / "kept").note("a", "坏")
    with (tmp_path / "kept").open("a") as out:
        out.write('["b", "')
    assert (Ledger(tmp_path / "kept").reason("a"), Ledger(tmp_path / "kept").reason("b")) == ("坏", "")


def test_members_of_archives_are_files_of_their_own(store: Store, plans: list[Path], tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(plans[1], "里/乙.txt")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("gbk-name-xx", plans[0].read_bytes())
        archive.write(inner, "inner.zip")
        archive.writestr("../../逃.txt", plans[2].read_bytes())
        archive.writestr("图.png", b"\x89PNG")
    outer.write_bytes(outer.read_bytes().replace(b"gbk-name-xx", "附件/甲.txt".encode("gbk")))
    names = [str(path.relative_to(outer)) for path in expand([outer])]
    assert names == ["附件/甲.txt", "inner.zip/里/乙.txt", "逃.txt"]
    reports = list(ingest(expand([outer]), store))
    assert [r.status for r in reports] == ["added"] * 3
    assert [r.status for r in ingest(expand([outer]), store)] == ["unchanged"] * 3
    assert not (tmp_path / "逃.txt").exists()
    with pytest.raises(UnreadableFileError, match="没有这个文件"):
        read(outer / "无.txt")


def test_hidden_folders_and_lock_files_are_left_out(tmp_path: Path) -> None:
    for name in (".liantu/snapshots/a.html", "~$b.docx", "c/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [p.name for p in expand([tmp_path])] == ["d.txt"]


def test_a_reader_that_takes_too_long_or_dies_is_ended_and_the_next_file_is_read() -> None:
    sandbox = Sandbox(limit=0.001)
    with pytest.raises(Refused, match="秒"):
        sandbox.read("csv", b"a,b\n")
    sandbox.limit = 60
    with pytest.raises(Refused, match="损坏"):
        sandbox.read("nonesuch", b"x")
    sandbox.close()
