import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from visual_sample import HOSTILE, chain, net

from ontology.model import load
from ontology.style import contrast
from queries import records
from queries.rows import ChainGaps, ChainMap, Policies, TargetsByYear
from visuals import chain_map, export
from visuals.layout import positions
from visuals.render import STATIC
from visuals.rows import chain_of
from visuals.text import clean, shorten, width, wrap
from visuals.view import GAPS, GraphEdge, GraphNode, Lead, Named, Segment, Sentence, chain_view, goal_text

SVG = "{http://www.w3.org/2000/svg}"
SIZES = (0, 1, 8, 150)


class Elements(HTMLParser):
    """All start tags with their attributes, the text of scripts and styles, and all text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.raw, self.text, self.open = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        here = self.open[-1] if self.open else ""
        (self.raw if here in ("script", "style") else self.text).append((here, data))


# --- text


@pytest.mark.parametrize("text", ["精密铸造", "IGBT功率半导体模块（车规级）", "MWMW WWWW", "a" * 90, "，。、" * 20, ""])
@pytest.mark.parametrize("room", [20, 60, 157])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_wrapped_lines_fit_and_lose_nothing_silently(text, room, lines):
    found = wrap(text, room, 14, lines)
    assert len(found) <= lines
    assert all(width(line, 14) <= room for line in found)
    joined = "".join(found).replace(" ", "")
    whole = text.replace(" ", "")
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1]))


def test_lines_do_not_start_with_a_closing_mark_nor_split_a_word():
    assert wrap("前照灯（含雷达）、尾灯", 14 * 7, 14, 3)[1][0] not in "）、"
    assert wrap("基于Kubernetes平台", 14 * 6.5, 14, 3)[0] == "基于"


def test_text_width_knows_wide_narrow_and_combining_characters():
    assert width("汽车", 10) == 20
    assert width("ii", 10) < width("车", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert shorten("精密铸造", 100, 14) == "精密铸造"


def test_clean_drops_what_breaks_a_page_and_keeps_the_rest():
    assert clean("模\x00具\u202e\ud800①\n") == "模具①\n"


# --- view


def test_goal_text_uses_the_ontology_and_no_exponents():
    assert goal_text("产值", ">=", 30000000.0, unit="万元", year=2025) == "2025年 产值 达到 30000000万元"
    assert goal_text("增速", "=", 8.5, unit="%", period="annual", value_max=9.0) == "增速 每年 为 8.5—9%"


@pytest.mark.parametrize("name", ["汽车", "汽车产业", "汽车产业链"])
def test_title_names_the_chain_once(name):
    assert chain(1, name).title == "汽车产业链图谱"


def test_quote_is_marked_at_the_name_as_written():
    said = Sentence("e", "引进车载通信模块企业", "甲", surface="车载通信模块")
    assert said.marked("车载通讯单元") == ("引进", "车载通信模块", "企业")
    assert said.marked("")[1] == "车载通信模块"
    assert Sentence("e", "无关", "甲").marked("模具") == ("无关", "", "")


def test_segments_come_in_the_order_of_verdicts_and_an_unknown_one_is_refused():
    view = chain(12)
    order = list(load().enums["verdict"])
    assert [s.verdict for s in view.segments] == sorted((s.verdict for s in view.segments), key=order.index)
    with pytest.raises(KeyError):
        chain_view(Named("i", "甲"), "", [Segment("s", "乙", "nonsense")])


# --- rows


def said(key):
    return records.Sentence(
        evidence=f"evidence-{key}",
        quote=f"第{key}句",
        policy="policy-1",
        title="方案",
        year=2024,
        path="一",
        place="第3页",
        surface="",
    )


def ref(type_, key):
    return records.Ref(id=f"{type_}-{key}", type=type_.title(), name=f"{type_}{key}")


def lead_of(via="segment", *, own=True):
    return records.Lead(
        id="department-1", name="工信局", basis="stated", via=via, own=own, tasks=2, sentence=said("lead")
    )


def gap(segment, verdict, chain_id, *sentences, lead="segment"):
    return ChainGaps(
        chain_id=chain_id,
        chain=chain_id,
        segment_id=segment,
        segment=segment,
        verdict=verdict,
        sentences=tuple(said(s) for s in sentences),
        policies=(ref("policy", 1),),
        enterprises=(ref("enterprise", 1),),
        leads=(lead_of(lead),),
    )


def test_rows_of_the_parts_of_a_chain_become_one_segment_with_the_strongest_verdict():
    rows = [gap("模具", "served", "chain", 1, 2), gap("模具", "stated", "part", 2, 3, lead="chain")]
    view = chain_of(Named("chain", "链"), "清河市", rows)
    (segment,) = view.segments
    assert segment.verdict == "stated"
    assert [s.evidence for s in segment.sentences] == ["evidence-1", "evidence-2", "evidence-3"]
    assert segment.parts == (Named("part", "part"),)
    assert segment.enterprises == (Named("enterprise-1", "enterprise1"),)
    assert [lead.via for lead in segment.leads] == ["segment", "chain"]
    assert [lead.name for lead in view.leads] == ["工信局"]


def test_rows_of_members_targets_and_policies_reach_the_view():
    policies = [
        Policies(
            id="policy-1",
            title="方案",
            doc_number="清政发〔2024〕1号",
            issued_on="2024-05-06",
            status="draft",
            current=True,
            regions=(),
            passages=1,
            tasks=1,
            targets=1,
            proposals=0,
        )
    ]
    target = TargetsByYear(
        target_id="target-1",
        subject="汽车产业",
        metric="产值",
        op=">",
        value=1.5,
        value_max=None,
        unit="亿元",
        year=2025,
        period="by_year",
        base_value=1.5e8,
        base_value_max=None,
        base_unit="元",
        indicator="",
        policy=ref("policy", 1),
        owners=(),
        sentences=(said(9),),
    )
    members = [
        ChainMap(source=ref(t, 1), edge="BELONGS_TO_CHAIN", target=ref("industry", 1), sentences=())
        for t in ("platform", "enterprise", "platform")
    ]
    for place, whole in ((2, "chain"), (3, "industry-2")):
        above = records.Ref(id=whole, type="Industry", name=whole)
        members.append(ChainMap(source=ref("industry", place), edge="PART_OF", target=above, sentences=()))
    rows = [gap("模具", "stated", "chain", 1)]
    view = chain_of(Named("chain", "链"), "", rows, members=members, targets=[target], policies=policies)
    assert view.platforms == (Named("platform-1", "platform1"),)
    assert view.parts == (Named("industry-2", "industry2"),)
    assert '<a href="/chains/industry-2">industry2</a>' in chain_map.page(view)
    assert [(g.text, g.sentence and g.sentence.evidence) for g in view.goals] == [
        ("2025年 汽车产业 产值 突破 1.5亿元", "evidence-9")
    ]
    assert [(s.doc_number, s.status) for s in view.sources] == [("清政发〔2024〕1号", "draft")]


# --- chain map


def test_each_verdict_has_its_own_sign_words_and_readable_colour():
    verdicts = set(load().enums["verdict"])
    assert set(chain_map.SIGNS) == set(chain_map.MEANINGS) == set(load().colours["verdict"]) == verdicts
    assert len(set(chain_map.SIGNS.values())) == len(set(load().colours["verdict"].values())) == len(verdicts)
    assert set(GAPS) < verdicts
    for band in chain_map._bands(chain(8), 0):
        assert contrast(band.colour, band.ink) >= 4.5


@pytest.mark.parametrize("count", SIZES)
def test_svg_is_whole_and_says_every_name(count):
    view = chain(count)
    root = ET.fromstring(chain_map.svg(view))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[1:] == [s.name for s in view.segments]
    bands = [g for g in root.iter(f"{SVG}g") if g.get("class") == "band"]
    assert [b.get("data-verdict") for b in bands] == list(load().enums["verdict"])
    for band in bands:
        shown = "".join(text.text or "" for text in band.iter(f"{SVG}text"))
        assert load().label("verdict", band.get("data-verdict")) in shown
        assert str(len(view.of(band.get("data-verdict")))) in shown
    assert not list(root.iter(f"{SVG}a"))
    assert chain_map.svg(view) == chain_map.svg(view)


@pytest.mark.parametrize("count", SIZES)
def test_boxes_stand_on_fixed_columns_inside_their_band_and_apart(count):
    columns = {round(chain_map.RAIL + chain_map.PAD + i * (chain_map.BOX + chain_map.GAP), 3) for i in range(6)}
    bands = chain_map._bands(chain(count), 0)
    for band, following in zip(bands, [*bands[1:], None], strict=True):
        assert following is None or band.y + band.height < following.y
        taken = set()
        for box in band.boxes:
            assert round(box.x, 3) in columns
            assert band.y < box.y
            assert box.y + box.height < band.y + band.height
            assert (box.x, box.y) not in taken
            taken.add((box.x, box.y))
            last = [*box.name, *box.notes][-1]
            assert last.y + 4 < box.y + box.height
        rows = sorted({(box.y, box.height) for box in band.boxes})
        assert all(y + height < below for (y, height), (below, _) in pairwise(rows))


def test_a_gap_shows_who_leads_it_but_not_who_leads_only_the_chain():
    leads = (Lead("d", "工信局"), Lead("e", "发改委", via="chain"))
    picture = chain_map.svg(chain_view(Named("i", "甲"), "", [Segment("s", "模具", "stated", leads=leads)]))
    assert "牵头 工信局" in picture
    assert "发改委" not in picture


@pytest.mark.parametrize(
    ("via", "own", "note", "origin"),
    [
        ("segment", True, "明示牵头", ""),
        ("chain", True, "涉及本链的任务", "涉及本链的任务"),
        ("segment", False, "明示牵头　据《方案》（2016）", "据《方案》（2016）"),
        ("chain", False, "涉及本链的任务　据《方案》（2016）", "涉及本链的任务　据《方案》（2016）"),
    ],
)
def test_a_lead_says_from_where_it_is_known(via, own, note, origin):
    lead = Lead("d", "经信委", "stated", via, own, Sentence("e", "经信委牵头", "方案", year=2016))
    view = chain_view(Named("i", "甲"), "", [Segment("s", "模具", "stated", leads=(lead,))], leads=[lead])
    assert (lead.note, lead.origin) == (note, origin)
    page = chain_map.page(view)
    assert f"<small>{note}</small>" in page
    assert page.count('href="/evidence/e"') == 2
    picture = chain_map.svg(view)
    assert ("据2016年文件牵头 经信委" in picture) == (via == "segment" and not own)
    assert ("牵头" in picture) == (via == "segment")


def test_no_word_of_the_map_speaks_of_a_register():
    page = chain_map.page(chain(8)) + chain_map.svg(chain(8))
    assert "名录" not in page
    assert chain_map.MEANINGS["unserved"] == "已读文件未提到本地企业"
    assert "政策原文未载明" not in chain_map.page(chain(0))
    assert "未读到" in chain_map.page(chain(0))


def test_long_lists_of_enterprises_tell_how_many_there_are():
    firms = tuple(Named(f"e{i}", f"清河第{i}汽车零部件制造有限公司") for i in range(30))
    view = chain_view(Named("i", "甲"), "", [Segment("s", "模具", "served", enterprises=firms)])
    (box,) = [box for band in chain_map._bands(view, 0) for box in band.boxes]
    assert "".join(line.text for line in box.notes).endswith("等30家")
    assert chain_map.page(view).count("清河第29汽车") == 2  # aria-label and panel


@pytest.mark.parametrize("count", SIZES)
def test_page_holds_the_sentence_behind_each_box(count):
    view = chain(count)
    page = chain_map.page(view)
    elements = Elements(page)
    ids = [attrs["id"] for _, attrs in elements.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    links = [attrs for tag, attrs in elements.tags if tag == "a" and attrs.get("class") == "box"]
    assert [link["href"] for link in links] == [f"#{s.id}" for s in view.segments]
    assert {s.id for s in view.segments} <= set(ids)
    found = [a.get("href", "").partition("?") for t, a in elements.tags if t == "a"]
    evidence = [href for href, _, query in found if query.startswith("region=")]
    for segment in view.segments:
        for said_ in segment.sentences:
            assert f"/evidence/{said_.evidence}" in evidence
    text = "".join(data for _, data in elements.text)
    assert all(said_.quote in text for s in view.segments for said_ in s.sentences)
    assert all(source.title in text for source in view.sources)


def test_page_keeps_to_its_policy():
    elements = Elements(chain_map.page(chain(8)))
    for tag, attrs in elements.tags:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag
        assert tag != "style"
        if tag in ("script", "link"):
            assert (attrs.get("src") or attrs.get("href")).startswith("/static/")
    assert not [data for _, data in elements.raw if data.strip()]
    names = {p.name for p in STATIC.iterdir()}
    assert {"chain_map.css", "chain_map.js"} <= names


def test_long_lists_under_the_map_are_folded_and_counted():
    view = chain(150)
    page = chain_map.page(view)
    assert f"另有 {len(view.goals) - chain_map.LISTED} 项" in page
    assert all(goal.text in page for goal in view.goals)


def hostile_chain():
    said_ = Sentence(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    segment = Segment(
        HOSTILE,
        HOSTILE,
        "stated",
        (Named(HOSTILE, HOSTILE),),
        (Lead(HOSTILE, HOSTILE),),
        (said_,),
        (Named("p", HOSTILE),),
    )
    return chain_view(Named(HOSTILE, HOSTILE), HOSTILE, [segment], platforms=[Named(HOSTILE, HOSTILE)])


def test_hostile_names_stay_text():
    view = hostile_chain()
    page = chain_map.page(view)
    elements = Elements(page)
    assert [attrs for tag, attrs in elements.tags if tag in ("img", "b") and attrs] == []
    assert len([tag for tag, _ in elements.tags if tag == "script"]) == 1
    assert clean(HOSTILE) in "".join(data for _, data in elements.text)
    assert "\u202e" not in page
    ET.fromstring(chain_map.svg(view))


# --- layout


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


# --- export


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
