"""What stands on pages but not in the document: page numbers, running headers and footers, a browser's print lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line, lines_of, squashed
from ingest.readers.pdf_shapes import Page

NUMBER = re.compile(r"[-—–―－_·•~\s/|]*第?(\d{1,4})(?:页?[,，/]?共\d{1,4})?页?(?:/\d{1,4})?[-—–―－_·•~\s/|]*")
STRONG = re.compile(r"第\d+页.*|[-—–―]+/?\d{1,4}/?[-—–―]+|\d{1,4}/\d{1,4}")
DASH = re.compile(r"[-—–―－_·•/|]+")
BALLOON = re.compile(
    r"(?:删除|插入|批注|移动|设置格式|带格式的?|Deleted|Inserted|Comment(?:ed)?|Formatted)(?:的内容)?\s*\[[^\]]{1,40}\]\s*[:：]"
)
ADDRESS = re.compile(r"(?:https?|file)://\S*\s*(?:\d{1,4}/\d{1,4}|\d{4}[/-]\d{1,2}[/-]\d{1,2})$|about:blank")
CLOCK = re.compile(
    r"\d{4}[/-]\d{1,2}[/-]\d{1,2}[,\s]*(?:上午|下午)?\s?\d{1,2}:\d{2}|\d{1,2}/\d{1,2}/\d{2,4}, ?\d{1,2}:\d{2}"
)
DEEP = 4
MARGIN = 0.18


def without_chrome(pages: Sequence[Page], lines: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page without its page number, header and footer."""
    edges = [_edges(page, own) for page, own in zip(pages, lines, strict=True)]
    repeated = _repeated(pages, edges)
    numbers = _numbering(pages, edges)
    result = []
    for page, own, edge in zip(pages, lines, edges, strict=True):
        odd = {id(line) for line in edge if _key(line) in repeated or _is_number(line, page, numbers)}
        if any(ADDRESS.match(line.text) for line in edge):
            odd |= {id(line) for line in edge if ADDRESS.match(line.text) or CLOCK.match(line.text)}
        odd |= {id(line) for line in edge if odd and DASH.fullmatch(squashed(line.text))}
        result.append([line for line in own if id(line) not in odd])
    return result


def without_balloons(page: Page) -> bool:
    """Leave out the margin in which a word processor prints comments and tracked changes; whether there was one."""
    if not BALLOON.search("".join([glyph.text for glyph in page.glyphs])):
        return False
    words = [word for line in lines_of(page.glyphs, page.number) for word in line.words]
    found = [x0 for x0, _, text in words if x0 > 0.4 * page.width and BALLOON.match(text)]
    if not found:
        return False
    edge = min(found) - 3
    page.glyphs = [glyph for glyph in page.glyphs if glyph.x0 < edge]
    page.across = [rule for rule in page.across if rule.end < edge]
    page.down = [rule for rule in page.down if rule.at < edge]
    return True


def _edges(page: Page, lines: list[Line]) -> list[Line]:
    """The outermost lines within the upper and lower margin."""
    by_top = sorted(lines, key=lambda line: line.top)
    upper = [line for line in by_top[:DEEP] if line.bottom < MARGIN * page.height]
    lower = [line for line in by_top[-DEEP:] if line.top > (1 - MARGIN) * page.height]
    return upper + [line for line in lower if all(line is not other for other in upper)]


def _key(line: Line) -> tuple[int, str]:
    return round(line.base / 4), squashed(line.text)


def _repeated(pages: Sequence[Page], edges: Sequence[list[Line]]) -> set[tuple[int, str]]:
    """Texts that stand at one height on three pages or more, or on both of two; page counts within may differ."""
    seen: Counter[tuple[int, str]] = Counter()
    forms: dict[tuple[int, str], set[tuple[int, str]]] = {}
    for page, edge in zip(pages, edges, strict=True):
        texts: set[tuple[int, str]] = set()
        for line in edge:
            height, text = _key(line)
            masked = re.sub(rf"(?<!\d)(?:{page.number}|{len(pages)})(?!\d)", "#", text)
            for step in (-1, 0, 1):
                forms.setdefault((height + step, masked), set()).add((height, text))
                texts.add((height + step, masked))
        seen.update(texts)
    enough = 2 if len(pages) == 2 else 3
    return {form for key, count in seen.items() if count >= enough for form in forms[key]}


def _numbering(pages: Sequence[Page], edges: Sequence[list[Line]]) -> set[int]:
    """The differences between printed and counted page numbers that more than one page has."""
    steps: Counter[int] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        steps.update({int(found[1]) - page.number for line in edge if (found := NUMBER.fullmatch(squashed(line.text)))})
    return {step for step, count in steps.items() if count > 1}


def _is_number(line: Line, page: Page, steps: set[int]) -> bool:
    text = squashed(line.text)
    found = NUMBER.fullmatch(text)
    if not found:
        return False
    return int(found[1]) - page.number in steps or STRONG.fullmatch(text) is not None or line.top > 0.9 * page.height
