"""What is judged and what a judgement says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["department", "enterprise", "industry", "segment", "platform", "region"]
Answer = Literal["same", "different", "successor", "broader", "member", "unsure"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written, the region of the document that writes it (empty where unknown) and the document's year."""

    kind: Kind
    name: str
    region: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two names are to each other, by which rule (`department.short_form`) and how sure (0 to 1).

    `successor`: a is the predecessor of b. `broader`: b holds a, as a bureau its division or a chain its branch.
    `member`: a is one of the collective b. The reverse of these three is `different`. `unsure`: a person has to say.
    """

    answer: Answer
    rule: str
    score: float = 1.0
