"""From a name as a user types it to the one chain or region that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from queries.errors import AmbiguousError, EmptyError, NotFoundError
from queries.loader import Runner, ask
from queries.near import core, is_chain, listed, near
from queries.rows import Chains, Regions
from queries.search import plain

REGION_ENDINGS = ("自治州", "地区", "省", "市", "区", "县", "州", "盟")
LISTED = 10
ID = re.compile(r"industry-[0-9a-f]{16}")


def chain(store: Runner, text: str) -> Chains:
    """The chain meant by an id, a name, another name or a part of one; endings such as 产业链 do not matter.

    Raises NotFoundError with chains that are near and have gaps, EmptyError, or AmbiguousError with the candidates.
    """
    wanted = plain(text)
    if ID.fullmatch(wanted) and (known := ask(store, Chains, id=wanted, all=True)):
        return known[0]
    found = ask(store, Chains, all=True)
    if not found:
        raise EmptyError
    for matches in _chain_stages(wanted, found):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise AmbiguousError(wanted, [row.name for row in matches[:LISTED]])
    others = near(store, wanted)
    hint = f"。相近而有记录的:{listed(others)}。" if others else ",也没有名称相近而有记录的产业链。"
    raise NotFoundError(f"没有找到产业链“{wanted}”{hint}", others)


def region(store: Runner, text: str | None) -> str | None:
    """The full name of the region meant, e.g. 襄阳 → 襄阳市; None and empty mean every region.

    Raises NotFoundError with the names there are, EmptyError, or AmbiguousError with the candidates.
    """
    if not text:
        return None
    wanted, names = plain(text), [row.name for row in ask(store, Regions)]
    for matches in (
        [n for n in names if n == wanted],
        [n for n in names if _without(n, REGION_ENDINGS) == _without(wanted, REGION_ENDINGS)],
        [n for n in names if wanted in n],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise AmbiguousError(wanted, matches[:LISTED])
    if not names:
        raise EmptyError
    more = f"等 {len(names)} 个" if len(names) > LISTED else ""
    raise NotFoundError(f"图谱中没有“{wanted}”的文件。有文件的地区:{'、'.join(names[:LISTED])}{more}。")


def _chain_stages(wanted: str, found: Iterable[Chains]) -> Iterator[list[Chains]]:
    rows = list(found)
    yield [row for row in rows if row.name == wanted]
    yield [row for row in rows if wanted in row.aliases]
    word = core(wanted)
    yield [row for row in rows if word in {core(name) for name in (row.name, *row.aliases)}]
    holding = [row for row in rows if any(word in name for name in (row.name, *row.aliases))] if word else []
    yield [row for row in holding if is_chain(row)]
    yield holding


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name
