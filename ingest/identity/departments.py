"""Units as written to canonical departments: 市经信局 in a 襄阳市 document is 襄阳市经济和信息化局."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.regions import Region, named, parent
from ingest.units import COLLECTIVE, functions

LEVEL = re.compile(r"(自治区|市|省|区|县|州)(?=委|政府|[\u4e00-\u9fff]{2,})")
LEVELS = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "区": "county",
    "县": "county",
}
BANK = re.compile(r"^(?:市|省|区|县)?(?:人行|人民银行|中国人民银行)(.*分行|.*支行)?$")
PUBLIC = re.compile(r"(?:人民政府|政府|管委会|管理委员会|办公室|委员会|局|厅|委)$")
BODY = re.compile(r"(?:局|委|办|厅|部|会|室|院|队|中心|社|联|政府)$")


@dataclass(frozen=True, slots=True)
class Canonical:
    """A unit's canonical name, the region it belongs to (empty where unknown) and its kind."""

    name: str
    region: str
    kind: str


def canonical(unit: str, region: Region | None) -> Canonical:
    """The canonical department behind a unit in a document about `region`."""
    if COLLECTIVE.match(unit):
        return Canonical(f"{region.name}{unit}" if region else unit, region.name if region else "", "collective")
    if bank := BANK.match(unit):
        return _bank(bank, unit, region)
    level = None if unit in functions() else LEVEL.match(unit)
    home = _at_level(region, level[1]) if level else region
    body = unit[level.end() :] if level else unit
    full = functions().get(body)
    if level and home:
        return Canonical(
            f"{home.name}{full or body}", home.name, "department" if full or BODY.search(body) else "other"
        )
    if full and home:
        holder = _at_level(region, "省") or home if full.endswith("厅") else home
        return Canonical(f"{holder.name}{full}", holder.name, "department")
    if place := named(unit):
        rest = unit[len(place.written) :]
        return Canonical(
            f"{place.region.name}{functions().get(rest, rest)}",
            place.region.name,
            "department" if BODY.search(unit) else "other",
        )
    return Canonical(unit, region.name if region else "", "department" if full or PUBLIC.search(unit) else "other")


def _bank(match: re.Match[str], unit: str, region: Region | None) -> Canonical:
    if match[1] or region is None:
        return Canonical(
            re.sub(r"^(?:人行|人民银行)", "中国人民银行", unit), region.name if region else "", "department"
        )
    return Canonical(f"中国人民银行{region.name}分行", region.name, "department")


def _at_level(region: Region | None, word: str) -> Region | None:
    """The document's region itself, or the one above it, that the level word means; the region where unknown."""
    current = region
    while current is not None and current.level != LEVELS[word]:
        current = parent(current)
    if current is None and region is not None and not region.code and word == "省":
        return None
    return current or (region if region and LEVELS[word] != "province" else None)
