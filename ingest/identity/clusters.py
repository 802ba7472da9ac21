"""From judgements to canonical nodes: names that are one thing stand at one node, unless a judgement parts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.judgements import PERSON, Judgement, Named

SHORTEST = ("Industry", "Segment")
APART = ("different", "successor", "broader", "member")
UNSURE_MAX = 3
Pair = frozenset[str]
Asked = Callable[[str, str], str]
"""What the rules answer for two ids."""


def effective(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """The judgement that counts for each pair: a person's before a rule's."""
    found: dict[Pair, Judgement] = {}
    for one in sorted(judgements, key=lambda j: (j.by == PERSON, j.id)):
        found[one.pair] = one
    return found


def without_doubles(rules: Iterable[Judgement], asked: Asked) -> list[Judgement]:
    """The judgements, unsure where a name would be the same as two names that are not the same."""
    judged = list(rules)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one in judged:
        if one.answer == "same":
            near[one.a].add(one.b)
            near[one.b].add(one.a)
    torn = {name for name, others in near.items() if _disagree(sorted(others), asked)}
    return [
        replace(one, answer="unsure", rule=f"{one.rule}/several", score=0.5)
        if one.answer == "same" and (one.a in torn or one.b in torn)
        else one
        for one in judged
    ]


def _disagree(names: list[str], asked: Asked) -> bool:
    first, *rest = names
    return any(asked(first, other) != "same" for other in rest)


def sparse(rules: Iterable[Judgement], names: Mapping[str, Named], judged: Collection[Pair]) -> list[Judgement]:
    """Without what adds nothing: of names that are one, pairs apart from that with their canonical name.

    Of unsure pairs a name keeps the few surest that no person has judged yet (`judged`); the next ones follow when
    these are. So that a name of many cities has not a judgement for each two of them.
    """
    given = sorted(rules, key=lambda j: (-j.score, j.id))
    into = canonical(names, {one.pair: one for one in given if one.answer == "same"})
    hub = {of: into.get(of, of) for one in given if one.answer == "same" for of in one.pair}
    direct = {of for one in given if one.answer == "same" for of in one.pair if hub[of] in one.pair}
    open_: Counter[str] = Counter()
    kept: list[Judgement] = []
    for one in given:
        if one.answer == "same" and one.pair <= direct and not any(hub[of] in one.pair for of in one.pair):
            continue
        if one.answer == "unsure" and one.pair not in judged:
            if any(open_[of] >= UNSURE_MAX for of in one.pair):
                continue
            open_.update(one.pair)
        kept.append(one)
    return kept


@dataclass(slots=True)
class Clusters:
    """Sets of names that are one thing."""

    judged: Mapping[Pair, Judgement]
    of: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: Judgement) -> None:
        """Put both names of a judgement into one set, unless another judgement keeps members of the two apart."""
        left, right = self.of.setdefault(one.a, {one.a}), self.of.setdefault(one.b, {one.b})
        if left is right or any(self._apart(a, b) for a in left for b in right):
            return
        left |= right
        for name in right:
            self.of[name] = left

    def _apart(self, a: str, b: str) -> bool:
        held = self.judged.get(frozenset((a, b)))
        return held is not None and held.answer in APART


def canonical(names: Mapping[str, Named], judged: Mapping[Pair, Judgement]) -> dict[str, str]:
    """For each name that stands at another's node the id of that node; people's judgements are followed first."""
    clusters = Clusters(judged)
    same = [one for one in judged.values() if one.answer == "same" and one.pair <= names.keys()]
    for one in sorted(same, key=lambda j: (j.by != PERSON, -j.score, j.id)):
        clusters.join(one)
    found: dict[str, str] = {}
    for of, members in clusters.of.items():
        chosen = min((names[m] for m in members), key=_rank).id
        if chosen != of:
            found[of] = chosen
    return found


def _rank(name: Named) -> tuple[int, str, str, str]:
    """Firms, bodies and places are named in full; industries and products by the word without decoration."""
    return len(name.name) if name.type in SHORTEST else -len(name.name), name.name, name.region, name.id
