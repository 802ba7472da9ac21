"""Names in the shape of the gold guidelines: each once, with the attributes of its most telling mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ingest.records import Name

LISTS = {
    "industry": "industries",
    "segment": "segments",
    "enterprise": "enterprises",
    "platform": "platforms",
    "project": "projects",
}
FAR = ("/title", "/document")


def merge_names(names: Iterable[Name]) -> dict[str, list[dict[str, Any]]]:
    """Lists industries, segments, enterprises, platforms, projects; `evidence` is the first mention's [start, end].

    A name stands once in its list, a segment once for each chain. Of several mentions the one speaks whose chain or
    parent comes from nearest by (sentence or heading before the document's title); a stated gap in any mention wins.
    """
    grouped: dict[str, dict[str, list[Name]]] = {kind: {} for kind in LISTS}
    for name in names:
        grouped[name.kind].setdefault(name.name, []).append(name)
    return {
        LISTS[kind]: [item for mentions in groups.values() for item in _items(kind, mentions)]
        for kind, groups in grouped.items()
    }


def _items(kind: str, mentions: Sequence[Name]) -> list[dict[str, Any]]:
    near = [m for m in mentions if m.chain and not m.rule.endswith(FAR)]
    if kind != "segment" or not near:
        return [_item(kind, mentions)]
    return [_item(kind, [m for m in mentions if m.chain == chain]) for chain in dict.fromkeys(m.chain for m in near)]


def _item(kind: str, mentions: Sequence[Name]) -> dict[str, Any]:
    best = min(mentions, key=_distance)
    item: dict[str, Any] = {"name": best.name}
    if kind == "industry":
        item |= {"kind": best.sort, "parent": best.parent}
    elif kind == "segment":
        gap = any(m.stance == "gap" for m in mentions)
        item |= {"chain": best.chain, "stance": "gap" if gap else mentions[0].stance}
    elif kind == "platform":
        item |= {"kind": best.sort, "chain": best.chain}
    else:
        item |= {"chain": best.chain}
    first = mentions[0]
    source = {"path": first.path, "rule": best.rule, "confidence": round(best.confidence, 4)}
    return item | {"evidence": [first.start, first.end], **source}


def _distance(mention: Name) -> tuple[bool, bool]:
    """Sort key: mentions with a chain or parent near by first, then those of the document's title, then bare ones."""
    return not (mention.chain or mention.parent), mention.rule.endswith(FAR)
