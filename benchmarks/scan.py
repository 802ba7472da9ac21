"""Recognising scans: PDFs with text are made pictures, and what is recognised is held against the text that was there.

python -m benchmarks.scan [PDF ...]    (default: ../shared/formats; the first three pages of each; needs the extra ocr)
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.read import SCANNER
from ingest.readers.pdf import read_pdf
from ingest.render import render

PAGES, DPI = 3, 150


def head(data: bytes) -> bytes:
    """The first pages of a PDF."""
    old, new, out = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new(), io.BytesIO()
    new.import_pages(old, list(range(min(PAGES, len(old)))))
    new.save(out)
    return out.getvalue()


def pictured(data: bytes) -> bytes:
    """The same pages without text: a JPEG each."""
    pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(data)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=75)
    return out.getvalue()


def letters(content: Content) -> str:
    """Its text without white space and box lines."""
    return "".join(letter for letter in render(content.blocks)[0] if letter.isalnum())


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted(Path("../shared/formats").glob("*.pdf"))
    print(f"{'file':44}{'pages':>6}{'letters':>9}{'s a page':>9}{'found %':>9}{'in order %':>11}")
    total: Counter[str] = Counter()
    for file in files:
        try:
            data = head(file.read_bytes())
            want = letters(read_pdf(data)) or "-"
        except (Refused, pypdfium2.PdfiumError):
            continue
        pages = len(pypdfium2.PdfDocument(data))
        start = time.perf_counter()
        try:
            got = letters(SCANNER.read("scan", pictured(data)))
        except Refused as error:
            print(f"{file.name[:42]:44}{error}")
            continue
        spent = time.perf_counter() - start
        found = (Counter(want) & Counter(got)).total()
        order = sum(block.size for block in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
        print(f"{file.name[:42]:44}{pages:6}{len(want):9,}{spent / pages:9.1f}", end="")
        print(f"{100 * found / len(want):9.1f}{100 * order / len(want):11.1f}", flush=True)
        total.update({"pages": pages, "letters": len(want), "ms": int(1000 * spent), "found": found, "order": order})
    if total:
        print(f"{'all':44}{total['pages']:6}{total['letters']:9,}{total['ms'] / 1000 / total['pages']:9.1f}", end="")
        print(f"{100 * total['found'] / total['letters']:9.1f}{100 * total['order'] / total['letters']:11.1f}")


if __name__ == "__main__":
    main()
