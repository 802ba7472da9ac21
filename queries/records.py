"""Records inside the rows of queries, and what all rows share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A frozen record that refuses unknown fields, so that a query and its header cannot drift apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(Record):
    """One row of a named query; `query` is the name of its .cypher file."""

    query: ClassVar[str]


class Ref(Record):
    """An entity by id, type and name."""

    id: str = Field(description="stable id")
    type: str = Field(description="node type of the ontology")
    name: str = Field(description="name to show")


class Sentence(Record):
    """The sentence behind a statement, and where it stands."""

    evidence: str = Field(description="id of the evidence; /api/v1/evidence/{id} gives the passage around it")
    quote: str = Field(description="the sentence")
    policy: str = Field(description="id of the document")
    title: str = Field(description="title of the document")
    year: int | None = Field(description="year of its date")
    path: str = Field(description="address of the passage, e.g. 三/(一)")
    place: str = Field(description="where it stands in the file, e.g. 第13页; empty for a text file")
    surface: str = Field(description="the thing's name as the sentence writes it; may be empty")


class Lead(Record):
    """A department that leads, and why it is named here."""

    id: str = Field(description="id of the department")
    name: str = Field(description="its name")
    basis: str = Field(description="stated where a text says that it leads, first_listed where it only stands first")
    via: str = Field(description="segment where its tasks name the segment itself, chain where they name the chain")
    own: bool = Field(
        description="true where a policy that carries the verdict assigns the task, false for another one"
    )
    tasks: int = Field(description="how many such tasks it leads")
    sentence: Sentence = Field(description="the sentence that assigns the first such task, of the newest policy")


class Near(Record):
    """A chain that a user's word may have meant, and how many gaps it has."""

    id: str = Field(description="id of the industry")
    name: str = Field(description="its name")
    gaps: int = Field(description="its gaps, those of its parts included")


RECORDS: dict[str, type[Record]] = {record.__name__: record for record in (Lead, Ref, Sentence)}
