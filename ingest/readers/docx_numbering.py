"""Automatic numbering written out: the label that Word shows before a paragraph of a list."""

from __future__ import annotations

import copy
import re
import unicodedata
from dataclasses import dataclass, field

from ingest.readers.docx_package import Node, W, is_on, number, value
from ingest.readers.docx_styles import Styles
from ingest.readers.numerals import written

LEVELS = 9
SLOT = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """A level of a list: number format, pattern with %1 … %9, start, after which level it restarts (-1 any)."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False


@dataclass(slots=True)
class Numbers:
    """A numbering instance: the abstract list whose counters it shares, its levels, and the starts it sets anew."""

    base: str
    levels: list[Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and their counters; ask `label` once for each paragraph, in reading order."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._root, self._styles = root, styles
        nodes = root.findall(W + "abstractNum") if root is not None else []
        self._bases = {node.get(W + "abstractNumId", ""): node for node in nodes}
        nums = root.findall(W + "num") if root is not None else []
        self._nums = {node.get(W + "numId", ""): node for node in nums}
        self._made: dict[str, Numbers | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, properties: Node | None, style_id: str | None) -> str:
        """The label of a paragraph with the gap behind it, empty for none; counts it."""
        style = self._styles.of(style_id)
        own = value(properties, "numPr/numId")
        num = own if own is not None else style.num
        if not num or num == "0" or (numbers := self._numbers(num)) is None:
            return ""
        depth = value(properties, "numPr/ilvl")
        level = number(depth) if depth is not None else self._styled(numbers, style_id, style.level)
        return self._next(num, numbers, min(max(level, 0), LEVELS - 1))

    def _styled(self, numbers: Numbers, style_id: str | None, level: int | None) -> int:
        """The level of a style: that of the list's level which names it, else the style's own."""
        base = self._bases.get(numbers.base)
        for node in base.findall(W + "lvl") if base is not None and style_id else ():
            if value(node, "pStyle") == style_id:
                return number(node.get(W + "ilvl"))
        return level or 0

    def _next(self, num: str, numbers: Numbers, level: int) -> str:
        counts = self._counts.setdefault(numbers.base, [None] * LEVELS)
        if num not in self._begun:
            self._begun.add(num)
            for at in numbers.starts:
                counts[at] = None
        return step(numbers.levels, counts, level)

    def _numbers(self, num: str) -> Numbers | None:
        if num not in self._made:
            self._made[num] = self._resolved(num)
        return self._made[num]

    def _resolved(self, num: str, hops: int = 4) -> Numbers | None:
        node = self._nums.get(num)
        base = self._bases.get(value(node, "abstractNumId") or "")
        if node is None or base is None:
            return None
        if (link := value(base, "numStyleLink")) and hops:
            linked = self._styles.of(link).num
            found = self._resolved(linked, hops - 1) if linked and linked != num else None
            numbers = copy.deepcopy(found) if found else None
        else:
            numbers = Numbers(base.get(W + "abstractNumId", ""), _levels(base))
        if numbers:
            _override(numbers, node)
        return numbers


def step(levels: list[Level], counts: list[int | None], level: int) -> str:
    """The label of a list's next item at a level: counts it and restarts the levels below."""
    before = counts[level]
    counts[level] = levels[level].start if before is None else before + 1
    for deeper in range(level + 1, LEVELS):
        restart = levels[deeper].restart
        if restart < 0 or level < restart:
            counts[deeper] = None
    return _shown(levels, counts, level)


def _levels(base: Node) -> list[Level]:
    levels = [Level() for _ in range(LEVELS)]
    for node in base.findall(W + "lvl"):
        if 0 <= (at := number(node.get(W + "ilvl"))) < LEVELS:
            levels[at] = _level(node)
    return levels


def _level(node: Node) -> Level:
    forms = [form for form in node.iter(W + "numFmt") if form.get(W + "val") != "custom"]
    restart = value(node, "lvlRestart")
    return Level(
        form=(forms[-1].get(W + "val") if forms else None) or "decimal",
        pattern=value(node, "lvlText") or "",
        start=number(value(node, "start")),
        restart=-1 if restart is None else number(restart),
        legal=bool(is_on(node, "isLgl")),
    )


def _override(numbers: Numbers, node: Node) -> None:
    for override in node.findall(W + "lvlOverride"):
        at = number(override.get(W + "ilvl"))
        if not 0 <= at < LEVELS:
            continue
        if (level := override.find(W + "lvl")) is not None:
            numbers.levels[at] = _level(level)
        if (start := value(override, "startOverride")) is not None:
            numbers.levels[at].start = numbers.starts[at] = number(start)


def _shown(levels: list[Level], counts: list[int | None], level: int) -> str:
    """The pattern with the counters of this and the outer levels; a bullet shows nothing."""
    own = levels[level]
    if own.form == "bullet":
        return ""

    def slot(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counts[at]
        form = "decimal" if own.legal and levels[at].form not in ("none", "decimalZero") else levels[at].form
        return "" if form == "none" else written(levels[at].start if count is None else count, form)

    return _spaced(SLOT.sub(slot, own.pattern).strip())


def _spaced(label: str) -> str:
    """A label with a space where its end could stick to the text: behind letters, digits and the dot after them."""
    last = label[-1:]
    return f"{label} " if last == "." or (last.isalnum() and unicodedata.category(last) != "No") else label
