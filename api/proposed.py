"""What a proposal says, in Chinese, wherever one is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.model import load

APART = ("policy", "kind", "statement", "ordinal", "status", "rule", "confidence")
SORTS = ("industry_kind", "platform_kind")


def details(properties: Mapping[str, Any]) -> str:
    """The properties of its kind with their Chinese names, e.g. 牵头单位:市工信局;时限:2026."""
    declared = load().nodes["Proposal"].properties
    said = ((p.zh, _value(name, properties[name])) for name, p in declared.items() if _shown(name, properties))
    return ";".join(f"{zh}:{value}" for zh, value in said)


def _shown(name: str, properties: Mapping[str, Any]) -> bool:
    return name not in APART and properties.get(name) not in (None, "", [])


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    enum = load().nodes["Proposal"].properties[name].enum
    enums = load().enums
    known = (enums[e].get(str(value)) for e in ([enum] if enum else SORTS if name == "sort" else []))
    return next((zh for zh in known if zh), f"{value:.12g}" if isinstance(value, float) else str(value))
