"""PDF: text and ruling lines of each page by pypdfium2, then lines, paragraphs and tables by their geometry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.blocks import Block, Content
from ingest.errors import Refused, Textless
from ingest.readers.pdf_chrome import without_balloons, without_chrome
from ingest.readers.pdf_columns import ordered
from ingest.readers.pdf_flow import Frame, Paragraph, frame_of, joins
from ingest.readers.pdf_grid import Grid, grids_of
from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_notes import notes_of
from ingest.readers.pdf_objects import Handle
from ingest.readers.pdf_open import open_grids
from ingest.readers.pdf_page import read_page
from ingest.readers.pdf_shapes import Glyph, Page
from ingest.readers.pdf_symbols import mapped
from ingest.readers.pdf_tables import Table
from ingest.readers.pdf_web import printed_title, without_site

MAX_PAGES = 1_000
MAX_TEXT = 600_000
MAX_RULES = 200_000
FEW = 4
SHOWN = 20
FEW_GLYPHS = 40
DRAWN_PATHS = 50
LOCKED = "PDF 已加密,需要密码才能打开,请取得密码并另存为不加密的 PDF 后再读入"
BROKEN = "PDF 已损坏或不完整,无法打开,请重新下载后再试"
SCANNED = "PDF 没有文字层(扫描件或图片),请先用 OCR 软件识别成可复制文字的 PDF 或 Word 再读入"
DRAWN = "PDF 的文字已转成图形(没有文字层),请先用 OCR 软件识别成可复制文字的 PDF 或 Word 再读入"
EMPTY = "PDF 里没有文字"
GARBLED = "PDF 的文字层是乱码(字体没有编码表),请先用 OCR 软件识别,或向发布方索取 Word 文件"


Seen = Callable[[Page, Handle], None]
"""What is done with a page that has been read, beside the open page."""


def read_pdf(data: bytes) -> Content:
    """The blocks of a PDF with page and box of every line; raises Refused for locked and damaged files, Textless."""
    return read_pages(data)


def read_pages(data: bytes, seen: Seen = lambda *_: None, told: Callable[[], Iterable[str]] = tuple) -> Content:
    """`read_pdf`, where `seen` may still change each page; `told` is asked at the end what else there is to say."""
    document = _opened(data)
    try:
        title = printed_title(document)
        pages, notes = _pages(document, seen)
        blank = [str(page.number) for page in pages if not page.glyphs and _is_picture(page)]
    finally:
        document.close()
    _check(pages)
    if blank:
        more = f"等 {len(blank)} 页" if len(blank) > SHOWN else "页"
        notes.append(f"第 {'、'.join(blank[:SHOWN])} {more}是图片,没有文字层,未读")
    return Content("pdf", tuple(_blocks(pages, title)), notes=(*told(), *notes), textless=bool(blank))


def _opened(data: bytes) -> Handle:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise Refused(LOCKED if locked else BROKEN) from error
    if len(document) == 0:
        document.close()
        raise Refused(BROKEN)
    return document


def _pages(document: Handle, seen: Seen) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    notes: list[str] = []
    total = len(document)
    broken = 0
    revised = False
    count = rules = 0
    for at in range(min(total, MAX_PAGES)):
        try:
            page = document[at]
        except pdfium.PdfiumError:
            broken += 1
            continue
        try:
            pages.append(mapped(read_page(page, at + 1)))
            seen(pages[-1], page)
            revised |= without_balloons(pages[-1])
        finally:
            page.close()
        count += len(pages[-1].glyphs)
        rules += len(pages[-1].across) + len(pages[-1].down)
        if max(count / MAX_TEXT, rules / MAX_RULES) > 1:
            break
    if pages and pages[-1].number < total - broken:
        notes.append(f"PDF 共 {total} 页,只读了前 {pages[-1].number} 页")
    if broken:
        notes.append(f"{broken} 页已损坏,未读")
    if any(page.cut for page in pages):
        notes.append("有的页字符过多,只读了一部分")
    if revised:
        notes.append("页边的批注和修订框未读,请核对修订是否已接受")
    return pages, notes


def _is_picture(page: Page) -> bool:
    return page.pictures > 0.3 * page.width * page.height


def _check(pages: list[Page]) -> None:
    """Raise Refused where the pages hold no text to speak of."""
    if not pages:
        raise Refused(BROKEN)
    texts = [page for page in pages if len(page.glyphs) >= (FEW_GLYPHS if _is_picture(page) else 1)]
    if not texts:
        drawn = sum(page.paths for page in pages) > DRAWN_PATHS and not any(_is_picture(page) for page in pages)
        pictures = any(page.pictures for page in pages)
        raise Textless(DRAWN if drawn else SCANNED) if drawn or pictures else Refused(EMPTY)
    if is_garbled(glyph for page in pages for glyph in page.glyphs):
        raise Textless(GARBLED)


def is_garbled(glyphs: Iterable[Glyph]) -> bool:
    """Whether a third of the characters have no meaning, since their font does not tell its codes."""
    texts = [glyph.text for glyph in glyphs if glyph.text != " "]
    odd = sum(1 for text in texts if text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text < " ")
    return odd > 0.3 * len(texts)


def _blocks(pages: list[Page], title: str | None) -> Iterator[Block]:
    """The body in reading order, paragraphs and tables joined over pages, then the notes."""
    found = [open_grids(page, *grids_of(page)) for page in pages]
    lines = [lines_of(free, page.number) for page, (_, free) in zip(pages, found, strict=True)]
    lines = without_chrome(pages, lines)
    notes: list[Block] = []
    bodies = []
    for page, own in zip(pages, lines, strict=True):
        body, own_notes = notes_of(page, own)
        bodies.append(body)
        notes += own_notes
    yield from _flow(pages, *without_site(title, bodies, [grids for grids, _ in found]))
    yield from notes


def _flow(pages: list[Page], bodies: list[list[Line]], grids: list[list[Grid]]) -> Iterator[Block]:
    common = _frames(pages, bodies)
    paragraph: Paragraph | None = None
    table: Table | None = None
    frame = Frame(0, 0, 0)
    for page, body, own in zip(pages, bodies, grids, strict=True):
        for column in ordered(body, own, page):
            texts = [item for item in column if isinstance(item, Line)]
            if texts:
                alone = len(column) == len(body) + len(own)
                own_frame, usual = frame_of(texts), common[page.width, page.height]
                narrow = 2 * (own_frame.right - own_frame.left) < usual.right - usual.left
                full = any(abs(line.x1 - usual.right) < line.size for line in texts)
                frame = usual if alone and (len(texts) < 8 or (narrow and full)) else own_frame
            for item in column:
                if isinstance(item, Grid):
                    if paragraph:
                        yield paragraph.block()
                        paragraph = None
                    if table and item.page == table.page + 1 and table.goes_on(item):
                        table.add(item)
                        continue
                    if table:
                        yield table.block()
                    table = Table(item)
                    continue
                if table:
                    yield table.block()
                    table = None
                if paragraph and _goes_on(paragraph, item, page, frame):
                    paragraph.add(item, page, frame)
                    continue
                if paragraph:
                    yield paragraph.block()
                paragraph = Paragraph([(item, page)], frame)
    if paragraph:
        yield paragraph.block()
    if table:
        yield table.block()


def _goes_on(paragraph: Paragraph, line: Line, page: Page, frame: Frame) -> bool:
    last, before = paragraph.lines[-1]
    if before is not page and abs(before.width - page.width) > 1:
        return False
    same_page = before is page and line.base > last.base
    return joins(last, line, Frame(frame.left, paragraph.frame.right, frame.pitch), same_page=same_page)


def _frames(pages: list[Page], bodies: list[list[Line]]) -> dict[tuple[float, float], Frame]:
    """The frame of all lines of the pages of one size."""
    sizes: dict[tuple[float, float], list[Line]] = {}
    for page, body in zip(pages, bodies, strict=True):
        sizes.setdefault((page.width, page.height), []).extend(body)
    return {size: _widened(frame_of(lines), size[0], len(lines)) for size, lines in sizes.items()}


def _widened(frame: Frame, width: float, lines: int) -> Frame:
    """A frame of too few lines to tell the right edge reaches as near to it as to the left one."""
    right = frame.right if lines > FEW else max(frame.right, width - frame.left)
    return Frame(frame.left, right, frame.pitch)
