"""Fitting of confidence: ridge-logistic weights for each kind of fact, and thresholds above which precision holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.labels import Label
from ingest import confidence
from ingest.confidence import KINDS, Curve, Curves

FILE = Path(confidence.__file__).parent / "data/confidence.json"
WANTED = 0.9
RIDGE = 1.0
RISING = ("odds", "often")
ROUNDS = 50
Array = NDArray[np.float64]


def calibrate(labels: Sequence[Label]) -> dict[str, Curve]:
    """Curves from all labels; one threshold for all kinds, from chances that each group's labels get by the others'."""
    least = threshold([(chance, n.right) for chance, n in zip(crossed(labels), labels, strict=True)])
    return {kind: Curve(curve.weights, least) for kind, curve in fitted(labels).items()}


def crossed(labels: Sequence[Label]) -> list[float]:
    """The chance of each label by weights fitted to the other groups only."""
    curves = {fold: fitted([n for n in labels if n.fold != fold]) for fold in {n.fold for n in labels}}
    return [_chance(curves[n.fold], n) for n in labels]


def fitted(labels: Sequence[Label]) -> Curves:
    """Weights for each kind, rounded to three decimals; no threshold yet."""
    return {kind: Curve(_weights(group)) for kind in KINDS if (group := [n for n in labels if n.kind == kind])}


def threshold(judged: Sequence[tuple[float, bool]]) -> float:
    """The least chance with precision of at least WANTED from it upwards: 0 where all together have it, 1 if none."""
    hits = [right for _, right in judged]
    if sum(hits) >= WANTED * len(hits):
        return 0.0
    least, right = 1.0, 0
    ranked = sorted(judged, key=lambda pair: -pair[0])
    for count, (chance, hit) in enumerate(ranked, 1):
        right += hit
        last = count == len(ranked) or ranked[count][0] < chance
        if last and right >= WANTED * count:
            least = chance
    return least


def write(curves: Curves, path: Path = FILE) -> None:
    """Write the curves that extraction ships with; the same curves give the same bytes."""
    content = {
        kind: {"threshold": c.threshold, "weights": dict(sorted(c.weights.items()))} for kind, c in curves.items()
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _chance(curves: Curves, label: Label) -> float:
    return curves[label.kind].chance(label.signs) if label.kind in curves else 0.5


def _weights(labels: Sequence[Label]) -> dict[str, float]:
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
