"""Facts as JSON in the shape of the gold guidelines, with text of tasks and evidence offsets in the original file."""

from __future__ import annotations

import json
from typing import Any

from ingest.gold import LISTS, merge_names
from ingest.places import where
from ingest.records import Document, Facts, Name, PolicyMeta, Target, Task
from ingest.sentences import quote


def as_json(facts: Facts) -> str:
    """The facts of one document; the same facts give the same bytes."""
    return json.dumps(as_dict(facts), ensure_ascii=False, indent=1) + "\n"


def as_dict(facts: Facts) -> dict[str, Any]:
    """policy, tasks, targets, industries, segments, enterprises, platforms, projects; `evidence` is [start, end].

    `place` says in words where that stands in the file; it is empty for a text file.

    Everything that was read is listed; `status` sets apart what is accepted and what is but proposed: too unsure to
    answer with, and in the graph a proposal only.
    """
    document, unsure = facts.document, facts.proposals
    tasks = [*facts.tasks, *(p for p in unsure if isinstance(p, Task))]
    targets = [*facts.targets, *(p for p in unsure if isinstance(p, Target))]
    names = sorted([*facts.names, *(p for p in unsure if isinstance(p, Name))], key=lambda n: (n.start, -n.end))
    proposed = {(n.kind, n.name) for n in unsure if isinstance(n, Name)}
    lists = merge_names(names)
    for kind, key in LISTS.items():
        for item in lists[key]:
            item |= _found(document, *item["evidence"])
            item["status"] = status((kind, item["name"]) in proposed)
    return {
        "policy": _policy(document.meta),
        "tasks": [_task(document, t) | {"status": status(t in unsure)} for t in sorted(tasks, key=_place)],
        "targets": [_target(document, t) | {"status": status(t in unsure)} for t in sorted(targets, key=_place)],
        **lists,
    }


def status(proposed: bool) -> str:
    """How sure a fact is, in a word."""
    return "proposed" if proposed else "accepted"


def _place(fact: Task | Target) -> tuple[int, int]:
    return fact.start, fact.end


def _policy(meta: PolicyMeta) -> dict[str, Any]:
    fields = ("title", "doc_number", "issuer", "issued_on", "region", "status", "level", "genre")
    return {f: getattr(meta, f) for f in fields} | {"period": list(meta.period) if meta.period else None}


def _task(document: Document, task: Task) -> dict[str, Any]:
    text = quote(document, task.start, task.end)
    return {
        "anchor": text[:20],
        "text": text,
        "path": task.path,
        "leads": [u.name.replace("\n", "") for u in task.leads],
        "supports": [u.name.replace("\n", "") for u in task.supports],
        "lead_basis": task.basis,
        "due": list(task.due),
        **_source(document, task),
    }


def _target(document: Document, target: Target) -> dict[str, Any]:
    fields = ("subject", "metric", "op", "value", "value_max", "unit", "year", "period")
    values = {f: getattr(target, f) for f in fields}
    return values | {
        "path": target.path,
        "quote": quote(document, target.start, target.end),
        **_source(document, target),
    }


def _source(document: Document, fact: Task | Target) -> dict[str, Any]:
    return {
        **_found(document, fact.start, fact.end),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _found(document: Document, start: int, end: int) -> dict[str, Any]:
    span = document.text.raw_span(start, end)
    return {"evidence": list(span), "place": where(document.text.source, *span).words}
