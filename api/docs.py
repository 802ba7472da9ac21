"""Writes the reference pages docs/cli.md, docs/api.md, docs/queries.md and docs/openapi.json: `python -m api.docs`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from api.app import create_app
from api.cli import build
from queries.header import Query
from queries.loader import load_all

FOLDER = Path(__file__).parents[1] / "docs"
WIDTH = 100
NOTE = "<!-- Written by `python -m api.docs`; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """The text of each page by file name."""
    schema = create_app().openapi()
    return {
        "api.md": NOTE + "\n".join(_api(schema)),
        "cli.md": NOTE + "\n".join(_cli()),
        "openapi.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
        "queries.md": NOTE + "\n".join(_queries()),
    }


def _cli() -> Iterator[str]:
    yield "# The command line\n"
    yield "Text for users is Chinese. An expected error is one line on standard error and exit status 1.\n"
    for words in commands(typer.main.get_command(build())):
        yield f"## {' '.join(('liantu', *words))}\n"
        yield f"```text\n{help_of(words)}\n```\n"


def help_of(words: tuple[str, ...]) -> str:
    """What `liantu WORDS --help` prints."""
    found = CliRunner().invoke(
        build(), [*words, "--help"], prog_name="liantu", terminal_width=WIDTH, max_content_width=WIDTH
    )
    return found.output.rstrip()


def commands(command: object, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups before their commands."""
    yield words
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*words, name))


def _api(schema: Mapping[str, Any]) -> Iterator[str]:
    yield "# The HTTP interface\n"
    yield "Every answer is `{data, evidence, meta}`: the data, each sentence that proves it once, and `total`, `offset`"
    yield "and `count`. Every error is problem+json (RFC 9457) with a `detail` in Chinese. `/openapi.json` has schemas"
    yield "and examples.\n"
    for path, methods in schema["paths"].items():
        for method, route in methods.items():
            yield f"## {method.upper()} {path}\n"
            yield f"{route['description']}\n"
            yield from _parameters(route.get("parameters", []))
            yield f"Answers: {', '.join(sorted(route['responses']))}.\n"


def _parameters(found: list[Mapping[str, Any]]) -> Iterator[str]:
    if not found:
        return
    yield "| parameter | in | default | meaning |\n|---|---|---|---|"
    for parameter in found:
        default = parameter["schema"].get("default", "required" if parameter["required"] else "")
        yield f"| {parameter['name']} | {parameter['in']} | {default} | {parameter.get('description', '')} |"
    yield ""


def _queries() -> Iterator[str]:
    yield "# Named queries\n"
    yield "Each is a file of `queries/`, asked with `queries.loader.ask` or `page`. Documents that another one replaces"
    yield "are left out, except where a column says `current`. A `?` marks what may be null, `[]` a list.\n"
    for query in load_all().values():
        yield from _query(query)


def _query(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"{query.zh}  \n{query.en}.\n"
    if query.params:
        yield "| parameter | type | default | meaning |\n|---|---|---|---|"
        for param in query.params:
            default = "required" if param.required else json.dumps(param.default)
            yield f"| {param.name} | {param.type} | {default} | {param.note} |"
        yield ""
    yield "| column | type | meaning |\n|---|---|---|"
    for column in query.columns:
        yield f"| {column.name} | {column.type} | {column.note} |"
    yield ""


if __name__ == "__main__":
    for name, text in pages().items():
        FOLDER.joinpath(name).write_text(text, "utf-8")
