"""The offline export: positions of nodes, and a page that asks for nothing."""

import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from hashlib import sha256

import pytest
from page_elements import Elements
from visual_sample import HOSTILE, net

from visuals import export
from visuals.layout import positions
from visuals.view import GraphEdge, GraphNode, Sentence


def test_positions_are_the_same_on_every_run_and_put_neighbours_near():
    nodes, edges = net(300)
    ids, pairs = [n.id for n in nodes], [(e.source, e.target) for e in edges]
    places = positions(ids, pairs)
    assert places == positions(ids, pairs)
    assert len(set(places.values())) == len(ids)

    def apart(a, b):
        return ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5

    linked = sum(apart(a, b) for a, b in pairs) / len(pairs)
    others = [apart(a, b) for a in ids[::17] for b in ids[::13] if a != b]
    assert linked < 0.5 * sum(others) / len(others)


def test_positions_of_nothing_one_and_unconnected():
    assert positions([], []) == {}
    assert positions(["a"], [("a", "a")]) == {"a": (0, 0)}
    assert len(set(positions(["a", "b", "c"], []).values())) == 3
    with pytest.raises(KeyError):
        positions(["a"], [("a", "lost")])


def test_export_holds_everything_and_asks_for_nothing():
    nodes, edges = net(60)
    page = export.export_html(nodes, edges, "清河市关系图")
    elements = Elements(page)
    for tag, attrs in elements.tags:
        assert "src" not in attrs, tag
        assert tag != "link"
        assert "style" not in attrs
    assert page == export.export_html(nodes, edges, "清河市关系图")
    for node in nodes:
        assert node.name in page
    assert all(e.sentences[0].quote in page for e in edges)


def test_an_export_says_when_edges_are_left_out():
    nodes, edges = net(60)
    words = f"全部 5000 条关系中的 {len(edges)} 条"
    assert words in export.export_html(nodes, edges, "图", 5000)
    for total in (None, len(edges)):
        assert "其余未画出" not in export.export_html(nodes, edges, "图", total)


def test_export_allows_exactly_its_own_scripts_and_styles():
    page = export.export_html(*net(10), "图")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(inline) == 3
    digests = {b64encode(sha256(text.encode()).digest()).decode() for text in inline}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_export_escapes_hostile_names():
    nodes = [
        GraphNode("a", "Industry", HOSTILE, (Sentence("e", HOSTILE, HOSTILE, HOSTILE),)),
        GraphNode("b", "Task", ""),
    ]
    page = export.export_html(nodes, [GraphEdge("r", "CONCERNS", "b", "a")], HOSTILE)
    assert "<img" not in page
    assert page.count("</script>") == 3
    assert "\u202e" not in page


def test_export_keeps_parallel_edges_apart_and_refuses_lost_ends():
    nodes = [GraphNode("a", "Enterprise", "甲"), GraphNode("b", "Segment", "乙")]
    edges = [GraphEdge("r1", "MAKES", "a", "b"), GraphEdge("r2", "MAKES", "a", "b"), GraphEdge("r3", "MAKES", "b", "a")]
    built = export._network(nodes, edges)
    assert [e["id"] for e in built.edges] == ["r1", "r2", "r3"]
    curves = [e["smooth"] for e in built.edges]
    assert curves[0] is False
    assert curves[1] != curves[2]
    with pytest.raises(ValueError, match="r9"):
        export.export_html(nodes, [GraphEdge("r9", "MAKES", "a", "lost")], "图")


def test_a_script_that_would_end_early_is_refused():
    with pytest.raises(ValueError, match="</script"):
        export._inline("var a = '</SCRIPT>';")


def test_nothing_heavy_is_imported_before_an_export(tmp_path):
    code = "import visuals.export, sys; print([m for m in ('pyvis', 'IPython', 'networkx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_saved_page_is_utf8_in_any_locale(tmp_path):
    code = "import sys, pathlib; from visuals.export import save; save(pathlib.Path(sys.argv[1]), '\\u8944\\u9633')"
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.html")], check=True, env=env)
    assert (tmp_path / "a.html").read_bytes() == "襄阳".encode()


def test_two_thousand_nodes_are_exported_in_seconds():
    nodes, edges = net(2000)
    started = time.perf_counter()
    export.export_html(nodes, edges, "图")
    assert time.perf_counter() - started < 10
