"""Short forms of what a document says: properties of a policy and a target, a task's summary and cadence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.records import Value
from ingest.records import PolicyMeta, Target
from ontology.reference.indicators import indicator_of
from ontology.reference.units import MONEY, normalised

SUMMARY = 60
EACH = re.compile("每([百千万十]*[人户])")
AMOUNT = re.compile("规模|产值|收入|投资|增加值|营收|销售额|交易额|资金|基金|税|利润|总额")
STATED = ("subject", "metric", "op", "value", "value_max", "unit", "year", "period")


def policy_props(meta: PolicyMeta) -> dict[str, Value]:
    """A policy's own properties."""
    period = meta.period or (None, None)
    fields = ("title", "doc_number", "issued_on", "status", "issuer", "level", "genre", "region")
    return {k: getattr(meta, k) for k in fields} | {"period_start": period[0], "period_end": period[1]}


def target_props(target: Target) -> dict[str, Value]:
    """A target as stated, with its value in the base unit and its indicator; without them where no table knows them.

    每万人……拥有量 12 件 is 12 件/万人; a bare 亿 or 万 of an amount is money.
    """
    stated: dict[str, Value] = {name: getattr(target, name) for name in STATED}
    per = EACH.match(target.metric)
    unit = f"{target.unit}/{per[1]}" if per and "/" not in target.unit else target.unit
    kind = MONEY if AMOUNT.search(target.metric) else ""
    low = normalised(target.value, unit, kind)
    high = normalised(target.value_max, unit, kind) if target.value_max is not None else None
    if low is None:
        return stated
    stated |= {"base_value": low[0], "base_unit": low[1], "base_value_max": high[0] if high else None}
    return stated | {"indicator": indicator_of(target.metric, target.subject, unit)}


def summary(text: str) -> str:
    """The heading, or first words, of a task's text."""
    first = re.split(r"[。;]", text, maxsplit=1)[0]
    return first if len(first) <= SUMMARY else first[:SUMMARY] + "…"


def cadence(text: str) -> str:
    """monthly, quarterly, annual where the text says 每月, 每季度, 每年; else empty."""
    words: Iterable[tuple[str, str]] = (("每月", "monthly"), ("每季", "quarterly"), ("每年", "annual"))
    return next((value for word, value in words if word in text), "")
