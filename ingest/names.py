"""Named things of a document: tagged spans and structural frames merged into Name facts with their attributes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.carriers import carried, sort_word
from ingest.chains import Chains
from ingest.firm_names import is_goods, is_institute, is_object, is_other, site
from ingest.frames import GAP, bare_end, framed, trades_of
from ingest.lists import Found
from ingest.outline import Outline
from ingest.project_rows import cell_rows, project_rows, ran_together
from ingest.records import Document, Name, Span
from ingest.stances import blotted, stance_of
from ingest.tagger import KIND, TOPICS, Scored
from ingest.topics import industry_sort, is_empty, is_trade, outline_chains, parent_of, platform_sort
from ingest.wholes import wholes

REPEATED = ("ENT", "PLAT", "PROJ")
REPEAT_MIN = 4
SHORTEST = 2
LONGEST = 20
AFTER_SLASH = re.compile(r"/[^/、,。;:!?\n()“”等的和及与]{1,14}(?=[、,。;\n等和及与])")
BEFORE_SLASH = re.compile(r"(?<=[、和及与])[^/、,。;:!?\n()“”等的和及与]{1,14}/$")
TRADE_OF = re.compile(r"[^、,。;]{2,6}(?:制造|产业)(?=(?:关键|核心)?(?:整机|整车|零部件|总成)$)")
GAP_END = re.compile(r"(?:短板|弱项|空白|缺口|断点|堵点|瓶颈|薄弱环节)")


def names_of(document: Document, tagged: Sequence[Scored]) -> tuple[Name, ...]:
    """Named things in order of text, one fact for each kind, name and sentence.

    `rule` says what found the name (tagger, frame.list, frame.gap, frame.chains, frame.firm, frame.built,
    frame.carrier, heading.industry, repeat) and, after `/`, by what its chain or parent was found (sentence, list,
    heading, passage, title); `confidence` is 0..1.
    """
    outline = Outline(document)
    spans = _placed(outline, _spans(outline, tagged))
    industries = [(span.start, span.end) for span in spans if span.kind == "IND"]
    segments = {(span.start, span.end) for span in spans if span.kind == "SEG"}
    chains = outline_chains(outline, industries, segments)
    words = blotted(outline.text, ((span.start, span.end) for span in spans))
    return tuple(_name(outline, chains, span, words, (span.start, span.end) in segments) for span in spans)


def _spans(outline: Outline, tagged: Sequence[Scored]) -> list[Found]:
    """Tagged and framed spans, and further mentions of tagged names, ordered by place."""
    text = outline.text
    rows = [*project_rows(text), *cell_rows(text, outline.document.passages)]
    told = {(row.kind, at) for row in rows for at in range(row.start, row.end)}
    tagged = [s for s in tagged if s.kind in KIND and (s.kind, s.start) not in told and (s.kind, s.end - 1) not in told]
    tagged = [s for s in tagged if s.kind != "ENT" or not _no_firm(text, s)]
    tagged = [s for s in tagged if s.kind != "PROJ" or not ran_together(text, s.start, s.end)]
    spans = [Found(s.start, s.end, s.kind, "tagger", _sure(s.score)) for s in tagged]
    begins = frozenset(s.start for s in tagged)
    spans = [_bare(text, span, begins) for span in spans]
    weak = [match.span() for match in GAP.finditer(text)]
    spans = list(dict.fromkeys(_weak(text, span, weak) for span in spans))
    new = rows + [f for f in framed(outline, tagged) if f.kind in KIND and (f.kind, f.start) not in told]
    firms = {(s.start, s.end) for s in new if s.kind == "ENT"}
    spans = [s for s in spans if (s.start, s.end) not in firms] + new
    trades = {(s.start, s.end) for s in spans if s.kind == "IND"} & {*trades_of(outline)}
    spans = [s for s in spans if s.kind != "SEG" or not any(a <= s.start and s.end <= b for a, b in trades)]
    spans = [_as_trade(text, span) for span in wholes(text, sorted(spans, key=lambda s: (s.start, -s.end)))]
    spans = [*_free(text, spans)]
    spans += carried(text, spans)
    spans += _repeats(text, spans)
    builders = tuple({text[row.start : row.end] for row in rows if row.kind == "ENT"})
    spans = [_as_builder(text, span, builders) for span in spans]
    return sorted(spans, key=lambda s: (s.start, -s.end, s.kind, s.rule))


def _no_firm(text: str, span: Scored) -> bool:
    name = text[span.start : span.end]
    return is_other(name) or is_goods(text, span.start, span.end) or is_institute(text, span.end)


def _free(text: str, spans: Sequence[Found]) -> Iterator[Found]:
    """The spans without the topics that only ever stand at the head of a longer one (`X` of `XY`, never by itself)."""
    ends: dict[int, int] = {}
    for span in spans:
        if span.kind in TOPICS:
            ends[span.start] = max(ends.get(span.start, 0), span.end)
    held = Counter(text[s.start : s.end] for s in spans if s.kind in TOPICS and ends[s.start] > s.end)
    for span in spans:
        name = text[span.start : span.end]
        if span.kind not in TOPICS or text.count(name) > held[name]:
            yield span


def _as_builder(text: str, span: Found, builders: tuple[str, ...]) -> Found:
    """An enterprise without what stands before it, where a table's column of builders has the name by itself."""
    written = text[span.start : span.end]
    whole = max((b for b in builders if written.endswith(b)), key=len, default="") if span.kind == "ENT" else ""
    return replace(span, start=span.end - len(whole)) if whole else span


def _bare(text: str, span: Found, begins: frozenset[int]) -> Found:
    """A tagged span as the clause tells: whole beside a slash, without gap words, a segment where a clause makes it."""
    if span.kind == "SEG":
        span = _slashed(text, span, begins)
        trade = TRADE_OF.match(text, span.start, span.end)
        span = replace(span, start=trade.end()) if trade else span
    if span.kind == "ENT" and is_object(text, span.start, span.end):
        return replace(span, kind="SEG")
    if span.kind == "ENT":
        return replace(span, start=span.start + site(text[span.start : span.end]))
    if span.kind not in TOPICS or not GAP_END.search(text, span.start, span.end):
        return span
    end = bare_end(text, span.start, span.end)
    return replace(span, end=end) if end - span.start >= SHORTEST else span


def _weak(text: str, span: Found, gaps: Sequence[Span]) -> Found:
    """A member of a list of gaps is a segment, whatever it was taken for, unless it ends like a trade."""
    inside = span.kind == "IND" and any(a <= span.start and span.end <= b for a, b in gaps)
    return replace(span, kind="SEG") if inside and not is_trade(text[span.start : span.end]) else span


def _slashed(text: str, span: Found, begins: frozenset[int]) -> Found:
    """A segment cut at a slash with the half beyond it (A/B电池), unless that half is a name by itself."""
    half = AFTER_SLASH.match(text, span.end) if span.end + 1 not in begins else None
    if half and half.end() - span.start <= LONGEST:
        return replace(span, end=half.end())
    half = BEFORE_SLASH.search(text, max(0, span.start - LONGEST), span.start)
    if half and half.start() not in begins and span.end - half.start() <= LONGEST:
        return replace(span, start=half.start())
    return span


def _sure(score: float) -> float:
    return round(1 / (1 + math.exp(-score)), 4)


def _as_trade(text: str, span: Found) -> Found:
    """A segment that ends like a trade is an industry."""
    if span.kind == "SEG" and is_trade(text[span.start : span.end]):
        return replace(span, kind="IND")
    return span


def _repeats(text: str, spans: Sequence[Found]) -> Iterator[Found]:
    """Untagged further mentions of enterprises, platforms and projects that are tagged elsewhere."""
    covered = {at for span in spans for at in range(span.start, span.end)}
    kinds: dict[str, str] = {}
    for span in spans:
        if span.kind in REPEATED and span.end - span.start >= REPEAT_MIN:
            kinds.setdefault(text[span.start : span.end], span.kind)
    if not kinds:
        return
    longest = sorted(kinds, key=lambda name: (-len(name), name))
    for match in re.finditer("|".join(map(re.escape, longest)), text):
        if covered.isdisjoint(range(*match.span())):
            yield Found(*match.span(), kinds[match[0]], "repeat", 0.8)


def _placed(outline: Outline, spans: Iterable[Found]) -> list[Found]:
    """The first span of each kind and name in each sentence of a passage; words that name nothing are left out."""
    seen: set[tuple[str, str, int]] = set()
    kept: list[Found] = []
    for span in spans:
        name = outline.text[span.start : span.end]
        key = span.kind, name, outline.sentence(span.start)[0]
        topic = span.kind in TOPICS
        generic = topic and is_empty(outline.text, span.start, span.end)
        if key not in seen and not generic and outline.place(span.start):
            seen.add(key)
            kept.append(span)
    return kept


def _name(outline: Outline, chains: Chains, span: Found, words: str, also_segment: bool) -> Name:
    place = outline.place(span.start)
    text, sentence = outline.text, outline.sentence(span.start)
    name, kind = text[span.start : span.end], KIND[span.kind]
    industry = kind == "industry"
    over = parent_of(chains, span.start, span.end) if industry else chains.of(span.start, span.end)
    sort = ""
    if industry:
        sort = industry_sort(text, sentence, span.start, span.end, also_segment=also_segment)
    elif kind == "platform":
        sort = platform_sort(sort_word(text, span))
    return Name(
        path=place.passage.path if place else "",
        start=span.start,
        end=span.end,
        rule=f"{span.rule}/{over.by}" if over else span.rule,
        confidence=span.confidence,
        kind=kind,
        name=name,
        sort=sort,
        chain=over.name if over and not industry else "",
        parent=over.name if over and industry else "",
        stance=stance_of(text, sentence, span.start, span.end, words) if kind == "segment" else "",
    )
