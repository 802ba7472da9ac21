"""What of a page is no text of it: scripts, hidden parts, menus, paths, share bars and footers."""

from __future__ import annotations

import re
from typing import Any

DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet",
    "select", "option", "button", "input", "textarea", "nav", "footer", "svg", "math", "canvas", "audio", "video",
    "map", "head", "del", "meta", "link", "base",
))  # fmt: skip
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)", re.I
)
AROUND = re.compile(
    r"(?:^|[\s_-])(?:(?:bd|article|news|social)?-?share\w*|fenxiang|jiathis\w*|bread-?crumbs?|crumbs?|mbx|location|position"
    r"|dqwz|curmb|foot(?:er)?(?:[\s_-]\w+)?|copyright|main-?nav|nav(?:bar|igation)?|menu|side-?bar|tool-?bar|tools?|qr-?code"
    r"|ewm|erweima|print|font-?size|zihao|related|recommend|xgwd|xgjd|xgyd|pagination|pager|page-?bar|prev|next|shang|xia"
    r"|search|login|banner|skip\w*|wza\w*|ideconac|friend-?links?|links?|hits?|views?-?count|top-?bar|lang(?:uage)?)"
    r"(?:$|[\s_-])",
    re.I,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SPACES = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # the parser gives them, but takes none
FEW = 600
MOST = 0.4
Element = Any  # lxml has no types


def text_of(node: Element) -> str:
    """All characters below an element, without blanks."""
    return SPACES.sub("", "".join(node.itertext()))


def words(text: str) -> str:
    """A text without blanks, to be compared."""
    return SPACES.sub("", text)


def clean(root: Element) -> Element:
    """The body of a page without what is no text; changes the tree."""
    body = root.find(".//body")
    body = root if body is None else body
    for element in [e for e in body.iter() if not isinstance(e.tag, str) or e.tag.lower() in DROPPED]:
        _drop(element)
    sizes = sizes_of(body)
    whole = sizes.get(body, 0)
    for element in [e for e in body.iter() if _is_hidden(e)]:
        if sizes.get(element, 0) <= MOST * whole:
            _drop(element)
    for element in [e for e in body.iter() if _is_around(e)]:
        if sizes.get(element, 0) <= min(FEW, MOST * whole):
            _drop(element)
    return body


def sizes_of(body: Element) -> dict[Element, int]:
    """How many characters stand below each element, in one pass from the end."""
    sizes: dict[Element, int] = {}
    for element in reversed(list(body.iter())):
        own = len(words(element.text or "")) + sizes.get(element, 0)
        sizes[element] = own
        parent = element.getparent()
        if parent is not None and element is not body:
            sizes[parent] = sizes.get(parent, 0) + own + len(words(element.tail or ""))
    return sizes


def _is_hidden(element: Element) -> bool:
    """Whether a browser or a word processor keeps it off the text; LibreOffice names a page's header and footer so."""
    margin = element.tag == "div" and element.get("title") in ("header", "footer")
    return margin or "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _is_around(element: Element) -> bool:
    if element.tag in ("body", "table", "tr", "td", "p", "article"):
        return False
    return any(AROUND.search(CAMEL.sub("-", element.get(name, "")[:200])) for name in ("id", "class"))


def _drop(element: Element) -> None:
    """Take an element out, and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = CONTROL.sub("", (before.tail or "") + tail)
    else:
        parent.text = CONTROL.sub("", (parent.text or "") + tail)
    element.tail = None
    parent.remove(element)
