"""Constraints and indexes of Neo4j 5.26 Community, derived from the ontology."""

from __future__ import annotations

from ontology.model import NodeType, Ontology

FULL_TEXT = "entity_names"
NAMES = ("name", "aliases", "title")


def statements(ontology: Ontology) -> tuple[str, ...]:
    """DDL statements, each for one auto-commit transaction and safe to repeat; names are stable."""
    nodes, edges = ontology.nodes.values(), ontology.edges.values()
    return (
        *(_unique(f"{n.name.lower()}_id", f"(x:{n.name})", "id") for n in nodes),
        *(_unique(f"{e.name.lower()}_rid", f"()-[x:{e.name}]-()", "rid") for e in edges),
        *(_range(f"{n.name.lower()}_{p}", f"(x:{n.name})", p) for n in nodes for p in _indexed(n)),
        *(_range(f"{e.name.lower()}_policy", f"()-[x:{e.name}]-()", "policy") for e in edges),
        _full_text([n.name for n in nodes if named(n)]),
    )


def named(node: NodeType) -> bool:
    """Whether people look for such nodes by name."""
    return any(name in node.properties for name in NAMES)


def _indexed(node: NodeType) -> tuple[str, ...]:
    return tuple(p.name for p in node.properties.values() if p.index or p.name == "policy")


def _unique(name: str, pattern: str, prop: str) -> str:
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE x.{prop} IS UNIQUE"


def _range(name: str, pattern: str, prop: str) -> str:
    return f"CREATE RANGE INDEX {name} IF NOT EXISTS FOR {pattern} ON (x.{prop})"


def _full_text(labels: list[str]) -> str:
    properties = ", ".join(f"x.{name}" for name in NAMES)
    return (
        f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (x:{'|'.join(labels)}) ON EACH [{properties}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
