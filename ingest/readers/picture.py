"""A page of a PDF as a picture, a rectangle on it marked."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageDraw

from ingest.blocks import Box
from ingest.errors import Refused

DPI = 110
POINTS = 72
LONGEST = 2_400
MARK, EDGE = (255, 209, 0, 70), (196, 61, 0, 255)
ROOM = 2
LOCKED = "PDF 有打开密码或已损坏,画不出页面"


def picture(data: bytes, page: int, box: Box | None = None) -> bytes:
    """The page (from 1) as PNG at about 110 dpi, its longest side 2,400 pixels at most; raises Refused.

    `box` is left, top, right, bottom in points from the upper left corner of the page.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused(LOCKED) from error
    if not 1 <= page <= len(document):
        raise Refused(f"这份 PDF 共 {len(document)} 页,没有第 {page} 页")
    image, scale = drawn(document[page - 1], DPI, LONGEST)
    image = image.convert("RGBA")
    out = io.BytesIO()
    (_marked(image, box, scale) if box else image).convert("RGB").save(out, "PNG")
    return out.getvalue()


def drawn(page: pypdfium2.PdfPage, dpi: float, longest: float) -> tuple[Image.Image, float]:
    """An open page at so many dots an inch, its longest side `longest` pixels at most, and the pixels a point."""
    scale = min(dpi / POINTS, longest / max(*page.get_size(), 1.0))
    return page.render(scale=scale).to_pil(), scale


def _marked(image: Image.Image, box: Box, scale: float) -> Image.Image:
    """The image under a translucent rectangle with an edge, cut at the borders of the page."""
    left, top, right, bottom = (side * scale for side in box)
    if not (left < right and top < bottom and left < image.width and top < image.height):
        return image
    corners = (
        max(left - ROOM, 0),
        max(top - ROOM, 0),
        min(right + ROOM, image.width - 1),
        min(bottom + ROOM, image.height - 1),
    )
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ImageDraw.Draw(over).rectangle(corners, fill=MARK, outline=EDGE, width=2)
    return Image.alpha_composite(image, over)
