"""The chain map as SVG and as a page."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from page_elements import Elements
from visual_sample import HOSTILE, chain

from ontology.model import load
from ontology.style import contrast
from visuals import chain_map
from visuals.render import STATIC
from visuals.text import clean
from visuals.view import GAPS, Lead, Named, Segment, Sentence, chain_view

SVG = "{http://www.w3.org/2000/svg}"
SIZES = (0, 1, 8, 150)


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
