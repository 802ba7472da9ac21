"""Scans: pages that are pictures are read where the recogniser is installed, and answered where it is not."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from real_files import real, words_of
from test_read_pdf import pdf, text

from graph import Store
from ingest.blocks import Content
from ingest.errors import Textless, UnreadableFileError
from ingest.ledger import Ledger
from ingest.load import ingest
from ingest.read import content_of
from ingest.readers import pdf_scan
from ingest.readers.pdf import read_pdf

PAPER = (1240, 1754)
SCALE = 150 / 72
LINES = (
    (400, 200, "云河市加快发展机器人产业的意见"),
    (230, 300, "一、市工信局牵头,到2027年培育规上企业120家,支持云河重"),
    (150, 350, "型机械有限公司建设减速器生产线。"),
    (230, 400, "二、办好产业大会。(责任单位:市工信局)"),
)


def font() -> ImageFont.FreeTypeFont:
    if shutil.which("fc-match") is None:
        pytest.skip("needs fontconfig")
    command = ["fc-match", "-f", "%{file}|%{lang}", "Noto Sans CJK SC:lang=zh-cn"]
    file, _, spoken = subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("|")
    if "zh-cn" not in spoken:
        pytest.skip("needs a Chinese font (fonts-noto-cjk)")
    return ImageFont.truetype(file, 32)


def scan(*pages: Sequence[tuple[int, int, str]]) -> bytes:
    """A PDF of pictures with lines of text at places, in pixels."""
    images, letters, out = [], font(), io.BytesIO()
    for lines in pages:
        images.append(Image.new("RGB", PAPER, (250, 248, 240)))
        for x, y, line in lines:
            ImageDraw.Draw(images[-1]).text((x, y), line, (30, 30, 30), letters)
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150, quality=70)
    return out.getvalue()


def read(data: bytes) -> Content:
    return content_of(Path("scan.pdf"), data, "pdf")


def test_a_scan_is_read_in_paragraphs_with_page_and_box() -> None:
    content = read(scan(LINES, [(230, 200, "三、第二页的事项由市商务局负责。")]))
    wanted = [
        "云河市加快发展机器人产业的意见",
        LINES[1][2] + LINES[2][2],
        LINES[3][2],
        "三、第二页的事项由市商务局负责。",
    ]
    plain = [unicodedata.normalize("NFKC", text) for text in words_of(content)]
    assert plain == wanted
    assert "OCR" in content.notes[0]
    places = [run.place for block in content.blocks for run in block.runs]
    assert [place.page for place in places if place.page] == sorted(place.page for place in places if place.page)
    assert content.blocks[0].runs[0].place.page == 1
    assert content.blocks[-1].runs[0].place.page == 2
    left, top, right, bottom = places[0].box or (0, 0, 0, 0)
    assert (left, top) == pytest.approx((400 / SCALE, 200 / SCALE), abs=8)
    assert right - left == pytest.approx(15 * 32 / SCALE, rel=0.05)
    assert bottom - top < 30


def test_without_the_recogniser_a_scan_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.find_spec", lambda _: None)
    with pytest.raises(UnreadableFileError, match=r"扫描件.*识别组件"):
        read(scan(LINES))


def test_an_empty_picture_is_answered_as_such() -> None:
    with pytest.raises(UnreadableFileError, match="扫描件") as told:
        read(scan([]))
    assert "识别组件" not in str(told.value)


def test_pages_beyond_the_time_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter((0.0, 1.0, 1_000.0, 2_000.0))
    monkeypatch.setattr("ingest.readers.pdf_scan.time.monotonic", lambda: next(times))
    content = pdf_scan.read_scan(scan(LINES, LINES, LINES))
    assert len(content.blocks) == 3
    assert "识别超过 9 分钟,第 2—3 页中有 2 页未读,请拆分后再读入" in content.notes


def test_a_short_scan_and_one_beside_a_strip_are_read() -> None:
    assert words_of(read(scan([(400, 200, "关于印发通知的批复")]))) == ["关于印发通知的批复"]
    strip = io.BytesIO()
    Image.new("RGB", (6000, 2), (0, 0, 0)).save(strip, "PDF", resolution=150)
    joined, out = pypdfium2.PdfDocument(scan(LINES)), io.BytesIO()
    joined.import_pages(pypdfium2.PdfDocument(strip.getvalue()))
    joined.save(out)
    assert words_of(read(out.getvalue()))[0] == LINES[0][2]


def test_scanned_pages_of_a_file_with_text_are_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    joined, out = pypdfium2.PdfDocument(pdf(text(60, 700, "正文见附件。"))), io.BytesIO()
    joined.import_pages(pypdfium2.PdfDocument(scan(LINES)))
    joined.save(out)
    assert words_of(read(out.getvalue()))[:2] == ["正文见附件。", LINES[0][2]]
    monkeypatch.setattr("ingest.read.find_spec", lambda _: None)
    alone = read(out.getvalue())
    assert words_of(alone) == ["正文见附件。"]
    assert "第 2 页是图片,没有文字层,未读" in alone.notes


def test_words_that_are_unsure_take_no_text_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_scan, "SUREST", 1.1)
    with pytest.raises(Textless, match="扫描件"):
        pdf_scan.read_scan(scan(LINES))
    assert words_of(pdf_scan.read_scan(pdf(text(60, 700, "附件1")))) == ["附件1"]


def test_a_real_scan_says_what_is_known_of_it() -> None:
    data = real("010")
    with pytest.raises(Textless, match="扫描件"):
        read_pdf(data)
    words = words_of(read(data))
    assert words[0] == "深圳市坪山区关于支持实体经济发展的若干措施"
    text = "".join(words)
    for known in (
        "粤府〔2018〕79号",
        "深府规〔2018〕23号",
        "优化产业空间配置",
        "加大产业用地供应力度",
        "加快产业载体建设",
    ):
        assert known in text
    assert "-2-" not in text


def test_a_real_file_of_drawn_text_is_read() -> None:
    text = "".join(words_of(read(real("018"))))
    for known in ("教科技〔2020〕2号", "2020年2月18日", "2020年7月31日前", "教育综合管理"):
        assert known in text


def test_a_scan_that_was_refused_is_read_once_the_recogniser_is_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, kept = tmp_path / "scan.pdf", tmp_path / "refused.jsonl"
    file.write_bytes(scan(LINES))
    with monkeypatch.context() as without:
        without.setattr("ingest.read.find_spec", lambda _: None)
        assert [report.status for report in ingest([file], store, ledger=Ledger(kept))] == ["failed"]
    assert [report.status for report in ingest([file], store, ledger=Ledger(kept))] == ["added"]
    rows = store.run(
        "MATCH (t:Task)<-[:LEADS]-(d:Department) MATCH (e:Evidence {about: t.id}) RETURN d.name AS who, e.page AS page"
    )
    assert rows == [{"who": "云河市工业和信息化局", "page": 1}]
