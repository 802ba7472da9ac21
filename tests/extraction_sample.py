"""Documents made of invented text, and tagged spans put on them by hand, for the tests of extraction."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.names import names_of
from ingest.parse import parse
from ingest.records import Document, Name, Source
from ingest.tagger import Scored

HEAD = "云河市先进制造业行动方案(2031—2033年)\n\n一、重点任务\n\n"


def document_of(body: str, head: str = HEAD) -> Document:
    """A parsed document of an invented city."""
    return parse(Source(Path("sample.txt"), head + body, "utf-8", ""))


def tagged(document: Document, **kinds: list[str]) -> list[Scored]:
    """Every mention of the given names (`SEG=[…]`), as the tagger would give them."""
    text = document.text.text
    found = [
        Scored(match.start(), match.end(), kind, 3.0)
        for kind, names in kinds.items()
        for name in names
        for match in re.finditer(re.escape(name), text)
    ]
    assert {text[s.start : s.end] for s in found} == {name for names in kinds.values() for name in names}
    return sorted(found, key=lambda s: (s.start, s.end, s.kind))


def found(body: str, **kinds: list[str]) -> list[Name]:
    """The names of a body of text, each tagged mention scored surely; each stands where it says."""
    document = document_of(body)
    names = names_of(document, tagged(document, **kinds) if kinds else [])
    assert all(document.text.text[n.start : n.end] == n.name for n in names)
    return list(names)
