"""The package of an OFD file: its documents' pages in the order of Document.xml, each drawn, one at a time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ofdkit.errors import OFDError, OFDLimitError
from ofdkit.package import Package

from ingest.blocks import Box
from ingest.errors import Refused
from ingest.readers.ofd_objects import POINTS, Drawn, draw, numbers
from ingest.readers.ofd_turn import shown, turned

PAGES = 2000
EXPANDED = 200_000_000
A4 = (0.0, 0.0, 210.0, 297.0)
BROKEN = "OFD 文件已损坏或不完整,请重新下载或用阅读器另存后再读入"
LOCKED = "OFD 文件已加密,请先在阅读器中取消加密再读入"
TOO_BIG = "OFD 文件展开后过大或结构异常,请拆分后再读入"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A displayed page, its size in points, and what it shows when turned by `turn` quarters so that text stands."""

    width: float
    height: float
    turn: int
    drawn: Drawn

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height when turned."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    def shown(self, box: Box) -> Box:
        """A box of the turned page on the page as displayed."""
        return shown(box, self.turn, self.width, self.height)


@dataclass(slots=True)
class Document:
    """One document of the package: where its Document.xml is, its page's box and its shared parts."""

    path: str
    box: tuple[float, ...] = A4
    templates: dict[str, str] = field(default_factory=dict)
    units: dict[str, ET.Element] = field(default_factory=dict)


class Reader:
    """Parts of a package by name, within a limit of expanded bytes."""

    def __init__(self, data: bytes) -> None:
        try:
            self.package = Package(data)
        except OFDLimitError as error:
            raise Refused(TOO_BIG) from error
        except (OFDError, IndexError) as error:  # a part without a name is beyond the library
            raise Refused(BROKEN) from error
        self.left = EXPANDED

    def xml(self, name: str | None) -> ET.Element:
        """The root of a part; raises Refused where it is missing, broken, locked, or too large."""
        if name is None:
            raise Refused(BROKEN)
        try:
            self.left -= len(self.package.read(name))
            if self.left < 0:
                raise Refused(TOO_BIG)
            root: ET.Element = self.package.read_xml(name)
        except OFDLimitError as error:
            raise Refused(TOO_BIG) from error
        except (OFDError, ValueError) as error:
            raise Refused(LOCKED if "encrypt" in str(error) else BROKEN) from error
        return root

    def sheets(self) -> Iterator[Sheet]:
        """The pages of all documents, in order."""
        root = self.xml(self._root())
        for body in root.iterfind("{*}DocBody/{*}DocRoot"):
            yield from self._pages(self.package.resolve("OFD.xml", body.text))

    def _root(self) -> str | None:
        if any(name.rpartition("/")[2].lower().startswith("encryption") for name in self.package.names):
            raise Refused(LOCKED)
        found: str | None = self.package.find("OFD.xml")
        return found

    def _pages(self, path: str | None) -> Iterator[Sheet]:
        root = self.xml(path)
        document = Document(path or "")
        document.box = numbers(root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"), 4) or A4
        for template in root.iterfind("{*}CommonData/{*}TemplatePage"):
            document.templates[template.get("ID", "")] = template.get("BaseLoc", "")
        for shared in ("PublicRes", "DocumentRes"):
            document.units |= self._units(path, root.iterfind(f"{{*}}CommonData/{{*}}{shared}"))
        pages = [page.get("BaseLoc") for page in root.iterfind("{*}Pages/{*}Page")]
        if len(pages) > PAGES:
            raise Refused(f"OFD 超过 {PAGES} 页,请拆分后再读入")
        for location in pages:
            yield self._sheet(document, self.package.resolve(path, location))

    def _sheet(self, document: Document, path: str | None) -> Sheet:
        root = self.xml(path)
        box = numbers(root.findtext("{*}Area/{*}PhysicalBox"), 4) or document.box
        units = document.units | self._units(path, root.iterfind("{*}PageRes"))
        used = [document.templates.get(part.get("TemplateID", "")) for part in root.iterfind("{*}Template")]
        templates = [self.package.resolve(document.path, location) for location in used]
        layers = [*(self.xml(name) for name in templates if name), root]
        drawn = _drawn(layers, units, Drawn())
        turn = drawn.turn
        if turn:
            drawn = _drawn(layers, units, Drawn(turned(turn, box[2], box[3])))
        return Sheet(box[2] * POINTS, box[3] * POINTS, turn, drawn)

    def _units(self, path: str | None, parts: Iterator[ET.Element]) -> dict[str, ET.Element]:
        """Composite graphics by id, of the resource files that are there."""
        found = [self.package.resolve(path, part.text) for part in parts]
        groups = [self.xml(name).iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit") for name in found if name]
        return {unit.get("ID", "").strip(): unit for group in groups for unit in group}


def _drawn(layers: Sequence[ET.Element], units: dict[str, ET.Element], drawn: Drawn) -> Drawn:
    for layer in layers:
        draw(layer, units, drawn)
    return drawn
