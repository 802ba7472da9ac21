"""Lines of policies and comparisons of two, for the command line, the API and the pages alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pydantic import Field

from graph.store import Store
from ingest.lineage import topic
from queries.changes import Comparison, compare
from queries.errors import AmbiguousError, EmptyError, NotFoundError
from queries.growth import Growth, required
from queries.loader import ask
from queries.records import Record, Ref
from queries.rows import PolicyLine, PolicyTargets, PolicyThings, PolicyUnits
from queries.search import plain

LISTED = 10


class Line(Record):
    """The policies of one region and topic, oldest period first, and the growth that their goals require."""

    region: str = Field(description="the region; empty where the policies name none")
    topic: str = Field(description="what they are about")
    policies: tuple[PolicyLine, ...] = Field(description="oldest period first, drafts and superseded ones included")
    growth: tuple[Growth, ...] = Field(description="what their goals require a year, by subject and metric")


def policy_of(store: Store, text: str) -> PolicyLine:
    """The policy meant by an id, the name of its file, or a part of its title or file name that no other holds.

    Raises NotFoundError, EmptyError or AmbiguousError with titles and ids.
    """
    wanted, rows = plain(text), ask(store, PolicyLine)
    for found in (
        [row for row in rows if wanted == row.id],
        [row for row in rows if wanted in (row.source, row.source.rpartition(".")[0], row.title)],
        [row for row in rows if wanted and (wanted in row.title or wanted in row.source)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousError(text, [f"《{row.title}》{row.issued_on} {row.id}" for row in found[:LISTED]])
    if not rows:
        raise EmptyError
    raise NotFoundError(f"图谱中没有文件“{text}”。可用编号、文件名或标题(或其一部分);liantu search 可按名称查找。")


def line_of(store: Store, policy: PolicyLine) -> Line:
    """The line in which a policy stands."""
    return _line(store, policy.region, _topic(policy), ask(store, PolicyLine, policy=policy.id))


def line_about(store: Store, region: str, about: str) -> Line:
    """The line of a region on a topic, or on a word of its titles; raises NotFoundError with the topics there are."""
    rows = ask(store, PolicyLine, region=region)
    wanted = plain(about)
    for found in (wanted, topic(wanted)):
        if any(_topic(row) == found for row in rows):
            return _line(store, region, found, rows)
    if held := [row for row in rows if wanted in row.title]:
        return line_of(store, held[0])
    raise NotFoundError(f"{region}没有“{about}”的文件。有的主题:{'、'.join(topics_of(rows))}。")


def topics_of(rows: Sequence[PolicyLine]) -> dict[str, list[PolicyLine]]:
    """The policies of a region by topic, the topic with most of them first."""
    found: dict[str, list[PolicyLine]] = defaultdict(list)
    for row in rows:
        found[_topic(row)].append(row)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def comparison(store: Store, before: PolicyLine, after: PolicyLine) -> Comparison:
    """What changed from one policy to another."""
    ids = [before.id, after.id]
    old, new = (Ref(id=row.id, type="Policy", name=row.title) for row in (before, after))
    things = tuple(ask(store, PolicyThings, policy=id_) for id_ in ids)
    units = tuple(ask(store, PolicyUnits, policy=id_) for id_ in ids)
    targets = ask(store, PolicyTargets, policies=ids)
    return compare(old, new, targets, (things[0], things[1]), (units[0], units[1]))


def _line(store: Store, region: str, about: str, rows: Sequence[PolicyLine]) -> Line:
    held = tuple(row for row in rows if _topic(row) == about)
    targets = ask(store, PolicyTargets, policies=[row.id for row in held])
    return Line(region=region, topic=about, policies=held, growth=tuple(required(targets)))


def _topic(row: PolicyLine) -> str:
    return topic(row.title, row.region)
