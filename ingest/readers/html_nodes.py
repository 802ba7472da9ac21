"""Where the article of a page stands: by the names of government sites, by readability or by density."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree
from readability import Document

from ingest.readers.html_clean import sizes_of, text_of, words

NAMES = frozenset((
    "ucapcontent", "ucapcontentroot", "trseditor", "trsueditor", "trseditorview", "trspaperdefault", "zoom",
    "zoomcon", "fontzoom", "articlecontent", "articlecontentbody", "articlebody", "articletext", "articlecon",
    "articlemain", "articledetail", "pagescontent", "viewcontent", "contentbody", "contenttext", "contenttxt",
    "contentmain", "maincontent", "xxgkcontent", "xxgkdetailcontent", "zwgkcontent", "gkcontent", "vsbcontent",
    "vnewscontent", "jscontent", "newscontent", "newstext", "newsbody", "newscon", "newsdetail", "detailcontent",
    "detailtext", "detailcon", "infocontent", "infotext", "infodetail", "textcontent", "maintext", "conttext",
    "contxt", "concon", "wzcon", "wzcontent", "wznr", "zwnr", "zwcontent", "xlcontent", "xlcon", "xqcon", "txtcon",
    "txtcontent", "easysitetext", "easysitetext", "bodycontent", "govcontent", "policycontent", "wenjiancontent",
    "gwcontent", "filecontent", "b12c", "cascontent", "casc", "ewbarticleinfo", "ewbinfocontent", "articlezw",
    "neirong", "nrcontent",
))  # fmt: skip
DIGITS = re.compile(r"[\d_\-\s]+")
LEAST = 50
MAX_READABLE, MAX_ELEMENTS = 500_000, 50_000
MAX_DOWN = 50
SHARE = 0.3
MIN_LINKS, MANY_ITEMS = 8, 5
Element = Any  # lxml has no types


def article(body: Element) -> list[Element]:
    """The elements that hold the article, in order; the whole body where nothing stands out."""
    sizes = sizes_of(body)
    whole = sizes[body]
    named = [e for e in body.iter() if e is not body and sizes[e] and _is_named(e)]
    best = max(named, key=lambda e: sizes[e], default=body)
    if best is not body and sizes[best] >= min(LEAST, whole * SHARE):
        parts = _together(named, best)
        if sum(sizes[part] for part in parts) > whole * SHARE or not is_list([body]):
            return parts
    if is_list([body]):
        return [body]
    found = _readable(body) if whole < MAX_READABLE and len(sizes) < MAX_ELEMENTS else None
    if found is not None and sizes.get(found, 0) >= max(LEAST, whole * SHARE):
        return [found]
    return [_dense(body)]


def is_list(nodes: list[Element]) -> bool:
    """Whether the text is mostly that of links, or of many like items with page numbers below them."""
    whole = sum(len(text_of(node)) for node in nodes)
    links = [text_of(a) for node in nodes for a in node.iter("a") if a.get("href")]
    linked = sum(len(text) for text in links)
    return (len(links) >= MIN_LINKS and linked > whole * 0.4) or any(_repeats(node, whole) for node in nodes)


def _repeats(node: Element, whole: int) -> bool:
    """Whether like elements of a class, each with a link, hold most of the text."""
    groups: dict[tuple[Element, str, str], list[Element]] = {}
    for element in node.iter("li", "div", "dl", "tr"):
        if element.get("class") and element.getparent() is not None:
            groups.setdefault((element.getparent(), element.tag, element.get("class")), []).append(element)
    biggest = max(groups.values(), key=len, default=[])
    return (
        len(biggest) >= MANY_ITEMS
        and all(e.find(".//a[@href]") is not None for e in biggest)
        and (sum(len(text_of(e)) for e in biggest) > whole * 0.5)
    )


def _is_named(element: Element) -> bool:
    names = [element.get("id", ""), *element.get("class", "").split()]
    return any(DIGITS.sub("", name).lower() in NAMES for name in names if name)


def _together(named: list[Element], best: Element) -> list[Element]:
    """The largest node, and those outside it that have the same class, as some pages cut an article into parts."""
    inside = set(best.iter())
    above = set(best.iterancestors())
    kind, parent = best.get("class"), best.getparent()
    like = [e for e in named if kind and e.get("class") == kind and e.getparent() is parent]
    return [e for e in like if e is best or (e not in inside and e not in above)] or [best]


def _readable(body: Element) -> Element | None:
    """The node that readability scores best, found again in our tree by a number on each element."""
    marks: dict[str, Element] = {}
    for number, element in enumerate(body.iter("div", "td", "section", "article", "p", "main")):
        element.set("data-at", str(number))
        marks[str(number)] = element
    try:
        document = Document("-")
        document.html = deepcopy(body)  # parsed and cleaned already
        document.remove_unlikely_candidates()
        document.transform_misused_divs_into_paragraphs()
        best = document.select_best_candidate(document.score_paragraphs())
    except (etree.LxmlError, ValueError, KeyError, AttributeError, TypeError):
        return None
    return marks.get(best["elem"].get("data-at", "")) if best else None


def _dense(body: Element) -> Element:
    """Down to the child that holds nearly all text that is not of links, as long as there is one."""
    node = body
    for _ in range(MAX_DOWN):
        whole = _unlinked(node)
        child = max((c for c in node if isinstance(c.tag, str)), key=_unlinked, default=None)
        if child is None or child.tag in ("p", "table", "span") or _unlinked(child) < whole * 0.8:
            break
        node = child
    return node


def _unlinked(node: Element) -> int:
    return len(text_of(node)) - sum(len(words("".join(a.itertext()))) for a in node.iter("a"))
