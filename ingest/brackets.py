"""Where a text assigns units: responsibility brackets (one mark may be lost), labelled lines, bare lists of units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.records import Span
from ingest.responsibility import JOINT, LABEL, without_notes
from ingest.units import COLLECTIVE, is_known, is_unit, is_unit_list, known_tail, split_units

PAIRS = {"(": ")", "[": "]", "〔": "〕", "【": "】"}
CLOSERS = frozenset(PAIRS.values())
CLUE = re.compile(r"责任|牵头|配合|负|落实|主办|承办|协办|参与")
LABELLED = r"(?:牵头|责任|配合|主办|协办|参与|落实|完成|实施)(?:责任)?(?:单位|部门|领导|人|时限|期限|时间)[::][^。\n]*"
LINE = re.compile(rf"[■●◆◇▪·—\-*]*{LABELLED}。?")
TAIL = re.compile(rf"(?:^|[。;\n!)])[■●◆◇▪·—\-*]*((?:{LABELLED}[。\n]*)+)$")
LOST = re.compile(r"(?:^|[。;\n!])([^。;\n!()〔\[]{4,300}?(?:\([^()]*\)[^()。;\n!]*)*)[)〕\]】]。?$")
DUTY = re.compile(
    r"(?:牵头|负责|配合|落实|实施|参与|列出|主办|协办|承办|分工)。*$|(?:牵头|主办)[,;、。]|负责[,;。]|[\u4e00-\u9fff]负$|为(?:牵头|责任)(?:单位|部门)"
)
LONGEST, DEEPEST = 1_000, 20
LISTED_MIN = 4
LISTED_STRONG = 2


def assigned(text: str, span: Span) -> Iterator[tuple[int, int, Span]]:
    """Responsibility brackets and labels in a span as (start, end, span of the inside)."""
    at, stop = span
    last = at
    while at < stop:
        if text[at] not in PAIRS:
            at += 1
            continue
        end, inner = closing(text, at, min(stop, at + LONGEST))
        inside = text[at + 1 : inner]
        if (CLUE.search(inside) and is_duty(inside)) or _closes(text, at, end, stop):
            yield at, end, (at + 1, inner)
            last = end
        at = end if inner < end else at + 1
    if found := _unbracketed(text, last, stop):
        yield found[0], stop, found


def _unbracketed(text: str, start: int, stop: int) -> Span | None:
    """The inside of a bracket without its opening mark, or of labelled words, at the end of a text."""
    rest = text[start:stop]
    if match := TAIL.search(rest):
        return start + match.start(1), start + match.end(1)
    match = LOST.search(rest)
    if match is None or not CLUE.search(match[1]) or not is_duty(match[1]):
        return None
    return start + match.start(1) + _first_unit(match[1]), start + match.end(1)


def _first_unit(text: str) -> int:
    """Where the units begin in words whose opening bracket is lost: at the first known department; 0 without one."""
    for piece in re.finditer(r"[^、,;]+", text):
        if is_known(piece[0]) or COLLECTIVE.match(piece[0]):
            return piece.start()
        if at := known_tail(piece[0]):
            return piece.start() + at
    return 0


def closing(text: str, start: int, stop: int) -> tuple[int, int]:
    """Offsets after the bracket that opens at `start` and after its inside; both the line's end if none closes it.

    Where brackets nest too deep, both are the place where that is seen.
    """
    depth = 0
    for index in range(start, stop):
        depth += (text[index] in PAIRS) - (text[index] in CLOSERS)
        if depth == 0:
            return index + 1, index
        if depth > DEEPEST:
            return index, index
    line = text.find("\n", start, stop)
    end = stop if line < 0 else line
    return end, end


def is_duty(inside: str) -> bool:
    """Whether the inside of a bracket says who answers."""
    bare = without_notes(inside)
    return bool(LABEL.match(bare)) or bool(DUTY.search(bare))


def is_open(text: str, span: Span, beyond: Span) -> bool:
    """Whether a duty bracket stays open at the end of a span, and the next span closes it."""
    start = max(text.rfind(mark, *span) for mark in PAIRS)
    if start < 0 or closing(text, start, span[1])[1] < span[1]:
        return False
    rest = next((c for c in text[slice(*beyond)] if c in PAIRS or c in CLOSERS), "(")
    return rest in CLOSERS and is_unit_list(re.split(r"[、,;]", text[start + 1 : span[1]])[0])


def is_labelled(line: str) -> bool:
    """Whether a line is nothing but labelled units: 责任单位:市工信局."""
    return LINE.fullmatch(line) is not None


def _closes(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a bracket that holds nothing but units closes a sentence: `。(市工信局、市科技局)`."""
    inside = JOINT.sub("、", without_notes(text[start + 1 : end - 1]))
    if end - start <= LISTED_MIN or not is_unit_list(inside.strip("。")):
        return False
    ends = end >= stop or text[end : end + 1] in "\n。"
    stands = text[start - 1 : start] in "。;"
    units = [u.name for u in split_units(inside.strip("。"), 0)]
    strong = all(is_known(re.sub(r"\(.*\)$", "", u)) or (COLLECTIVE.match(u) and is_unit(u)) for u in units)
    return (ends and stands) or (strong and (stands or (ends and len(units) >= LISTED_STRONG)))
