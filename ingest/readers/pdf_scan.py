"""Scanned PDFs: text of pages that are pictures, recognised by RapidOCR (an optional extra), as glyphs of the page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from ingest.blocks import Content
from ingest.errors import Unready
from ingest.readers.pdf import DRAWN_PATHS, FEW_GLYPHS, is_garbled, read_pages
from ingest.readers.pdf_lines import NARROW
from ingest.readers.pdf_objects import Handle
from ingest.readers.pdf_shapes import Glyph, Page
from ingest.readers.picture import drawn

DPI = 150
LEAST, LONGEST = 10, 3_000
SECONDS = 540
SUREST = 0.6
EVERY = 10
"""Pages after which, as after a file, the recogniser is made anew: it keeps memory for each size of line it has met."""
NOTE = "扫描页的文字是从图像识别的(OCR),可能有个别错字,请对照原页核对"
LATE = "识别超过 {} 分钟,第 {}—{} 页中有 {} 页未读,请拆分后再读入"
FAILED = "第 {} 页识别失败,未读"
NO_ENGINE = "识别组件无法启动,请在链图的文件夹里重新安装:.venv/bin/pip install --force-reinstall -e '.[ocr]'"


def read_scan(data: bytes) -> Content:
    """`read_pdf`, with the text of pages without any recognised; pages beyond the time for a file are left out."""
    try:
        _engine()
    except Exception as error:
        raise Unready(NO_ENGINE) from error
    reader = Recogniser(time.monotonic() + SECONDS)
    try:
        return read_pages(data, reader.see, reader.notes)
    finally:
        _engine.cache_clear()


@dataclass(slots=True)
class Recogniser:
    """Recognises the pages of one file until a time is over, and knows which it has left out."""

    until: float
    done: int = 0
    late: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def see(self, page: Page, shown: Handle) -> None:
        """Put what its picture says in place of a page without text to speak of."""
        if not _lacks_text(page):
            return
        if time.monotonic() > self.until:
            self.late.append(page.number)
            page.glyphs = []
            return
        try:
            lines = list(_lines(shown))
        except Exception as error:  # one page that the recogniser cannot take must not cost the others
            if isinstance(error, MemoryError):
                raise
            self.failed.append(page.number)
            return
        self.done += 1
        if self.done % EVERY == 0:
            _engine.cache_clear()
        if lines:
            _fill(page, shown, lines)

    def notes(self) -> list[str]:
        """What has to be told of the file."""
        told = [NOTE] if self.done else []
        if self.late:
            told.append(LATE.format(SECONDS // 60, self.late[0], self.late[-1], len(self.late)))
        return [*told, *(FAILED.format(number) for number in self.failed)]


def _lacks_text(page: Page) -> bool:
    """Whether a page shows more than its text layer says."""
    shows = page.pictures > 0 or page.paths > DRAWN_PATHS
    return (shows and len(page.glyphs) < FEW_GLYPHS) or is_garbled(page.glyphs)


def _lines(shown: Handle) -> Iterator[Written]:
    image, scale = drawn(shown, DPI, LONGEST)
    if min(image.size) < LEAST:
        return
    found = _engine()(np.asarray(image.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= SUREST and text.strip():
            yield Written(text, *(box.min(0) / scale).tolist(), *(box.max(0) / scale).tolist())


def _fill(page: Page, shown: Handle, lines: list[Written]) -> None:
    """Make a page one of recognised lines; what its picture drew is no rule of a table."""
    usual = median(line.em for line in lines for _ in line.text)
    page.width, page.height = shown.get_size()
    page.turn, page.pictures, page.paths = 0, 0.0, 0
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
    from rapidocr import EngineType, RapidOCR

    import ingest.inference  # noqa: F401

    threads = os.environ.get("LIANTU_THREADS", "")
    params: dict[str, Any] = {f"{stage}.engine_type": EngineType.OPENVINO for stage in ("Det", "Cls", "Rec")}
    params |= {"Global.use_cls": False, "Global.log_level": "error"}
    if threads.isdigit():
        params["EngineConfig.openvino.inference_num_threads"] = int(threads)
    return RapidOCR(params=params)
