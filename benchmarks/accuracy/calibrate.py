"""Fitting of confidence: ridge-logistic weights for each kind of fact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import confidence
from ingest.confidence import KINDS, Curve, Curves, Signs

FILE = Path(confidence.__file__).parent / "data/confidence.json"
RIDGE = 1.0
RISING = ("odds", "often")
ROUNDS = 50
Array = NDArray[np.float64]
JUDGED = {"task": "responsibility", "industry": "topic", "segment": "topic"}


@dataclass(frozen=True, slots=True)
class Label:
    """One fact of a left-out document for a place: the kind it is scored as is `JUDGED` of its own."""

    kind: str
    signs: Signs
    right: bool
    place: str

    @property
    def judged(self) -> str:
        """The kind of the scorer."""
        return JUDGED.get(self.kind, self.kind)


def apart(labels: Sequence[Label]) -> dict[str, Curves]:
    """For each place the curves from the labels of all others."""
    return {place: fitted([n for n in labels if n.place != place]) for place in sorted({n.place for n in labels})}


def crossed(labels: Sequence[Label]) -> list[float]:
    """The chance of each label by weights fitted to other places only."""
    curves = apart(labels)
    return [_chance(curves[n.place], n) for n in labels]


def fitted(labels: Sequence[Label]) -> Curves:
    """Weights for each kind, rounded to three decimals."""
    return {kind: Curve(weights(group)) for kind in KINDS if (group := [n for n in labels if n.kind == kind])}


def write(curves: Curves, path: Path = FILE) -> None:
    """Write the curves that extraction ships with; the same curves give the same bytes."""
    content = {kind: dict(sorted(curve.weights.items())) for kind, curve in curves.items()}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _chance(curves: Curves, label: Label) -> float:
    return curves[label.kind].chance(label.signs) if label.kind in curves else 0.5


def weights(labels: Sequence[Label]) -> dict[str, float]:
    """Weights of the signs; one that ought to raise the chance and would lower it is left out."""
    known = sorted({sign for label in labels for sign in label.signs})
    while True:
        found = _newton(labels, known)
        falling = [sign for sign in known if sign in RISING and found[sign] < 0]
        if not falling:
            return {sign: round(weight, 3) for sign, weight in found.items()}
        known = [sign for sign in known if sign not in falling]


def _newton(labels: Sequence[Label], known: Sequence[str]) -> dict[str, float]:
    """Weights by Newton's method on the likelihood with a ridge on all but the constant."""
    given: Array = np.array([[label.signs.get(sign, 0.0) for sign in known] for label in labels])
    wanted: Array = np.array([float(label.right) for label in labels])
    ridge = np.diag([1e-6 if sign == "any" else RIDGE for sign in known])
    weights: Array = np.zeros(len(known))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(given @ weights, -30, 30)))
        slope = given.T @ (wanted - chance) - ridge @ weights
        curve = (given * (chance * (1 - chance))[:, None]).T @ given + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-9:
            break
    return dict(zip(known, weights.tolist(), strict=True))
