"""The chain map in a real browser: policy, keyboard, paper, hostile names."""

import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from visual_sample import HOSTILE, NAMES, chain

from tests.browsing import NEEDED
from visuals.chain_map import page, svg
from visuals.render import CSP, STATIC
from visuals.text import clean, width
from visuals.view import Named, Segment, Sentence, chain_view

TYPES = {".css": "text/css", ".js": "text/javascript"}
SIZES = (0, 1, 8, 150)

pytestmark = NEEDED


class Handler(BaseHTTPRequestHandler):
    """Serves the given pages and the static files under the strict policy."""

    def __init__(self, pages, *args):
        self.pages = pages
        super().__init__(*args)

    def do_GET(self):
        path = urlsplit(self.path).path
        file = STATIC / Path(path).name
        if path.startswith("/static/") and file.is_file():
            self.answer(200, TYPES[file.suffix], file.read_bytes())
        elif path in self.pages:
            self.answer(200, "text/html; charset=utf-8", self.pages[path].encode())
        else:
            self.answer(404, "text/plain", b"")

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    pages = {f"/{count}": page(chain(count)) for count in SIZES}
    said = Sentence("evidence-1", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    segment = Segment("segment-1", HOSTILE, "stated", (Named("e", HOSTILE),), (), (said,))
    pages["/hostile"] = page(chain_view(Named("i", HOSTILE), HOSTILE, [segment]))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, pages)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def visible(tab):
    return tab.locator("article.segment:target")


# --- chain map


@pytest.mark.parametrize("count", SIZES)
def test_map_loads_under_the_strict_policy_and_asks_only_its_own_site(tab, site, count):
    tab.goto(f"{site}/{count}")
    tab.locator("h1").wait_for()
    assert tab.locator(".box").count() == count
    assert tab.watch.console == []
    assert len(tab.watch.requests) >= 3
    assert all(url.startswith(f"{site}/") for url in tab.watch.requests)
    size = tab.locator("h1").evaluate("e => getComputedStyle(e).fontSize")
    assert size == "26px", "the style sheet is in force"


def test_click_shows_the_sentence_and_escape_goes_back(tab, site):
    tab.goto(f"{site}/150")
    box = tab.locator(".box").nth(40)
    box.scroll_into_view_if_needed()
    before = tab.evaluate("scrollY")
    box.click()
    panel = visible(tab)
    assert panel.count() == 1
    name = panel.locator("h3").inner_text()
    assert panel.locator("mark").first.inner_text() == name
    assert panel.get_by_role("link", name="查看原文位置").first.get_attribute("href").startswith("/evidence/evidence-")
    assert tab.evaluate("document.activeElement.tagName") == "H3"
    assert tab.locator(".box[aria-current]").get_attribute("aria-label").startswith(name)
    assert tab.evaluate("scrollY") == before
    tab.keyboard.press("Escape")
    assert visible(tab).count() == 0
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')").startswith(name)
    assert tab.evaluate("scrollY") == before
    assert tab.watch.console == []


def test_keyboard_alone_reaches_every_box_in_order(tab, site):
    tab.goto(f"{site}/8")
    labels = []
    for _ in range(8):
        tab.keyboard.press("Tab")
        labels.append(tab.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert [label.split("，")[0] for label in labels] == [s.name for s in chain(8).segments]
    tab.keyboard.press("Enter")
    assert visible(tab).locator("h3").inner_text() == chain(8).segments[-1].name
    visible(tab).get_by_role("link", name="关闭").click()
    assert visible(tab).count() == 0
    assert tab.watch.console == []


def test_a_link_to_one_segment_opens_it(tab, site):
    tab.goto(f"{site}/8#segment-0003")
    assert visible(tab).locator("h3").inner_text() == NAMES[3]
    assert tab.locator(".box[aria-current]").count() == 1


def test_map_works_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/8")
    tab.locator(".box").nth(2).click()
    panel = visible(tab)
    assert panel.locator("h3").inner_text() == chain(8).segments[2].name
    assert panel.bounding_box()["y"] == 0
    panel.get_by_role("link", name="关闭").click()
    assert panel.count() == 0
    assert tab.locator("article.segment").count() == 8
    context.close()


# For each element: its own rectangle, then those of the texts and signs in it, as left, top, right, bottom.
RECTANGLES = """elements => elements.map(e => {
  const of = x => { const r = x.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return {own: of(e.querySelector(".face") || e), texts: [...e.querySelectorAll("text")].map(of),
          signs: [...e.querySelectorAll("use")].map(of)};
})"""


def inked(box):
    """The part of a line box that holds characters: a Chinese font's line box is half as tall again."""
    left, top, right, bottom = box
    return left, top + (bottom - top) * 0.22, right, bottom - (bottom - top) * 0.22


def crossing(boxes):
    """Pairs of rectangles that share more than a hair."""
    ordered = sorted(boxes, key=lambda b: b[1])
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if b[1] >= a[3] - 0.5:
                break
            if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5:
                yield a, b


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("viewport", [1100, 1536])
def test_no_label_covers_another_or_leaves_its_box(tab, site, count, viewport):
    tab.set_viewport_size({"width": viewport, "height": 864})
    tab.goto(f"{site}/{count}")
    (whole,) = tab.locator(".map").evaluate_all(RECTANGLES)
    assert len(whole["texts"]) >= 15 + count
    assert list(crossing([*map(inked, whole["texts"]), *whole["signs"]])) == []
    boxes = tab.locator(".box").evaluate_all(RECTANGLES)
    assert len(boxes) == count
    assert list(crossing([box["own"] for box in boxes])) == []
    for box in boxes:
        left, top, right, bottom = box["own"]
        assert box["texts"]
        for text in map(inked, box["texts"]):
            assert left < text[0]
            assert top < text[1]
            assert text[2] <= right
            assert text[3] <= bottom


def test_the_server_never_takes_text_for_narrower_than_it_is(tab, site):
    tab.goto(f"{site}/0")
    texts = [
        *NAMES,
        "".join(map(chr, range(32, 127))),
        "“引进”——‘甲’…·①Ⅱ±×α，。（）《》é",
        "ABCXYZ Co.,Ltd. 2025年1,000亿元",
    ]
    script = """([text, weight]) => {
      const context = document.createElement("canvas").getContext("2d");
      context.font = `${weight} 100px 'Noto Sans CJK SC'`;
      return context.measureText(text).width;
    }"""
    for text in texts:
        for weight in (400, 700):
            drawn = tab.evaluate(script, [text, weight])
            assert drawn <= width(text, 100) <= 1.35 * drawn, (text, weight)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("open_", ["", "#segment-0000"])
def test_map_prints_on_one_a3_page_and_its_sentences_on_those_after(tab, site, count, open_):
    tab.goto(f"{site}/{count}{open_}")
    pdf = tab.pdf(prefer_css_page_size=True, print_background=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages == 1 if count == 0 else 2 <= pages <= 2 + count // 8
    sizes = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert len(sizes) == 1
    assert sorted(round(float(side)) for side in sizes.pop()) == pytest.approx([842, 1191], abs=1)
    tab.emulate_media(media="print")
    assert tab.locator(".map").is_visible()
    assert tab.locator(".segment blockquote").count() >= count
    assert all(e.is_visible() for e in tab.locator(".segment").all()[:8])
    assert {e.evaluate("e => getComputedStyle(e).position") for e in tab.locator(".segment").all()[:1]} <= {"static"}
    assert not tab.locator(".hint").is_visible()


def test_hostile_names_do_nothing_but_show(tab, site):
    tab.goto(f"{site}/hostile")
    tab.locator(".box").click()
    assert visible(tab).locator("h3").inner_text() == clean(HOSTILE)
    assert tab.evaluate("globalThis.pwned") is None
    assert tab.watch.console == []


def test_svg_alone_opens_with_the_same_picture(tab, tmp_path):
    (tmp_path / "map.svg").write_text(svg(chain(8)), encoding="utf-8")
    tab.goto((tmp_path / "map.svg").as_uri())
    assert tab.locator(".box").count() == 8
    assert tab.watch.requests == [(tmp_path / "map.svg").as_uri()]
    assert tab.watch.console == []
