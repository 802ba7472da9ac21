"""Own HTML pages: templates in which everything is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api import rules
from api.proposed import details
from ontology.style import style
from queries.fold import split
from queries.rows import Regions

STATIC = Path(__file__).parent / "static"
SHEET = "/assets/top.css"


@dataclass(frozen=True, slots=True)
class Top:
    """The header of a page: the region shown, the regions there are, where a change of region leads, the words."""

    region: str | None = None
    regions: Sequence[Regions] = ()
    action: str = "/"
    words: str = ""

    @property
    def place(self) -> str:
        """The end of a link that keeps the region."""
        return f"?region={quote(self.region)}" if self.region else ""


NO_TOP = Top()


def page(template: str, status: int = 200, *, top: Top = NO_TOP, **values: object) -> HTMLResponse:
    """A template of `api/templates` filled in; `top` are the values of the header."""
    return HTMLResponse(_environment().get_template(template).render(**_heading(top), **values), status)


def top(values: Top) -> Markup:
    """The header that all pages share."""
    return Markup(_environment().get_template("top.html.jinja").render(**_heading(values)))


def wanted(request: Request) -> bool:
    """Whether the request comes from somebody who looks at pages, not from a program."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def highlighted(text: str, sentence: str, surface: str) -> tuple[str, str, str, str, str]:
    """The passage in five parts: before the sentence; the sentence before, at and after the name; after the sentence.

    A sentence that the passage does not hold (a row of a table, say) stands alone before it.
    """
    before, found, after = split(text, sentence)
    if not found:
        before, found, after = "", sentence, text and f" {text}"
    return before, *split(found, surface), after


def pictures(policy: str, format_: str, boxes: Sequence[str]) -> list[tuple[str, str]]:
    """For each page of a PDF that a sentence touches: the page's number and the link to its picture, marked."""
    if format_ != "pdf":
        return []
    parts = [box.split() for box in boxes]
    return [(page, f"/policies/{quote(policy)}/pages/{page}.png?box={','.join(sides)}") for page, *sides in parts]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(labels=_labels(), highlighted=highlighted, how=rules.said, details=details, pictures=pictures)
    return made


def _heading(top: Top) -> dict[str, object]:
    return {name: getattr(top, name) for name in ("region", "regions", "action", "words", "place")}


def _labels() -> Mapping[str, Mapping[str, Any]]:
    return style()
