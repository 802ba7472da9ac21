"""How many gaps each chain has, and which chains with gaps a user's word may have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from queries.loader import Runner, ask
from queries.records import Near
from queries.rows import ChainGaps, Chains
from queries.search import plain

GAPS = ("stated", "introduce", "unserved")
ENDINGS = ("产业链", "产业", "链")
LISTED = 10
SCATTERED = 3


def gap_counts(store: Runner, region: str | None = None) -> Counter[tuple[str, str]]:
    """Gaps by (industry id, verdict), the lengths of the chains' gap lists.

    A gap counts for its chain, for every chain of which that is a part, and for the industry that it is itself; an
    industry without members is no chain and does not gather.
    """
    wholes = _wholes(store)
    counts: Counter[tuple[str, str]] = Counter()
    for gap in ask(store, ChainGaps, region=region, brief=True):
        for industry in {gap.chain_id, gap.segment_id, *wholes.get(gap.chain_id, [])}:
            counts[industry, gap.verdict] += 1
    return counts


def near(store: Runner, text: str, region: str | None = None, verdicts: Collection[str] = GAPS) -> tuple[Near, ...]:
    """Chains with gaps of these verdicts whose name, or whose segments' names, hold the word; best first.

    A name also fits where it has all characters of a longer word in their order: 新能源汽车 in 新能源和智能网联汽车.
    """
    if not (word := core(text)):
        return ()
    counts = gap_counts(store, region)
    segments: dict[str, list[str]] = {}
    for row in ask(store, ChainGaps, region=region, served=True, brief=True):
        segments.setdefault(row.chain_id, []).append(row.segment)
    found = [
        (place, Near(id=row.id, name=row.name, gaps=gaps))
        for row in ask(store, Chains, all=True)
        if (gaps := sum(counts[row.id, verdict] for verdict in verdicts))
        and (place := _fit(word, (row.name, *row.aliases), segments.get(row.id, []))) is not None
    ]
    ranked = sorted(found, key=lambda pair: (pair[0], -pair[1].gaps, pair[1].name))
    return tuple(chain for _, chain in ranked[:LISTED])


def core(text: str) -> str:
    """The name without 产业链, 产业 or 链 at its end."""
    name = plain(text)
    ends = (e for e in ENDINGS if name.endswith(e) and len(name) > len(e))
    return name.removesuffix(next(ends, ""))


def listed(chains: Collection[Near]) -> str:
    """The chains in words, each with its number of gaps."""
    return "、".join(f"{chain.name}({chain.gaps} 项)" for chain in chains)


def _wholes(store: Runner) -> dict[str, list[str]]:
    rows = ask(store, Chains, all=True)
    chains = {row.id for row in rows if is_chain(row)}
    return {row.id: [whole.id for whole in row.within if whole.id in chains] for row in rows}


def is_chain(row: Chains) -> bool:
    """Whether the industry has any member; one that has none is only named, or only a class of others."""
    return row.segments + row.enterprises + row.platforms + row.projects > 0


def _fit(word: str, names: Collection[str], segments: Collection[str]) -> int | None:
    tests: Iterator[bool] = iter(
        (
            any(word in name for name in names),
            len(word) >= SCATTERED and any(_in_order(word, name) for name in names),
            any(word in segment for segment in segments),
        )
    )
    return next((place for place, fits in enumerate(tests) if fits), None)


def _in_order(word: str, name: str) -> bool:
    left = iter(name)
    return all(char in left for char in word)
