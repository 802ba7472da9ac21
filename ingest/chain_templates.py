"""What the chain templates say of a name: its template, where in the chain it stands, its class in GB/T 4754."""

from __future__ import annotations

from ingest.records import Name
from ontology.model import load
from ontology.reference.chains import chain_of, link_of


def claims(name: Name) -> dict[str, str]:
    """Properties of an industry or segment by its name, empty where no template has it."""
    if name.kind == "industry":
        chain = chain_of(name.name)
        return {"template": chain.id} if chain else {}
    if name.kind == "segment" and (link := link_of(name.name, name.chain)):
        found = {"template": link.id, "stage": _stage(link.stage), "gbt4754": link.gbt4754}
        return {key: value for key, value in found.items() if value}
    return {}


def _stage(word: str) -> str:
    """The value of the ontology whose Chinese label begins the template's word."""
    return next((value for value, zh in load().enums["stage"].items() if word.startswith(zh)), "")
