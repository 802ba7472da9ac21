"""Documents a minute: readers alone by format, each step alone, and files end to end into the graph.

python -m benchmarks.batch [DOCUMENTS] [WAY…]    (default: 60 a run; made from examples/, DOCX of some 5,000 characters)

A WAY is `one`, `two` (processes) or `ray`; default: all three.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache
from itertools import chain, count, cycle, islice
from pathlib import Path
from typing import Any

import docx
import openpyxl
import psutil

from graph import Settings, Store
from graph.check import check
from graph.diff import contribution
from ingest.load import ingest
from ingest.over_ray import over_ray
from ingest.pipeline import extract
from ingest.prepare import Job, Spread, prepare
from ingest.read import content_of, kind_of, read
from ingest.resolve import resolve
from ingest.spread import processes, serial
from ontology.model import load

Writer = Callable[[Path, str, list[str]], None]
LENGTH = 5_000
WAYS: dict[str, tuple[str, Callable[[], Spread]]] = {
    "one": ("one process", serial),
    "two": ("two processes", lambda: processes(2)),
    "ray": ("Ray, two workers", lambda: over_ray(cpus=2)),
}
NUMBERS = count()
CITIES = [(a, b, c) for c in "川阳溪原城山陵浦泽岭" for b in "砚楠桐枫榆槐柏梓棠桦" for a in "云江海安临永宁嘉怀德丰泰"]
"""Names of cities that there are not, in three characters."""
EXAMPLES = sorted(Path("examples").glob("yanchuan*"))
TRADES = ("汽车", "电子信息", "纺织", "航空", "医药", "食品", "机器人", "软件")


def texts(amount: int) -> Iterable[tuple[str, list[str]]]:
    """Title and paragraphs of documents, each of a city that no other document of this run is of."""
    sources = [p.read_text("utf-8").splitlines() for p in EXAMPLES]
    for at in islice(NUMBERS, amount):
        city = "".join(CITIES[at % len(CITIES)])
        title = f"{city}市{TRADES[at % len(TRADES)]}产业发展行动方案({2021 + at % 5}年)"
        lines = chain.from_iterable(islice(cycle(sources), at % len(sources), None))
        kept, size = [], len(title)
        for line in lines:
            if size >= LENGTH:
                break
            text = own_names(line.strip(), city)
            kept += [text] if text else []
            size += len(text)
        yield title, kept


def own_names(line: str, city: str) -> str:
    """A line with its city, companies and carriers under names of their own: no two documents name the same."""
    named = local_names().sub(lambda name: name[0] if "砚" in name[0] else city[:2] + name[0], line)
    return named.replace("砚川", city).replace("砚", city[:2])


@cache
def local_names() -> re.Pattern[str]:
    """Companies and platforms of the examples but those of the state and the province."""
    graphs = [prepare(Job(path)).graph for path in EXAMPLES]
    named = [n for graph in graphs if graph for n in graph.nodes if n.type in ("Enterprise", "Platform")]
    names = {name for n in named if (name := str(n.props["name"]))[0] not in "国省中"}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def as_docx(path: Path, title: str, lines: list[str]) -> None:
    document = docx.Document()
    document.add_heading(title, 0)
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def as_html(path: Path, title: str, lines: list[str]) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    path.write_text(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>", "utf-8")


def as_xlsx(path: Path, title: str, lines: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in ([title], ["序号", "任务", "牵头单位"], *([n, line, "市工信局"] for n, line in enumerate(lines, 1))):
        sheet.append(row)
    book.save(path)


def as_txt(path: Path, title: str, lines: list[str]) -> None:
    path.write_text("\n".join((title, *lines)), "utf-8")


def made(
    folder: Path, amount: int, series: int, write: Callable[[Path, str, list[str]], None], suffix: str
) -> list[Path]:
    """Files of a series, written."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, (title, lines) in enumerate(texts(amount)):
        files.append(folder / f"{series}-{number:04}.{suffix}")
        write(files[-1], title, lines)
    return files


def pdfs(files: list[Path], folder: Path) -> list[Path]:
    """The files as PDF where LibreOffice is there."""
    if (office := shutil.which("soffice") or shutil.which("libreoffice")) is None:
        return []
    where = f"-env:UserInstallation=file://{folder}/office"
    command = [office, where, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{file.stem}.pdf" for file in files]


def readers(folder: Path, count: int) -> None:
    """Bytes to blocks by format, through the process that guards the readers."""
    word = made(folder, count, 0, as_docx, "docx")
    kinds = {
        "DOCX": word,
        "HTML": made(folder, count, 0, as_html, "html"),
        "XLSX": made(folder, count, 0, as_xlsx, "xlsx"),
        "TXT": made(folder, count, 0, as_txt, "txt"),
        "PDF": pdfs(word[:10], folder / "pdf"),
    }
    print(f"\n{'readers alone, one process':34}{'documents':>10}{'a minute':>10}{'ms each':>9}")
    for name, files in kinds.items():
        if not files:
            print(f"{name:34}{'LibreOffice is not there':>29}")
            continue
        work = read if name == "TXT" else blocks
        work(files[0])
        start = time.perf_counter()
        for file in files:
            work(file)
        row(name, len(files), time.perf_counter() - start)


def blocks(path: Path) -> object:
    data = path.read_bytes()
    return content_of(path, data, kind_of(path, data))


def row(name: str, count: int, seconds: float) -> None:
    print(f"{name:34}{count:10}{60 * count / seconds:10,.0f}{1000 * seconds / count:9.0f}")


def engines(home: Path) -> list[psutil.Process]:
    """The Neo4j of a data folder; its supervisor stands on its own, so it is no child of this process."""
    return [p for p in psutil.process_iter(["name", "cwd"]) if "java" in p.info["name"] and inside(p, home)]


def inside(process: psutil.Process, home: Path) -> bool:
    return str(process.info["cwd"] or "").startswith(str(home))


def used(tree: Iterable[psutil.Process]) -> float:
    """CPU seconds of some processes."""
    return sum(p.cpu_times().user + p.cpu_times().system for p in tree)


def steps(files: list[Path], store: Store, home: Path) -> None:
    """Milliseconds a document of each step, one after the other on one thread."""
    ontology, size = load(), 0
    spent = dict.fromkeys(("read", "extract", "resolve", "pickle", "check and rows", "store write"), 0.0)

    def timed(name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401
        start = time.perf_counter()
        result = work()
        spent[name] += time.perf_counter() - start
        return result

    java = engines(home)
    before, nodes, edges = used(java), 0, 0
    for file in files:
        source = timed("read", lambda: read(file))  # noqa: B023
        facts = timed("extract", lambda: extract(source))  # noqa: B023
        graph = timed("resolve", lambda: resolve(facts, "0" * 32))  # noqa: B023
        size += len(timed("pickle", lambda: pickle.dumps(graph)))  # noqa: B023
        timed("check and rows", lambda: (check(graph, ontology), contribution(graph, ontology)))  # noqa: B023
        timed("store write", lambda: store.write(graph))  # noqa: B023
        nodes, edges = nodes + len(graph.nodes) + len(graph.evidence), edges + len(graph.edges)
    print(f"\n{'step (one thread)':34}{'ms each':>10}")
    for name, seconds in spent.items():
        print(f"{name:34}{1000 * seconds / len(files):10.0f}")
    print(f"{'of them CPU of Neo4j':34}{1000 * (used(java) - before) / len(files):10.0f}")
    n = len(files)
    print(f"a document: {nodes // n} nodes with evidence, {edges // n} edges, {size // n // 1000} kB pickled")


class Peak:
    """The most memory that this process and its children (Neo4j apart) hold, seen now and then."""

    def __init__(self, spread: Spread) -> None:
        self.spread, self.most = spread, 0

    def __call__(self, jobs: Iterable[Job]) -> Iterable[Any]:
        for number, done in enumerate(self.spread(jobs)):
            if number % 10 == 5:
                self.look()
            yield done

    def look(self) -> None:
        mine = [psutil.Process(), *psutil.Process().children(recursive=True)]
        self.most = max(self.most, sum(memory(p) for p in mine if "java" not in p.name()))


def memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def end_to_end(folder: Path, store: Store, home: Path, count: int, ways: Collection[str]) -> None:
    """Files into the graph by each way, each its own files, on the same warm engine.

    CPU ms and Neo4j are milliseconds of a core a document; `cores` is how much of the machine the run was given.
    """
    print(f"\n{'end to end':34}{'documents':>10}{'a minute':>10}{'ms each':>9}", end="")
    print(f"{'CPU ms':>8}{'Neo4j':>7}{'cores':>7}{'MB':>6}")
    for series, (name, way) in enumerate((WAYS[way] for way in ways), 10):
        files, peak, java = made(folder, count, series, as_docx, "docx"), Peak(way()), engines(home)
        start, cpu, engine = time.perf_counter(), times(), used(java)
        reports = list(ingest(files, store, spread=peak))  # type: ignore[arg-type]
        seconds = time.perf_counter() - start
        bad = [r for r in reports if r.status != "added"]
        own, theirs = 1000 * (times() - cpu) / count, 1000 * (used(java) - engine) / count
        print(f"{name:34}{count:10}{60 * count / seconds:10,.0f}{1000 * seconds / count:9.0f}", end="")
        got = (own + theirs) * count / 1000 / seconds
        print(f"{own:8.0f}{theirs:7.0f}{got:7.2f}{peak.most >> 20:6}")
        if bad:
            print(f"{len(bad)} not added, the first: {bad[0]}")


def times() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        readers(folder / "readers", count)
        settings = replace(Settings.read(os.environ), home=folder / "home", uri="")
        with Store.open(settings) as store:
            store.apply_schema()
            for file in made(folder / "warm", 10, 100, as_docx, "docx"):
                if graph := prepare(Job(file)).graph:
                    store.write(graph)
            before = held(folder / "home")
            steps(made(folder / "steps", 20, 7, as_docx, "docx"), store, settings.home)
            end_to_end(folder / "files", store, settings.home, count, sys.argv[2:] or WAYS)
            documents = len(store.policies())
        grown = held(folder / "home") - before
        print(f"\nstore: {grown / 1e6 / (documents - 10):.2f} MB a document with its logs ({documents} documents)")


def held(folder: Path) -> int:
    """Bytes below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


if __name__ == "__main__":
    main()
