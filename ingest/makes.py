"""Who makes what: sentences in which an enterprise makes, or is to develop, a segment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.outline import Outline
from ingest.records import Document, Makes, Name, Span

BETWEEN = re.compile(r"[、和及与]|以及")
VERB = (
    r"(?:重点|大力|加快|积极|着力|联合|共同|加大|加强|持续|进一步)*"
    r"(?:(?:联合|携手|会同|与)[^,。;、]{2,20}?(?:联合|共同|合作)?)?"
    r"(?:发展|开发|生产|研发|研制|制造|推出|量产|攻关|突破|主攻|布局|做大|做强|专注|专业从事|巩固|打造|扩大|提升|扩能|攻克|开展|引领|深耕|主导)+"
)
LIST_END = r"(?:等)?(?:[^,。;、:]{0,6}?(?:企业|公司|单位|厂|集团))?"
ROLE = r"为(?:龙头|依托|引领|主体|骨干|支撑|重点|核心|代表|链主)"
AFTER = re.compile(rf"{LIST_END}(?:(?:{ROLE},?)?{VERB}|,?在)")
AFTER_COMMA = re.compile(rf"{LIST_END},{VERB}")
BACKED = re.compile(r"(?:支持|鼓励|引导|推动|依托|发挥|以|立足)[^,。;:!?\n]{0,6}$")
DIRECT = re.compile(r"的?")
GOES_ON = re.compile(
    r",(?:并|同时|重点|大力|加快|积极|着力|同步|联合|共同)*(?:发展|开发|生产|研发|研制|制造|做大|做强)(?!新)"
)
PROJECT = re.compile(r"[^,。;、]{0,6}?(?:项目|基地|生产线|产线|工厂)")
AREA = re.compile(r"等?[^,。;、]{0,4}?(?:领域|方面|环节)")
STOP = re.compile(r"[,。;:!?\n]")
SURE = {"makes.list": 0.7, "makes.area": 0.6, "makes.project": 0.7}


def makes_of(document: Document, names: Sequence[Name]) -> tuple[Makes, ...]:
    """Facts `enterprise makes segment` in order of text, each within one sentence.

    Read are `支持A、B等企业(重点)发展X、Y`, `以A为龙头,发展X`, `依托A发展X`, `A在X等领域…`, `AX项目`; the segments
    are those between the verb and the end of its clause or the next enterprise. The fact's span reaches from the
    enterprise to the segment.
    """
    outline = Outline(document)
    sentences: dict[Span, list[Name]] = {}
    for name in names:
        if name.kind in ("enterprise", "segment"):
            sentences.setdefault(outline.sentence(name.start), []).append(name)
    found = [made for sentence, inside in sentences.items() for made in _sentence(outline.text, sentence, inside)]
    return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.start, m.end, m.enterprise, m.segment)))


def _sentence(text: str, sentence: Span, inside: Sequence[Name]) -> Iterator[Makes]:
    enterprises = [n for n in inside if n.kind == "enterprise"]
    segments = [n for n in inside if n.kind == "segment" and not _within(n, enterprises)]
    for group, bound in _groups(text, enterprises, sentence[1]):
        backed = BACKED.search(text, sentence[0], group[0].start) is not None
        rule, chosen = _governed(text, group[-1].end, bound, segments, backed=backed)
        for enterprise in group:
            for segment in chosen:
                yield Makes(
                    path=enterprise.path,
                    start=enterprise.start,
                    end=segment.end,
                    rule=rule,
                    confidence=SURE[rule],
                    enterprise=enterprise.name,
                    segment=segment.name,
                )


def _within(name: Name, others: Sequence[Name]) -> bool:
    return any(other.start < name.end and name.start < other.end for other in others)


def _groups(text: str, enterprises: Sequence[Name], stop: int) -> Iterator[tuple[list[Name], int]]:
    """Enterprises that a list joins, with the place where what is said of them ends: the next group or the sentence."""
    group: list[Name] = []
    for name in enterprises:
        if group and not BETWEEN.fullmatch(text, group[-1].end, name.start):
            yield group, name.start
            group = []
        group.append(name)
    if group:
        yield group, stop


def _governed(text: str, end: int, bound: int, segments: Sequence[Name], *, backed: bool) -> tuple[str, list[Name]]:
    """The rule that applies behind the enterprises at `end`, and the segments that it gives them.

    A verb behind a comma speaks of enterprises only where the clause backs them (支持A,发展X).
    """
    for name in segments:
        if name.start in (end, end + 1) and DIRECT.fullmatch(text, end, name.start):
            return "makes.project", [name] if PROJECT.match(text, name.end) else []
    verb = AFTER.match(text, end, bound) or (AFTER_COMMA.match(text, end, bound) if backed else None)
    if not verb:
        return "makes.list", []
    stop = _stop(text, verb.end(), bound, goes_on=backed)
    clause = [n for n in segments if verb.end() <= n.start and n.end <= stop]
    if verb[0].endswith("在"):
        return "makes.area", clause if clause and AREA.match(text, clause[-1].end) else []
    return "makes.list", clause


def _stop(text: str, begin: int, bound: int, *, goes_on: bool) -> int:
    """Where what is said of the enterprises ends: their clause, and where it `goes_on` later ones of making."""
    stop = STOP.search(text, begin, bound)
    while stop and goes_on and (later := GOES_ON.match(text, stop.start(), bound)):
        stop = STOP.search(text, later.end(), bound)
    return stop.start() if stop else bound
