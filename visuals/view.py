"""The one view: what a picture shows, as frozen records, with no thought of how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.model import load
from queries.fold import split
from queries.near import GAPS as GAPS


@dataclass(frozen=True, slots=True)
class Named:
    """An entity by its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence behind a statement: evidence id, words, document with year, passage, the name as written there.

    `place` says in words where it stands in the file; empty for a text file.
    """

    evidence: str
    quote: str
    policy: str
    path: str = ""
    surface: str = ""
    year: int | None = None
    place: str = ""

    @property
    def cited(self) -> str:
        """Title and year of the document: 《…》（2016）."""
        return f"《{self.policy}》" + (f"（{self.year}）" if self.year else "")

    def marked(self, name: str) -> tuple[str, str, str]:
        """The quote in three parts: before, the words that name the thing, after (the last two empty if absent)."""
        tries = (split(self.quote, words) for words in (self.surface, name))
        return next((parts for parts in tries if parts[1]), (self.quote, "", ""))


@dataclass(frozen=True, slots=True)
class Lead:
    """A department that leads a task.

    `via` says whether the task is on the `segment` itself or on its `chain`; `own` is False where another policy than
    the stating ones assigns it; `sentence` does so.
    """

    id: str
    name: str
    basis: str = ""
    via: str = "segment"
    own: bool = True
    sentence: Sentence | None = None

    @property
    def note(self) -> str:
        """How it is known to lead: as the text says, or only for a task on the chain, or by another policy."""
        how = load().label("lead_basis", self.basis) if self.basis and self.via == "segment" else ""
        return "　".join(part for part in (how, self.origin) if part)

    @property
    def origin(self) -> str:
        """Empty where a stating policy assigns a task on the segment itself."""
        far = "涉及本链的任务" if self.via == "chain" else ""
        other = f"据{self.sentence.cited}" if self.sentence and not self.own else ""
        return "　".join(part for part in (far, other) if part)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a chain.

    `verdict` is a value of the ontology's enum; `parts` are the parts of the chain to which it belongs, where it does
    not belong to the whole.
    """

    id: str
    name: str
    verdict: str
    enterprises: tuple[Named, ...] = ()
    leads: tuple[Lead, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    parts: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A target in words, e.g. 2025年 汽车产业 产值 达到 1000 亿元, with its sentence where known."""

    id: str
    text: str
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A policy that says something of the chain."""

    id: str
    title: str
    doc_number: str = ""
    issued_on: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class ChainView:
    """Everything the map of one chain shows; each segment has one of the ontology's verdicts.

    `parts` are the industries that are directly part of the chain.
    """

    chain: Named
    region: str
    segments: tuple[Segment, ...]
    leads: tuple[Lead, ...] = ()
    platforms: tuple[Named, ...] = ()
    goals: tuple[Goal, ...] = ()
    sources: tuple[Source, ...] = ()
    parts: tuple[Named, ...] = ()

    def of(self, verdict: str) -> tuple[Segment, ...]:
        """The segments of one verdict, in order."""
        return tuple(s for s in self.segments if s.verdict == verdict)

    @property
    def title(self) -> str:
        """The heading: 汽车, 汽车产业 and 汽车产业链 all give 汽车产业链图谱."""
        name = self.chain.name
        return name + ("图谱" if name.endswith("链") else "链图谱" if name.endswith("产业") else "产业链图谱")

    @property
    def where(self) -> str:
        """The region in words."""
        return self.region or "全部地区"

    @property
    def sentences(self) -> int:
        """How many different sentences stand behind the map."""
        return len({s.evidence for segment in self.segments for s in segment.sentences})


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node of a network picture; `type` is a node type of the ontology, `verdict` that of a segment, where known."""

    id: str
    type: str
    name: str
    sentences: tuple[Sentence, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An edge of a network picture; `type` is an edge type of the ontology."""

    id: str
    type: str
    source: str
    target: str
    sentences: tuple[Sentence, ...] = ()


def chain_view(
    chain: Named,
    region: str,
    segments: Iterable[Segment],
    *,
    leads: Iterable[Lead] = (),
    platforms: Iterable[Named] = (),
    goals: Iterable[Goal] = (),
    sources: Iterable[Source] = (),
    parts: Iterable[Named] = (),
) -> ChainView:
    """The view of one chain, segments in the ontology's order of verdicts; KeyError for a verdict it lacks."""
    rank = {verdict: place for place, verdict in enumerate(load().enums["verdict"])}
    ranked = sorted(segments, key=lambda s: rank[s.verdict])
    lists = (tuple(leads), tuple(platforms), tuple(goals), tuple(sources), tuple(parts))
    return ChainView(chain, region, tuple(ranked), *lists)


def goal_text(
    metric: str,
    op: str,
    value: float,
    *,
    unit: str = "",
    subject: str = "",
    year: int | None = None,
    value_max: float | None = None,
    period: str = "",
) -> str:
    """One target as a line, in the ontology's words for operator and period; numbers are never in exponents."""
    label = load().label
    amount = _number(value) if value_max is None else f"{_number(value)}—{_number(value_max)}"
    when = f"{year}年" if year else ""
    how = "" if period in ("", "by_year") else label("period", period)
    return " ".join(part for part in (when, subject, metric, how, label("operator", op), amount + unit) if part)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
