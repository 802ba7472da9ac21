"""A PDF of a few lines of Latin text, as small as it can be, for tests of places on its pages."""

from __future__ import annotations


def pdf(*lines: str, media: str = "0 0 595 842", extra: str = "", kids: int = 1) -> bytes:
    """A PDF of equal pages that show Latin lines from 100 points below the upper edge on."""
    shown = "".join(f"BT /F1 12 Tf 72 {730 - 30 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents 4 0 R {extra}{fonts} >>"
    pages = f"<< /Type /Pages /Kids [{'3 0 R ' * kids}] /Count {kids} >>"
    stream = f"<< /Length {len(shown)} >>\nstream\n{shown}endstream"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = ("<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream, font)
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()
