"""Pages with their attachments from the web into snapshots, one arrival for each file, whatever becomes of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from ingest.blocks import Attachment, Content
from ingest.errors import Refused, UnreadableFileError
from ingest.fetch import Answer, Fetcher, Known
from ingest.files import SUFFIXES, bytes_of
from ingest.read import content_of
from ingest.render import render
from ingest.snapshots import Origin, Snapshots, now
from ingest.sniff import sniff

ATTACHMENTS = 20
LONGEST_NAME = 100
PAGES = (".htm", ".html", ".shtml", ".md")
READABLE = re.compile(rf"\.(?:{'|'.join(s[1:] for s in SUFFIXES if s not in PAGES)})(?![a-z0-9])", re.I)
TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/csv": ".csv", "text/plain": ".txt"}
OPENED = "附件链接打开的是网页而不是文件,请用浏览器下载后读入"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one address: the snapshot and whether it is new, or why there is none."""

    url: str
    path: Path | None = None
    changed: bool = False
    reason: str = ""


@dataclass(slots=True)
class Visitor:
    """Fetches pages and what is attached to them; each address once."""

    fetcher: Fetcher
    snapshots: Snapshots
    seen: set[str] = field(default_factory=set)

    def visit(self, url: str) -> Iterator[Arrival]:
        """The file at an address and, where it is a page, its attachments in readable formats."""
        try:
            url = str(self.fetcher.gate.url(url))
        except Refused as error:
            yield Arrival(url, reason=str(error))
            return
        if url in self.seen:
            return
        arrival = self._arrival(url)
        yield arrival
        if arrival.path and arrival.path.suffix == ".html":
            yield from self._attached(url, arrival.path)

    def _attached(self, url: str, page: Path) -> Iterator[Arrival]:
        kept = self.snapshots.latest(url)
        found = _attachments(page, kept[1].final) if kept else {}
        for target, name in list(found.items())[:ATTACHMENTS]:
            try:
                target = str(self.fetcher.gate.url(target))
            except Refused as error:
                yield Arrival(target, reason=f"附件:{error}")
                continue
            if target not in self.seen:
                yield self._arrival(target, url, name)
        if len(found) > ATTACHMENTS:
            left = len(found) - ATTACHMENTS
            yield Arrival(url, reason=f"附件超过 {ATTACHMENTS} 个,其余 {left} 个没有抓取,请逐个给出网址")

    def _arrival(self, url: str, page: str | None = None, name: str = "") -> Arrival:
        self.seen.add(url)
        try:
            return self._fetched(url, page, name)
        except Refused as error:
            return Arrival(url, reason=f"附件:{error}" if page else str(error))

    def _fetched(self, url: str, page: str | None, name: str) -> Arrival:
        kept = self.snapshots.latest(url)
        page = page or (kept[1].page if kept else None)
        known = Known(kept[1].final, kept[1].etag, kept[1].last_modified) if kept else None
        answer = self.fetcher.get(url, known)
        if answer is None:
            return Arrival(url, kept[0] if kept else None)
        suffix = _suffix(answer, self.fetcher.limits.page)
        if page and suffix == ".html":
            raise Refused(OPENED)
        digest = hashlib.sha256(answer.data).hexdigest()
        if kept and (kept[1].sha256 == digest or (suffix == ".html" and _reads_alike(kept[0], answer.data))):
            return Arrival(url, kept[0])
        return Arrival(url, self.snapshots.keep(answer.data, suffix, _origin(url, answer, digest, page, name)), True)


def _origin(url: str, answer: Answer, digest: str, page: str | None, name: str) -> Origin:
    headers = answer.headers
    return Origin(
        url=url,
        final=answer.final,
        fetched=now(),
        sha256=digest,
        content_type=headers.get("content-type", ""),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        page=page,
        name=_bare(name or _filename(answer) or urlsplit(url).netloc),
    )


def _suffix(answer: Answer, most: int) -> str:
    """The suffix of the true format of what was fetched; raises Refused for what no reader is there for."""
    if not answer.data.strip():
        raise Refused("网址打开是空的,请用浏览器确认后另存为文件读入")
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    hint = TYPES.get(kind) or PurePosixPath(_filename(answer)).suffix.lower()
    found = sniff(answer.data, hint)
    if found == "html" and len(answer.data) > most:
        raise Refused(f"网页超过 {most // 1_000_000} MB,不抓取,请另存为文件并拆分后读入")
    return ".txt" if found == "text" else f".{found}"


def _filename(answer: Answer) -> str:
    """What the server, or else the address, calls the file."""
    said = Message()
    said["content-disposition"] = answer.headers.get("content-disposition", "")
    name = said.get_filename() or unquote(PurePosixPath(urlsplit(answer.final).path).name)
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _bare(name: str) -> str:
    """A file's name, or the words of a link, without the suffix of a format."""
    name = "".join(c for c in " ".join(name.split()) if c.isprintable())
    suffix = PurePosixPath(name).suffix
    return (name.removesuffix(suffix) if suffix.lower() in SUFFIXES else name)[:LONGEST_NAME]


def _content(path: Path, data: bytes) -> Content | None:
    try:
        return content_of(path, data, "html")
    except UnreadableFileError:
        return None


def _reads_alike(old: Path, data: bytes) -> bool:
    """Whether a page differs only in what is not read: counters of visits, marks of a session."""
    before, after = _content(old, bytes_of(old)), _content(old, data)
    if before is None or after is None:
        return False
    return before.attachments == after.attachments and render(before.blocks)[0] == render(after.blocks)[0]


def _attachments(page: Path, base: str) -> dict[str, str]:
    """The addresses of a page's attachments that may be readable, each with the words of its link."""
    content = _content(page, bytes_of(page))
    found: dict[str, str] = {}
    for link in content.attachments if content else ():
        if target := _followed(link, base):
            found.setdefault(target, link.title)
    return found


def _followed(link: Attachment, base: str) -> str:
    """The whole address of a link to a file that a reader may be there for; empty for any other link."""
    try:
        target = urljoin(base, link.url.strip())
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return target if READABLE.search(f"{unquote(parts.path)} {unquote(parts.query)} {link.title}") else ""
