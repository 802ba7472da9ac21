"""Scanned PDFs: text of pages that are pictures, recognised by RapidOCR (an optional extra), as glyphs of the page."""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from itertools import accumulate, pairwise
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from ingest.blocks import Content
from ingest.readers.pdf import FEW_GLYPHS as FEW
from ingest.readers.pdf import is_garbled, read_pages
from ingest.readers.pdf_lines import NARROW
from ingest.readers.pdf_objects import Handle
from ingest.readers.pdf_shapes import Glyph, Page

DPI, POINTS = 150, 72
LONGEST = 3_000
SECONDS = 540
SUREST = 0.6
EVERY = 10
"""Pages after which, as after a file, the recogniser is made anew: it keeps memory for each size of line it has met."""
NOTE = "文字是从图像识别的(OCR),可能有个别错字,请对照原页核对"


def read_scan(data: bytes) -> Content:
    """`read_pdf`, with the text of pages without any recognised; pages beyond the time for a file are left out."""
    _engine.cache_clear()
    until = time.monotonic() + SECONDS
    return read_pages(data, lambda page, shown: _recognised(page, shown, until), NOTE)


def _recognised(page: Page, shown: Handle, until: float) -> None:
    """Put what the page's picture says in place of a page that has hardly any text."""
    if (len(page.glyphs) >= FEW and not is_garbled(page.glyphs)) or time.monotonic() > until:
        return
    width, height = shown.get_size()
    scale = min(DPI / POINTS, LONGEST / max(width, height, 1.0))
    if page.number % EVERY == 0:
        _engine.cache_clear()
    found = _engine()(np.asarray(shown.render(scale=scale).to_pil().convert("RGB"))[:, :, ::-1])
    if found.boxes is None:
        return
    lines = [
        Written(text, *(box.min(0) / scale).tolist(), *(box.max(0) / scale).tolist())
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if score >= SUREST
    ]
    usual = median([line.em for line in lines for _ in line.text] or [0.0])
    page.width, page.height, page.turn = width, height, 0
    page.across, page.down, page.fills = [], [], []
    page.glyphs = [glyph for line in lines for glyph in line.glyphs(usual)]


class Written(NamedTuple):
    """A recognised line and its box in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def em(self) -> float:
        """The width of an ideograph, where wide characters take twice the part of narrow ones."""
        return (self.right - self.left) / sum(map(_share, self.text))

    def glyphs(self, usual: float) -> list[Glyph]:
        """Its characters; a size near the usual one of the page is that."""
        em = self.em
        size = usual if 0.8 < em / usual < 1.25 else min(em, self.bottom - self.top)
        base = self.bottom - 0.15 * (self.bottom - self.top)
        ends = [self.left + em * part for part in accumulate(map(_share, self.text), initial=0.0)]
        return [
            Glyph(letter, x0, x1, base, size, "", base - self.top, base - self.bottom)
            for letter, (x0, x1) in zip(self.text, pairwise(ends), strict=True)
        ]


def _share(letter: str) -> float:
    return 0.5 if letter == " " or NARROW.match(letter) else 1.0


@cache
def _engine() -> Any:  # noqa: ANN401
    """The recogniser on the engine of the tagger, with the weights of its wheel."""
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # else importing openvino reports its use
    from rapidocr import EngineType, RapidOCR

    threads = os.environ.get("LIANTU_THREADS", "")
    params: dict[str, Any] = {f"{stage}.engine_type": EngineType.OPENVINO for stage in ("Det", "Cls", "Rec")}
    params |= {"Global.use_cls": False, "Global.log_level": "error"}
    if threads.isdigit():
        params["EngineConfig.openvino.inference_num_threads"] = int(threads)
    return RapidOCR(params=params)
