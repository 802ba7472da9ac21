"""One policy document in six formats: every reader gives its paragraphs and grids, and all give the same facts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.blocks import Block
from ingest.output import as_dict
from ingest.pipeline import extract
from ingest.read import read
from ingest.readers.__main__ import read_as
from tests.ofd_writer import from_pdf
from tests.office import SOFFICE, Grid, Spot, convert, flat_odf
from tests.policy_sample import PARTS

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="没有 LibreOffice(soffice),运行 .ci/office 安装后再测")

KINDS = ("docx", "doc", "odt", "html", "pdf", "ofd")
LINES = [part if isinstance(part, Grid) else part.text for part in PARTS]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample in every format, all written from one flat ODF text."""
    folder = tmp_path_factory.mktemp("six")
    source = folder / "policy.fodt"
    source.write_text(flat_odf(PARTS), encoding="utf-8")
    made = {kind: convert(source, kind, folder) for kind in KINDS if kind != "ofd"}
    made["ofd"] = folder / "policy.ofd"
    made["ofd"].write_bytes(from_pdf(made["pdf"]).bytes())
    return made


def grid_of(grid: Grid) -> list[list[str]]:
    """The texts of a grid with every merged cell repeated where it reaches."""
    found = [[""] * len(grid.widths) for _ in grid.rows]
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            spot = Spot(cell) if isinstance(cell, str) else cell
            for at in range(spot.down if spot else 0):
                for to in range(spot.across if spot else 0):
                    found[r + at][c + to] = spot.text if spot else ""
    return found


def shown(block: Block) -> str | list[list[str]]:
    return [[cell.text for cell in row] for row in block.rows] if block.kind == "table" else block.text


def tight(lines: list[str | list[list[str]]]) -> list[str | list[list[str]]]:
    """Without the blanks of paragraphs: on a page a blank after 1. is but a gap, which typesetting leaves too."""
    return ["".join(line.split()) if isinstance(line, str) else line for line in lines]


@cache
def facts(path: Path) -> str:
    """What is read from a file as JSON, without where in the file it stands."""
    return json.dumps(without_places(as_dict(extract(read(path)))), ensure_ascii=False, indent=1)


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in ("evidence", "place")}
    return [without_places(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_paragraphs_and_grids_of_the_document(kind: str, files: dict[str, Path]) -> None:
    content = read_as(kind, files[kind].read_bytes())
    assert content.format == kind
    wanted = [grid_of(line) if isinstance(line, Grid) else line for line in LINES]
    found = [shown(block) for block in content.blocks]
    if kind == "pdf":
        found, wanted = tight(found), tight(wanted)
    assert found == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_merged_cells_keep_one_origin_in_every_format(kind: str, files: dict[str, Path]) -> None:
    blocks = read_as(kind, files[kind].read_bytes()).blocks
    tasks, targets = (block.rows for block in blocks if block.kind == "table")
    assert [cell.origin for cell in tasks[1]] == [(1, 0)] * 5
    assert [tasks[at][1].origin for at in (7, 8, 9)] == [(7, 1)] * 3
    assert [cell.origin for cell in tasks[9]] == [(7, 0), (7, 1), (9, 2), (9, 2), (9, 4)]
    assert [[cell.origin for cell in row] for row in targets] == [[(r, c) for c in range(6)] for r in range(6)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_facts(kind: str, files: dict[str, Path]) -> None:
    assert facts(files[kind]) == facts(files["docx"])


def test_the_facts_are_those_of_the_document(files: dict[str, Path]) -> None:
    found = json.loads(facts(files["docx"]))
    assert found["policy"]["doc_number"] == "澜政发〔2031〕6号"
    assert found["policy"]["issued_on"] == "2031-03-18"
    leads = [(task["leads"], task["due"]) for task in found["tasks"] if "整机和零部件重点项目" in task["text"]]
    assert leads == [
        (["市投资促进局"], ["2032-06"]),
        (["市发展和改革委员会"], ["2032-09"]),
        (["各县(市、区)人民政府"], ["2033-12"]),
    ]
    assert len(found["tasks"]) == 23
    assert any("起降点" in json.dumps(target, ensure_ascii=False) for target in found["targets"])
