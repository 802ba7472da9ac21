"""Whom a metric is about: an industry named with it, in the sentence before it or in the heading."""

from __future__ import annotations

import re

from ingest.numbers import Quantity
from ingest.target_metric import Reading
from ingest.target_words import INDUSTRY_TAILS, MEASURES, PURE_CLASSES, words

MEASURE = re.compile(
    rf"^(?P<subject>.*?)(?:的)?(?P<measure>(?:年|累计|总体|全产业链)?(?:{words(MEASURES)})(?:占.*|年均.*|增速|增长.*|增幅|比重|目标|总量)?)$"
)
TAILED = re.compile(rf"(?:{words(INDUSTRY_TAILS)})(?:\([^()]*\))?$")
PURE = frozenset(PURE_CLASSES.split())
SCOPE = re.compile(r"^(?:全省|全市|全区|我省|我市|规模以上|规上)+")
NAMED = re.compile(rf"([\u4e00-\u9fffA-Za-z+\d“”]{{2,16}}?(?:产业集群|产业链|产业|链群))")


def subject_of(reading: Reading, q: Quantity, before: str, heads: list[str], place: str) -> tuple[str, str]:
    """(subject, metric) of a reading; the subject is "" for the document's own region."""
    if re.match(r"各|每|有条件的", reading.who):
        return reading.who, reading.metric
    measure = MEASURE.match(reading.noun)
    if measure and not reading.verb:
        owner = SCOPE.sub("", measure["subject"])
        if owner and TAILED.search(owner) and owner not in PURE:
            return owner, measure["measure"]
    if place:
        return place.removeprefix("在"), reading.metric
    return _heading(heads), reading.metric


def _heading(heads: list[str]) -> str:
    for head in heads[:2]:
        if TAILED.search(head) and 2 < len(head) <= 20 and not re.match(r"发展|培育|壮大|推|打造|加快|做|提升|建设|大力", head):
            return head
    return ""
