"""What pages are made from: text that fits, the view of a chain, rows of the graph as a view."""

import pytest
from visual_sample import chain

from ontology.model import load
from queries import records
from queries.rows import ChainGaps, ChainMap, Policies, TargetsByYear
from visuals import chain_map
from visuals.rows import chain_of
from visuals.text import clean, shorten, width, wrap
from visuals.view import Named, Segment, Sentence, chain_view, goal_text


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
