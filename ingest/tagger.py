"""Names by the trained span tagger: windows of whole sentences through one ONNX session, spans with scores out."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from numpy.typing import NDArray

from ingest.records import Span

KINDS = ("ENT", "PLAT", "PROJ", "IND", "SEG")
PREFIX = (3, 2, 2, 2, 2, 2, 2, 2, 2)
UNKNOWN = 1
WINDOW = 246
LONGEST = 64
FAR = -1e4
SURE = {"ENT": 0.0, "PLAT": 0.5, "PROJ": -0.5, "IND": 0.5, "SEG": 0.5}
LEAST = {"ENT": -0.7, "PLAT": -0.7, "PROJ": -1.5, "IND": -0.6, "SEG": -0.6}
STOP = re.compile(r"[。!?;\n]")
SOFT = re.compile(r"[,、:)]")


@dataclass(frozen=True, slots=True)
class Scored:
    """A tagged span [start, end) of the text; `score` is the tagger's: the more above 0, the surer."""

    start: int
    end: int
    kind: str
    score: float


class Model:
    """A tagger loaded from a folder with `tagger.onnx` and `vocab.json`; may be called from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Load it; one thread a run, so that every run gives the same bytes."""
        self._ids: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        path = str(folder / "tagger.onnx")
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def tag(self, text: str, floor: float | None = None, threads: int | None = None) -> list[Scored]:
        """Spans of a normalised text scored above `floor`, by default the LEAST of their kind.

        In order, nested ones too, no two of a kind that overlap. Windows are read on `threads` threads, by default one
        for each core of the process; each is scored by itself, so their number changes no score.
        """
        least = np.array([LEAST[kind] if floor is None else floor for kind in KINDS], np.float32)
        found = _each(lambda window: self._inside(text, *window, least), list(windows(text)), threads or cores())
        return sorted(resolve([span for spans in found for span in spans]), key=lambda s: (s.start, -s.end, s.kind))

    def scores(self, letters: str) -> NDArray[np.float32]:
        """Scores of every span of a window: kinds × first letter × (last - first) letter."""
        ids = np.array([[*PREFIX, *(self._ids.get(letter, UNKNOWN) for letter in letters)]])
        pairs, sides = self._session.run(["pairs", "sides"], {"ids": ids})
        return banded(pairs[0, len(PREFIX) :, len(PREFIX) :], sides[0, len(PREFIX) :])

    def _inside(self, text: str, start: int, end: int, least: NDArray[np.float32]) -> list[Scored]:
        """Spans of one window, without those at an edge that breaks a sentence: there a name may be cut."""
        scores = self.scores(text[start:end])
        kinds, first, beyond = np.nonzero(scores > least[:, None, None])
        values, last = scores[kinds, first, beyond], first + beyond + 1
        lines = np.cumsum([0, *(letter == "\n" for letter in text[start:end])])
        whole = lines[first] == lines[last]
        if start > 0 and not STOP.match(text[start - 1]):
            whole &= first > 0
        if end < len(text) and not STOP.match(text[end - 1]):
            whole &= last < end - start
        columns = (first[whole] + start, last[whole] + start, kinds[whole], values[whole])
        return [Scored(a, b, KINDS[k], v) for a, b, k, v in zip(*(c.tolist() for c in columns), strict=True)]


def tag(text: str, floor: float | None = None, threads: int | None = None) -> list[Scored]:
    """`Model.tag` of the shipped model."""
    return shipped().tag(text, floor, threads)


@cache
def shipped() -> Model:
    """The model of this package, loaded on first use and kept."""
    with as_file(files("ingest").joinpath("model")) as folder:
        return Model(folder)


def cores() -> int:
    """How many cores this process may use: those that LIANTU_THREADS names, else all that it is given."""
    if (named := os.environ.get("LIANTU_THREADS", "")).isdigit() and int(named):
        return int(named)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def banded(pairs: NDArray[np.float32], sides: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of spans by start and length: kinds × length × LONGEST, far below 0 beyond the end.

    `pairs` is start × end, `sides` is letters × twice the kinds (as a start, as an end).
    """
    length, kinds = len(pairs), sides.shape[1] // 2
    padded = np.full((length, length + LONGEST), FAR, np.float32)
    padded[:, :length] = pairs
    row, column = padded.strides
    pair = as_strided(padded, (length, LONGEST), (row + column, column))
    last = np.zeros((kinds, length + LONGEST - 1), np.float32)
    last[:, :length] = sides[:, kinds:].T
    scores: NDArray[np.float32] = sliding_window_view(last, LONGEST, axis=1) + sides[:, :kinds].T[..., None]
    scores += pair
    return scores


def _each(work: Callable[[Span], list[Scored]], windows_: Sequence[Span], threads: int) -> Iterator[list[Scored]]:
    """The work of every window in order, several at a time where that helps."""
    if threads < 2 or len(windows_) < 2:
        yield from map(work, windows_)
        return
    with ThreadPoolExecutor(min(threads, len(windows_))) as pool:
        yield from pool.map(work, windows_)


def windows(text: str) -> Iterator[Span]:
    """Spans of up to WINDOW characters packed from whole sentences, which cover the text.

    A sentence longer than a window is cut at a comma into windows that share LONGEST characters, so that every name
    stands whole in one of them.
    """
    start = end = 0
    for begin, stop in _sentences(text):
        if stop - start > WINDOW and end > start:
            yield start, end
            start = begin
        while stop - start > WINDOW:
            cut = _soft_end(text, start)
            yield start, cut
            start = cut - LONGEST
        end = stop
    if end > start:
        yield start, end


def resolve(found: Sequence[Scored]) -> list[Scored]:
    """The best-scored spans of each kind that do not overlap; of equal scores the earlier, then the longer."""
    kept: dict[str, list[Scored]] = {kind: [] for kind in KINDS}
    taken: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for span in sorted(found, key=lambda s: (-s.score, s.start, -s.end)):
        places = range(span.start, span.end)
        if taken[span.kind].isdisjoint(places):
            taken[span.kind].update(places)
            kept[span.kind].append(span)
    return [span for kind in KINDS for span in kept[kind]]


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    for stop in STOP.finditer(text):
        yield at, stop.end()
        at = stop.end()
    if at < len(text):
        yield at, len(text)


def _soft_end(text: str, start: int) -> int:
    """Where a window that must break a sentence ends: the last comma of its second half, else its full length."""
    marks = [m.end() for m in SOFT.finditer(text, start + WINDOW // 2 + LONGEST, start + WINDOW)]
    return marks[-1] if marks else start + WINDOW
