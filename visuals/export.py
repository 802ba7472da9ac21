"""One network as one HTML file that opens offline: pyvis builds nodes and edges, our template writes the page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ontology.model import load
from visuals.layout import positions
from visuals.render import STATIC, render
from visuals.text import clean, shorten
from visuals.view import GraphEdge, GraphNode, Sentence

if TYPE_CHECKING:
    from pyvis.network import Network

# Bytes that would end an inline script early.
BREAKS_OUT = re.compile(r"</script|<!--", re.IGNORECASE)


def export_html(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str, total: int | None = None) -> str:
    """A complete page: canvas, legend by type and verdict, and the sentences behind each node or edge on a click.

    `total` is how many edges there are where `edges` are only the first of them; the page says so.
    It needs no other file and no network. Raises ValueError for an edge whose end is not among the nodes.
    """
    network = _network(nodes, edges)
    things: list[GraphNode | GraphEdge] = [*nodes, *edges]
    graph = {
        "nodes": network.nodes,
        "edges": network.edges,
        "facts": {thing.id: _facts(thing) for thing in things},
        "types": _types(nodes),
        "verdicts": _verdicts(nodes),
    }
    scripts = [_library(), _own("export.js")]
    styles = [_own("export.css")]
    return render(
        "export.html.jinja",
        title=title,
        graph=graph,
        total=total if total is not None and total > len(edges) else None,
        scripts=[Markup(text) for text in scripts],
        styles=[Markup(text) for text in styles],
        policy=_policy(scripts, styles),
    )


def save(path: Path, html: str) -> None:
    """Write a page as UTF-8 whatever the locale says."""
    path.write_text(html, encoding="utf-8", newline="\n")


def _network(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge]) -> Network:
    from pyvis.network import Network as Built

    known = {node.id for node in nodes}
    if lost := [edge.id for edge in edges if edge.source not in known or edge.target not in known]:
        raise ValueError(f"edges without both ends among the nodes: {', '.join(lost[:3])}")
    network = Built(directed=True, cdn_resources="in_line")
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    places = positions([node.id for node in nodes], [(edge.source, edge.target) for edge in edges])
    for node in nodes:
        network.add_node(node.id, **_dot(node, degree[node.id], places[node.id]))
    for edge, bend in zip(edges, _bends(edges), strict=True):
        network.add_edge(edge.source, edge.target, id=edge.id, smooth=bend)
    return network


def _dot(node: GraphNode, degree: int, place: tuple[int, int]) -> dict[str, Any]:
    return {
        "label": shorten(clean(node.name), 168, 14) or node.id,
        "color": load().colours["verdict"].get(node.verdict, load().nodes[node.type].colour),
        "shape": "dot",
        "size": round(min(7 + 2.5 * sqrt(degree), 32), 1),
        "x": place[0],
        "y": place[1],
        "physics": False,
    }


def _bends(edges: Iterable[GraphEdge]) -> list[Any]:
    """Straight for the first edge between two nodes, ever more curved for the others, so that none hides another."""
    seen: Counter[tuple[str, str]] = Counter()
    bends: list[Any] = []
    for edge in edges:
        low, high = sorted((edge.source, edge.target))
        turn = seen[low, high]
        seen[low, high] += 1
        side = "curvedCW" if edge.source == low else "curvedCCW"
        bends.append({"type": side, "roundness": round(min(0.15 * turn, 0.9), 2)} if turn else False)
    return bends


def _facts(thing: GraphNode | GraphEdge) -> dict[str, Any]:
    ontology = load()
    if isinstance(thing, GraphNode):
        verdict = ontology.enums["verdict"].get(thing.verdict, "")
        own = {"name": clean(thing.name), "type": thing.type, "zh": ontology.nodes[thing.type].zh, "verdict": verdict}
    else:
        own = {"source": thing.source, "target": thing.target, "zh": ontology.edges[thing.type].zh}
    return {**own, "sentences": [_sentence(s) for s in thing.sentences]}


def _sentence(sentence: Sentence) -> dict[str, str]:
    return {"quote": clean(sentence.quote), "policy": clean(sentence.cited), "path": clean(sentence.path)}


def _types(nodes: Iterable[GraphNode]) -> list[dict[str, Any]]:
    """The legend: types in the ontology's order, with how many nodes each has."""
    count = Counter(node.type for node in nodes)
    return [
        {"name": type_.name, "zh": type_.zh, "colour": type_.colour, "count": count[type_.name]}
        for type_ in load().nodes.values()
        if count[type_.name]
    ]


def _verdicts(nodes: Iterable[GraphNode]) -> list[dict[str, Any]]:
    """The legend of the segments: verdicts in the ontology's order, with how many segments each has."""
    count = Counter(node.verdict for node in nodes)
    colours = load().colours["verdict"]
    return [
        {"zh": zh, "colour": colours[verdict], "count": count[verdict]}
        for verdict, zh in load().enums["verdict"].items()
        if count[verdict]
    ]


@cache
def _library() -> str:
    """The newest vis-network in the pyvis wheel."""
    found = [d for d in files("pyvis").joinpath("lib").iterdir() if d.name.startswith("vis-")]
    newest = max(found, key=lambda d: [int(part) for part in d.name.removeprefix("vis-").split(".")])
    text = newest.joinpath("vis-network.min.js").read_text("utf-8")
    return _inline(re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE))


@cache
def _own(name: str) -> str:
    return _inline((STATIC / name).read_text("utf-8"))


def _inline(text: str) -> str:
    if BREAKS_OUT.search(text):
        raise ValueError("a script that holds </script or <!-- cannot be written into a page")
    return text


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that allows exactly these scripts and styles, and no request at all."""
    return f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src data:"


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
