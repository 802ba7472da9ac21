"""Facts too unsure to answer with, each once, as every surface shows them: JSON, graph, coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.records import Value
from ingest.identity.spelling import clean
from ingest.records import Document, Name, Span, Target, Task
from ingest.sentences import quote, sentence
from ingest.summary import summary
from ontology.model import load

Uncertain = Task | Target | Name
NAME_FIELDS = ("sort", "chain", "parent", "stance")
TARGET_FIELDS = ("subject", "metric", "op", "value", "value_max", "unit", "year", "period")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal with its mentions in order of text.

    `fields` are the properties of its kind by their names in the ontology, empty ones left out, those of the mention
    that tells most; `ordinal` counts from 0 what differs under one kind and statement.
    """

    kind: str
    statement: str
    ordinal: int
    fields: dict[str, Value]
    best: Uncertain
    mentions: tuple[Uncertain, ...]

    @property
    def confidence(self) -> float:
        """That of the surest mention."""
        return round(max(mention.confidence for mention in self.mentions), 4)


def proposals(document: Document, found: Iterable[Uncertain]) -> list[Proposal]:
    """All proposals in order of their first mention; names once each, tasks and targets apart where they differ."""
    groups: dict[tuple[str, str], dict[str, list[Uncertain]]] = {}
    for fact in sorted(found, key=lambda f: (f.start, f.end)):
        same = groups.setdefault((kind_of(fact), statement(document, fact)), {})
        same.setdefault("" if isinstance(fact, Name) else repr(fields(fact)), []).append(fact)
    made = [
        _proposal(kind, said, ordinal, mentions)
        for (kind, said), same in groups.items()
        for ordinal, mentions in enumerate(same.values())
    ]
    return sorted(made, key=lambda p: (p.mentions[0].start, p.mentions[0].end))


def kind_of(fact: Uncertain) -> str:
    """task, target or the kind of name."""
    return fact.kind if isinstance(fact, Name) else "task" if isinstance(fact, Task) else "target"


def statement(document: Document, fact: Uncertain) -> str:
    """A proposal in a few words: the name, the first words of the task, or the target as a phrase."""
    if isinstance(fact, Name):
        return clean(fact.name)
    if isinstance(fact, Task):
        return summary(quote(document, fact.start, fact.end))
    most = f"—{fact.value_max:g}" if fact.value_max is not None else ""
    year = f"({fact.year}年)" if fact.year else ""
    return f"{fact.subject}{fact.metric}{load().label('operator', fact.op)}{fact.value:.12g}{most}{fact.unit}{year}"


def fields(fact: Uncertain) -> dict[str, Value]:
    """The properties of the fact's kind that have a value."""
    if isinstance(fact, Task):
        units = {n: [u.name.replace("\n", "") for u in getattr(fact, n)] for n in ("leads", "supports")}
        values: dict[str, Value] = {**units, "lead_basis": fact.basis, "due": list(fact.due)}
    else:
        values = {n: getattr(fact, n) for n in (NAME_FIELDS if isinstance(fact, Name) else TARGET_FIELDS)}
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def whole(document: Document, fact: Uncertain) -> Span:
    """What is quoted for a fact: a task's whole text, else the sentence around it."""
    return (fact.start, fact.end) if isinstance(fact, Task) else sentence(document.text.text, fact.start, fact.end)


def _proposal(kind: str, said: str, ordinal: int, mentions: list[Uncertain]) -> Proposal:
    best = max(mentions, key=lambda m: (isinstance(m, Name) and bool(m.chain or m.parent), m.confidence))
    return Proposal(kind, said, ordinal, fields(best), best, tuple(mentions))
