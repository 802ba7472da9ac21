"""Own HTML pages: templates in which everything is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from ontology.style import style
from queries.fold import split

STATIC = Path(__file__).parent / "static"


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A template of `api/templates` filled in."""
    return HTMLResponse(_environment().get_template(template).render(**values), status)


def wanted(request: Request) -> bool:
    """Whether the request comes from somebody who looks at pages, not from a program."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def highlighted(text: str, quote: str, surface: str) -> tuple[str, str, str, str, str]:
    """The passage in five parts: before the sentence; the sentence before, at and after the name; after the sentence.

    A sentence that the passage does not hold (a row of a table, say) stands alone before it.
    """
    before, found, after = split(text, quote)
    if not found:
        before, found, after = "", quote, text and f" {text}"
    return before, *split(found, surface), after


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(labels=_labels(), highlighted=highlighted)
    return made


def _labels() -> Mapping[str, Mapping[str, Any]]:
    return style()
