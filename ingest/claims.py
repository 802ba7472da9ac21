"""What a language model says of a document, held to the document: a claim stands in its own words or is dropped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.llm import NoAnswer, decoded
from ingest.normalise import squash
from ingest.numbers import quantities
from ingest.proposals import Uncertain
from ingest.records import Document, Name, Span, Target, Task, Unit
from ingest.sentences import sentence
from ingest.units import is_unit
from ontology.records import enum_type

CONFIDENCE = 0.3
MAX_CLAIMS = 200
LONGEST_NAME = 60
BROKEN = re.compile(r"[。;!?\n]")

Short = Annotated[str, Field(max_length=LONGEST_NAME)]


class Dropped(Exception):  # noqa: N818
    """A claim that the document does not bear out; the message is the reason, in Chinese."""


class _Claim(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    quote: str = Field(min_length=2, max_length=2_000)


class NameClaim(_Claim):
    """A thing that the quote names."""

    kind: Literal["industry", "segment", "enterprise", "platform", "project"]
    name: Short = Field(min_length=2)
    chain: Short = ""
    stance: enum_type("stance") | Literal[""] = ""  # type: ignore[valid-type]


class TargetClaim(_Claim):
    """A goal with a number that the quote states."""

    kind: Literal["target"]
    subject: Short = ""
    metric: Short = Field(min_length=1)
    op: enum_type("operator")  # type: ignore[valid-type]
    value: float
    value_max: float | None = None
    unit: Short = ""
    year: int | None = None
    period: enum_type("period") = "by_year"  # type: ignore[valid-type]


class TaskClaim(_Claim):
    """Units that the quote makes answer for what it says."""

    kind: Literal["task"]
    leads: list[Short] = Field(default=[], max_length=60)
    supports: list[Short] = Field(default=[], max_length=60)


Claim = Annotated[NameClaim | TargetClaim | TaskClaim, Field(discriminator="kind")]
CLAIM: TypeAdapter[NameClaim | TargetClaim | TaskClaim] = TypeAdapter(Claim)


def claims(said: str) -> Iterator[NameClaim | TargetClaim | TaskClaim | None]:
    """The claims of one answer, None for each without the right shape; raises NoAnswer where it is no list of facts."""
    given: Any = decoded(said[said.find("{") : said.rfind("}") + 1])
    found = given.get("facts") if isinstance(given, dict) else None
    if not isinstance(found, list):
        raise NoAnswer("回答不合约定格式")
    for item in found[:MAX_CLAIMS]:
        try:
            yield CLAIM.validate_python(item)
        except (ValidationError, RecursionError):
            yield None
    yield from [None] * max(0, len(found) - MAX_CLAIMS)


class Checker:
    """Finds quotes in one document, whatever line breaks and widths of characters they are written with."""

    def __init__(self, document: Document, rule: str) -> None:
        text = document.text.text
        self.document, self.rule = document, rule
        self.places = [at for at, char in enumerate(text) if char != "\n"]
        self.flat = text.replace("\n", "")

    def fact(self, claim: NameClaim | TargetClaim | TaskClaim, near: int) -> Uncertain:
        """The claim as a fact of the document; `near` is where the text that the model saw begins. Raises Dropped."""
        quoted = squash(claim.quote)[0]
        start = self._find(quoted, near)
        if isinstance(claim, NameClaim):
            return self._name(claim, quoted, start)
        if isinstance(claim, TargetClaim):
            return self._target(claim, quoted, start)
        return self._task(claim, quoted, start)

    def _find(self, quoted: str, near: int) -> int:
        """Where the quote stands in the flat text, within one passage: first from `near` on, else anywhere."""
        first = self.flat.find(quoted, bisect_left(self.places, near))
        at = first if first >= 0 else self.flat.find(quoted)
        if at < 0 or not quoted:
            raise Dropped("引文不在原文中")
        start, end = self._span(at, len(quoted))
        if not any(p.start <= start and end <= p.end for p in self.document.passages):
            raise Dropped("引文不在一条之内")
        return at

    def _span(self, start: int, length: int) -> Span:
        return self.places[start], self.places[start + length - 1] + 1

    def _base(self, span: Span) -> dict[str, Any]:
        path = next((p.path for p in reversed(self.document.passages) if p.start <= span[0]), "")
        return {"path": path, "start": span[0], "end": span[1], "rule": self.rule, "confidence": CONFIDENCE}

    def _name(self, claim: NameClaim, quoted: str, start: int) -> Name:
        name, chain = squash(claim.name)[0], squash(claim.chain)[0]
        if len(name) < 2 or BROKEN.search(name):
            raise Dropped("名称不成名称")
        at = quoted.find(name)
        if at < 0 or "\n" in self.document.text.text[slice(*self._span(start + at, len(name)))]:
            raise Dropped("名称不在引文中")
        base = self._base(self._span(start + at, len(name)))
        stance = claim.stance if claim.kind in ("segment", "industry") else ""
        where = chain if chain in self.flat and claim.kind != "industry" and chain != name else ""
        return Name(kind=claim.kind, name=name, chain=where, stance=stance, **base)

    def _target(self, claim: TargetClaim, quoted: str, start: int) -> Target:
        metric, subject, unit = (squash(text)[0] for text in (claim.metric, claim.subject, claim.unit))
        figures = [(q.value, q.value_max, q.unit) for q in quantities(quoted, 0, len(quoted))]
        if (claim.value, claim.value_max, unit) not in figures:
            raise Dropped("数值或单位不在引文中")
        if not metric or metric not in quoted or subject not in self.flat:
            raise Dropped("名称不在引文中")
        if claim.year is not None and f"{claim.year}年" not in self.flat:
            raise Dropped("年份不在原文中")
        return Target(
            subject=subject,
            metric=metric,
            op=str(claim.op),
            value=claim.value,
            unit=unit,
            year=claim.year,
            period=str(claim.period),
            value_max=claim.value_max,
            **self._base(self._span(start, len(quoted))),
        )

    def _task(self, claim: TaskClaim, quoted: str, start: int) -> Task:
        leads, supports = (self._units(names, quoted, start) for names in (claim.leads, claim.supports))
        if not leads and not supports:
            raise Dropped("任务没有责任单位")
        whole = sentence(self.document.text.text, *self._span(start, len(quoted)))
        return Task(leads=leads, supports=supports, basis="stated" if leads else "", **self._base(whole))

    def _units(self, names: list[str], quoted: str, start: int) -> tuple[Unit, ...]:
        plain = list(dict.fromkeys(squash(name)[0] for name in names))
        if any(name not in quoted or not is_unit(name) for name in plain):
            raise Dropped("名称不在引文中")
        return tuple(Unit(name, *self._span(start + quoted.index(name), len(name))) for name in plain)
