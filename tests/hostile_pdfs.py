"""PDFs made to do harm, written object by object."""

from __future__ import annotations

from functools import cache

from tests.hostile import MEGA, deflated, page_text, pdf, pdf_of


@cache
def loops() -> dict[str, bytes]:
    """PDFs whose parts point at each other, claim what is not there or swell, by what is wrong with them."""
    text = page_text("Plan 2025")
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(text), text)
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    draws = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>"
    draws += b"stream\n/X Do /X Do\nendstream"
    good_pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    simple = pdf([text])
    first = simple.replace(b"trailer<<", b"trailer<</Prev %010d" % (len(simple) + 16))
    ring = first + b"\nxref\n0 0\ntrailer<</Root 1 0 R/Size 6/Prev %d>>" % simple.rindex(b"xref\n0")
    ring += b"\nstartxref\n%d\n%%%%EOF" % (len(first) + 1)
    assert ring[len(simple) + 16 :].startswith(b"\nxref") or ring[len(simple) + 17 :].startswith(b"xref")
    return {
        "pages in pages": pdf_of([catalog, b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]),
        "parents": pdf_of([catalog, b"<</Type/Pages/Count 1/Parent 2 0 R/Kids[3 0 R]>>", page, stream, draws]),
        "forms in forms": pdf_of([catalog, good_pages, page, b"<</Length 5>>stream\n/X Do\nendstream", draws]),
        "own table": simple.replace(b"trailer<<", b"trailer<</Prev %d" % simple.rindex(b"xref\n0")),
        "tables in tables": ring,
        "length": pdf_of([catalog, good_pages, page, b"<</Length 4 0 R>>stream\nx\nendstream", draws]),
        "count": pdf_of([catalog, b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", page, stream, draws]),
        "names": pdf_of([b"<<" * 50_000 + b"/Type/Catalog" + b">>" * 50_000]),
        "arrays": pdf_of([catalog, b"<</Kids" + b"[" * 100_000 + b"]" * 100_000 + b">>"]),
        "huge page": pdf([text], box="-1e30 -1e30 1e30 1e30"),
        "endless page": pdf([text], box="0 0 999999999 999999999"),
        "no page": pdf([text], box="0 0 0 0"),
        "bomb": pdf([deflated(300 * MEGA)], filters=b"/Filter/FlateDecode"),
        "operators": pdf([b"q " * 3_000_000 + text]),
        "paths": pdf([b"0 0 m 9 9 l S " * 300_000 + text]),
        "characters": pdf([page_text("Plan " * 400_000)]),
        "rules": pdf([b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (x, x, x, x) for x in range(800)) + text]),
    }
