"""Units of measure with their base units, so that targets of different spelling compare (亿元, 万元; 亩, 公顷)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from ontology.reference.read import several, table

SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10}
SCALES |= {"千亿": 11, "万亿": 12, "百万亿": 14, "千万亿": 15}
BOTH = re.compile(r"(?P<one>[^()]+)\((?P<other>[^()]+)\)")
MONEY = "金额"
PER = re.compile(r"/每?|每(?=.)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One row: a value in this unit times `factor` is a value in `base`; equal bases compare."""

    name: str
    aliases: tuple[str, ...]
    quantity: str
    factor: Fraction
    base: str


@cache
def units() -> Mapping[str, Unit]:
    """Every unit of the table by its name and by each alias."""
    found: dict[str, Unit] = {}
    for row in table("units"):
        aliases = several(row["aliases"])
        unit = Unit(row["unit"], aliases, row["quantity"], Fraction(row["factor"]), row["base"])
        found |= {_plain(name): unit for name in (unit.name, *aliases)}
    return found


def normalised(value: float, unit: str, quantity: str = "") -> tuple[float, str] | None:
    """(value in the base unit, base unit), e.g. 3 亿元 → (3e8, 元); None for a unit that no row explains.

    A scale alone is money where it holds 亿 or `quantity` says 金额, else a plain number, whose base is empty.
    """
    found = _factor(_plain(unit), quantity)
    return None if found is None else (float(Fraction(str(value)) * found[0]), found[1])


@lru_cache(maxsize=4096)
def _factor(unit: str, quantity: str) -> tuple[Fraction, str] | None:
    if found := _atom(unit):
        return found[0] * found[1].factor, found[1].base
    if not unit or unit in SCALES:
        return Fraction(10 ** SCALES.get(unit, 0)), "元" if "亿" in unit or (unit and quantity == MONEY) else ""
    if both := BOTH.fullmatch(unit):
        one, other = _factor(both["one"], quantity), _factor(both["other"], quantity)
        return one if other else None
    parts = PER.split(unit)
    if len(parts) != 2:
        return None
    upper, lower = _factor(parts[0], quantity), _lower(parts[1])
    if upper is None or lower is None or not upper[1]:
        return None
    return upper[0] / lower[0], f"{upper[1]}/{lower[1]}"


def _lower(unit: str) -> tuple[Fraction, str] | None:
    """What stands below the line: a unit, or a unit with the thing it measures (吨氨)."""
    for end in range(len(unit), 0, -1):
        if (found := _atom(unit[:end])) and found[1].quantity not in ("比例", "比例差"):
            return found[0] * found[1].factor, found[1].base + unit[end:]
    return None


def _atom(unit: str) -> tuple[Fraction, Unit] | None:
    """The row of a unit without a line, and the scale before it (万 in 万千瓦)."""
    if found := units().get(unit):
        return Fraction(1), found
    for scale in sorted((s for s in SCALES if unit.startswith(s)), key=len, reverse=True):
        if found := units().get(unit[len(scale) :]):
            return Fraction(10 ** SCALES[scale]), found
    return None


def _plain(unit: str) -> str:
    """One spelling: half width, no spaces, case of Latin letters ignored, 级 and 以上 after a scale left out."""
    text = re.sub(r"\s|人民币", "", unicodedata.normalize("NFKC", unit)).replace("∶", ":").casefold()
    return text.removesuffix("级") if text.removesuffix("级") in SCALES else text
