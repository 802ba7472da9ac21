"""The command line over the sample graph, and what it does with mistakes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.cli import build
from api.commands.common import around
from api.commands.gap_table import COLUMNS, NARROW, cells, leads
from api.docs import FOLDER, commands, pages
from api.errors import UsageError
from api.groups import groups
from graph.settings import Settings
from graph.store import Store
from queries.loader import ask
from queries.records import Lead, Sentence
from queries.rows import ChainGaps
from tests.graph_doc import Doc, node_id
from tests.graph_sample import JIANSUJI, QINGPING, ZHUANGBEI

# --- reference ------------------------------------------------------------------------------------------------------


def test_every_command_is_documented_as_its_help_says():
    text = FOLDER.joinpath("cli.md").read_text("utf-8")
    assert text == pages()["cli.md"], "run python -m api.docs"
    for words in commands(typer.main.get_command(build())):
        assert f"## {' '.join(('liantu', *words))}\n" in text


def test_every_command_and_option_says_what_it_is_for():
    def check(command: object, words: tuple[str, ...]) -> None:
        assert getattr(command, "help", None), words
        for parameter in getattr(command, "params", []):
            if parameter.name != "help":
                assert getattr(parameter, "help", None), (words, parameter.name)
        for name, child in getattr(command, "commands", {}).items():
            check(child, (*words, name))

    check(typer.main.get_command(build()), ())


# --- gaps -----------------------------------------------------------------------------------------------------------


def test_gaps_as_json_are_the_rows_of_the_query(liantu, filled: Store):
    found = json.loads(liantu("gaps", "--json").stdout)
    assert found == [row.model_dump(mode="json") for row in ask(filled, ChainGaps)]
    narrow = json.loads(liantu("gaps", "--chain", "装备", "--region", "青屏", "--verdict", "stated", "--json").stdout)
    assert [(row["chain"], row["segment"]) for row in narrow] == [
        (JIANSUJI, "齿轮钢"),
        (ZHUANGBEI, "谐波减速器"),
        (ZHUANGBEI, "轴承"),
    ]
    assert narrow[1]["sentences"][0]["quote"] == "针对谐波减速器、轴承等短板集中攻关。"


@pytest.mark.parametrize("columns", ["40", "71", "80", "120", "200", None])
def test_the_table_fits_its_width_and_loses_nothing(liantu, monkeypatch: pytest.MonkeyPatch, columns: str | None):
    if columns is None:
        monkeypatch.delenv("COLUMNS")
    else:
        monkeypatch.setenv("COLUMNS", columns)
    shown = liantu("gaps", "--region", QINGPING).stdout
    assert "…" not in shown
    assert max(_cells(line) for line in shown.splitlines()) <= int(columns or 140)
    flat = "".join(shown.split())
    for word in (
        "明示短板",
        "拟引进",
        "(未指明)",
        *(title for title, _ in COLUMNS if title not in ("链", "环节", "判定")),
    ):
        assert word in flat
    cited = "针对谐波减速器、轴承等短板集中攻关。(《青屏市产业链提升方案(2025—2027年)》(2025)·二/(一))"
    assert (cited in flat) == (int(columns or 140) < NARROW), "a paragraph is not cut by columns"
    assert "无本地企业(已读文件未提到本地企业):智能装备产业(2):数控系统、编码器看这些环节的原句:加-v无本地企业" in flat
    assert "共10项:明示短板5、拟引进3、无本地企业2。“无本地企业”指已读文件未提到本地企业。" in flat
    assert shown.splitlines()[0].strip()


def test_rows_about_which_everything_is_the_same_are_one(liantu, filled: Store):
    by_segment = {row.segment: row for row in ask(filled, ChainGaps, region=QINGPING)}
    bearing, harmonic = by_segment["轴承"], by_segment["谐波减速器"]
    twin = bearing.model_copy(update={"segment": "丝杠", "segment_id": "segment-x"})
    assert [g.segments for g in groups([bearing, twin, harmonic])] == [("轴承", "丝杠"), ("谐波减速器",)]
    assert groups([bearing, twin])[0].row is bearing
    for change in ({"chain_id": "x"}, {"verdict": "introduce"}, {"sentences": ()}, {"enterprises": harmonic.policies}):
        assert len(groups([bearing, twin.model_copy(update=change)])) == 2, change
    assert len(json.loads(liantu("gaps", "--json").stdout)) == len(ask(filled, ChainGaps))


def test_segments_of_a_group_stand_as_in_the_sentence_and_all_show(filled: Store):
    row = next(row for row in ask(filled, ChainGaps) if row.segment == "轴承")
    quote = "零" * 90 + "甲,乙" + "一" * 70 + "丙" + "二" * 90
    said = tuple(s.model_copy(update={"quote": quote}) for s in row.sentences)
    rows = [row.model_copy(update={"segment": name, "sentences": said}) for name in ("丙", "无", "乙", "甲")]
    (group,) = groups(rows)
    assert group.segments == ("甲", "乙", "丙", "无")
    assert all(name in cells(group)[3] for name in "甲乙丙")
    assert len(cells(group)[3]) < len(quote)


def test_unserved_rows_show_their_sentences_when_asked_for(liantu, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "400")
    for words in (("-v", "无本地企业"), ("-v", "unserved"), ("-c", ZHUANGBEI)):
        shown = liantu("gaps", "--region", QINGPING, *words).stdout
        assert any("数控系统" in line and "发展数控系统、工业相机" in line for line in shown.splitlines()), words
    assert "机床主轴" in liantu("gaps", "-v", "巩固提升").stdout


def test_leads_say_where_they_are_from():
    said = Sentence(evidence="e", quote="甲", policy="p", title="方案", year=2016, path="一", place="", surface="")

    def lead(name: str, *, own: bool, via: str) -> Lead:
        return Lead(id=name, name=name, basis="stated", via=via, own=own, tasks=1, sentence=said)

    assert leads(()) == "–"
    assert leads([lead("甲", own=True, via="segment"), lead("乙", own=True, via="segment")]) == "甲、乙"
    assert leads([lead("甲", own=True, via="chain"), lead("乙", own=True, via="chain")]) == "甲、乙(涉及本链的任务)"
    assert leads([lead("甲", own=False, via="segment")]) == "甲(据《方案》(2016))"
    assert (
        leads([lead(n, own=False, via="chain") for n in "甲乙丙丁"])
        == "甲、乙、丙(据《方案》(2016),涉及本链的任务)等 4 家"
    )


def test_a_chain_without_gaps_is_named_with_those_near(liantu, store_with_near: None):
    said = "".join(liantu("gaps", "-c", "新能源汽车").stdout.split())
    assert "“新能源汽车产业”在已读文件中没有这样的环节" in said
    assert "新能源和智能网联汽车产业(1项)" in said
    done = liantu("gaps", "-c", "新能源汽车", "--json")
    assert json.loads(done.stdout) == []
    assert "新能源和智能网联汽车产业" in done.stderr
    assert "也没有名称相近" in liantu("gaps", "-c", "新能源汽车", "-v", "拟引进").stdout


@pytest.fixture
def store_with_near(filled: Store) -> Iterator[None]:
    doc = Doc({"title": "近名方案", "issued_on": "2025-01-01"})
    said = doc.text("一", "新能源汽车产业、新能源和智能网联汽车产业:补齐雷达短板。")
    doc.node("Industry", said, name="新能源汽车产业")
    doc.segment("雷达", "gap", said, (doc.node("Industry", said, name="新能源和智能网联汽车产业"), "gap"))
    filled.write(doc.graph())
    yield
    filled.forget(doc.id)


def test_the_table_names_sentence_document_passage_and_lead(liantu, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "400")
    line = next(line for line in liantu("gaps", "-c", ZHUANGBEI).stdout.splitlines() if "谐波减速器" in line)
    for word in (
        "针对谐波减速器、轴承等短板集中攻关。",
        "《青屏市产业链提升方案(2025—2027年)》(2025)·二/(一)",
        "青屏市工业和信息化局",
    ):
        assert word in line


def test_no_gap_is_said(liantu):
    assert "没有这样的环节:明示短板" in liantu("gaps", "--region", "沧岭", "--verdict", "stated").stdout
    assert json.loads(liantu("gaps", "--region", "沧岭", "--verdict", "stated", "--json").stdout) == []


@pytest.mark.parametrize(
    ("quote", "name", "shown"),
    [
        ("短句有甲。", "甲", "短句有甲。"),
        ("零一二三四五六七八九甲乙", "甲乙", "…六七八九甲乙"),
        ("甲乙零一二三四五六七八九", "甲乙", "甲乙零一二三…"),
        ("零一二三四甲乙五六七八九", "甲乙", "…三四甲乙五六…"),
        ("零一二三四五六七八九", "无", "零一二三四五…"),
        ("零一二三四五六七八九甲（Ａ）乙", "甲(A)", "…九甲（Ａ）乙"),
    ],
)
def test_a_long_sentence_is_cut_around_the_name(quote: str, name: str, shown: str):
    assert around(quote, name, 6) == shown


# --- other commands -------------------------------------------------------------------------------------------------


def test_search_and_evidence(liantu):
    found = liantu("search", "工信局").stdout
    bureau = node_id("Department", name="青屏市工业和信息化局", region=QINGPING)
    assert all(word in found for word in ("部门", "青屏市工业和信息化局", "市工信局", bureau, "1 条中的 1 条"))
    shown = liantu("evidence", bureau).stdout
    assert "【攻克谐波减速器量产工艺。(市工信局牵头," in "".join(shown.split())
    assert "没有找到" in liantu("search", "北冥").stdout
    assert json.loads(liantu("search", "工信局", "--json").stdout)[0]["id"] == bureau
    (row,) = json.loads(liantu("evidence", bureau, "--json").stdout)
    assert row["surface"] == "市工信局"


def test_export_writes_one_page(liantu, tmp_path: Path):
    target = tmp_path / "图.html"
    said = liantu("export", "html", "--chain", "智能装备", "--out", str(target)).stdout
    assert str(target) in "".join(said.split())
    text = target.read_text("utf-8")
    assert all(name in text for name in ("谐波减速器", "青屏精工", "青屏市工业和信息化局"))
    with pytest.raises(UsageError, match="--out"):
        liantu("export", "html", "--out", str(tmp_path / "none" / "x.html"))


def test_version(liantu):
    assert liantu("version").stdout.startswith("liantu 0.")
    assert liantu("--version").stdout == liantu("version").stdout


def test_engine_status_names_the_process_that_uses_it(liantu):
    assert str(os.getpid()) in liantu("engine", "status").stdout


def test_engine_status_names_the_data_folder(liantu, engine_settings: Settings, tmp_path: Path):
    assert str(engine_settings.home.absolute()) in "".join(liantu("engine", "status").stdout.split())
    away = CliRunner().invoke(build(), ["engine", "status"], obj=Settings(home=tmp_path / "x"), catch_exceptions=False)
    assert f"数据文件夹{tmp_path / 'x'}" in "".join(away.stdout.split())


def test_engine_is_not_managed_when_the_server_is_elsewhere():
    for words in ("start", "stop", "status"):
        with pytest.raises(UsageError, match="NEO4J_URI"):
            CliRunner().invoke(
                build(), ["engine", words], obj=Settings(uri="bolt://127.0.0.1:1"), catch_exceptions=False
            )


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)
