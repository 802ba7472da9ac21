"""The title of a page and the lines of its metadata: 索引号, 发布机构, 成文日期 and the like."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.html_blocks import Walker
from ingest.readers.html_clean import words

LABELS = (
    "信息索引号|索引号|索取号|主题分类|体裁分类|组配分类|信息分类|所属分类|分类|发布机构|公布机构|发文机关|发文机构|发文单位|发布单位|"
    "制发机关|制定机关|印发机关|公开责任部门|责任部门|公开主体|信息来源|文章来源|来源|成文日期|成文时间|生成日期|发文日期|发文时间|印发日期|"
    "公布日期|发布日期|公开日期|发布时间|发表时间|公开时间|生成时间|生效日期|生效时间|实施日期|施行日期|失效日期|失效时间|废止日期|截止日期|"
    "发文字号|文件编号|文件字号|统一编号|规范性文件编号|登记号|文号|标题|信息名称|文件名称|名称|有效性|时效性|效力状态|文件状态|是否有效|"
    "公开方式|公开范围|公开形式|公开时限|公开属性|主题词|关键词|内容概述|载体类型"
)
LABEL = re.compile(rf"[\[【]?({LABELS})[\]】]?[:：]?$")
PAIR = re.compile(rf"(?:^|(?<=[\s|]))[\[【]?({LABELS})[\]】]?\s*[:：]")
BLANKS = re.compile(r"[\s\u3000]+")
SITE = re.compile(r"\s*(?:[-_|—–]{1,2}|--|::|»|>)\s*")
SPACED = re.compile(r"^(?:[\u4e00-\u9fff][\s\u3000]+){1,3}[\u4e00-\u9fff](?=\s*[:：])")
MIN_TITLE = 5
TITLES = ("articletitle", "title", "og:title", "dc.title")
MAX_PIECES, MAX_VALUE, MAX_TITLE = 3_000, 200, 300
AFTER = re.compile(r"\s*(?:[\[【(（]?\s*(?:字体|字号|浏览|阅读|点击|访问|打印|分享|下载|大\s*中\s*小)).*$", re.S)
SHORT = ("标题", "名称", "分类", "来源", "文号", "关键词", "主题词")
Element = Any  # lxml has no types


def title_of(root: Element) -> str:
    """The article's title by the page's own word, else by its heading, else the page's title without the site."""
    metas = {(m.get("name") or m.get("property") or "").lower(): m.get("content", "") for m in root.iter("meta")}
    page = _line(root.findtext(".//title") or "")
    parts = [part for part in SITE.split(page) if part and part != metas.get("sitename")]
    short = parts[0] if len(parts) > 1 and len(parts[0]) > MIN_TITLE else page
    return (
        next((_line(metas[name]) for name in TITLES if _line(metas.get(name, ""))), "") or _headed(root, page) or short
    )


def _headed(root: Element, page: str) -> str:
    """The first heading whose words stand in the page's title."""
    for element in root.iter("h1", "h2", "h3", "ucaptitle"):
        text = _line("".join(element.itertext()))
        if len(words(text)) > MIN_TITLE and words(text) in words(page):
            return text
    return ""


def _line(text: str) -> str:
    return BLANKS.sub(" ", text).strip()[:MAX_TITLE]


def page_lines(body: Element, nodes: list[Element]) -> list[str]:
    """The metadata before and beside the article as `名:值`, each name once."""
    walker = Walker(skip=frozenset(nodes))
    walker.walk(body)
    found: dict[str, str] = {}
    for name, words_of in _pairs(walker.pieces()[:MAX_PIECES]):
        value = AFTER.sub("", words_of).strip(" :：-")
        if value and len(value) <= MAX_VALUE:
            found.setdefault(name, value)
    return [f"{name}:{value}" for name, value in found.items()]


def _pairs(pieces: list[str]) -> list[tuple[str, str]]:
    """Names with their values, in one piece of text or in two that follow each other."""
    pairs = []
    for at, piece in enumerate(pieces):
        if name := _label(piece):
            after = pieces[at + 1] if at + 1 < len(pieces) else ""
            pairs.append((name, "" if _label(after) or PAIR.search(_tight(after)) else after.strip(" :：")))
            continue
        text = _tight(piece)
        marks = list(PAIR.finditer(text))
        if marks and marks[0].start() == 0:
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            pairs.extend((m[1], text[m.end() : end].strip(" |")) for m, end in zip(marks, ends, strict=True))
    return pairs


def _label(piece: str) -> str:
    text = BLANKS.sub("", piece) if len(piece) < 30 else ""
    found = LABEL.match(text)
    return found[1] if found and text not in SHORT else ""


def _tight(piece: str) -> str:
    """A piece with the blanks taken out of names that are spaced to width, as in 索 引 号 or 文    号."""
    return SPACED.sub(lambda found: BLANKS.sub("", found[0]), piece)
