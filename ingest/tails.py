"""Units at the end of a table row whose cells ran together: `打造矩阵市经信局市科技局` holds two, one a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Span
from ingest.regions import place_at
from ingest.units import ENDING, begins_known, functions, is_unit_list, known_end

TAIL_MAX = 240
UNIT_MAX = 30
TRAIL_MAX = 36
BRACKET = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|〔[^〔〕]*〕)"
BRACKETED = re.compile(BRACKET)
LEVEL = re.compile(r"国家|自治区|各|有关|相关|在|驻|省|市|区|县|州|人行|中国|国网")
END = re.compile(rf"(?:{ENDING}){BRACKET}?")
ODD = re.compile(
    r"[\d、,;()“”%:。+&的]|建设(?!局|厅|委|集团|公司|有限|投资|发展|运营|开发)|创建|推进|推动|开展|支持|打造|加快|提升|完善"
    r"|实现|引进|培育|围绕|聚焦|依托|归集|面向|位于|落实|组织实施|鼓励|探索|编制|在建|新建|谋划|^在(?![\u4e00-\u9fff]?(?:高校|院校|企业|单位))"
)
OPEN_END = re.compile(r"(?:[市县区州盟旗镇港]|^[省市区县州]委|^人行|^各\w|^(?:省|市|区|县)?政府)$")
OWN_HEAD = re.compile(r"[\u4e00-\u9fff]{1,8}[市省区县州旗盟]|中共|各|全|驻|原|国家|省|市|区|县")
FREE_TAIL = re.compile(
    r"(?:[\s/\-—、,;。]|(?:20\d\d[年./-])?\d{1,2}月(?:\d{1,2}日)?(?:底|前)?|20\d\d年?(?:底|前)?|长期|持续)*$"
)
LEVELS = "省市区县州"
SEPARATORS = ("、", ",", ";")
INNER = re.compile(
    r"(?:[行局厅委办会]|政府|集团|公司|大学|学院|中心|部门|\))(?=[省市区县各]|有关|相关)(?!区域|市场|市政|省级|市级|区级)"
)
FIRMS = re.compile(r"(?:公司|集团|大学|学院|研究院|实验室)$")
TOUCH = 2
KNOWN, PLACED, PLAIN, FIRM, TWO = 1, 3, 4, 5, 14


@dataclass(frozen=True, slots=True)
class Reading:
    """Units that fill a text, what the reading costs, and how often two of them touch without a separator."""

    units: tuple[Span, ...] = ()
    cost: int = 0
    touches: int = 0
    known: bool = True


def tail_units(text: str, columns: int = 2, values: Sequence[str] = ()) -> list[Span]:
    """Spans of the unit groups that end a row, at most one a column; none where the end cannot be read as units.

    `values` are the words that a column before the units may hold (新建, 在建): units begin after the last of them.
    """
    tail = FREE_TAIL.search(text)
    stop = _closed(text, tail.start() if tail else len(text))
    floor = max(max(text.rfind(mark, 0, stop) for mark in "。;!?:") + 1, stop - TAIL_MAX)
    tail_of = _Tail(text, floor, stop)
    forced = max((_after(text, v, floor, stop) for v in values), default=-1)
    for start in tail_of.starts(floor if forced < 0 and text[floor - 1 : floor] == "。" else forced):
        found = tail_of.read(start)
        if found and (found.touches < columns or found.known):
            return _grouped(text, found.units)
    return []


def inner_units(text: str) -> list[Span]:
    """The unit group that ends last in a row whose other columns follow the units."""
    for match in reversed(list(END.finditer(text, max(0, len(text) - TRAIL_MAX)))):
        groups = tail_units(text[: match.end()], 1)
        if groups and not re.search(r"[市区县州]$", text[: match.end()]):
            return groups
    return []


def is_open(text: str) -> bool:
    """Whether the units of a row go on elsewhere: it ends in a separator or inside a bracket."""
    return text.rstrip().endswith(SEPARATORS) or _closed(text, len(text)) < len(text)


def _after(text: str, value: str, floor: int, stop: int) -> int:
    at = text.rfind(value, floor, stop)
    return -1 if at < 0 else at + len(value)


def _closed(text: str, stop: int) -> int:
    """Where whole units end: a bracket left open at the end of a page, and the unit before it, are cut off."""
    opened = max(text.rfind("(", 0, stop), text.rfind("〔", 0, stop))
    if opened < 0 or max(text.find(")", opened, stop), text.find("〕", opened, stop)) >= 0:
        return stop
    return max(text.rfind(mark, 0, opened) for mark in SEPARATORS) + 1


class _Tail:
    """The readings of a text between two offsets."""

    def __init__(self, text: str, floor: int, stop: int) -> None:
        self.text, self.floor, self.stop = text, floor, stop
        self.known = {at: end for at in range(floor, stop) if (end := known_end(text, at, stop))}
        self.memo: dict[int, Reading | None] = {stop: Reading()}

    def starts(self, forced: int) -> Iterator[int]:
        """Offsets at which the units may begin, the longest tail first; a cell's edge before any other."""
        if self.floor <= forced < self.stop:
            yield forced
        yield from (at for at in range(max(self.floor, forced), self.stop) if self._begins(at))

    def read(self, start: int) -> Reading | None:
        """The cheapest reading of all from `start`; None where nothing fits."""
        if start not in self.memo:
            readings = [self._joined(start, end) for end in self._ends(start)]
            self.memo[start] = min((r for r in readings if r), key=lambda r: r.cost, default=None)
        return self.memo[start]

    def _begins(self, at: int) -> bool:
        """Whether a unit can begin here: at a level word, a region's name or a known function.

        A word such as 园区 before 市经信局 ends in a level word that is not the department's.
        """
        after = self.known.get(at + 1)
        if after and self.text[at] in LEVELS and self.text[at + 1] in LEVELS:
            return self.text[at + 1 : after] in functions()
        if LEVEL.match(self.text, at) or place_at(self.text, at):
            return True
        return begins_known(self.text, at)

    def _joined(self, start: int, end: int) -> Reading | None:
        """A unit with the best reading of what follows."""
        separated = end < self.stop and self.text.startswith(SEPARATORS, end)
        following = end + separated
        touches = not separated and end < self.stop
        if following > self.stop or (touches and not self._begins(following)):
            return None
        rest = self.read(following)
        if rest is None:
            return None
        cost = self._cost(start, end)
        whole = cost + rest.cost + TOUCH * touches
        return Reading(((start, end), *rest.units), whole, rest.touches + touches, rest.known and cost == KNOWN)

    def _ends(self, start: int) -> Iterator[int]:
        """Where a unit that begins at `start` may end."""
        limit = min(self.stop, start + UNIT_MAX)
        ends = {match.end() for match in END.finditer(self.text, start + 1, limit)}
        if known := self.known.get(start):
            ends.add(known)
            if bracket := BRACKETED.match(self.text, known, self.stop):
                ends.add(bracket.end())
        brackets = BRACKETED.finditer(self.text, start + 2, limit)
        ends |= {b.end() for b in brackets if is_unit_list(b[0][1:-1]) and start + 8 > b.start()}
        yield from (end for end in sorted(ends) if self._whole(start, end))

    def _whole(self, start: int, end: int) -> bool:
        """Whether a unit can end here: a place, or the head of a longer name, only before a separator."""
        closed = end == self.stop or self.text.startswith(SEPARATORS, end)
        bare = BRACKETED.sub("", self.text[start:end])
        if len(bare) < 2 or ODD.search(bare) or (not closed and OPEN_END.search(bare)):
            return False
        known = self.known.get(start, end)
        return not self._tangled(start, start + len(bare)) and not (known < end and FIRMS.search(bare))

    def _tangled(self, start: int, end: int) -> bool:
        """Whether a name ends in a department that the words before cannot belong to: `落实政策省财政厅`."""
        if self.known.get(start) == end:
            return False
        return any(
            self.known.get(at) == end
            and (self.text[at] in "省市区县州国" or place_at(self.text, at) is not None)
            and not OWN_HEAD.fullmatch(self.text, start, at)
            for at in range(start + 1, end - 2)
        )

    def _cost(self, start: int, end: int) -> int:
        bare = BRACKETED.sub("", self.text[start:end])
        if self.known.get(start) == start + len(bare):
            return KNOWN
        if self._two(start, end):
            return TWO
        if FIRMS.search(bare):
            return FIRM
        return PLACED if LEVEL.match(bare) or place_at(bare, 0) else PLAIN

    def _two(self, start: int, end: int) -> bool:
        """Whether a name looks like two that touch: a known department, or a body, and then a level word."""
        known = self.known.get(start, start)
        heads = {known, *(m.end() for m in BRACKETED.finditer(self.text, start, end))}
        return any(start < head < end and self._begins(head) for head in heads) or bool(
            INNER.search(self.text, start + 1, end - 1)
        )


def _grouped(text: str, units: Sequence[Span]) -> list[Span]:
    groups = [units[0]]
    for start, end in units[1:]:
        if text[start - 1] in SEPARATORS:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups
