"""The files that a page links to: attachments by their words and addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from ingest.blocks import Attachment

FILES = r"pdf|docx?|wps|wpt|xlsx?|et|ofd|zip|rar|7z|pptx?|csv|txt|rtf|ceb|dps"
ADDRESS = re.compile(rf"\.(?:{FILES})(?:$|[?#&;])", re.I)
TITLE = re.compile(rf"\.(?:{FILES})(?:\s*[(（\[].*)?$", re.I)
UNSAFE = ("javascript:", "data:", "mailto:", "tel:", "#")
MAX_FILES, MAX_TITLE = 500, 300
FRAMES = {"iframe": "src", "embed": "src", "object": "data"}
AROUND = frozenset(("footer", "nav"))
Element = Any  # lxml has no types


def attachments(root: Element) -> list[Attachment]:
    """Links and frames whose address or words end like a file, each address once, as written."""
    found: dict[str, Attachment] = {}
    for element in root.iter("a", *FRAMES):
        url = (element.get(FRAMES.get(element.tag, "href")) or "").strip()
        title = " ".join("".join(element.itertext()).split()) or element.get("title", "").strip()
        if url and not url.lower().startswith(UNSAFE) and _is_file(url, title) and not _is_around(element):
            words = title or unquote(url.split("?")[0].rpartition("/")[2])
            found.setdefault(url, Attachment(words[:MAX_TITLE], url))
        if len(found) >= MAX_FILES:
            break
    return list(found.values())


def _is_file(url: str, title: str) -> bool:
    return bool(ADDRESS.search(url) or TITLE.search(title))


def _is_around(element: Element) -> bool:
    return any(e.tag in AROUND or "footer" in (e.get("class") or "").lower().split() for e in element.iterancestors())
