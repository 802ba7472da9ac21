"""The ontology holds together, and everything derived from it is fresh, stable and says the same."""

import os
import subprocess
import sys
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

import ontology
from ontology import OntologyError, derive, load, parse
from ontology.lint import owned_properties, problems
from ontology.page import page

ROOT = Path(__file__).parent.parent
RAW = yaml.safe_load(files("ontology").joinpath("ontology.yaml").read_text("utf-8"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The parsed YAML with the value at the dotted path set, or removed where it is None."""
    data: dict[str, Any] = deepcopy(RAW)
    *way, last = path.split("/")
    spot: Any = data
    for key in way:
        spot = spot[key]
    if value is None:
        del spot[last]
    else:
        spot[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("extra", {}, "unknown keys ['extra']"),
        ("nodes/Policy/color", "#000000", "Policy: unknown keys ['color']"),
        ("nodes/Policy/zh", None, "Policy: missing keys ['zh']"),
        ("nodes/Policy/evidence", "some", "Policy: evidence must be"),
        ("nodes/Policy/caption", "headline", "caption headline"),
        ("nodes/Policy/properties/title/type", "text", "Policy.title: type must be"),
        ("nodes/Policy/properties/status/enum", "state", "unknown enum state"),
        ("nodes/Passage/properties/policy/ref", "Paper", "unknown node type Paper"),
        ("nodes/Segment/properties/name/key", False, "Segment: no key property"),
        ("edges/LEADS/ends", {"Bureau": ["Task"]}, "LEADS: unknown node type Bureau"),
        ("edges/LEADS/en", None, "LEADS: missing keys ['en']"),
        ("colours/stance/gap", None, "colours.stance: must name"),
        ("colours/mood", {"good": "#000000"}, "colours.mood"),
    ],
)
def test_parse_refuses(path: str, value: Any, message: str) -> None:
    with pytest.raises(OntologyError) as error:
        parse(changed(path, value))
    assert message in str(error.value)


def test_ontology_is_clean() -> None:
    assert problems(load()) == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("nodes/policy", RAW["nodes"]["Policy"], "policy: name must match"),
        ("edges/leads", RAW["edges"]["LEADS"], "leads: name must match"),
        ("edges/LEADS/properties/isNew", {"type": "string", "zh": "新"}, "isNew: name must match"),
        ("edges/LEADS/properties/rid", {"type": "string", "zh": "号"}, "rid: reserved name"),
        ("nodes/Policy/zh", "Policy", "Policy: no Chinese label"),
        ("nodes/Policy/en", "政策", "Policy: no English label"),
        ("nodes/Policy/zh", "任务", "任务: label of several types"),
        ("nodes/Policy/properties/title/zh", "", "Policy.title: no Chinese label"),
        ("enums/stance/gap", "", "stance.gap: no Chinese label"),
        ("enums/stance/gap", "引进", "stance: 引进 labels several values"),
        ("nodes/Policy/colour", "red", "nodes.Policy: colour red"),
        ("nodes/Policy/colour", RAW["nodes"]["Task"]["colour"], "is used twice"),
        ("colours/stance/gap", RAW["colours"]["stance"]["develop"], "stance: colour"),
        ("enums/mood", {"good": "好"}, "mood: enum of no property"),
        ("nodes/Policy/properties/source/type", "integer", "source: Region and Policy declare different types"),
        ("nodes/Target/properties/year/enum", "level", "Target.year: an enum property must be a string"),
        ("nodes/Orphan", {**RAW["nodes"]["Segment"], "zh": "孤", "colour": "#000000"}, "Orphan: end of no edge"),
    ],
)
def test_lint_finds(path: str, value: Any, problem: str) -> None:
    assert any(problem in line for line in problems(parse(changed(path, value))))


def test_public_names_are_sorted() -> None:
    assert ontology.__all__ == sorted(ontology.__all__)
    assert all(hasattr(ontology, name) for name in ontology.__all__)


def run(*args: str, seed: str = "0") -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def test_import_is_light() -> None:
    heavy = "[m for m in ('rdflib', 'pydantic', 'fastapi') if m in sys.modules]"
    assert run("-c", f"import sys, ontology; ontology.load(); print({heavy})").strip() == "[]"


def test_derived_files_are_fresh() -> None:
    assert derive.stale() == []


def test_derived_files_do_not_depend_on_the_hash_seed() -> None:
    code = "import json; from ontology import derive; print(json.dumps(dict(derive.derived())))"
    assert run("-c", code, seed="1") == run("-c", code, seed="2")


def test_derive_checks_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert derive.main(["--check"], tmp_path) == 1
    assert "docs/ontology.md is stale" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert derive.main([], tmp_path) == 0
    assert derive.main(["--check"], tmp_path) == 0
    (tmp_path / "ontology/shapes.ttl").write_text("")
    capsys.readouterr()
    assert derive.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err == "ontology/shapes.ttl is stale: run python -m ontology.derive\n"


def test_page_names_everything() -> None:
    text = page()
    for name in (*load().nodes, *load().edges, *load().enums):
        assert f"### {name}" in text
    for _, prop in owned_properties(load()):
        assert f"| `{prop.name}` | {prop.zh} | {prop.type} |" in text
