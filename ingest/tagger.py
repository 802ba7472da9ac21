"""Names by the trained span tagger: windows of whole sentences through one ONNX session, spans with scores out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime

from ingest.records import Span

KINDS = ("ENT", "PLAT", "PROJ", "DEPT", "IND", "SEG")
PREFIX = (3, 2, 2, 2, 2, 2, 2, 2, 2)
UNKNOWN = 1
WINDOW = 246
LONGEST = 64
STOP = re.compile(r"[。!?;\n]")
SOFT = re.compile(r"[,、:)]")


@dataclass(frozen=True, slots=True)
class Scored:
    """A tagged span [start, end) of the text; `score` is the tagger's, above 0, growing with certainty."""

    start: int
    end: int
    kind: str
    score: float


def tag(text: str) -> list[Scored]:
    """All tagged names of a normalised text in order, nested ones included, none overlapping one of its own kind.

    One window at a time: int8 activations are scaled by batch, so only then do scores depend on nothing else.
    """
    found: list[Scored] = []
    for start, end in windows(text):
        found += _inside(text, start, end)
    return sorted(resolve(found), key=lambda s: (s.start, -s.end, s.kind))


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


def _inside(text: str, start: int, end: int) -> Iterator[Scored]:
    """Spans of one window, without those at an edge that breaks a sentence: there a name may be cut."""
    vocabulary, session = _model()
    ids = np.array([[*PREFIX, *(vocabulary.get(char, UNKNOWN) for char in text[start:end])]], dtype=np.int64)
    scores = session.run(["scores"], {"ids": ids})[0][0]
    open_left = start > 0 and not STOP.match(text[start - 1])
    open_right = end < len(text) and not STOP.match(text[end - 1])
    for kind, first, last in zip(*np.nonzero(scores > 0), strict=True):
        begin, stop = start + int(first) - len(PREFIX), start + int(last) - len(PREFIX) + 1
        if not start <= begin < stop <= end or stop - begin > LONGEST or "\n" in text[begin:stop]:
            continue
        if (open_left and begin == start) or (open_right and stop == end):
            continue
        yield Scored(begin, stop, KINDS[kind], float(scores[kind, first, last]))


@cache
def _model() -> tuple[dict[str, int], onnxruntime.InferenceSession]:
    """Vocabulary and session, loaded on first use and kept; one thread, so that every run gives the same bytes."""
    model = files("ingest").joinpath("model")
    letters: list[str] = json.loads(model.joinpath("vocab.json").read_text("utf-8"))["vocab"]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    with as_file(model.joinpath("tagger.onnx")) as path:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return {letter: index for index, letter in enumerate(letters)}, session
