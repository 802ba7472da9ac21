"""Web pages to blocks: the article of a page with its title and metadata, without what stands around it."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ingest.blocks import Block, Content, Place, Run
from ingest.errors import Refused
from ingest.readers.html_blocks import Walker
from ingest.readers.html_clean import clean, words
from ingest.readers.html_links import attachments
from ingest.readers.html_meta import page_lines, title_of
from ingest.readers.html_nodes import article, is_list

MAX_BYTES = 20_000_000
MAX_TAGS = 600_000
TOO_BIG = "网页超过 20 MB,请拆分或另存为文本"
TANGLED = "网页标签过多,结构异常,请另存为文本或 DOCX 再读入"
EMPTY = "网页里没有正文文字(内容可能由脚本生成,或只是图片和附件),请在浏览器里打开后另存,或读入其附件"
LIST = "这是列表页或栏目页(多为链接),不是文件正文"
LONG = "网页太长,只读了前面的部分"
DEEP = "网页嵌套过深,过深部分的文字可能没有读到"
META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NOISE = re.compile(
    r"(?:您?(?:现在|当前|目前)?(?:所在)?的?位置|当前位置|首页\s*[>＞»]|[【\[]?\s*(?:打印|关闭|字体|字号|我要打印|关闭窗口)\s*[】\]:：]?|"
    r"分享到|分享[:：]|扫一扫|上一[篇条页][:：]?|下一[篇条页][:：]?|浏览次数|热门检索|热门搜索|网站地图|返回顶部)"
)
FEW = 80
CHINESE = ("gb", "x-gbk", "hz", "cp936")
Element = Any  # lxml has no types


def read_html(data: bytes) -> Content:
    """The article of a page, its metadata and attachments; raises Refused for pages without text or too large."""
    if len(data) > MAX_BYTES:
        raise Refused(TOO_BIG)
    text = decode(data)
    if text.count("<") > MAX_TAGS:
        raise Refused(TANGLED)
    root, deep = _tree(text)
    title = title_of(root)
    files = attachments(root)
    body = clean(root)
    nodes = article(body)
    lines = page_lines(body, nodes)
    notes = [LIST] * is_list(nodes) + [DEEP] * deep
    blocks = _blocks(nodes, notes)
    if not blocks:
        raise Refused(EMPTY)
    return Content("html", tuple(_numbered(title, lines, blocks)), tuple(files), tuple(notes))


def decode(data: bytes) -> str:
    """Text by the byte order mark, by UTF-8 where it fits, by the page's own word or as GB18030."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\0", "")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace").replace("\0", "")
    named = META.search(data[:100_000])
    tries = {name: _tried(data, name) for name in ("utf-8", _known(named[1].decode() if named else ""), "gb18030")}
    return min(tries.values(), key=lambda text: text.count("\ufffd")).replace("\0", "")


def _known(name: str) -> str:
    return "gb18030" if name.lower().startswith(CHINESE) or not name else name


def _tried(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("gb18030", "replace")


def _tree(text: str) -> tuple[Element, bool]:
    """The tree of a page and whether markup too deep for the parser was cut off."""
    source = text.encode("utf-8", "replace")
    for huge in (False, True):
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=huge, remove_comments=True)
        try:
            root = lxml_html.document_fromstring(source, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            raise Refused(EMPTY) from error
        deep = any("depth" in entry.message.lower() for entry in parser.error_log)
        if not deep:
            break
    return root, deep


def _blocks(nodes: list[Element], notes: list[str]) -> list[Block]:
    walker = Walker()
    for node in nodes:
        walker.walk(node)
    if walker.is_full():
        notes.append(LONG)
    return [b for b in walker.finish() if not (len(b.text) < FEW and NOISE.match(b.text))]


def _numbered(title: str, lines: list[str], blocks: list[Block]) -> list[Block]:
    """The title, the metadata and the article, its paragraphs counted; a title that the article repeats is dropped."""
    head = [Block("heading", title, 1)] if title else []
    head += [Block("paragraph", line) for line in lines]
    found: list[Block] = []
    number = 0
    for block in [*head, *_without_title(title, blocks)]:
        number += block.kind != "table"
        place = Place(paragraph=number)
        runs = block.runs if block.kind == "table" else (Run(0, len(block.text), place),)
        found.append(Block(block.kind, block.text, block.level, block.rows, runs))
    return found


def _without_title(title: str, blocks: list[Block]) -> list[Block]:
    seen = ""
    for at, block in enumerate(blocks[:5]):
        seen += words(block.text)
        if title and block.kind != "table" and seen == words(title):
            return blocks[at + 1 :]
    return blocks
