"""The real files of ../shared/formats, and what tests ask of any reader's content."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, Content
from tests.documents import SHARED


def real(number: str) -> bytes:
    """The file of a number, named alone (`021`) or with the head of its name; skips the test where it is absent."""
    found = sorted((SHARED / "formats").glob(f"{number}-*"))
    if not found:
        pytest.skip("../shared/formats is absent")
    return found[0].read_bytes()


def rows_of(block: Block) -> list[list[str]]:
    return [[cell.text for cell in row] for row in block.rows]


def tables_of(content: Content) -> list[list[list[str]]]:
    return [rows_of(block) for block in content.blocks if block.kind == "table"]


def words_of(content: Content) -> list[str]:
    return [block.text for block in content.blocks if block.kind != "table"]
