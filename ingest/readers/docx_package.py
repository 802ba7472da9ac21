"""The parts of an OOXML package as XML trees, read so that a hostile package costs neither memory nor a network call.

Shared by the Word readers; an OpenDocument package is opened by the same rules.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from ingest.errors import Refused

Node = Any  # lxml has no types
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
MAX_MEMBERS = 20_000
MAX_PART = 60_000_000
MAX_RATIO = 400
SMALL = 1_000_000
DAMAGED = "文件已损坏(压缩结构不完整),请重新下载或用 Word/WPS 另存后再试"
TOO_BIG = "文件解开后过大(可能是压缩炸弹),请拆分或另存后再读入"
BROKEN_XML = "文件内部结构损坏或嵌套过深,请用 Word/WPS 打开后另存再试"
ENTITIES = "文件内含实体声明(DTD),为安全起见不读取,请用 Word/WPS 打开后另存再试"
LOCKED = "文件有打开密码,请先取消密码再读入"


class Package:
    """A ZIP package; part names are compared without case and with either slash, as some writers mix them."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise Refused(DAMAGED) from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise Refused(TOO_BIG)
        self._members = {_plain(member.filename): member for member in members}
        self._left = MAX_PART

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def tree(self, name: str) -> Node | None:
        """The root of a part, None where the package lacks it; raises Refused for too large or broken parts."""
        member = self._members.get(_plain(name))
        if member is None:
            return None
        if member.flag_bits & 1:
            raise Refused(LOCKED)
        return parse(self._bytes(member))

    def related(self, name: str) -> dict[str, str]:
        """The parts to which a part points, by the last word of their relation (styles, numbering, footnotes …)."""
        folder, base = posixpath.split(name)
        root = self.tree(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, str] = {}
        for link in root if root is not None else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(f"/{folder}", link.get("Target", "").replace("\\", "/")))
                found.setdefault(link.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
        return found

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        packed = member.file_size > SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size)
        if packed or member.file_size > self._left:
            raise Refused(TOO_BIG)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise Refused(DAMAGED) from error
        self._left -= len(data)
        if self._left < 0:
            raise Refused(TOO_BIG)
        return data


def parse(data: bytes) -> Node:
    """The root of XML without DTD, comments or entities, strict OOXML namespaces read as the usual ones."""
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(BROKEN_XML) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(ENTITIES)
    return root


def value(node: Node | None, path: str, name: str = "val") -> str | None:
    """The attribute of the descendant at a slash-separated path of w: names, None where either is missing."""
    for step in path.split("/") if path else ():
        node = node.find(W + step) if node is not None else None
    return None if node is None else node.get(W + name)


def is_on(node: Node | None, name: str) -> bool | None:
    """A switch among properties: on, off, or None where it is not set."""
    found = node.find(W + name) if node is not None else None
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as XML writes it, the default for anything else."""
    try:
        return int(text or "")
    except ValueError:
        return default


def chosen(alternate: Node) -> Node | None:
    """The one branch of mc:AlternateContent to read: a choice that holds text, else the fallback, else the choice."""
    choices = alternate.findall(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    told = (branch for branch in [*choices, fallback] if branch is not None and _has_text(branch))
    return next(told, fallback if fallback is not None else choices[0] if choices else None)


def _has_text(branch: Node) -> bool:
    return next(branch.iter(W + "txbxContent", W + "t"), None) is not None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
