from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.main import get_command

from api.cli import build
from api.commands.gap_table import report
from graph import Store
from ingest.files import expand
from ingest.load import ingest
from queries import resolve
from queries.loader import ask
from queries.rows import ChainGaps
from tests.documents import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
PAGES = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md"]
SHOWN = re.compile(r"\$ liantu gaps --chain (\S+)\n(.*?)```", re.S)
WIDTH = 100


def commands() -> set[str]:
    return set(get_command(build()).commands)  # type: ignore[attr-defined]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_commands_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / link).exists(), link
    used = set(re.findall(r"`liantu ([a-z]+)", text)) | set(re.findall(r"^\$ liantu ([a-z]+)", text, re.M))
    assert used <= commands()
    assert set(re.findall(r"(?:`|^)(?:\$ )?make ([a-z-]+)", text, re.M)) <= targets()


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_a_readme_names_every_command(page: Path) -> None:
    text = page.read_text("utf-8")
    assert {c for c in commands() if f"liantu {c}" not in text} <= {"version"}


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_the_output_shown_is_the_real_one(store: Store, page: Path) -> None:
    match = SHOWN.search(page.read_text("utf-8"))
    assert match
    list(ingest(expand([ROOT / "examples"]), store))
    rows = ask(store, ChainGaps, chain=resolve.chain(store, match[1]).id)
    screen = Console(file=StringIO(), width=WIDTH, highlight=False, markup=False)
    for part in report(rows, WIDTH, folded=False):
        screen.print(part)
    assert isinstance(screen.file, StringIO)
    plain = [line.rstrip() for line in screen.file.getvalue().splitlines() if line.strip()]
    assert [line.rstrip() for line in match[2].splitlines() if line.strip()] == plain


def test_the_changelog_is_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_registry_host_is_named() -> None:
    hosts = re.compile(
        r"(?:pypi\.org|pythonhosted\.org|maven\.org|maven\.apache\.org|npmjs\.(?:org|com)|deb\.debian\.org)"
    )
    for path in ROOT.rglob("*"):
        folders = set(path.relative_to(ROOT).parts)
        if path.is_file() and not folders & {".git", ".venv", ".venv-train", ".liantu"} and path.suffix in TEXT:
            assert path.name == "test_docs.py" or not hosts.search(path.read_text("utf-8", "replace")), path


TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".yml",
    ".yaml",
    ".cypher",
    ".jinja",
    ".js",
    ".css",
    ".json",
    ".ttl",
    ".txt",
    "",
}
