"""Colours are readable, and apart to the colour-blind."""

import itertools
import json
from typing import Any

import pytest

from ontology import load
from ontology.style import contrast, style


def test_style_is_json_with_readable_text() -> None:
    found = style()
    assert json.loads(json.dumps(found)) == found
    assert found["nodes"]["Policy"]["properties"]["title"] == "标题"
    painted = [*found["nodes"].values(), *(v for values in found["enums"].values() for v in values.values())]
    painted = [v for v in painted if "colour" in v]
    assert len(painted) == len(load().nodes) + sum(map(len, load().colours.values()))
    assert [v for v in painted if contrast(v["colour"], v["text"]) < 4.5] == []
    stances = [c for colours in load().colours.values() for c in colours.values()]
    assert [c for c in stances if contrast(c, "#ffffff") < 4.5] == []


def test_contrast_of_known_pairs() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# Severe protanopia, deuteranopia and tritanopia: Machado, Oliveira and Fernandes 2009, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def seen(colour: str, matrix: Any) -> tuple[float, ...]:
    """CIELAB of the #rrggbb colour as the eye of that matrix sees it."""
    rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    eye = [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]
    xyz = [
        sum(a * b for a, b in zip(row, eye, strict=True)) / white
        for row, white in zip(XYZ, (0.9505, 1, 1.089), strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("enum", ["stance", "verdict"])
def test_colours_stay_apart_to_the_colour_blind(enum: str, sight: str) -> None:
    points = [seen(colour, SIGHT[sight]) for colour in load().colours[enum].values()]
    apart = [sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5 for p, q in itertools.combinations(points, 2)]
    assert min(apart) > 20
