"""Titles that enterprises are given (专精特新, 单项冠军, 链主), so that a class of firms is not taken for a firm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ontology.reference.read import several, table


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its other names, who gives it and at which level (国家级, 省级, 市级 or empty)."""

    name: str
    aliases: tuple[str, ...]
    authority: str
    level: str
    source: str
    confidence: str


@cache
def titles() -> tuple[Title, ...]:
    """All titles of the table."""
    return tuple(
        Title(
            row["title"],
            several(row["aliases"]),
            row["authority"],
            row["level"],
            row["source"],
            row["confidence"],
        )
        for row in table("titles")
    )


@cache
def titles_by_name() -> Mapping[str, Title]:
    """Titles by their name and by each alias, without quotation marks and the word 企业 at the end."""
    return {bare_title(name): title for title in titles() for name in (*title.aliases, title.name)}


def bare_title(name: str) -> str:
    """A title without quotation marks and the word 企业, as 专精特新“小巨人”企业 becomes 专精特新小巨人."""
    return name.translate(str.maketrans("", "", '“”"')).removesuffix("企业")
