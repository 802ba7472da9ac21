from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph import Store
from ingest.errors import UnreadableFileError
from ingest.files import expand, skipped
from ingest.lineage import subject
from ingest.load import ingest
from ingest.verify import bare, verify

PLAN = """云川市新能源汽车产业发展实施方案
一、重点任务
(一)整车。发展新能源商用车、激光雷达。(市工信局牵头,市科技局配合)
(二)零部件。发展减速器、电机控制器。到2027年,零部件产业产值达到{value}亿元。(市工信局负责)
云川市人民政府办公室
2025年{month}月4日
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write(tmp_path / "plan.txt")


def write(path: Path, value: int = 200, month: int = 3, text: str = PLAN) -> Path:
    path.write_text(text.format(value=value, month=month), "utf-8")
    return path


def run(store: Store, *paths: Path, force: bool = False) -> list[str]:
    return [r.status for r in ingest(paths, store, force=force)]


def dump(store: Store) -> tuple[list[Any], list[Any]]:
    nodes = store.run("MATCH (n) RETURN elementId(n) AS at, labels(n) AS labels, properties(n) AS props ORDER BY n.id")
    edges = store.run(
        "MATCH ()-[r]->() RETURN elementId(r) AS at, type(r) AS type, properties(r) AS props ORDER BY r.rid"
    )
    return nodes, edges


def values(store: Store) -> list[float]:
    return [row["value"] for row in store.run("MATCH (t:Target) RETURN t.value AS value ORDER BY value")]


def test_a_second_run_changes_nothing(store: Store, plan: Path) -> None:
    assert run(store, plan) == ["added"]
    before = dump(store)
    assert run(store, plan) == ["unchanged"]
    assert dump(store) == before
    assert run(store, plan, force=True) == ["replaced"]
    assert dump(store) == before


def test_an_edited_document_replaces_exactly_its_own_facts(store: Store, plan: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", text=PLAN.replace("新能源汽车", "电子信息").replace("整车", "芯片"))
    run(store, plan)
    alone = dump(store)
    run(store, other)
    write(plan, value=300)
    assert run(store, plan, other) == ["replaced", "unchanged"]
    assert values(store) == [200.0, 300.0]
    other_id = next(k.id for k in store.policies() if k.source == str(other))
    store.forget(other_id)
    write(plan, value=200)
    run(store, plan)
    strip = lambda found: [{k: v for k, v in row.items() if k != "at"} for row in found]  # noqa: E731
    assert [strip(part) for part in dump(store)] == [strip(part) for part in alone]


def test_a_new_date_in_the_same_file_is_an_edit(store: Store, plan: Path) -> None:
    run(store, plan)
    write(plan, month=5)
    assert run(store, plan) == ["replaced"]
    assert [k.issued_on for k in store.policies()] == ["2025-05-04"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_newer_version_replaces_the_draft_in_any_order(store: Store, tmp_path: Path, order: tuple[int, int]) -> None:
    draft = PLAN.replace("实施方案\n", "实施方案(征求意见稿)\n", 1)
    files = [write(tmp_path / "draft.txt", month=1, text=draft), write(tmp_path / "final.txt", month=3)]
    for place in order:
        run(store, files[place])
    held = {k.title: k for k in store.policies()}
    final, old = held["云川市新能源汽车产业发展实施方案"], held["云川市新能源汽车产业发展实施方案(征求意见稿)"]
    assert (final.replaces, old.replaces) == ((old.id,), ())
    assert bare(store) == 0


def test_the_same_document_twice_is_written_once(store: Store, plan: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "zcopy.txt")
    assert run(store, plan, copy) == ["added", "duplicate"]
    assert len(store.policies()) == 1


def test_bad_files_are_reported_and_the_rest_goes_on(store: Store, plan: Path, tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 8,
        "poem.txt": "床前明月光,疑是地上霜。\n举头望明月,低头思故乡。\n".encode(),
        "recipe.md": "# 红烧肉\n1. 五花肉切块。\n2. 加水500克,煮40分钟。\n".encode(),
        "garbled.txt": "云川市实施方案".encode().decode("latin-1").encode(),
        "big5.txt": "加快推進產業發展,建設製造業基地。".encode("big5"),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    reports = list(ingest([*(tmp_path / n for n in bad), plan], store))
    assert [r.status for r in reports] == ["failed"] * len(bad) + ["added"]
    assert all(r.message and "\n" not in r.message for r in reports[:-1])
    assert len(store.policies()) == 1


def test_a_missing_path_fails_alone(store: Store, plan: Path, tmp_path: Path) -> None:
    reports = list(ingest(expand([tmp_path / "none.txt", plan]), store))
    assert [(r.status, "不存在" in r.message) for r in reports] == [("failed", True), ("added", False)]


def test_two_texts_of_one_title_and_date_are_never_mixed(store: Store, plan: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "zother.txt", value=900)
    assert run(store, plan, other) == ["added", "failed"]
    assert run(store, other) == ["failed"]
    assert values(store) == [200.0]
    assert run(store, other, force=True) == ["replaced"]
    assert values(store) == [900.0]


def test_three_versions_and_an_undated_text(store: Store, tmp_path: Path) -> None:
    draft = PLAN.replace("实施方案\n", "实施方案(征求意见稿)\n", 1)
    undated = "\n".join(line for line in PLAN.split("\n") if "年{month}月" not in line)
    first, second = write(tmp_path / "1.txt", month=1), write(tmp_path / "2.txt", month=2, text=draft)
    third, last = write(tmp_path / "3.txt", month=3), write(tmp_path / "4.txt", text=undated)
    run(store, last, third, second, first)
    held = {Path(k.source).name: k for k in store.policies()}
    replaced = {name: {Path(o.source).name for o in held.values() if o.id in k.replaces} for name, k in held.items()}
    assert replaced == {"1.txt": set(), "2.txt": set(), "3.txt": {"1.txt", "2.txt"}, "4.txt": {"3.txt"}}


def test_tables_and_old_line_ends_read_back(store: Store, tmp_path: Path) -> None:
    table = "附件\n任务分解表\n| 序号 | 工作任务 | 牵头单位 |\n|---|---|---|\n"
    table += "| 1 | 建设园区 | 市工信局 |\n| 2 | 建平台 | 市科技局 |\n"
    piped = write(tmp_path / "piped.md", text=PLAN + table)
    old = tmp_path / "old.txt"
    tabbed = "附件\n任务分解表\n序号\t工作任务\t牵头单位\n1\t建设园区\t市工信局\n"
    old.write_bytes((PLAN.format(value=200, month=4) + tabbed).replace("\n", "\r").encode("gb18030"))
    assert run(store, piped, old) == ["added", "added"]
    assert all(v.good == v.total for v in verify(store))
    assert store.run("MATCH (p:Passage {kind: 'row'}) RETURN count(*) AS n") == [{"n": 3}]


def test_a_firm_named_after_another_place_lies_there(store: Store, tmp_path: Path) -> None:
    text = PLAN.replace("发展减速器、电机控制器。", "支持深圳优必选公司、云川动力公司等企业发展减速器。")
    run(store, write(tmp_path / "plan.txt", text=text))
    rows = store.run(
        "MATCH (e:Enterprise) OPTIONAL MATCH (e)-[:LOCATED_IN]->(r) RETURN e.name AS e, r.name AS r ORDER BY e"
    )
    assert rows == [{"e": "云川动力公司", "r": None}, {"e": "深圳优必选公司", "r": "深圳市"}]


def test_verify_sees_a_changed_file(store: Store, plan: Path) -> None:
    run(store, plan)
    assert all(v.good == v.total > 0 and not v.problem for v in verify(store))
    plan.write_text("前言\n" + plan.read_text("utf-8"), "utf-8")
    (after,) = verify(store)
    assert after.good < after.total
    assert "重新" in after.problem
    plan.unlink()
    (gone,) = verify(store)
    assert (gone.good, bool(gone.problem)) == (0, True)


def test_expand_takes_folders_and_refuses_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/2.txt", "a/1.md", "a/README.md", "a/x.pptx", "b.txt", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    assert [p.name for p in expand([tmp_path])] == ["1.md", "2.txt", "b.txt"]
    assert skipped([tmp_path]) == {".pptx": 1}


def test_a_folder_of_other_formats_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.pptx").write_bytes(b"PK")
    with pytest.raises(UnreadableFileError, match=r"\.pptx 文件请先另存为"):
        expand([tmp_path])


def test_the_same_document_at_a_new_place_says_so(store: Store, plan: Path, tmp_path: Path) -> None:
    run(store, plan)
    moved = write(tmp_path / "moved.txt")
    (report,) = ingest([moved], store)
    assert report.status == "replaced"
    assert str(plan) in report.message
    assert [k.source for k in store.policies()] == [str(moved)]


@pytest.mark.parametrize(
    "title",
    [
        "云川市产业发展实施方案",
        "云川市产业发展实施方案(征求意见稿)",
        "云川市人民政府关于印发云川市产业发展实施方案的通知",
        "关于印发《云川市产业发展实施方案》的通知",
        "云川市产业发展实施方案(试行)",
    ],
)
def test_versions_have_one_subject(title: str) -> None:
    assert subject(title) == "云川市产业发展实施方案"
