from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableFileError
from ingest.read import MAX_TEXT, read

SENTENCE = "一、总体要求\n加快推进产业发展,到2027年产值达到100亿元。\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
def test_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    source = read(path)
    assert (source.raw, source.encoding) == (SENTENCE, named)


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("一\r\n二\r三".encode())
    assert read(path).raw == "一\r\n二\r三"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "空的"),
        ("a.txt", b" \n\t ", "空的"),
        ("a.txt", bytes(range(256)) * 4, "不是文本|编码无法识别"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00", "不是文本"),
        ("a.txt", "加快推進產業發展,建設製造業基地".encode("big5"), "编码无法识别"),
        ("a.txt", "産業の発展を推進する".encode("shift_jis"), "编码无法识别"),
        ("a.pptx", b"PK", "不支持的格式"),
        ("noend", b"x", "不支持的格式"),
    ],
)
def test_unreadable_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.write(b"a" * (MAX_TEXT + 1))
    with pytest.raises(UnreadableFileError, match="超过"):
        read(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableFileError):
            read(path.with_suffix(".txt"))
