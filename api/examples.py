"""Example answers in OpenAPI: real ones, from the sample graph of the tests, kept in examples.json."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_all() -> dict[str, Any]:
    """Example answers by name of the operation."""
    found: dict[str, Any] = json.loads(files("api").joinpath("examples.json").read_text("utf-8"))
    return found
