"""The mark with which a numbered item or an annex begins, as it stands in a file (not yet normalised)."""

from __future__ import annotations

import re

ITEM = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章编篇节条]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳]|附[件表录]\s*[\d一二三四五六七八九十]{0,3}(?:[：:]|$))"
)
