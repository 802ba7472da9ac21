"""Two cities counted by hand: each department that their policies name is one node, and no two are one."""

import pytest

from ingest.files import expand
from ingest.pipeline import extract
from ingest.read import read
from ingest.resolve import resolve
from tests.documents import SHARED

COUNTED = {"hanzhong-2024": ("汉中市", 25), "xianning-2024": ("咸宁市", 27)}
"""By the head of the file's name: the city, and how many departments, firms and groups of it the text gives duties."""


@pytest.mark.parametrize("document", COUNTED)
def test_departments_of_a_city_are_as_many_nodes_as_there_are(document):
    city, true = COUNTED[document]
    files = [p for p in expand([SHARED / "policies"]) if p.name.startswith(document)] if SHARED.exists() else []
    if not files:
        pytest.skip("../shared/policies is absent")
    graph = resolve(extract(read(files[0])), "x")
    nodes = [n.props for n in graph.nodes if n.type == "Department" and n.props.get("region") == city]
    found = sorted(str(props["name"]) for props in nodes)
    assert true <= len(found) <= true * 1.02, found
