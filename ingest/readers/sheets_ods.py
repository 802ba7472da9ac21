"""How far the cells of an ODS sheet reach: repeated cells can stand for more than memory holds."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from ingest.errors import Refused
from ingest.readers.sheets_xlsx import BOMB, BROKEN
from ingest.readers.sheets_xlsx import check as check_package

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MAX_REACH = 4_000_000


def check(data: bytes) -> None:
    """Refuse an ODS or XLSB package that is too large, and an ODS table whose repeated cells are."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_package(package)
            if "content.xml" in package.namelist():
                with package.open("content.xml") as source:
                    _reach(source)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused(BROKEN) from error


def _reach(source: object) -> None:
    """Add up the area of the rows with text, as wide as their last cell with text."""
    rows, columns = 0, 0
    events = etree.iterparse(source, tag=TABLE + "table-row", resolve_entities=False, no_network=True, load_dtd=False)
    for _, row in events:
        at = 0
        for cell in row:
            at += int(cell.get(TABLE + "number-columns-repeated", 1))
            columns = max(columns, at if len(cell) else 0)
        rows += int(row.get(TABLE + "number-rows-repeated", 1)) if any(len(cell) for cell in row) else 1
        if rows * columns > MAX_REACH:
            raise Refused(BOMB)
        row.clear()
