"""Judgements: what two names are to each other, kept beside the data; canonical nodes follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.diff import Props
from graph.records import make_id

PERSON = "person"
"""`by` of a judgement that a person made."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the id that it has by itself and its type; `into` is the node where it stands, often the same."""

    id: str
    type: str
    name: str
    region: str = ""
    into: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `a` is to `b`, by a rule or a person (`by`); `score` is 0 to 1, `decided` a date YYYY-MM-DD."""

    kind: str
    a: str
    b: str
    name_a: str
    name_b: str
    answer: str
    rule: str
    score: float
    by: str = "rule"
    region_a: str = ""
    region_b: str = ""
    who: str = ""
    decided: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """One judgement of each pair by rules, one by people."""
        return make_id("Judgement", *sorted((self.a, self.b)), self.by)

    @property
    def pair(self) -> frozenset[str]:
        """The ids of both names."""
        return frozenset((self.a, self.b))

    def props(self) -> Props:
        """As stored: without what is empty."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {"id": self.id, **{name: value for name, value in values.items() if value != ""}}

    @classmethod
    def stored(cls, props: Mapping[str, object]) -> Judgement:
        """From stored properties."""
        return cls(**{name: value for name, value in props.items() if name != "id"})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge that follows from a judgement: type, ids of both canonical nodes, properties with their source."""

    type: str
    label: str
    source: str
    target: str
    props: Mapping[str, str | float]

    @property
    def rid(self) -> str:
        """Its id: that of an edge without a document."""
        return make_id(self.type, self.source, self.target, "")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the names of the whole graph are to each other.

    `rules` are all judgements by rules; `canonical` says for each name that stands at another node which one, by id;
    `names` are all names by id; `relations` are all edges that follow from judgements.
    """

    names: Mapping[str, Named]
    rules: tuple[Judgement, ...] = ()
    canonical: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
