"""The year by which a goal is to be met: as the text states it, and the term of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.records import Document

PLAN_ENDS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
YEAR = re.compile(
    r"(?P<lead>力争到?|争取到?|截至|截止|[到至于在比较与自从以为])?(?P<year>20\d\d)年"
    r"(?P<tail>底|末|年底|\d{1,2}月(?:底|\d{1,2}日)?)?(?P<before>之?前)?(?P<since>起|以来)?"
    r"|“?(?P<plan>十[二三四五]五)”?(?P<plantail>时期|期间|期末|末)?"
)
PAST = re.compile(r"(?:截至|截止)(20\d\d)年|(20\d\d)年[^。到至]{0,40}(?:同比|现有)")
BASE = re.compile("的?(?:基础|水平|基数)")
COMPARED = frozenset("比较与自从以为")
GOAL_LEADS = ("到", "至", "力争", "力争到", "争取", "争取到")


@dataclass(frozen=True, slots=True)
class Clock:
    """The document in time: the year it was written and the first and last year of its term, None where unknown."""

    now: int | None
    plan: tuple[int, int] | None

    @property
    def end(self) -> int | None:
        """The year that holds for goals that state none."""
        return self.plan[1] if self.plan else None

    @property
    def begin(self) -> int:
        """The first year for which the document can set goals, 0 where it tells none."""
        return self.plan[0] if self.plan else self.now or 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A year in the text: its offset, whether it says by when (else when something was), `term` for 十四五."""

    at: int
    year: int
    goal: bool
    term: bool = False


def mentions(text: str, start: int, end: int, clock: Clock) -> list[Mention]:
    """The years that text[start:end) states, in order."""
    found = []
    for match in YEAR.finditer(text, start, end):
        lead = match["lead"] or ""
        if match["plan"] and text[max(start, match.start() - 1) : match.start()] in COMPARED:
            continue
        if BASE.match(text, match.end()) or (match["plan"] and not match["plantail"] and text[match.end()] in "后前”"):
            continue
        if match["plan"]:
            year = PLAN_ENDS[match["plan"]]
            found.append(Mention(match.start(), year, bool(match["plantail"]) and year >= (clock.now or 0), True))
        elif lead not in COMPARED and not match["since"]:
            year = int(match["year"])
            found.append(Mention(match.start(), year, _is_goal(match, lead, year, clock)))
    return found


def _is_goal(match: re.Match[str], lead: str, year: int, clock: Clock) -> bool:
    if lead.startswith("截"):
        return clock.now is not None and year > clock.now
    if clock.plan and clock.plan[0] <= year <= clock.plan[1]:
        return True
    if clock.now is not None:
        return year > clock.now or (year == clock.now and bool(match["before"] or lead in GOAL_LEADS))
    return lead in GOAL_LEADS or bool(match["before"])


def clock_of(document: Document) -> Clock:
    """When a document was written and till when it plans; the year may be told from the goals it states."""
    meta, title = document.meta, document.meta.title
    plan = (
        _plan(title)
        or _beside(title, document.text.text)
        or _spelled(title, document.text.text)
        or _stated(document.text.text)
    )
    if plan is None and title == document.text.source.path.stem:
        plan = meta.period or _common(document.text.text)
    stated = [meta.issued_on[:4], *re.findall(r"[〔\[(](20\d\d)[〕\])]", meta.doc_number)]
    years = [int(y) for y in stated if y.isdigit()]
    if years or plan:
        return Clock(years[0] if years else plan[0] if plan else None, plan)
    told = [int(a or b) for a, b in PAST.findall(document.text.text)]
    ahead = [int(y) for y in re.findall(r"[到至](20\d\d)年", document.text.text)]
    latest = min(ahead) - 1 if ahead else max(told, default=0)
    return Clock(min(max(told), latest) if told else latest - 1 if ahead else None, None)


def _spelled(title: str, text: str) -> tuple[int, int] | None:
    """三年行动计划: the first span of as many years in the text."""
    match = re.search(r"([三四五])年行动", title)
    length = {"三": 2, "四": 3, "五": 4}[match[1]] if match else 0
    for span in re.finditer(r"(20\d\d)年?(?:-|—|–|~|至|到){1,2}(20\d\d)", text) if match else ():
        if int(span[2]) - int(span[1]) == length:
            return int(span[1]), int(span[2])
    return None


def _common(text: str) -> tuple[int, int] | None:
    """The year that a text without a title names for all its goals, where it does so five times or more."""
    years = [int(year) for year in re.findall(r"到(20\d\d)年", text)]
    if len(years) >= 5 and years.count(years[0]) >= 0.9 * len(years):
        return years[0] - 4, years[0]
    return None


def _beside(title: str, text: str) -> tuple[int, int] | None:
    """The period in brackets after a title (…行动方案(2022—2024年)) where the title was read without it."""
    match = re.search(rf"{re.escape(title[-8:])}\n?\(([^()\n]*)\)", text) if len(title) >= 8 else None
    return _plan(match[1]) if match else None


def _stated(text: str) -> tuple[int, int] | None:
    """规划期2016—2020年: the span that the text itself calls its term."""
    match = re.search(
        r"(?:(?:规划|实施|计划|方案|执行|行动)期(?:限)?(?:为|:|是)?|本(?:规划|方案|计划|意见)[^。\d]{0,10})(20\d\d)年?[-—–~至到]{1,2}(20\d\d)年",
        text,
    )
    return (int(match[1]), int(match[2])) if match else None


def _plan(title: str) -> tuple[int, int] | None:
    if years := [int(y) for y in re.findall(r"20\d\d(?=年(?!\d{1,2}月)|-|—|–|~|至|\))", title)]:
        return years[0], years[-1]
    return next(((end - 4, end) for word, end in PLAN_ENDS.items() if word in title), None)


def title_year(text: str) -> int | None:
    """The last year that a heading or an annex title states (…2026年工作任务清单), None where it states none."""
    years = re.findall(r"(20\d\d)年?(?:底|末)?(?!年?[-—–~至]\d|[〕\]])", text)
    return int(years[-1]) if years else None
