"""From a name as a user types it to the one chain or region that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from queries.errors import AmbiguousError, NotFoundError
from queries.loader import Runner, ask
from queries.rows import Chains, Regions
from queries.search import plain

ENDINGS = ("产业链", "产业", "链")
REGION_ENDINGS = ("自治州", "地区", "省", "市", "区", "县", "州", "盟")
LISTED = 10
ID = re.compile(r"industry-[0-9a-f]{16}")


def chain(store: Runner, text: str) -> Chains:
    """The chain meant by an id, a name, another name or a part of one; endings such as 产业链 do not matter.

    Raises NotFoundError, or AmbiguousError with the candidates.
    """
    wanted = plain(text)
    if ID.fullmatch(wanted) and (known := ask(store, Chains, id=wanted)):
        return known[0]
    found = ask(store, Chains)
    for matches in _chain_stages(wanted, found):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise AmbiguousError(wanted, [row.name for row in matches[:LISTED]])
    raise NotFoundError(f"没有找到产业链“{wanted}”。" + _known("图谱中有", [row.name for row in found]))


def region(store: Runner, text: str | None) -> str | None:
    """The full name of the region meant, e.g. 襄阳 → 襄阳市; None and empty mean every region.

    Raises NotFoundError, or AmbiguousError with the candidates.
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
    raise NotFoundError(f"图谱中没有“{wanted}”的文件。" + _known("有文件的地区", names))


def _known(heading: str, names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > LISTED else ""
    return (
        f"{heading}:{'、'.join(names[:LISTED])}{more}。"
        if names
        else "图谱还是空的:请先用 liantu ingest 读入政策文件。"
    )


def _chain_stages(wanted: str, found: Iterable[Chains]) -> Iterator[list[Chains]]:
    rows = list(found)
    yield [row for row in rows if row.name == wanted]
    yield [row for row in rows if wanted in row.aliases]
    core = _without(wanted, ENDINGS)
    yield [row for row in rows if core in {_without(name, ENDINGS) for name in (row.name, *row.aliases)}]
    yield [row for row in rows if any(core in name for name in (row.name, *row.aliases))] if core else []


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name
