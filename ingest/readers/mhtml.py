"""MHTML, a web page with its pictures in one MIME message: the page in it is read as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from itertools import islice

from ingest.blocks import Content
from ingest.errors import Refused
from ingest.readers.html import read_html

MAX_BYTES = 50_000_000
MAX_PAGES = 8
TOO_BIG = "网页存档超过 50 MB,请在浏览器里另存为“仅 HTML”或文本"
NO_PAGE = "这是 MHTML 网页存档或邮件,但里面没有网页正文,请在浏览器里打开后另存为 HTML 或文本"


def read_mhtml(data: bytes) -> Content:
    """The article of the first page that has one (frames are pages too); raises Refused where there is none."""
    if len(data) > MAX_BYTES:
        raise Refused(TOO_BIG)
    reason = Refused(NO_PAGE)
    for page in islice(_pages(message_from_bytes(data.lstrip())), MAX_PAGES):
        try:
            return replace(read_html(page), format="mhtml")
        except Refused as error:
            reason = error
    raise reason


def _pages(message: Message) -> Iterator[bytes]:
    """The bytes of each HTML part, from the first on."""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                yield payload
