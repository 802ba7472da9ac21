"""What a line is by its form: heading and list markers (第一章, 一、, (一), 1., Markdown #), 附件, titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.regions import place_at

NUMERAL = "一二三四五六七八九十百零〇"
PATTERNS = (
    (0, re.compile(rf"第([{NUMERAL}\d]+)[章编篇](?:、|:)?")),
    (1, re.compile(rf"第([{NUMERAL}\d]+)节(?:、|:)?")),
    (2, re.compile(rf"([{NUMERAL}]+)(?:、|\.)")),
    (2, re.compile(rf"第([{NUMERAL}\d]+)条(?:、|:)?")),
    (3, re.compile(rf"(\([{NUMERAL}]+\))、?")),
    (4, re.compile(r"(\d{1,3})(?:\.(?![\d.])|、)")),
    (5, re.compile(r"(\(\d{1,2}\))")),
)
MARKDOWN = re.compile(r"#{1,6}")
BULLET = re.compile(r"[-*•●■◆▪·](?=[^-*])")
ANNEX = re.compile(rf"附件([{NUMERAL}\d]*)[::]?$")

GENRES = (
    "实施意见", "指导意见", "行动方案", "实施方案", "工作方案", "行动计划", "若干措施", "任务分解", "任务分工",
    "规划", "计划", "方案", "意见", "措施", "办法", "政策", "报告", "条例", "决定", "通知",
)  # fmt: skip
TITLE = re.compile(
    rf"(?:{'|'.join(GENRES)}|清单|分解表|要点)(?:》|\([^()]{{2,20}}\))*(?:的通知|的函)?(?:\([^()]{{2,12}}\))*$"
)
ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}(?:人民政府|政府|办公室|办公厅|委员会|局|厅|部)")
ABOUT = re.compile(rf"(?:{ISSUER.pattern}|国务院)?(?:印发)?关于")
QUALIFIER = re.compile(r"\((?:[^()]*(?:稿|草案|试行|修改)|20\d\d[^()]*)\)(?:的通知)?")


@dataclass(frozen=True, slots=True)
class Marker:
    """A line's own number: nesting rank (0 outermost), label for the path, length in characters."""

    rank: int
    label: str
    length: int


def marker(text: str) -> Marker | None:
    """The marker with which a normalised line begins, Markdown signs and all; None for plain text."""
    hashes = MARKDOWN.match(text)
    skipped = hashes.end() if hashes else 0
    for rank, pattern in PATTERNS:
        if match := pattern.match(text, skipped):
            return Marker(rank, match[1], match.end())
    return None


def annex(text: str) -> str | None:
    """附件, 附件1 … when the line is nothing but that; else None."""
    match = ANNEX.match(text.lstrip("#"))
    return f"附件{match[1]}" if match else None


def is_marked(text: str) -> bool:
    """Whether a line begins something of its own: a numbered item, heading, bullet or annex."""
    return bool(marker(text) or MARKDOWN.match(text) or BULLET.match(text) or annex(text))


def is_title(text: str) -> bool:
    """Whether a line by itself is a document's title."""
    bare = text.lstrip("#")
    return (
        6 <= len(bare) <= 90
        and bool(TITLE.search(bare))
        and not set(bare) & set("。;!")
        and bare[0] not in "《附为(各由"
    )


def continues_title(last: str, line: str) -> bool:
    """Whether a title broken over lines goes on: its genre word, or its (征求意见稿), stands on the next line."""
    if is_title(last):
        return bool(QUALIFIER.fullmatch(line))
    if set(last) & set(",。;:日") or not 8 <= len(last) <= 60 or not is_title(last + line):
        return False
    if line.startswith("关于"):
        return bool(ISSUER.fullmatch(last))
    opens = ABOUT.match(last.lstrip("#")) or (place_at(last, 0) is not None and not ISSUER.fullmatch(last))
    return bool(opens) or line.startswith(GENRES)
