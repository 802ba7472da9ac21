"""How views show the types: Chinese and English labels, colours and the text colour that is readable on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.model import EdgeType, NodeType, Ontology, load

INKS = ("#ffffff", "#111111")


def style(ontology: Ontology | None = None) -> dict[str, Any]:
    """Plain data, ready for JSON: `nodes`, `edges` and `enums` by name.

    A node has zh, en, colour, text (colour of text on it), caption (property shown as its name), properties
    (name → zh label); an edge zh, en, properties; an enum value zh and, where a view paints it, colour and text.
    """
    ontology = ontology or load()
    return {
        "nodes": {name: _node(node) for name, node in ontology.nodes.items()},
        "edges": {name: _labels(edge) for name, edge in ontology.edges.items()},
        "enums": {
            name: {value: _value(zh, ontology.colours.get(name, {}).get(value)) for value, zh in values.items()}
            for name, values in ontology.enums.items()
        },
    }


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours, from 1 to 21; readable text needs 4.5."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """White where it is readable on the #rrggbb colour, else whichever of white and near-black is more so."""
    white = INKS[0]
    return white if contrast(colour, white) >= 4.5 else max(INKS, key=lambda ink: contrast(colour, ink))


def _node(node: NodeType) -> dict[str, Any]:
    return {**_labels(node), "colour": node.colour, "text": text_on(node.colour), "caption": node.caption}


def _labels(owner: NodeType | EdgeType) -> dict[str, Any]:
    return {"zh": owner.zh, "en": owner.en, "properties": {p.name: p.zh for p in owner.properties.values()}}


def _value(zh: str, colour: str | None) -> Mapping[str, str]:
    return {"zh": zh} if colour is None else {"zh": zh, "colour": colour, "text": text_on(colour)}


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
