"""MHTML reader: web pages kept as one MIME message, and messages that hold none."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.errors import Refused, UnreadableFileError
from ingest.read import kind_of, read_bytes
from ingest.readers.html import read_html
from ingest.readers.mhtml import MAX_BYTES, read_mhtml
from ingest.sniff import sniff
from tests.real_files import tables_of, words_of

TITLE = "云川市新能源汽车产业发展实施方案"
LINE = "到2027年,零部件产业产值达到200亿元,由市工信局牵头,市科技局配合,各区政府落实。"
TABLE = "<table><tr><th>任务</th><th>单位</th></tr><tr><td>建园</td><td>市工信局</td></tr></table>"


def page(encoding: str = "utf-8", body: str = f"<p>{LINE}</p><p>{LINE}</p>{TABLE}") -> bytes:
    head = f"<meta charset='{encoding}'><title>{TITLE}</title>"
    return f"<html><head>{head}</head><body><div class='TRS_Editor'>{body}</div></body></html>".encode(encoding)


def saved(*parts: bytes, coding: str = "quoted-printable") -> bytes:
    """A message as browsers save one: HTML parts, the address of each, a picture last."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://example.invalid/art/1.html"
    message["MIME-Version"] = "1.0"
    message.make_related()
    for part in parts:
        message.add_related(part, "text", "html", cte=coding, headers=["Content-Location: https://example.invalid/"])
    message.add_related(b"GIF89a", "image", "gif")
    return message.as_bytes()


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_is_read_as_the_page_is(coding: str, encoding: str) -> None:
    content = read_mhtml(saved(page(encoding), coding=coding))
    assert content.format == "mhtml"
    assert content.blocks == read_html(page(encoding)).blocks
    assert words_of(content) == [TITLE, LINE, LINE]
    assert tables_of(content) == [[["任务", "单位"], ["建园", "市工信局"]]]


def test_a_page_that_only_holds_frames_gives_way_to_the_frame_with_the_text() -> None:
    assert LINE in words_of(
        read_mhtml(saved(page(body="<iframe src='a.html'></iframe>").replace(TITLE.encode(), b""), page()))
    )


def test_a_message_of_one_part_is_a_page_too() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page()
    assert words_of(read_mhtml(data))[0] == TITLE


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc", "a.html"])
def test_saved_pages_are_known_by_their_bytes(name: str) -> None:
    data = b"\r\n" + saved(page())
    assert kind_of(Path(name), data) == sniff(data, Path(name).suffix) == "mhtml"
    source = read_bytes(Path(name), data)
    assert (source.encoding, LINE in source.raw) == ("mhtml", True)


def test_what_holds_no_page_is_refused() -> None:
    for data in (b"From: a\r\nTo: b\r\n\r\ntext", saved(), saved(page())[:200]):
        with pytest.raises(Refused, match="没有网页正文"):
            read_mhtml(data)
    with pytest.raises(Refused, match="50 MB"):
        read_mhtml(b"From: a\r\n\r\n" + bytes(MAX_BYTES))


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + b"b" * 1_000_000 + b"\r\n\r\n--b\r\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)),
    ],
    ids=["headers", "boundary", "nested"],
)
def test_messages_made_to_do_harm_are_answered_in_time(data: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableFileError):
        read_bytes(Path("a.mht"), data)
    assert time.monotonic() - start < 30


def test_rich_text_is_refused_with_what_to_do_whatever_its_name() -> None:
    for name in ("a.rtf", "a.doc"):
        with pytest.raises(UnreadableFileError, match="另存为 DOCX"):
            read_bytes(Path(name), b"{\\rtf1\\ansi text}")
