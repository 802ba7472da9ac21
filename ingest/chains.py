"""The chain of a name: the industry of its sentence, of the nearest heading over it, or of the document's title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses import clause, opening, placed
from ingest.headings import core, grows, is_trade_like
from ingest.identity.spelling import ENDING, STEM_MIN, industry_name
from ingest.outline import Outline
from ingest.records import Passage, Span
from ingest.turns import turns

LEADING = re.compile(r"(?:产业链?|产业集群|行业|领域|赛道)?(?:方面|领域|行业)?,")
TOPIC = re.compile(r"(?:产业链?|行业)?(?:领域|方面)")
CLOSING = ("产业", "产业链", "集群", "业")
TRADES = ("产业", "产业链", "集群")
ANNEX = re.compile(r"附[件表录]?\d*(?:/\d+)?")
EXAMPLE = re.compile(r"[^,。;:以]{0,40}?为(?:代表|主体?|主导|核心|特色|重点)的")
ETC = re.compile(r"[^,。;:]{0,60}?等")
QUOTED = re.compile(r"《([^》\n]{6,60}(?:方案|计划|意见|措施|规划|政策|办法|纲要))[^》\n]{0,20}》")
HEAD = 1200
COMPOUND = re.compile(r"[^、,。;:!?\n的及和]{1,4}产业")
PLACE_OF = re.compile(
    rf"等?为(?:主|代表)的|(?:{COMPOUND.pattern})?(?:示范|转移|创新|特色)?(?:基地|园|区|高地|集聚|功能区|中心)"
)
SHORTEST = 3
NOTHING = r"(?!)"
NUMBERED = re.compile(r"(?:赛道|产业链?|领域|集群|方向)[一二三四五六七八九十\d]{0,2}:$")
LABEL = 8
OFTEN = 5
SHARE = 0.2
NEAR = 3
MOST = 0.6
CLASS_NEAR = 14
CLASS = re.compile(
    r"(?:战略性|传统|新兴|未来|优势|特色|支柱|主导|先导|高耗能|新型)+(?:制造|服务|成长|工业|关键|前沿)?(?:产业|行业|领域|赛道|服务业)"
    r"|(?:传统|先进)?制造业|(?:生产性|生活性|现代)?服务业"
)
TRADE_CLASS = re.compile(r"(?:先进|传统|生产性|生活性|现代|高端)+(?:制造业|服务业)|制造业")
OPENING = 4
HEAD_WORDS = 6
REACH = 60
FOCUS = re.compile(r"为(?:重点|抓手|方向|切入点|突破口|引领|牵引|主攻方向|主线|依托)[,,]")
MEASURED = re.compile(r"(?:总|年)?(?:产值|规模|营业收入|主营业务收入|营收)")
ACTED = re.compile(
    r"(?!支持|鼓励|引导|推动|依托|围绕|聚焦|发挥|培育|壮大|引进|以)[^,。;:!?\n]{2,40}?等[^,。;:!?\n、]{0,6}?企业(?![的、和与及,。;])"
)
LAST = re.compile(r"、$|、[^、,。;:!?\n]{1,16}(?:及其?|和|与|以及)$")
JOINED = re.compile(r"[、和及与“”]|以及")


@dataclass(frozen=True, slots=True)
class Chain:
    """An industry that governs a place, with its span, found by clause, sentence, list, heading, passage or title."""

    name: str
    span: Span
    by: str


class Chains:
    """Finds the governing industry of places in one document, given the spans of its industries in order."""

    def __init__(self, outline: Outline, industries: Sequence[Span], segments: Iterable[Span] = ()) -> None:
        self.outline = outline
        self.text = outline.text
        self.industries = sorted(set(industries))
        self._segments = sorted(set(segments))
        self._turns: dict[int, dict[Span, Span]] = {}
        self._abouts: dict[Span, Span | None] = {}
        self._known_spans = frozenset(self.industries)
        self._starts = [start for start, _ in self.industries]
        names = {self.text[start:end] for start, end in self.industries}
        longest = sorted((n for n in names if len(n) >= SHORTEST), key=lambda n: (-len(n), n))
        self._known = re.compile("|".join(map(re.escape, longest)) or NOTHING)
        self._title = self._subject()
        self._main = self._most_named()
        self._title_class = CLASS.search(self.text, *outline.document.meta.title_span)

    def of(self, start: int, end: int) -> Chain | None:
        """The chain of the name at [start, end); None where nothing governs it."""
        return next(self.over(start, end), None)

    def over(self, start: int, end: int, *, classes: bool = False) -> Iterator[Chain]:
        """Industries that govern the span, nearest first, none that overlaps it; with `classes`, classes too."""
        begin, stop = self.outline.sentence(start)
        if classes and (kind := self._class_after(end, stop)):
            yield self._chain(kind, "list")
        if closing := self._closing(end, stop):
            yield self._chain(closing, "list")
        if own := self._own(begin, stop, start):
            yield self._chain(own, "clause")
        begin = self._since(begin, stop, start)
        before = [s for s in reversed(self._between(begin, start)) if s[1] <= start and self._alone(s)]
        before = [s for s in before if not PLACE_OF.match(self.text, s[1])]
        for span in before:
            if LEADING.match(self.text, span[1]) or TOPIC.match(self.text, span[1]):
                yield self._chain(span, "sentence")
        yield from (self._chain(span, "heading") for span in self._headings(start, end, classes=classes))
        place = None if classes else self.outline.place(start)
        if place and (turn := self._turn(place.passage, start)) and not _overlap(turn, (start, end)):
            yield self._chain(turn, "passage")
        elif place and (kind := self._class_over(start)):
            yield self._chain(kind, "heading")
        if not classes:
            yield from (self._chain(span, "sentence") for span in before if self._speaks(span, start))
        if place and (first := self._opening(place.passage, begin)):
            yield self._chain(first, "passage")
        elif place and (sole := self._sole(place.passage, stop, start, end)):
            yield self._chain(sole, "passage")
        if place and (beside := self._beside(place.passage, start, end)):
            yield self._chain(beside, "passage")
        if self._title and not _overlap(self._title, (start, end)):
            yield self._chain(self._title, "title")
        elif not classes and self._main and not _overlap(self._main, (start, end)):
            yield self._chain(self._main, "document")
        elif classes and self._title_class:
            yield self._chain(self._title_class.span(), "title")

    def _turn(self, passage: Passage, start: int) -> Span | None:
        """The industry whose turn it is in the sentence around an offset, by the list that a class opens with."""
        if passage.start not in self._turns:
            known = {m.span() for m in self._known.finditer(self.text, passage.start, passage.end)}
            listed = sorted(known.union(self._between(passage.start, passage.end)))
            classed = any(CLASS.search(self.text, *heading) for heading in self.outline.headings(passage.start)[:1])
            self._turns[passage.start] = turns(self.text, passage, listed) if classed else {}
        told = self._turns[passage.start].items()
        return next((industry for (begin, stop), industry in told if begin <= start < stop), None)

    def _headings(self, start: int, end: int, *, classes: bool) -> Iterator[Span]:
        """Industries of the headings over a name, innermost first; mere words of a heading come last."""
        words: list[Span] = []
        for heading in self.outline.headings(start):
            about, named = self._about(heading), self._first((core(self.text, heading)[0], heading[1]))
            if about and not _overlap(about, (start, end)):
                yield about
            elif named and not _overlap(named, (start, end)):
                words.append(named)
            elif classes and not named and (general := CLASS.search(self.text, *heading)):
                words.append(general.span())
        yield from words

    def _class_over(self, start: int) -> Span | None:
        """The class that the innermost heading over a name is (`(十)人工智能赋能传统优势产业`)."""
        abouts = (core(self.text, heading) for heading in self.outline.headings(start)[:1])
        return next((about for about in abouts if CLASS.fullmatch(self.text, *about)), None)

    def _about(self, heading: Span) -> Span | None:
        """The topic that a heading is about: an industry, or a thing of which it speaks as of a trade."""
        if heading not in self._abouts:
            begin, stop = core(self.text, heading)
            named = self._first((begin, heading[1]))
            whole: object = named and (
                named[1] >= stop or self.text[slice(*named)].endswith(TRADES) or _most(named, (begin, stop))
            )
            near = self._segments[bisect_left(self._segments, (begin, 0)) : bisect_left(self._segments, (stop, 0))]
            things = (s for s in near if s[1] <= stop and _most(s, (begin, stop)))
            if not named and NUMBERED.search(self.text, max(0, heading[0] - LABEL), heading[0]):
                named = whole = heading
            if not named and (kind := TRADE_CLASS.search(self.text, begin, stop)):
                named = whole = kind.span()
            thing = next(things, None) if is_trade_like(self.text, heading, (begin, stop)) else None
            if not named and not thing and grows(self.text, heading, (begin, stop)):
                thing = begin, stop
            self._abouts[heading] = named if whole else thing
        return self._abouts[heading]

    def _speaks(self, span: Span, start: int) -> bool:
        """Whether an industry speaks for a later name: from another clause, its sentence's head, or its table row."""
        sentence = self.outline.sentence(start)
        place = self.outline.place(start)
        near = span[0] - sentence[0] <= HEAD_WORDS or (place is not None and place.passage.kind == "row")
        return near or span[0] < clause(self.text, sentence, start)[0]

    def _opening(self, passage: Passage, begin: int) -> Span | None:
        """The one industry of an earlier sentence of the passage, where that sentence begins with it."""
        for span in reversed(self._between(passage.start, begin)):
            first, stop = self.outline.sentence(span[0])
            lead = (
                first <= passage.start or len({self.text[slice(*s)] for s in self._between(passage.start, begin)}) == 1
            )
            if lead and span[0] - first <= OPENING and len(self._between(first, stop)) == 1 and self._alone(span):
                return span
        return None

    def _beside(self, passage: Passage, start: int, end: int) -> Span | None:
        """The industry nearest to a name in the row of an annex's table, the document's own subject apart."""
        if not ANNEX.fullmatch(passage.path):
            return None
        subject = self.text[slice(*self._title)] if self._title else ""
        own = [s for s in self._between(passage.start, passage.end) if not _overlap(s, (start, end))]
        own = [s for s in own if not self.text[slice(*s)].startswith(subject or "\n")]
        return min(own, key=lambda s: max(s[0] - end, start - s[1]), default=None)

    def _sole(self, passage: Passage, stop: int, start: int, end: int) -> Span | None:
        """The industry that a name stands before: by its sentence (以X为重点,壮大A产业), or its passage's only one."""
        after = [s for s in self._between(end, passage.end) if self._named(s)]
        if focus := FOCUS.search(self.text, end, stop):
            begin, limit = clause(self.text, (focus.end(), stop), focus.end())
            if aimed := [s for s in after if begin <= s[0] < limit]:
                return aimed[0]
        own = {self.text[slice(*s)] for s in after if s[0] < stop}
        if len(own) == 1 and MEASURED.match(self.text, after[0][1]):
            return after[0]
        names = {self.text[slice(*s)] for s in self._between(passage.start, passage.end)}
        return after[0] if after and len(names) == 1 else None

    def _named(self, span: Span) -> bool:
        """Whether a span is an industry by its ending, alone, and not the name of a place."""
        name = self.text[slice(*span)]
        ends = name.endswith(CLOSING) or self.text.startswith(CLOSING[0], span[1])
        return ends and self._alone(span) and not PLACE_OF.match(self.text, span[1])

    def _own(self, begin: int, stop: int, start: int) -> Span | None:
        """The industry with which the clause of the name opens (`A产业链引进X、Y`)."""
        opened = opening(self.text, clause(self.text, (begin, stop), start))
        return (
            opened.industry if opened and opened.industry[1] <= start and opened.industry in self._known_spans else None
        )

    def _since(self, begin: int, stop: int, start: int) -> int:
        """Where what may govern a name begins: its own clause where places or the name open it, else the sentence."""
        within = clause(self.text, (begin, stop), start)
        opened = opening(self.text, within)
        apart = placed(self.text, within) or ACTED.match(self.text, *within)
        return within[0] if apart or (opened and opened.industry[0] == start) else begin

    def _alone(self, span: Span) -> bool:
        """Whether an industry is no member of a list."""
        begin = max(0, span[0] - REACH)
        return LAST.search(self.text, begin, span[0]) is None and not JOINED.match(self.text, span[1])

    def _class_after(self, end: int, stop: int) -> Span | None:
        """The class that a list with 等 is an example of (`A、B等战略性新兴产业`)."""
        etc = ETC.match(self.text, end, stop)
        kind = CLASS.search(self.text, etc.end(), min(stop, etc.end() + CLASS_NEAR)) if etc else None
        return kind.span() if kind else None

    def _closing(self, end: int, stop: int) -> Span | None:
        """The industry that a list with 等 is an example of (`A、B等C产业`)."""
        if whole := EXAMPLE.match(self.text, end, stop):
            named = self._known.search(self.text, whole.end(), min(stop, whole.end() + CLASS_NEAR))
            return named.span() if named and not COMPOUND.match(self.text, named.end()) else None
        etc = ETC.match(self.text, end, stop)
        if not etc:
            return None
        if kind := TRADE_CLASS.match(self.text, etc.end()):
            return kind.span()
        near = self._between(etc.end(), etc.end() + NEAR + 1)
        closes = (s for s in near if self.text[s[0] : s[1]].endswith((*CLOSING, "经济")))
        return next(closes, None)

    def _first(self, within: Span) -> Span | None:
        """The industry of a heading: as tagged there, else one that the document names elsewhere."""
        tagged = next((span for span in self._between(*within) if span[1] <= within[1]), None)
        known = None if tagged else self._known.search(self.text, *within)
        return tagged or (known.span() if known else None)

    def _subject(self) -> Span | None:
        """The industry that the document is about, by its title, else by the titles it gives itself in its head."""
        document = self.outline.document
        titles = [document.meta.title_span, *((p.start, p.end) for p in document.passages if p.kind == "title")]
        titles += [m.span(1) for m in QUOTED.finditer(self.text, 0, HEAD)]
        return next((span for title in titles if (span := self._first(title) or self._stem_in(title))), None)

    def _stem_in(self, title: Span) -> Span | None:
        """The industry, named several times, of which a title holds all but the ending (算力产业 of 算力网建设)."""
        words = self.text[slice(*title)]
        counts = Counter(ENDING.sub("", self.text[slice(*span)]) for span in self.industries)
        held = [stem for stem in counts if len(stem) >= STEM_MIN and counts[stem] >= OFTEN and stem in words]
        best = max(held, key=lambda stem: (counts[stem], stem), default=None)
        return next((s for s in self.industries if ENDING.sub("", self.text[slice(*s)]) == best), None)

    def _most_named(self) -> Span | None:
        """The industry that the document names most, where it names it often and much oftener than others."""
        counts = Counter(industry_name(self.text[slice(*span)]) for span in self.industries)
        for name, count in counts.most_common(1):
            if count >= OFTEN and count >= SHARE * counts.total():
                return next(s for s in self.industries if industry_name(self.text[slice(*s)]) == name)
        return None

    def _between(self, start: int, end: int) -> Sequence[Span]:
        """Industries that begin in [start, end)."""
        return self.industries[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _chain(self, span: Span, by: str) -> Chain:
        return Chain(self.text[span[0] : span[1]], span, by)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _most(part: Span, whole: Span) -> bool:
    return part[1] - part[0] >= MOST * (whole[1] - whole[0])
