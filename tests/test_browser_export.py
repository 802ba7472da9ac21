"""The exported network in a real browser: from a file, without requests, every sentence within reach."""

import pytest
from visual_sample import HOSTILE, net

from ontology.model import load
from tests.browsing import NEEDED
from visuals.export import export_html, save
from visuals.text import clean
from visuals.view import GraphEdge, GraphNode, Sentence

pytestmark = NEEDED


@pytest.fixture
def opened(tab, tmp_path):
    def opener(nodes, edges, title="清河市关系图"):
        save(tmp_path / "net.html", export_html(nodes, edges, title))
        tab.goto((tmp_path / "net.html").as_uri())
        tab.locator("canvas").wait_for()
        tab.wait_for_timeout(200)
        assert tab.watch.requests == [(tmp_path / "net.html").as_uri()]
        return tab

    return opener


def picture(tab):
    return tab.locator("canvas").screenshot()


def test_export_opens_from_a_file_without_requests_or_errors(opened):
    tab = opened(*net(60))
    assert tab.watch.console == []
    assert tab.evaluate("performance.getEntriesByName('first-picture').length") == 1
    assert tab.locator(".legend li").count() == 7
    blank = tab.evaluate("liantuLabels.length")
    assert blank > 10


def test_find_node_then_edge_shows_the_sentence(opened):
    nodes, edges = net(60)
    tab = opened(nodes, edges)
    leaf = next(n for n in nodes if n.id == edges[0].source)
    tab.locator("#find").fill(leaf.name)
    tab.locator("#found button").first.click()
    assert tab.locator("#detail h3").inner_text() == leaf.name
    assert tab.locator("#detail blockquote").first.inner_text() == leaf.sentences[0].quote
    tab.locator("#detail .edges button").first.click()
    assert "属于链" in tab.locator("#detail h3").inner_text()
    assert tab.locator("#detail blockquote").inner_text() == edges[0].sentences[0].quote
    assert tab.watch.console == []


def test_click_on_the_picture_shows_node_and_edge(opened):
    said = Sentence("evidence-1", "甲公司生产乙零件。", "方案", "三")
    nodes = [GraphNode("a", "Enterprise", "甲公司", (said,)), GraphNode("b", "Segment", "乙零件")]
    tab = opened(nodes, [GraphEdge("r", "MAKES", "a", "b", (said,))])
    places = tab.evaluate("['a', 'b'].map(i => liantuNetwork.canvasToDOM(liantuNetwork.getPosition(i)))")
    start = tab.locator("#canvas").bounding_box()
    points = [(start["x"] + p["x"], start["y"] + p["y"]) for p in places]
    tab.mouse.click(*points[0])
    tab.locator("#detail h3", has_text="甲公司").wait_for()
    tab.mouse.click(sum(p[0] for p in points) / 2, sum(p[1] for p in points) / 2)
    tab.locator("#detail h3", has_text="甲公司 —生产→ 乙零件").wait_for()
    assert tab.locator("#detail blockquote").inner_text() == said.quote


def test_a_node_shows_its_verdict_and_all_sentences_of_its_edges_once(opened):
    said = [Sentence(f"e{i}", f"第{i}句。", "方案", "三", year=2024) for i in range(3)]
    nodes = [
        GraphNode("a", "Segment", "模具", (said[0],), "stated"),
        GraphNode("b", "Industry", "汽车产业"),
        GraphNode("c", "Segment", "雷达", (), "introduce"),
        GraphNode("d", "Segment", "轴承"),
    ]
    edges = [
        GraphEdge("r", "BELONGS_TO_CHAIN", "a", "b", (said[0], said[1])),
        GraphEdge("s", "BELONGS_TO_CHAIN", "c", "b", (said[2],)),
        GraphEdge("t", "BELONGS_TO_CHAIN", "d", "b", (said[2],)),
    ]
    tab = opened(nodes, edges)
    tab.locator("#find").fill("模具")
    tab.locator("#found button").first.click()
    assert tab.locator("#detail .type").first.inner_text() == "环节 · 明示短板"
    assert tab.locator("#detail blockquote").all_inner_texts() == ["第0句。", "第1句。"]
    assert tab.locator("#detail figcaption").first.inner_text() == "《方案》（2024）·三"
    tab.locator("#find").fill("汽车")
    tab.locator("#found button").first.click()
    assert tab.locator("#detail blockquote").all_inner_texts() == ["第0句。", "第1句。", "第2句。"]
    assert [t.split() for t in tab.locator(".verdicts li").all_inner_texts()] == [["明示短板", "1"], ["拟引进", "1"]]
    colours = tab.evaluate("JSON.parse(document.getElementById('graph').textContent).nodes.map(n => n.color)")
    verdicts = load().colours["verdict"]
    assert colours == [
        verdicts["stated"],
        load().nodes["Industry"].colour,
        verdicts["introduce"],
        load().nodes["Segment"].colour,
    ]
    assert tab.watch.console == []


def test_legend_hides_a_type_and_brings_it_back(opened):
    nodes, edges = net(60)
    tab = opened(nodes, edges)
    shown = "[liantuNetwork.body.nodeIndices.length, liantuLabels.length]"
    whole = tab.evaluate(shown)
    before = picture(tab)
    tab.get_by_label("环节").uncheck()
    tab.wait_for_timeout(200)
    segments = sum(n.type == "Segment" for n in nodes)
    assert tab.evaluate(shown)[0] == whole[0] - segments == len(nodes) - segments
    assert picture(tab) != before
    tab.get_by_label("环节").check()
    tab.wait_for_timeout(200)
    assert tab.evaluate(shown) == whole


@pytest.mark.parametrize("count", [60, 2000])
def test_names_in_the_export_never_cover_each_other(opened, count):
    tab = opened(*net(count))
    for scale in (None, 0.5, 1.5):
        if scale:
            tab.evaluate("scale => liantuNetwork.moveTo({ scale, animation: false })", scale)
            tab.wait_for_timeout(200)
        labels = tab.evaluate("liantuLabels.map(p => [p.x0, p.y0, p.x1, p.y1])")
        assert labels
        assert not [
            1
            for i, a in enumerate(labels)
            for b in labels[:i]
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        ]


def test_nodes_stay_where_the_server_put_them(opened):
    nodes, edges = net(60)
    tab = opened(nodes, edges)
    tab.wait_for_timeout(500)
    stored = tab.evaluate("JSON.parse(document.getElementById('graph').textContent).nodes.map(n => [n.id, n.x, n.y])")
    now = tab.evaluate("liantuNetwork.getPositions()")
    assert all((now[id_]["x"], now[id_]["y"]) == (x, y) for id_, x, y in stored)


def test_two_thousand_nodes_appear_within_seconds(opened):
    tab = opened(*net(2000))
    script = "performance.getEntriesByName('first-picture').map(e => e.startTime)"
    for _ in range(100):
        if first := tab.evaluate(script):
            break
        tab.wait_for_timeout(100)
    assert first[0] < 6000
    assert tab.watch.console == []


def test_hostile_names_in_an_export_do_nothing_but_show(opened):
    said = Sentence("e", HOSTILE, HOSTILE, HOSTILE)
    nodes = [GraphNode("a", "Industry", HOSTILE, (said,)), GraphNode("b", "Segment", "乙")]
    tab = opened(nodes, [GraphEdge("r", "BELONGS_TO_CHAIN", "b", "a", (said,))], HOSTILE)
    tab.locator("#find").fill("script")
    tab.locator("#found button").first.click()
    tab.locator("#detail .edges button").first.click()
    assert tab.locator("#detail blockquote").inner_text() == clean(HOSTILE)
    assert tab.evaluate("globalThis.pwned") is None
    assert tab.watch.console == []
