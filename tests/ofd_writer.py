"""Writes small OFD packages: pages of text objects with their steps, ruling lines as paths, and parts of any kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pdfplumber

MM = 25.4 / 72
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Words:
    """Characters from a point on, each as far from the last as `steps` says, in points; `extra` are attributes."""

    text: str
    x: float
    y: float
    size: float = 12.0
    steps: tuple[float, ...] = ()
    extra: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page: words (y is the baseline), lines (x, y, x, y), all in points from the upper left corner, and its size."""

    words: Sequence[Words] = ()
    lines: Sequence[tuple[float, float, float, float]] = ()
    size: tuple[float, float] = A4
    extra: str = ""


@dataclass
class Package:
    """Parts by name; `bytes` packs them."""

    parts: dict[str, str | bytes] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """The package as a ZIP file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in self.parts.items():
                package.writestr(name, part)
        return out.getvalue()


def ofd(*leaves: Leaf, folder: str = "Doc_0") -> Package:
    """A package of one document with these pages; the pages' folders count down, so that names give no order."""
    names = [f"Pages/Page_{len(leaves) - at}/Content.xml" for at in range(len(leaves))]
    pages = "".join(f'<ofd:Page ID="{at + 10}" BaseLoc="{name}"/>' for at, name in enumerate(names))
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {A4[0] * MM:.3f} {A4[1] * MM:.3f}</ofd:PhysicalBox></ofd:PageArea>"
    document = (
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>{area}"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
    root = (
        f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>'
        f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    fonts = f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>'
    parts: dict[str, str | bytes] = {"OFD.xml": root, f"{folder}/Document.xml": document}
    parts[f"{folder}/PublicRes.xml"] = fonts
    for name, leaf in zip(names, leaves, strict=True):
        parts[f"{folder}/{name}"] = content(leaf)
    return Package(parts)


def content(leaf: Leaf) -> str:
    """A page's Content.xml."""
    width, height = leaf.size
    box = f"<ofd:Area><ofd:PhysicalBox>0 0 {width * MM:.3f} {height * MM:.3f}</ofd:PhysicalBox></ofd:Area>"
    objects = "".join([*map(_text, leaf.words), *map(_path, leaf.lines)])
    layer = f'<ofd:Content><ofd:Layer ID="2">{objects}{leaf.extra}</ofd:Layer></ofd:Content>'
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {SPACE}>{box}{layer}</ofd:Page>'


def _text(words: Words) -> str:
    size, steps = words.size * MM, words.steps or (words.size,) * (len(words.text) - 1)
    width = (sum(steps) + words.size) * MM
    boundary = f"{words.x * MM:.4f} {(words.y - words.size) * MM:.4f} {width:.4f} {size * 1.2:.4f}"
    delta = f' DeltaX="{" ".join(f"{step * MM:.4f}" for step in steps)}"' if steps else ""
    return (
        f'<ofd:TextObject ID="5" Boundary="{boundary}" Font="3" Size="{size:.4f}" {words.extra}>'
        f'<ofd:TextCode X="0" Y="{size:.4f}"{delta}>{escape(words.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _path(line: tuple[float, float, float, float]) -> str:
    x, y, to_x, to_y = (at * MM for at in line)
    boundary = f"{x:.4f} {y:.4f} {max(to_x - x, 0.2):.4f} {max(to_y - y, 0.2):.4f}"
    data = f"M 0 0 L {to_x - x:.4f} {to_y - y:.4f}"
    return (
        f'<ofd:PathObject ID="6" Boundary="{boundary}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def from_pdf(path: Path) -> Package:
    """An OFD package that shows what a PDF shows: its characters line by line, and its ruling lines."""
    with pdfplumber.open(path) as pdf:
        return ofd(*(Leaf(_words(page.chars), _rules(page), (page.width, page.height)) for page in pdf.pages))


def _words(chars: Sequence[dict[str, Any]]) -> list[Words]:
    """One object for characters that follow each other on a baseline."""
    lines: list[list[dict[str, Any]]] = []
    for char in chars:
        last = lines[-1][-1] if lines else None
        if last and abs(last["matrix"][5] - char["matrix"][5]) < 0.1 and last["size"] == char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [_line(line) for line in lines]


def _line(line: list[dict[str, Any]]) -> Words:
    steps = tuple(after["x0"] - char["x0"] for char, after in pairwise(line))
    first = line[0]
    base = first["top"] + first["y1"] - first["matrix"][5]
    return Words("".join(char["text"] for char in line), first["x0"], base, first["size"], steps)


def _rules(page: Any) -> list[tuple[float, float, float, float]]:
    return [(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.edges]
