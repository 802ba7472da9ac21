"""The quantities of a clause, each with the words that stand before and after it for it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.numbers import Quantity, quantities
from ingest.records import Span
from ingest.target_words import LEADS, PLAIN_VERBS, STICKY_VERBS, words

JOIN = re.compile(r"(?:以及|、|(?<!总)和|及|与|或|并)+")
LAST_JOIN = re.compile(r"(?:以及|、|(?<!总)和|及|与|或)(?=[^、和及与或]*$)")
SPLIT = re.compile(r"以及|、|和|及|与")
UNITS = re.compile(
    r"(?:省|市|区|县|各)(?!级)[\u4e00-\u9fff□、,()]{1,12}(?:厅|局|委|办|部门|政府|集团|部|会|设区市)(?:[、(\n市省区县各]|$)"
)
ATTRIBUTE = re.compile(r"[^、,;。]{0,3}的")
EARNED = re.compile(r"(?:收入|产值|销售额|交易额|营业额|营收|投资|规模)(?:达到?|超过?|突破|在)?$")
YEAR = re.compile(r"(?:到|至)?(20\d\d)年(?:底)?")
LEAST = re.compile(r"至少|不少于|不低于")
YEAR = re.compile(r"(?:到|至)?(20\d\d)年(?:底)?")
LEAST = re.compile(r"至少|不少于|不低于")
VERB_END = re.compile(rf"(?:{words(STICKY_VERBS, PLAIN_VERBS, LEADS)})$")
RESPECTIVELY = re.compile(r"分别|各(?=[^级类项地县区市级种有方]*$)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity with its own words; `joined`: in a list with the one before; `year`: its own by 分别."""

    quantity: Quantity
    left: str
    right: str
    end: int
    joined: bool = False
    year: int | None = None


def slots(text: str, mask: str, span: Span) -> list[Slot]:
    """The slots of a clause; a quantity that only describes the next is left out."""
    found = [_at_least(mask, span[0], q) for q in quantities(mask, *span) if q.kind != "none" or q.op != "="]
    described = [b for a, b in pairwise(found) if _describes(mask, span[1], a, b)]
    found = [q for q in found if q not in described]
    return _distributed(text, mask, span, found) or list(_in_line(text, mask, span, found))


def _at_least(mask: str, start: int, q: Quantity) -> Quantity:
    """至少举办N次: the comparison may stand before the verb."""
    return replace(q, op=">=") if q.op == "=" and LEAST.search(mask, start, q.start) else q


def _describes(mask: str, end: int, before: Quantity, q: Quantity) -> bool:
    """培育N家以上收入超M亿元的企业: whether the second quantity only describes what the first one counts."""
    gap = mask[before.end : q.start]
    if before.kind == "count" and not gap and q.kind == "money" and q.end < end:
        return True
    if before.kind != "count" or JOIN.match(gap) or LAST_JOIN.search(gap):
        return False
    return bool(ATTRIBUTE.match(mask, q.end)) or (q.kind == "money" and q.end < end and bool(EARNED.search(gap)))


def _in_line(text: str, mask: str, span: Span, found: list[Quantity]) -> Iterator[Slot]:
    begin, joined = span[0], False
    for number, q in enumerate(found):
        left = text[begin : q.start]
        if number + 1 == len(found):
            stop = q.end if JOIN.match(mask, q.end, span[1]) or UNITS.match(mask, q.end, span[1]) else span[1]
            yield Slot(q, left, text[q.end : stop], stop, joined)
            return
        follower = found[number + 1]
        cut = _cut(mask[q.end : follower.start], q, follower)
        if cut is None:
            continue
        yield Slot(q, left, text[q.end : q.end + cut[0]], q.end + cut[0], joined)
        begin, joined = q.end + cut[1], True


def _cut(gap: str, q: Quantity, follower: Quantity) -> tuple[int, int] | None:
    """Where the words between two quantities part: (end of the first's, start of the second's); None: all one name."""
    if match := JOIN.match(gap):
        return 0, match.end()
    if q.kind != "count" and q.kind != "scale" and gap.startswith("的"):
        return None
    if match := LAST_JOIN.search(gap):
        return match.start(), match.end()
    if q.kind == follower.kind == "count" and 2 < len(gap) < 14 and "的" not in gap and not VERB_END.search(gap):
        return len(gap), len(gap)
    return None


def _distributed(text: str, mask: str, span: Span, found: list[Quantity]) -> list[Slot]:
    """A、B分别达到N、M and A、B各N: the names before go to the quantities after, in order."""
    for mark in RESPECTIVELY.finditer(mask, *span):
        after = [q for q in found if q.start >= mark.end()]
        if not after:
            continue
        names = _names(text[span[0] : mark.start()], mask[span[0] : mark.start()])
        gaps = [mask[a.end : b.start] for a, b in pairwise(after)]
        if mark[0] == "各" and len(after) == 1 and len(names) > 1 and after[0].start == mark.end():
            if all(len(name) <= 4 for name in names):
                continue
            after = after * len(names)
        elif not all(JOIN.fullmatch(gap) for gap in gaps) or len(after) != len(names) or len(names) < 2:
            continue
        op = next((q.op for q in reversed(after) if q.op != "="), "=")
        first = next((q.op for q in after if q.op != "="), "=")
        op = ">=" if first == ">=" and op in (">", ">=") else op
        pairs = [(replace(q, op=op), name, YEAR.match(name)) for q, name in zip(after, names, strict=True)]
        if all(year for _, _, year in pairs):
            metric = names[-1][pairs[-1][2].end() :]  # type: ignore[union-attr]
            return [Slot(q, metric, "", q.end, year=int(year[1])) for q, _, year in pairs if year]
        return [Slot(q, name, "", q.end) for q, name, _ in pairs]
    return []


def _names(words: str, mask: str) -> list[str]:
    """The members of a joint list, each with the head that stands at the end and the opening at the start."""
    at, parts = 0, []
    for cut in SPLIT.finditer(mask):
        parts.append(words[at : cut.start()])
        at = cut.end()
    parts.append(re.sub(r"(?:累计|均|数量|总数)+$", "", words[at:]))
    figures = [re.search(r"\d[\d.]*[万亿]*(?:元|级)?", part) for part in parts]
    if len(parts) > 1 and all(figures):
        opening, head = parts[0][: figures[0].start()], parts[-1][figures[-1].end() :]  # type: ignore[union-attr]
        return [opening + f[0] + head for f in figures if f]
    if len(parts) > 1 and all(re.fullmatch(r".{0,12}?(?:国家|省|市|县|区)级?", p) for p in parts[:-1]):
        head = re.sub(r"^(?:国家|省|市|县|区)级?", "", parts[-1])
        return [*(p + ("" if p.endswith("级") else "级") + head for p in parts[:-1]), parts[-1]]
    return parts
