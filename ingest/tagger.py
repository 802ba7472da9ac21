"""Names by the trained span tagger: windows of whole sentences through an ONNX model, spans with scores out."""

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
from queue import SimpleQueue
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from numpy.typing import NDArray

from ingest.inference import openvino
from ingest.records import Span

KIND = {"ENT": "enterprise", "PLAT": "platform", "PROJ": "project", "IND": "industry", "SEG": "segment"}
"""What the letters of the kinds stand for, in the order of the model's scores."""
KINDS = tuple(KIND)
TOPICS = ("IND", "SEG")
PREFIX = (3, 2, 2, 2, 2, 2, 2, 2, 2)
UNKNOWN = 1
PAD = 0
WINDOW = 246
LENGTH = 256
"""Ids of a window with its prefix, filled up: the model reads this many."""
LONGEST = 64
MOST = 8
"""Windows read at a time at most: each holds memory of its own."""
FAR = -1e4
LEAST = {"ENT": -0.6, "PLAT": -2.0, "PROJ": -0.8, "IND": -2.0, "SEG": -2.0}
STOP = re.compile(r"[。!?;\n]")
SOFT = re.compile(r"[,、:)]")
PREPARING = Lock()
Scores: TypeAlias = NDArray[np.float32]


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
        """Load it; one thread a window, so that every run gives the same bytes."""
        self._ids: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        self._model = openvino.Core().read_model(folder / "tagger.onnx")
        self._requests: dict[int, SimpleQueue[openvino.InferRequest]] = {}

    def tag(self, text: str, floor: float | None = None, threads: int | None = None) -> list[Scored]:
        """Spans of a normalised text scored above `floor`, by default the LEAST of their kind.

        In order, nested ones too, no two of a kind that overlap. Windows are read on `threads` threads, by default one
        for each core of the process up to MOST; each is scored by itself, so their number changes no score.
        """
        least = np.array([LEAST[kind] if floor is None else floor for kind in KINDS], np.float32)
        many = min(threads or cores(), MOST)
        found = _each(lambda window: self._inside(text, *window, least, many), list(windows(text)), many)
        return sorted(resolve([span for spans in found for span in spans]), key=lambda s: (s.start, -s.end, s.kind))

    def scores(self, letters: str, threads: int = 1) -> Scores:
        """Scores of every span of a window: kinds × first letter × (last - first) letter.

        `threads` is how many windows may be read at a time; the first call with a number takes a second to prepare.
        """
        ids = np.full((1, LENGTH), PAD, np.int64)
        first, beyond = len(PREFIX), len(PREFIX) + len(letters)
        ids[0, :beyond] = [*PREFIX, *(self._ids.get(letter, UNKNOWN) for letter in letters)]
        free = self._prepared(threads)
        request = free.get()
        try:
            pairs, sides = request.infer([ids]).values()
        finally:
            free.put(request)
        return banded(pairs[0, first:beyond, first:beyond], sides[0, first:beyond])

    def _prepared(self, threads: int) -> SimpleQueue[openvino.InferRequest]:
        """Requests that may run at the same time, each on a thread.

        One is made to run before any other thread may: the engine's first use of arrays waits for ever, now and then,
        where two threads make it at once (each holds what the other waits for).
        """
        with PREPARING:
            if threads not in self._requests:
                config = {"NUM_STREAMS": threads, "INFERENCE_NUM_THREADS": threads, "ENABLE_CPU_PINNING": False}
                compiled = openvino.Core().compile_model(self._model, "CPU", config)
                made = [compiled.create_infer_request() for _ in range(threads)]
                made[0].infer([np.full((1, LENGTH), PAD, np.int64)])
                self._requests[threads] = SimpleQueue()
                for request in made:
                    self._requests[threads].put(request)
            return self._requests[threads]

    def _inside(self, text: str, start: int, end: int, least: Scores, threads: int) -> list[Scored]:
        """Spans of one window, without those at an edge that breaks a sentence: there a name may be cut."""
        scores = self.scores(text[start:end], threads)
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


def banded(pairs: Scores, sides: Scores) -> Scores:
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
    scores: Scores = sliding_window_view(last, LONGEST, axis=1) + sides[:, :kinds].T[..., None]
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
