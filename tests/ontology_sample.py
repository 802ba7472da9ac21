"""Sample data made from the ontology itself, shared by its tests."""

from typing import Any

from ontology import Property, load

VALUES = {"string": "文", "integer": 1, "float": 2, "date": "2024-01-02", "string_list": ["甲", "乙"]}


def one_of_each() -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """A node of every type with every property, an edge for every pair of ends, and evidence for all."""
    ids = {name: f"{name.lower()}-1" for name in load().nodes}

    def value(prop: Property) -> Any:
        if prop.ref:
            return ids.get(prop.ref, ids["Task"])
        return next(iter(load().enums[prop.enum])) if prop.enum else VALUES[prop.type]

    def props(owner: Any) -> dict[str, Any]:
        return {p.name: value(p) for p in owner.properties.values()}

    nodes = [{"id": ids[n.name], "type": n.name, "props": props(n)} for n in load().nodes.values()]
    edges = [
        {
            "rid": f"{e.name.lower()}-{source}-{target}",
            "type": e.name,
            "source": ids[source],
            "target": ids[target],
            "policy": ids["Policy"],
            "props": props(e),
        }
        for e in load().edges.values()
        for source, target in e.ends
    ]
    nodes = [node for node in nodes if node["type"] != "Evidence"]
    abouts = [node["id"] for node in nodes] + [edge["rid"] for edge in edges]
    evidence = [
        {**props(load().nodes["Evidence"]), "id": f"evidence-{i}", "about": about, "claims": {"stance": "gap"}}
        for i, about in enumerate(abouts)
    ]
    return nodes, edges, evidence
