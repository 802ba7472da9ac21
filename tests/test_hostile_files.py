"""Packages and archives made to do harm: each is read or answered with one clear line, in bounds."""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from lxml import etree

from ingest import read as reading
from ingest.archive import CROWDED
from ingest.errors import UnreadableFileError
from ingest.files import bytes_of, expand
from ingest.readers import __main__ as child
from ingest.records import Source
from ingest.sandbox import CONTENT, MEMORY, SLOW, Sandbox
from tests.hostile import (
    KINDS,
    LINE,
    MEGA,
    TITLE,
    XML,
    document,
    good,
    laughs,
    lying,
    odt_content,
    parts,
    sheet,
    swollen,
    with_entity,
    zipped,
)
from tests.hostile_reading import LIMIT, a_sandbox, in_an_empty_folder, outcome, refused, whole

sandbox = pytest.fixture(scope="module")(a_sandbox)
_reader = pytest.fixture(autouse=True)(in_an_empty_folder)
MAIN = {
    "docx": ("word/document.xml", document("|"), "<w:p/>"),
    "xlsx": ("xl/worksheets/sheet1.xml", sheet("|"), "<c/>"),
    "odt": ("content.xml", odt_content("|"), "<text:p/>"),
    "ofd": ("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">|</ofd:OFD>', "<ofd:DocBody/>"),
}


SECRET = "机密文号乙丙丁"


NAMES = (
    "../../逃.txt",
    "/etc/逃.txt",
    "C:\\逃.txt",
    "C:/x/逃.txt",
    "D:逃.txt",
    "..\\..\\逃.txt",
    "甲\0逃.txt",
    "//服/逃.txt",
    "",
    "\0逃.txt",
    "..",
    "/",
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_that_are_harmed_below_are_good(kind: str) -> None:
    found = outcome(kind, good(kind))
    assert isinstance(found, Source), found
    assert "2025" in found.raw


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
def test_the_reading_process_cannot_have_more_memory(sandbox: Sandbox) -> None:
    whole(sandbox)
    assert sandbox._child is not None
    assert psutil.Process(sandbox._child.pid).rlimit(psutil.RLIMIT_AS) == (MEMORY, MEMORY)
    assert child.MAX_ANSWER < MEMORY / 4


@pytest.mark.parametrize("kind", XML)
def test_one_part_that_swells(kind: str, sandbox: Sandbox) -> None:
    name, frame, unit = MAIN[kind]
    head, tail = (half.encode() for half in frame.split("|"))
    for filling in (unit.encode(), b" " * 64):
        data = swollen(parts(kind), name, head, filling, 220 * MEGA, tail)
        assert len(data) < 3 * MEGA
        refused(kind, data)
        assert refused(kind, lying(data, name, 1000))
    whole(sandbox, kind)


@pytest.mark.parametrize("kind", XML)
def test_parts_without_number(kind: str, sandbox: Sandbox) -> None:
    many = zipped({**parts(kind), **{f"x/{at}": "" for at in range(55_000)}})
    outcome(kind, many)
    whole(sandbox, kind)


def test_an_archive_with_entries_without_number(tmp_path: Path) -> None:
    entry = b"PK\1\2" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    data = b"PK\3\4" + bytes(26) + entry * 200_000
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 0xFFFF, 0xFFFF, len(entry) * 200_000, 30, 0)
    path = tmp_path / "包.zip"
    path.write_bytes(data + end)
    assert expand([path]) == [path]
    assert refused("zip", path.read_bytes()) == CROWDED


def test_archives_inside_archives(tmp_path: Path) -> None:
    core = swollen({}, "大.txt", b"", b" " * 64, 200 * MEGA, b"")
    for _ in range(5):
        core = zipped({f"{at}.zip": core for at in range(8)}, level=9)
    path = tmp_path / "包.zip"
    path.write_bytes(zipped({"甲.txt": TITLE, "内.zip": core}))
    began = time.monotonic()
    found = expand([path])
    assert path / "甲.txt" in found
    assert len(found) <= 5_000
    for each in found[:20]:
        if each.suffix == ".zip":
            assert refused("zip", bytes_of(each))
    assert time.monotonic() - began < LIMIT


def test_members_that_swell_or_lie(tmp_path: Path) -> None:
    data = swollen({"甲.txt": TITLE}, "乙.txt", b"", b"a" * 64, 120 * MEGA, b"")
    for at, each in enumerate((data, lying(data, "乙.txt", 10), lying(zipped({"乙.txt": LINE}), "乙.txt", 1 << 31))):
        path = tmp_path / f"{at}.zip"
        path.write_bytes(each)
        with pytest.raises(UnreadableFileError) as error:
            reading.read(path / "乙.txt")
        assert "\n" not in error.value.reason


@pytest.mark.parametrize("name", [*NAMES, "长" * 300 + ".txt", "深/" * 3000 + "逃.txt"])
def test_names_that_climb_out(name: str, tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(info, TITLE)
    path = tmp_path / "包.zip"
    path.write_bytes(out.getvalue())
    found = expand([path])
    for each in found:
        inner = str(each.relative_to(path))
        assert ":" not in inner
        assert ".." not in inner
        if each != path:
            assert reading.read(each).raw == TITLE
    assert list(tmp_path.rglob("*逃*")) == []


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "密.txt"
    secret.write_text(SECRET, encoding="utf-8")
    info = zipfile.ZipInfo("链.txt")
    info.external_attr = 0o120777 << 16
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(info, str(secret))
    assert SECRET not in reading.read(path / "链.txt").raw


@pytest.mark.parametrize("kind", XML)
def test_entities_bring_nothing_in(kind: str, tmp_path: Path, sandbox: Sandbox) -> None:
    marker, rules = tmp_path / "密.txt", tmp_path / "密.dtd"
    marker.write_text(SECRET, encoding="utf-8")
    rules.write_text(f'<!ENTITY e "{SECRET}">', encoding="utf-8")
    asked = (
        f'[<!ENTITY e SYSTEM "{marker.as_uri()}">]',
        f'SYSTEM "{rules.as_uri()}"',
        f'[<!ENTITY % p SYSTEM "{rules.as_uri()}"> %p;]',
        laughs(),
        f'[<!ENTITY l "{"哈" * 50_000}"><!ENTITY e "{"&l;" * 20_000}">]',
    )
    for name, part in parts(kind).items():
        if name == "mimetype":
            continue
        credulous = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
        assert SECRET in "".join(etree.fromstring(with_entity(part, asked[0]), credulous).itertext())
        for definition in asked:
            found = outcome(kind, zipped({**parts(kind), name: with_entity(part, definition)}))
            assert SECRET not in (found if isinstance(found, str) else found.raw)
            assert "哈哈" not in (found if isinstance(found, str) else found.raw)
    whole(sandbox, kind)


def test_an_answer_too_large_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_ANSWER", 100)
    assert child._answer("csv", good("csv"), [], CONTENT) == ("refused", child.TOO_BIG.encode())


def test_nothing_stays_of_a_file_that_was_broken_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    box = Sandbox(limit=0.05)
    monkeypatch.setattr(reading, "SANDBOX", box)
    process = box._running()
    folder = psutil.Process(process.pid).environ()["TMPDIR"]
    assert Path(folder).parent == tmp_path
    Path(folder, "source.doc").write_bytes(good("doc"))
    assert refused("doc", good("doc")).startswith(SLOW[:4])
    assert list(tmp_path.iterdir()) == [tmp_path / "empty"]
    box.close()
