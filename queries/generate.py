"""Writes rows.py from the headers of the .cypher files: `python -m queries.generate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ontology.model import load
from queries.header import SCALARS, Query, Type
from queries.loader import load_all
from queries.records import RECORDS

TARGET = Path(__file__).with_name("rows.py")
HEAD = '''"""Rows of the named queries. Written by `python -m queries.generate` from the headers; do not edit."""
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from queries.records import {records}
'''


def source() -> str:
    """The text of rows.py."""
    enums = sorted({c.type.base for q in load_all().values() for c in q.fields if c.type.base.startswith("enum:")})
    parts = [HEAD.format(records=", ".join(sorted([*RECORDS, "Row"])))]
    parts.append("".join(f"{class_name(e.removeprefix('enum:'))} = Literal[{_values(e)}]\n" for e in enums))
    parts.extend("\n\n" + "\n".join(_class(query)) + "\n" for query in load_all().values())
    names = sorted([class_name(q) for q in load_all()])
    parts.append("\n\nROWS: tuple[type[Row], ...] = (\n" + "".join(f"    {n},\n" for n in names) + ")\n")
    return "\n".join(parts[:2]) + "".join(parts[2:])


def class_name(name: str) -> str:
    """chain_gaps → ChainGaps."""
    return "".join(word.capitalize() for word in name.split("_"))


def _class(query: Query) -> Iterator[str]:
    yield f"class {class_name(query.name)}(Row):"
    yield f'    """{query.en}."""\n'
    yield f'    query: ClassVar[str] = "{query.name}"\n'
    for column in query.fields:
        yield f'    {column.name}: {_annotation(column.type)} = Field(description="{_escaped(column.note)}")'


def _annotation(type_: Type) -> str:
    base = "dict[str, Any]" if type_.base == "map" else type_.base
    if type_.base in SCALARS:
        base = SCALARS[type_.base].__name__
    if type_.base.startswith("enum:"):
        base = class_name(type_.base.removeprefix("enum:"))
    return (f"tuple[{base}, ...]" if type_.many else base) + " | None" * type_.optional


def _values(enum: str) -> str:
    return ", ".join(f'"{value}"' for value in load().enums[enum.removeprefix("enum:")])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    TARGET.write_text(source(), "utf-8")
