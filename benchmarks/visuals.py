"""Times of the pictures: made on the server, and first seen in headless Chromium from a file.

Run from the repository root: python -m benchmarks.visuals
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from tests.visual_sample import chain, net
from visuals.chain_map import page
from visuals.export import export_html, save
from visuals.render import STATIC

CHROMIUM = Path("/usr/bin/chromium")
RUNS = 5
PAINTED = "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)"
DRAWN = "performance.getEntriesByName('first-picture').map(e => e.startTime)"


def cases() -> Iterator[tuple[str, Callable[[], str], str]]:
    """Name, maker of the page, and the script that gives when its picture was first seen."""
    for count in (8, 150):
        view = chain(count)
        yield f"chain map, {count} segments", lambda view=view: page(view, str(STATIC)), PAINTED
    for count in (500, 2000):
        nodes, edges = net(count)
        yield f"export, {count} nodes", lambda n=nodes, e=edges: export_html(n, e, "图"), DRAWN


def made(maker: Callable[[], str]) -> tuple[str, float]:
    """The page and the median milliseconds to make it, once everything is imported."""
    html, times = maker(), []
    for _ in range(RUNS):
        started = perf_counter()
        maker()
        times.append((perf_counter() - started) * 1000)
    return html, median(times)


def seen(tab: Page, address: str, script: str) -> float:
    """Median milliseconds from the start of navigation to the first picture."""
    times = []
    for _ in range(RUNS):
        tab.goto("about:blank")
        tab.goto(address)
        while not (found := tab.evaluate(script)):
            tab.wait_for_timeout(20)
        times.append(float(found[0]))
    return median(times)


def main() -> None:
    """Print one line for each case."""
    if not CHROMIUM.exists():
        sys.exit("no /usr/bin/chromium: apt-get install chromium fonts-noto-cjk")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        print(f"{'picture':28}{'made ms':>10}{'KiB':>8}{'first seen ms':>16}")
        for name, maker, script in cases():
            html, ms = made(maker)
            file = Path(folder) / "page.html"
            save(file, html)
            print(f"{name:28}{ms:10.1f}{len(html.encode()) / 1024:8.0f}{seen(tab, file.as_uri(), script):16.0f}")
        browser.close()


if __name__ == "__main__":
    main()
