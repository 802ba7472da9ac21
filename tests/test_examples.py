import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = {path.stem: path for path in sorted((ROOT / "examples").glob("yanchuan-*"))}
GOLD = {path.name.removesuffix(".gold.json"): path for path in sorted((ROOT / "tests/golden").glob("yanchuan-*.json"))}
PLACES = ("砚川", "楠江", "鹭洲", "栖凤", "渡安", "云埠", "石棠", "青筱")
NAME_KINDS = ("industries", "segments", "enterprises", "platforms", "projects")
ENUMS = {"stance": "stance", "op": "operator", "period": "period", "lead_basis": "lead_basis", "status": "status"}
HEDGES = {
    ">": r"突破|超过|高于",
    ">=": r"达到|以上|不低于|不少于|至少|提高到",
    "~": r"左右|约",
    "<=": r"以内|不超过",
}
DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
RUN = 20

Gold = dict[str, Any]


def norm(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(stem: str) -> str:
    return norm(EXAMPLES[stem].read_text("utf-8"))


def gold_of(stem: str) -> Gold:
    loaded: Gold = json.loads(GOLD[stem].read_text("utf-8"))
    return loaded


def word_value(word: str) -> int:
    tens, ten, ones = word.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def numbers(quote: str) -> set[float]:
    words = "[一两二三四五六七八九十]+"
    found = {float(x) for x in re.findall(r"\d+(?:\.\d+)?", quote)}
    found |= {100 * word_value(b) / word_value(a) for a, b in re.findall(f"({words})分之({words})", quote)}
    return found | {float(word_value(x)) for x in re.findall(words, quote)}


def outside(folders: tuple[str, ...], pattern: str) -> Iterator[Path]:
    for folder in folders:
        if not (SHARED / folder).is_dir():
            pytest.skip(f"../shared/{folder} is absent")
        yield from sorted((SHARED / folder).glob(pattern))


stems = pytest.mark.parametrize("stem", GOLD)


def test_every_example_has_gold() -> None:
    assert len(EXAMPLES) == 5
    assert EXAMPLES.keys() == GOLD.keys()


@stems
def test_files_are_plain_and_of_the_right_size(stem: str) -> None:
    raw = EXAMPLES[stem].read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert b"\r" not in raw
    assert 2500 <= len(text) <= 5000
    assert not re.search(r"\d{3,4}-\d{7,8}|1\d{10}|@|联系人", norm(text))


@stems
def test_policy_stands_in_the_text(stem: str) -> None:
    text, policy = text_of(stem), gold_of(stem)["policy"]
    year, month, day = (int(part) for part in policy["issued_on"].split("-"))
    assert policy["title"] in text
    assert policy["doc_number"] in text
    assert policy["issuer"] in text
    assert f"{year}年{month}月{day}日" in text
    assert policy["region"] == "砚川市"
    assert (policy["status"] == "draft") == ("征求意见稿" in text)


@stems
def test_anchors_and_units(stem: str) -> None:
    text, tasks = text_of(stem), gold_of(stem)["tasks"]
    places = [text.find(task["anchor"]) for task in tasks]
    assert places == sorted(places), "tasks stand in the order of the text"
    for task in tasks:
        assert text.count(task["anchor"]) == 1, task["anchor"]
        assert 8 <= len(task["anchor"]) <= 20, task["anchor"]
        assert re.fullmatch(r"[一二三四五]|[一二三四五]/\([一二三四五]\)(/\d+)?|附件/\d+", task["path"])
        assert task["leads"] or task["supports"]
        assert not set(task["leads"]) & set(task["supports"])
        for unit in task["leads"] + task["supports"]:
            assert unit in text, unit
        for due in task["due"]:
            assert re.fullmatch(r"20\d\d(-\d\d)?", due)
            assert due[:4] + "年" in text


@stems
def test_every_bracket_and_row_has_its_task(stem: str) -> None:
    text, tasks = text_of(stem), gold_of(stem)["tasks"]
    outer = r"\((?:[^()]|\([^()]*\))*(?:牵头|负责)(?:[^()]|\([^()]*\))*\)"
    brackets = len(re.findall(rf"[〔\[]责任(?:单位|部门):|{outer}", text))
    assert len([task for task in tasks if not task["path"].startswith("附件")]) == brackets
    rows = re.findall(r"^\d+$", EXAMPLES[stem].read_text("utf-8"), re.MULTILINE)
    assert [task["path"] for task in tasks if task["path"].startswith("附件")] == [f"附件/{row}" for row in rows]


@stems
def test_targets(stem: str) -> None:
    text, gold = text_of(stem), gold_of(stem)
    for target in gold["targets"]:
        quote = target["quote"]
        assert quote in text, quote
        assert float(target["value"]) in numbers(quote), quote
        assert target["value_max"] is None or float(target["value_max"]) in numbers(quote), quote
        assert target["unit"] in quote or "分之" in quote, quote
        assert target["subject"] in text, quote
        assert re.search(HEDGES.get(target["op"], ""), quote), quote
        assert target["year"] is None or f"{target['year']}年" in text, quote


@stems
def test_enums_are_those_of_the_ontology(stem: str) -> None:
    enums = yaml.safe_load((ROOT / "ontology/ontology.yaml").read_text("utf-8"))["enums"]
    gold = gold_of(stem)
    items = [gold["policy"], *(item for value in gold.values() if isinstance(value, list) for item in value)]
    for item in items:
        for key, enum in ENUMS.items():
            if key in item and item[key] is not None and not isinstance(item[key], list):
                assert item[key] in enums[enum], item
    assert {item["kind"] for item in gold["industries"]} <= enums["industry_kind"].keys()
    assert {item["kind"] for item in gold["platforms"]} <= enums["platform_kind"].keys()


@stems
def test_names_stand_in_the_text(stem: str) -> None:
    text, gold = text_of(stem), gold_of(stem)
    chains = {"", *(item["name"] for item in gold["industries"])}
    for kind in NAME_KINDS:
        names = [item["name"] for item in gold[kind]]
        assert len(names) == len(set(names)), kind
        for item in gold[kind]:
            assert item["name"], kind
            assert item["name"] in text, item
            assert item.get("parent", "") in text, item
            assert item.get("chain", "") in chains, item


def test_the_new_version_differs_as_a_new_version_does() -> None:
    old, new = gold_of("yanchuan-2024-chain-clusters-draft"), gold_of("yanchuan-2024-chain-clusters")
    values = [{(t["subject"], t["metric"], t["year"]): t["value"] for t in gold["targets"]} for gold in (old, new)]
    assert sum(values[1].get(key, 0) > value for key, value in values[0].items()) >= 5
    assert len(values[0].keys() - values[1].keys()) == 1
    industries = [{item["name"] for item in gold["industries"]} for gold in (old, new)]
    assert industries[1] - industries[0] == {"低空装备产业"}
    units = [{unit for task in gold["tasks"] for unit in task["leads"]} for gold in (old, new)]
    assert units[0] - units[1] == {"市大数据局"}
    assert units[1] - units[0] == {"市数据局"}


def test_places_and_enterprises_are_invented() -> None:
    names = {item["name"] for stem in GOLD for item in gold_of(stem)["enterprises"]} | set(PLACES)
    assert len(names) > 20
    for path in outside(("policies", "corpus", "reference"), "*.*"):
        text = norm(path.read_text("utf-8", errors="ignore"))
        assert not [name for name in names if name in text], path.name


def test_no_sentence_is_taken_from_real_documents() -> None:
    texts = [norm(path.read_text("utf-8")) for path in (ROOT / "examples").iterdir()]
    runs = {text[i : i + RUN] for text in texts for i in range(len(text) - RUN + 1)}
    for path in outside(("policies", "corpus"), "*.txt"):
        text = norm(path.read_text("utf-8", errors="ignore"))
        shared = {text[i : i + RUN] for i in range(len(text) - RUN + 1)} & runs
        assert not shared, (path.name, shared)
