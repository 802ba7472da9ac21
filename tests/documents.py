"""Documents for tests, made from text."""

from __future__ import annotations

from pathlib import Path

from ingest.parse import parse
from ingest.records import Document, Source

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def document(text: str, name: str = "测试.txt") -> Document:
    return parse(Source(Path(name), text, "utf-8", "0" * 64))


def paths(made: Document) -> list[tuple[str, str, str]]:
    text = made.text.text
    return [(p.path, p.kind, text[p.start : p.end].split("\n")[0][:12]) for p in made.passages]
