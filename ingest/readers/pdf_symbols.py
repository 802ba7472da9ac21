"""Private-use characters to what is printed: symbol fonts set ASCII at U+F000, a dot of ink is a decimal point."""

from __future__ import annotations

import re

from ingest.readers.pdf_shapes import Glyph, Page

PICTURES = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
BULLETS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
    0xF0D8: "➢",
    0xF0FC: "✔",
    0xF0FE: "☑",
    0xF0A8: "□",
}


def mapped(page: Page) -> Page:
    """The page with private-use characters read as what they show; those that show nothing known stay."""
    page.glyphs = [_mapped(glyph) if "\ue000" <= glyph.text <= "\uf8ff" else glyph for glyph in page.glyphs]
    return page


def _mapped(glyph: Glyph) -> Glyph:
    code = ord(glyph.text)
    if code in BULLETS:
        return glyph._replace(text=BULLETS[code])
    if 0xF021 <= code <= 0xF07E and not PICTURES.search(glyph.font):
        return glyph._replace(text=chr(code - 0xF000))
    if code == 0xF020:
        return glyph._replace(text=" ")
    small = glyph.ink - glyph.foot < 0.3 * glyph.size and abs(glyph.foot) < 0.2 * glyph.size
    return glyph._replace(text=".") if small and glyph.ink > 0 else glyph
