"""LibreOffice for tests: flat ODF text of headings, paragraphs and tables, and its conversion to other formats."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")
LIMIT = 180
FILTERS = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "odt": "writer8", "html": "HTML (StarWriter)"}
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        *((name, name) for name in ("office", "style", "text", "table")),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


@dataclass(frozen=True)
class Spot:
    """A cell of a table with the rows and columns that it covers; nothing stands for a covered one."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class Grid:
    """A table whose first row is repeated on every page; widths in centimetres, `None` for a covered cell."""

    widths: Sequence[float]
    rows: Sequence[Sequence[Spot | str | None]]


@dataclass(frozen=True)
class Text:
    """A paragraph in one of the styles of `STYLES`; `level` makes it a heading."""

    text: str
    style: str = "Body"
    level: int = 0


Part = Text | Grid
STYLES = {
    "Body": ('fo:text-indent="32pt" fo:text-align="justify"', 16, ""),
    "Plain": ('fo:text-align="start"', 16, ""),
    "Title": ('fo:text-align="center" fo:margin-bottom="12pt" fo:margin-top="12pt"', 22, 'fo:font-weight="bold"'),
    "Centre": ('fo:text-align="center"', 16, ""),
    "Right": ('fo:text-align="end" fo:margin-right="32pt"', 16, ""),
    "Head": ('fo:text-indent="32pt" fo:keep-with-next="auto"', 16, 'fo:font-weight="bold"'),
    "Annex": ('fo:break-before="page"', 16, ""),
    "Cell": ('fo:text-align="start"', 10.5, ""),
    "Foot": ('fo:text-align="center"', 12, ""),
}


def convert(source: Path, kind: str, folder: Path) -> Path:
    """The source in another format, by LibreOffice with a profile of its own in the folder."""
    wanted = f"{kind}:{FILTERS[kind]}" if kind in FILTERS else kind
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--norestore", "--convert-to", wanted, "--outdir", str(folder)]
    done = subprocess.run([*command, str(source)], capture_output=True, timeout=LIMIT, check=False)
    made = folder / f"{source.stem}.{kind}"
    assert made.is_file(), done.stderr.decode(errors="replace")
    return made


def flat_odf(parts: Sequence[Part]) -> str:
    """A flat ODF text of A4 pages with page numbers such as — 1 — at the foot."""
    grids = [part for part in parts if isinstance(part, Grid)]
    columns = "".join(_column_styles(at, grid) for at, grid in enumerate(grids))
    body = "".join(_table(grids.index(part), part) if isinstance(part, Grid) else _paragraph(part) for part in parts)
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
        ' fo:margin-top="2.5cm" fo:margin-bottom="2cm" fo:margin-left="2.6cm" fo:margin-right="2.6cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style>'
        "</style:page-layout>"
    )
    number = '<text:p text:style-name="Foot">— <text:page-number>1</text:page-number> —</text:p>'
    foot = f"<style:footer>{number}</style:footer>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        '<style:font-face style:name="CJK" svg:font-family="\'Noto Serif CJK SC\'"/></office:font-face-decls>'
        f"<office:styles>{''.join(_style(*item) for item in STYLES.items())}</office:styles>"
        f"<office:automatic-styles>{page}{columns}{_border()}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="A4">{foot}</style:master-page>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _style(name: str, look: tuple[str, float, str]) -> str:
    paragraph, size, font = look
    cjk = font.replace("fo:font-weight", "style:font-weight-asian")
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties style:punctuation-wrap="simple" {paragraph}/>'
        f'<style:text-properties style:font-name="CJK" style:font-name-asian="CJK" fo:font-size="{size}pt"'
        f' style:font-size-asian="{size}pt" fo:language="en" fo:country="US" style:language-asian="zh"'
        f' style:country-asian="CN" {font} {cjk}/></style:style>'
    )


def _border() -> str:
    return (
        '<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties'
        ' fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
    )


def _column_styles(at: int, grid: Grid) -> str:
    return "".join(
        f'<style:style style:name="T{at}C{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for number, width in enumerate(grid.widths)
    )


def _paragraph(part: Text) -> str:
    tag = f'text:h text:outline-level="{part.level}"' if part.level else "text:p"
    return f'<{tag} text:style-name="{part.style}">{escape(part.text)}</{tag.split()[0]}>'


def _table(at: int, grid: Grid) -> str:
    columns = "".join(f'<table:table-column table:style-name="T{at}C{n}"/>' for n in range(len(grid.widths)))
    head, *rows = (f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in grid.rows)
    header = f"<table:table-header-rows>{head}</table:table-header-rows>"
    return f'<table:table table:name="T{at}">{columns}{header}{"".join(rows)}</table:table>'


def _cell(cell: Spot | str | None) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    spot = cell if isinstance(cell, Spot) else Spot(cell)
    spans = f'table:number-rows-spanned="{spot.down}" table:number-columns-spanned="{spot.across}"'
    text = f'<text:p text:style-name="Cell">{escape(spot.text)}</text:p>'
    return f'<table:table-cell table:style-name="Ruled" {spans}>{text}</table:table-cell>'
