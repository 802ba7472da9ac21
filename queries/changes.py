"""What changed between two policies, each change with the sentences of both sides; from rows of named queries, pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from queries.change_targets import target_changes
from queries.records import Record, Ref, Sentence
from queries.rows import PolicyTargets, PolicyThings, PolicyUnits

Kind = Literal["target", "industry", "segment", "enterprise", "platform", "project", "unit", "duty"]
What = Literal["raised", "lowered", "year", "unit", "dropped", "added", "gone", "renamed", "more", "fewer"]
KINDS: tuple[Kind, ...] = ("industry", "segment", "enterprise", "platform", "project")


class Change(Record):
    """One difference; `before` or `after` is empty where the other policy has nothing of it."""

    kind: Kind = Field(description="what differs: target, industry …, unit (department) or duty (a unit's tasks)")
    change: What = Field(
        description="raised, lowered, year (met in another year), unit, dropped, added, gone, renamed …"
    )
    name: str = Field(description="the thing, or subject and metric of the target")
    before: str = Field(description="the first policy's value or name")
    after: str = Field(description="the second policy's value or name")
    sentences: tuple[Sentence, ...] = Field(description="the sentences of both sides")


class Comparison(Record):
    """What changed from the first policy to the second."""

    before: Ref = Field(description="the first policy")
    after: Ref = Field(description="the second policy")
    changes: tuple[Change, ...] = Field(description="by kind, change and name")
    same: int = Field(description="targets, things and units that both have alike")


def compare(
    before: Ref,
    after: Ref,
    targets: Sequence[PolicyTargets],
    things: tuple[Sequence[PolicyThings], Sequence[PolicyThings]],
    units: tuple[Sequence[PolicyUnits], Sequence[PolicyUnits]],
) -> Comparison:
    """Compare; `targets` are of both policies, `things` and `units` of each."""
    one, other = ([t for t in targets if t.policy.id == policy.id] for policy in (before, after))
    differing, alike = target_changes(one, other)
    found = [Change(kind="target", **change) for change in differing]
    found += [*_things(*things), *_units(*units)]
    same = alike + len(_shared(*things)) + len(_shared_units(*units))
    return Comparison(before=before, after=after, changes=tuple(sorted(found, key=_order)), same=same)


def _order(change: Change) -> tuple[int, int, str, str, str]:
    kinds: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
    whats: tuple[str, ...] = What.__args__  # type: ignore[attr-defined]
    return kinds.index(change.kind), whats.index(change.change), change.name, change.before, change.after


def _shared(one: Iterable[PolicyThings], other: Iterable[PolicyThings]) -> set[str]:
    return {row.thing.id for row in one} & {row.thing.id for row in other}


def _shared_units(one: Iterable[PolicyUnits], other: Iterable[PolicyUnits]) -> set[str]:
    return {row.unit.id for row in one} & {row.unit.id for row in other}


def _things(one: Sequence[PolicyThings], other: Sequence[PolicyThings]) -> Iterator[Change]:
    """Things that only one of the policies names."""
    both = _shared(one, other)
    for rows, change in ((one, "gone"), (other, "added")):
        for row in rows:
            kind = row.thing.type.lower()
            if row.thing.id not in both and kind in KINDS:
                yield _alone(kind, change, row.thing.name, row.sentences)


def _alone(kind: str, change: str, name: str, sentences: tuple[Sentence, ...]) -> Change:
    before, after = ("", name) if change == "added" else (name, "")
    return Change.model_validate(
        {"kind": kind, "change": change, "name": name, "before": before, "after": after, "sentences": sentences}
    )


def _units(one: Sequence[PolicyUnits], other: Sequence[PolicyUnits]) -> Iterator[Change]:
    """Units added, gone or renamed, and how their tasks have changed in number."""
    old, new = {row.unit.id: row for row in one}, {row.unit.id: row for row in other}
    heirs = {e: row for row in other for e in row.earlier if e in old and e not in new}
    for id_, row in old.items():
        heir = new.get(id_) or heirs.get(id_)
        if heir is None:
            yield _alone("unit", "gone", row.unit.name, row.sentences)
            continue
        both = (*row.sentences, *heir.sentences)
        if heir.unit.id != id_:
            names = {"name": row.unit.name, "before": row.unit.name, "after": heir.unit.name}
            yield Change(kind="unit", change="renamed", **names, sentences=both)
        if (was := _duties(row)) != (now := _duties(heir)):
            change: What = "more" if sum(_counts(heir)) >= sum(_counts(row)) else "fewer"
            yield Change(kind="duty", change=change, name=heir.unit.name, before=was, after=now, sentences=both)
    for id_, row in new.items():
        if id_ not in old and row not in heirs.values():
            yield _alone("unit", "added", row.unit.name, row.sentences)


def _counts(row: PolicyUnits) -> tuple[int, int]:
    return row.leads, row.supports


def _duties(row: PolicyUnits) -> str:
    return f"牵头 {row.leads},配合 {row.supports}"
