"""Short forms of what a document says: a policy's properties, a task's summary and cadence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.records import Value
from ingest.records import PolicyMeta

SUMMARY = 60


def policy_props(meta: PolicyMeta) -> dict[str, Value]:
    """A policy's own properties."""
    period = meta.period or (None, None)
    fields = ("title", "doc_number", "issued_on", "status", "issuer", "level", "genre", "region")
    return {k: getattr(meta, k) for k in fields} | {"period_start": period[0], "period_end": period[1]}


def summary(text: str) -> str:
    """The heading, or first words, of a task's text."""
    first = re.split(r"[。;]", text, maxsplit=1)[0]
    return first if len(first) <= SUMMARY else first[:SUMMARY] + "…"


def cadence(text: str) -> str:
    """monthly, quarterly, annual where the text says 每月, 每季度, 每年; else empty."""
    words: Iterable[tuple[str, str]] = (("每月", "monthly"), ("每季", "quarterly"), ("每年", "annual"))
    return next((value for word, value in words if word in text), "")
