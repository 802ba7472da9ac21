"""Pictures of pages: the mark stands where the reader says that the line is, and hostile files cost little."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from ingest.errors import Refused
from ingest.readers.picture import LONGEST, picture
from ingest.sandbox import SANDBOX, Sandbox
from tests.page_writer import pdf

BOX = (72.0, 100.0, 300.0, 114.0)


def difference(data: bytes, box: tuple[float, float, float, float]) -> tuple[int, int, int, int] | None:
    from PIL import ImageChops

    plain, marked = (Image.open(io.BytesIO(picture(data, 1, b))) for b in (None, box))
    return ImageChops.difference(plain, marked).getbbox()


@pytest.mark.parametrize("extra", ["", "/Rotate 90 ", "/CropBox [50 50 500 800] "])
def test_the_mark_is_where_the_reader_says_that_the_line_is(extra: str) -> None:
    data = pdf("Hello Liantu pages", extra=extra)
    content = SANDBOX.read("pdf", data)
    (place,) = {run.place for block in content.blocks for run in block.runs}
    assert place.box
    found = difference(data, place.box)
    assert found
    ink = Image.open(io.BytesIO(picture(data, 1))).convert("L").point(lambda v: 255 if v < 128 else 0).getbbox()
    assert ink
    assert found[0] <= ink[0] + 3
    assert found[1] <= ink[1] + 3
    assert found[2] >= ink[2] - 3
    assert found[3] >= ink[3] - 3
    assert (found[2] - found[0]) * (found[3] - found[1]) < 4 * (ink[2] - ink[0] + 9) * (ink[3] - ink[1] + 9)


def test_pictures_are_bounded_and_boxes_off_the_page_do_nothing() -> None:
    huge = Image.open(io.BytesIO(picture(pdf("a", media="0 0 14000 14000"), 1)))
    assert max(huge.size) <= LONGEST + 1
    assert Image.open(io.BytesIO(picture(pdf("a"), 1))).size == (910, 1287)
    assert difference(pdf("a"), (9000.0, 9000.0, 9100.0, 9100.0)) is None
    assert difference(pdf("a"), (300.0, 300.0, 100.0, 100.0)) is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"no pdf", pdf("a")[:200]])
def test_what_is_no_pdf_is_refused_and_the_process_goes_on(data: bytes) -> None:
    box = Sandbox(20)
    try:
        with pytest.raises(Refused):
            box.picture(data, 1, BOX)
        assert box.picture(pdf("a"), 1, BOX).startswith(b"\x89PNG")
    finally:
        box.close()


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    box = Sandbox(0.01)
    try:
        with pytest.raises(Refused, match="超过"):
            box.picture(pdf(*["a" * 50] * 20_000), 1)
    finally:
        box.close()
