"""What parsing cannot see: names in the wrong case, labels and colours that clash, types nobody uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ontology.model import EdgeType, NodeType, Ontology, Property

CAMEL, SNAKE, UPPER = r"[A-Z][a-z]+([A-Z][a-z]+)*", r"[a-z][a-z0-9]*(_[a-z0-9]+)*", r"[A-Z]+(_[A-Z]+)*"
# Names that every node or edge has besides its properties, in the store, in RDF and in records.
RESERVED = frozenset({"caption", "from", "id", "properties", "rid", "target", "to", "type"})


def problems(ontology: Ontology) -> list[str]:
    """One line per broken rule, in the order of the file; empty for a clean ontology."""
    return [*_names(ontology), *_labels(ontology), *_colours(ontology), *_types(ontology), *_usage(ontology)]


def owned_properties(ontology: Ontology) -> Iterator[tuple[NodeType | EdgeType, Property]]:
    """Each property with the node or edge type that declares it."""
    owners: list[NodeType | EdgeType] = [*ontology.nodes.values(), *ontology.edges.values()]
    for owner in owners:
        for prop in owner.properties.values():
            yield owner, prop


def _names(ontology: Ontology) -> Iterator[str]:
    properties = [p.name for _, p in owned_properties(ontology)]
    for names, pattern in (
        (ontology.nodes, CAMEL),
        (ontology.edges, UPPER),
        (ontology.enums, SNAKE),
        (properties, SNAKE),
    ):
        yield from (f"{name}: name must match {pattern}" for name in names if not re.fullmatch(pattern, name))
    yield from (f"{name}: reserved name" for name in properties if name in RESERVED)


def _labels(ontology: Ontology) -> Iterator[str]:
    owners: list[NodeType | EdgeType] = [*ontology.nodes.values(), *ontology.edges.values()]
    chinese = [(o.name, o.zh) for o in owners]
    chinese += [(f"{o.name}.{p.name}", p.zh) for o, p in owned_properties(ontology)]
    chinese += [(f"{e}.{value}", zh) for e, values in ontology.enums.items() for value, zh in values.items()]
    yield from (f"{name}: no Chinese label" for name, zh in chinese if not re.search("[一-鿿]", zh))
    yield from (f"{o.name}: no English label" for o in owners if not re.search("[A-Za-z]", o.en))
    for group in (ontology.nodes, ontology.edges):
        yield from (f"{zh}: label of several types" for zh in _repeated(group[name].zh for name in group))
    for name, values in ontology.enums.items():
        yield from (f"{name}: {zh} labels several values" for zh in _repeated(values.values()))


def _colours(ontology: Ontology) -> Iterator[str]:
    groups = {"nodes": {n.name: n.colour for n in ontology.nodes.values()}, **ontology.colours}
    for group, colours in groups.items():
        for name, colour in colours.items():
            if not re.fullmatch("#[0-9a-f]{6}", colour):
                yield f"{group}.{name}: colour {colour} is not #rrggbb in lower case"
        yield from (f"{group}: colour {colour} is used twice" for colour in _repeated(colours.values()))


def _types(ontology: Ontology) -> Iterator[str]:
    first: dict[str, tuple[str, Property]] = {}
    for owner, prop in owned_properties(ontology):
        where, known = first.setdefault(prop.name, (owner.name, prop))
        if (prop.type, prop.ref) != (known.type, known.ref):
            yield f"{prop.name}: {owner.name} and {where} declare different types"
        if prop.enum and prop.type != "string":
            yield f"{owner.name}.{prop.name}: an enum property must be a string"
        if prop.ref and prop.type != "string":
            yield f"{owner.name}.{prop.name}: a ref property must be a string"


def _usage(ontology: Ontology) -> Iterator[str]:
    used = {p.enum for _, p in owned_properties(ontology)} | set(ontology.colours)
    yield from (f"{name}: enum of no property and no view" for name in ontology.enums if name not in used)
    ends = {end for edge in ontology.edges.values() for pair in edge.ends for end in pair}
    for node in ontology.nodes.values():
        if node.name not in ends and node.evidence != "none":
            yield f"{node.name}: end of no edge"


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
