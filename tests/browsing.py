"""The real browser of the tests: where it is, what it needs, and all that a page in it asks for and says."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FONTS = subprocess.run(["fc-list"], capture_output=True, text=True).stdout if which("fc-list") else ""

NEEDED = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium"),
    pytest.mark.skipif("Noto Sans CJK SC" not in FONTS, reason="no Chinese font: apt-get install fonts-noto-cjk"),
]


class Watch:
    """All requests and everything the console says."""

    def __init__(self, tab):
        self.requests, self.console = [], []
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("console", lambda message: self.console.append(message.text))
        tab.on("pageerror", lambda error: self.console.append(str(error)))
        tab.on("dialog", lambda dialog: self.console.append(dialog.message))
