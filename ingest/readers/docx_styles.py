"""What a paragraph or run inherits from its style: outline level, numbering, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.readers.docx_package import Node, W, is_on, number, value

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$", re.I)
BODY_LEVEL = 9


@dataclass(slots=True)
class Style:
    """One style with all that it inherits; `outline` counts from 0, 9 is body text, None is unset."""

    name: str = ""
    num: str | None = None
    level: int | None = None
    outline: int | None = None
    hidden: bool = False


class Styles:
    """The styles of a document by their id, each resolved once along the chain of those it is based on."""

    def __init__(self, root: Node | None) -> None:
        nodes = root.findall(W + "style") if root is not None else []
        self._nodes = {node.get(W + "styleId", ""): node for node in nodes}
        self._made: dict[str, Style] = {}
        plain = (n for n in nodes if n.get(W + "default") in ("1", "true") and n.get(W + "type") == "paragraph")
        self._default = next((n.get(W + "styleId", "") for n in plain), "")

    def of(self, name: str | None) -> Style:
        """The style of an id; the default paragraph style for none or an id that is not there."""
        known = name if name is not None and name in self._nodes else self._default
        if known not in self._made:
            self._made[known] = self._resolved(known)
        return self._made[known]

    def run(self, name: str | None) -> Style:
        """The style of a run; an empty one for none."""
        return self.of(name) if name in self._nodes else Style()

    def _resolved(self, name: str) -> Style:
        style, seen = Style(), set[str]()
        chain: list[Node] = []
        while name in self._nodes and name not in seen:
            seen.add(name)
            chain.append(self._nodes[name])
            name = value(chain[-1], "basedOn") or ""
        for node in reversed(chain):
            _add(style, node)
        return style


def _add(style: Style, node: Node) -> None:
    """Lay one style's own settings over what it inherits."""
    style.name = value(node, "name") or ""
    properties = node.find(W + "pPr")
    if (num := value(properties, "numPr/numId")) is not None:
        style.num = num
    if (level := value(properties, "numPr/ilvl")) is not None:
        style.level = number(level)
    if (outline := value(properties, "outlineLvl")) is not None:
        style.outline = number(outline, BODY_LEVEL)
    elif match := HEADING.match(style.name):
        style.outline = int(match[1]) - 1
    hidden = is_on(node.find(W + "rPr"), "vanish")
    style.hidden = style.hidden if hidden is None else hidden
