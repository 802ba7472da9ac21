"""What two forms of departments of one place are to each other: one form, division, successor, or not to be told."""

from __future__ import annotations

import re
from functools import cache

from ingest.identity.offices import EARLY, GROUP, Office
from ingest.identity.records import Verdict
from ontology.reference.departments import Succession, alike, departments, followed, line_of, regional, successions
from ontology.reference.divisions import chain

HEADS = ("中心", "集团", "公司", "研究院", "研究所", "办公室", "局", "院", "所")
ABBREVIATED_MIN = 4
STEM_MIN = 3
AND = re.compile(r"[和与及](?!平)")


def compare(a: Office, b: Office, year_a: int | None = None, year_b: int | None = None) -> Verdict:
    """What two units of one place are to each other; a short form fits the later form too."""
    if a.body == b.body:
        if a.tail == b.tail or _abbreviates(a.tail, b.tail):
            return Verdict("same", "department.form", 0.97)
        if a.tail and not b.tail:
            return Verdict("broader", "department.division", 0.95)
        return Verdict("different", "department.division", 0.95)
    if GROUP.search(b.body) and not (a.known or b.known) and a.body in (f"{b.body}办公室", f"{b.body}办"):
        return Verdict("broader", "department.group_office", 0.9)
    if a.tail or b.tail:
        return Verdict("different", "department.form", 0.97)
    if _habit(a, b, year_a) or _habit(b, a, year_b):
        return Verdict("same", "department.habit", 0.85)
    step, back = _step(a, b), _step(b, a)
    if year_a and year_b and _short_of(a, b):
        since = max((s.year for s in (step, back) if s), default=0)
        if year_a == year_b or (since and min(year_a, year_b) >= since):
            return Verdict("same", "department.short_form", 0.85)
    if step and step.kind in ("split", "reorganised") and year_a == year_b and (year_a or 0) > step.year:
        return Verdict("different", "department.side_by_side", 0.8)
    if step:
        return Verdict("successor", f"department.succession.{step.kind}", 0.95 if step.confidence == "high" else 0.8)
    if back:
        return Verdict("different", "department.succession", 0.95)
    pair = frozenset((a.body, b.body))
    if alike().get(pair) == "same":
        return Verdict("same", "department.alike", 0.85)
    if _short_of(a, b) and not {a.body, b.body} & EARLY.keys():
        return Verdict("same", "department.short_form", 0.85)
    if alike().get(pair) == "unsure":
        return Verdict("unsure", "department.loose_form", 0.5)
    if not (a.known or b.known) and _cut_short(a.body, b.body):
        return Verdict("same", "department.short_form", 0.9)
    if not (a.known or b.known) and _initials(a.body, b.body):
        return Verdict("same", "department.initials", 0.85)
    if not (a.known or b.known) and _abbreviates(a.body, b.body):
        return Verdict("unsure", "department.abbreviation", 0.5)
    return Verdict("different", "department.form", 0.97)


def _habit(a: Office, b: Office, year: int | None) -> bool:
    """Whether `a` is a former name still in use years after `b` took its place one to one: 建设厅 in 2023."""
    if year is None or a.known is None or a.known.valid_to is None or year <= a.known.valid_to:
        return False
    step = next((s for s in successions().get(a.body, ()) if s.after == b.body), None)
    return step is not None and step.kind == "renamed" and step.confidence == "high"


def _step(a: Office, b: Office) -> Succession | None:
    """The row by which the form of `a` came before that of `b`; what holds in their province goes before the rest."""
    if row := _in_province(a, b):
        return row
    return None if _in_province(b, a) else followed(a.body, b.body)


def _in_province(a: Office, b: Office) -> Succession | None:
    place = a.spot.sure
    if place is None:
        return None
    province = next((p.code for p in chain(place) if p.level == "province"), "")
    return regional().get((a.body, b.body, province))


def _short_of(a: Office, b: Office) -> bool:
    """Whether one is written short and its characters are of the other's full form: 城管局, 城市管理和综合执法局."""
    for short, full in ((a, b), (b, a)):
        if not short.known or not full.known or short.known.office != full.known.office:
            continue
        written, whole = _bare(short.written), _bare(full.body)
        if short.written != short.known.name and len(written) < len(whole) and _in_order(written, whole):
            return True
    return False


def _bare(form: str) -> str:
    """A form without the words that short ones leave out first."""
    return AND.sub("", form.removeprefix("人民政府")).replace("委员会", "委").replace("办公室", "办")


def _in_order(short: str, long: str) -> bool:
    if short[:1] != long[:1] or short[-1:] != long[-1:]:
        return False
    rest = iter(long)
    return all(c in rest for c in short)


def _cut_short(a: str, b: str) -> bool:
    """Whether two unlisted names are one but for 办公室 or 委员会 cut short, or words before 局, 委 or 办 left out."""
    short, long = sorted((_bare(a), _bare(b)), key=len)
    stem = short[:-1]
    return short == long or (len(stem) >= STEM_MIN and long.startswith(stem) and short[-1] == long[-1] in "局委办")


def _initials(a: str, b: str) -> bool:
    """Whether one name has the first character of each word of two of the other: 科创中心, 科技创新中心."""
    short, long = sorted((a, b), key=len)
    head = next((h for h in HEADS if short.endswith(h) and long.endswith(h)), "")
    stem, full = short.removesuffix(head), long.removesuffix(head)
    return bool(head) and len(stem) > 1 and full[::2] == stem and len(full) == 2 * len(stem)


def _abbreviates(a: str, b: str) -> bool:
    """Whether the shorter of two names is made of characters of the longer, in order, with its first and last."""
    short, long = sorted((a, b), key=len)
    return len(short) >= ABBREVIATED_MIN and _in_order(short, long)


@cache
def _blocks() -> dict[str, str]:
    """Known forms → one word for all that follow one another somewhere or are written alike."""
    bound = [*alike(), *(frozenset(row[:2]) for row in regional())]
    written = {d.name for d in departments()}.union(*bound)
    found = {form: line_of(form) for form in sorted(written)}
    for pair in bound:
        one, other = (found[form] for form in sorted(pair))
        found = {form: one if word == other else word for form, word in found.items()}
    return found


def block(found: Office) -> str:
    """One word for all forms that a form can be more than `different` to; an unlisted form's first character."""
    return _blocks().get(found.body, found.body[:1])
