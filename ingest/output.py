"""Facts as JSON in the shape of the gold guidelines, with text of tasks and evidence offsets in the original file."""

from __future__ import annotations

import json
from typing import Any

from ingest.gold import merge_names
from ingest.proposals import Proposal, proposals, whole
from ingest.records import Document, Facts, Name, PolicyMeta, Target, Task
from ingest.sentences import quote, verbatim


def as_json(facts: Facts) -> str:
    """The facts of one document; the same facts give the same bytes."""
    return json.dumps(as_dict(facts), ensure_ascii=False, indent=1) + "\n"


def as_dict(facts: Facts) -> dict[str, Any]:
    """policy, tasks, targets, industries, segments, enterprises, platforms, projects; `evidence` is [start, end].

    `proposals` are apart: facts too unsure for the other lists, where `evidence` is the place of `quote`.
    """
    document = facts.document
    names = merge_names(facts.names)
    for items in names.values():
        for item in items:
            item["evidence"] = list(document.text.raw_span(*item["evidence"]))
    return {
        "policy": _policy(document.meta),
        "tasks": [_task(document, t) for t in facts.tasks],
        "targets": [_target(document, t) for t in facts.targets],
        **names,
        "proposals": [_proposal(document, p) for p in proposals(document, facts.proposals)],
    }


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


def _proposal(document: Document, proposal: Proposal) -> dict[str, Any]:
    best, span = proposal.best, whole(document, proposal.best)
    named = {"name": proposal.statement} if isinstance(best, Name) else {}
    return {"kind": proposal.kind, "statement": proposal.statement, **named, **proposal.fields} | {
        "path": best.path,
        "evidence": list(document.text.raw_span(*span)),
        "quote": verbatim(document.text, *span),
        "rule": best.rule,
        "confidence": proposal.confidence,
    }


def _source(document: Document, fact: Task | Target) -> dict[str, Any]:
    return {
        "evidence": list(document.text.raw_span(fact.start, fact.end)),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }
