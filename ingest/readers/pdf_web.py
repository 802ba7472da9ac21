"""A web page printed to PDF without what its site sets around the text: banner, menus and path above, footer below."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium

from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_lines import Line, squashed
from ingest.readers.pdf_objects import Handle

BROWSER = re.compile(r"AppleWebKit|Gecko/|Skia/PDF|wkhtmltopdf")
WRITER = re.compile(r"Google Docs")
SITE = re.compile(r"[_|｜]|\s[-–—]+\s?(?=\S+$)")
PATH = re.compile(r"(?:您|现在|当前|目前|所在|的)*位置[:：].*(?:首页|[>＞»›])|(?:网站)?首页[>＞»›]")
LABEL = re.compile(
    r"索引号|(?:发布|发文|制发)(?:机构|机关|日期|字号|文号)[:：]?|(?:文件|统一)编号|成文日期|生成日期|公开方式[:：]|文号[:：]"
    r"|.{2,40}文件$|.{0,20}〔\d{4}〕第?\d+号"
)
NAMED = re.compile(r".{6,}(?:方案|意见|通知|办法|规划|计划|措施|决定|公告|通告|报告|公报|规定|细则|批复|纲要|要点)$")
SEARCH = re.compile(r"请输入.{0,4}(?:关键[字词]|搜索|检索|查询)|(?:热门|热)?(?:搜索|检索|搜)热?词[:：]")
BUTTONS = re.compile(
    r"网站首页|首页|设为首页|加入收藏|收藏本?[页站]?|简体?版?|繁[体體]?版?|无障碍(?:浏览|阅读|服务|版)?|网站无障碍|适老化|适老版|阅读辅助"
    r"|关怀版|长者(?:助手|版|模式|专区)|老年版|登[录陆]|注册|退出|English|EN|英文版|手机版|移动版|客户端|官?方?微信|官?方?微博|QQ空间|QQ"
    r"|网站支持IPv6|本?网站已?支持IPv6|智能问答|智能机器人|政务新媒体|打印(?:本页|此页|文章|正文)?|关闭(?:本页|此页|窗口)?|返回顶部|回到顶部|顶部"
    r"|字体大?小?|字号|大|中|小|A[+-]?|分享到?|朋友圈|复制链接|扫一扫在?手机(?:上)?打开(?:当前|本|此)页|扫一扫|纠错|下载(?:本文|全文)?"
    r"|联系我们|关于我们|网站地图|网站声明|网站帮助|隐私声明|友情链接|法律声明|使用帮助|版权声明|RSS订阅|站点地图"
    r"|继续访问|放弃|X|浏览次数[:：]?[\d-]*|浏览量[:：]?[\d-]*|点击数[:：]?[\d-]*|[\s|｜【】\[\]()（）:：.,，、·•/+－-]",
    re.IGNORECASE,
)
MENU = re.compile(r"(?:网站)?首页(?!.*[，。；：])")
FOOTER = re.compile(
    r"ICP(?:备|证)|公网安备|网站标识码|版权(?:所有|归)|(?:主办|承办|主管)(?:单位)?[:：]|Copyright|技术支持[:：]"
)
ANCHOR = re.compile(r"ICP(?:备|证)|公网安备|网站标识码|版权(?:所有|归)|Copyright")
SURE = re.compile(r"ICP(?:备|证)|公网安备|网站标识码")
AFTER = re.compile(
    r"[上下]一[篇条页][:：]?|相关(?:文件|解读|链接|文章|阅读|新闻|政策|信息|资料|稿件)[:：]?$|扫一扫|【?打印|(?:责任)?编辑[:：]"
)
ADVICE = re.compile(r"浏览器|分辨率|转载|版权|本站|本网站")
KEPT = re.compile(
    r"附件|.*\.(?:docx?|xlsx?|pdf|ofd|wps|zip|rar)[)）]?$|(?:\d{4}|[一二].{3})年.{1,3}月.{1,3}日|.*印发$|.*公开发布"
)
HEAD, TAIL = 40, 30
LONG, SENTENCE = 60, 80
LEAST, DENSE = 6, 0.9
Parts = tuple[list[list[Line]], list[list[Grid]]]


def printed_title(document: Handle) -> str | None:
    """The title of the web page that a browser printed this file from, perhaps empty; None for files made otherwise."""
    try:
        about = document.get_metadata_dict()
    except (pdfium.PdfiumError, ValueError):
        return None
    maker = f"{about.get('Creator', '')} {about.get('Producer', '')}"
    if not BROWSER.search(maker) or WRITER.search(maker):
        return None
    return squashed(SITE.split(about.get("Title", ""))[0])


def without_site(title: str | None, bodies: Sequence[list[Line]], grids: Sequence[list[Grid]]) -> Parts:
    """The lines and tables of each page that are not the site's; `title` is None where no browser printed the file."""
    lines = [line for body in bodies for line in body]
    texts = [squashed(line.text) for line in lines]
    odd: set[int] = set()
    tables = [grid for own in grids for grid in own]
    path = next((at for at, text in enumerate(texts[:HEAD]) if PATH.match(text)), None)
    if lines and (title is not None or path is not None):
        head = None if title is None else _head(title, texts, lines, tables, path)
        odd |= {at for at in range(head or 0) if not _is_sentence(texts[at]) and not NAMED.match(texts[at])}
        if head is not None and head < len(lines):
            tables = [g for g in tables if not _above(g, lines[head]) or _is_about(g)]
        ends = [*range(min(HEAD, len(lines))), *range(max(0, len(lines) - TAIL), len(lines))]
        odd |= {at for at in ends if _is_button(texts[at])}
    foot = _foot(texts, SURE if title is None else ANCHOR)
    if foot < len(lines):
        odd |= set(range(foot, len(lines)))
        tables = [g for g in tables if not _below(g, lines[foot])]
    gone, kept = {id(lines[at]) for at in odd}, {id(grid) for grid in tables}
    return (
        [[line for line in body if id(line) not in gone] for body in bodies],
        [[grid for grid in own if id(grid) in kept] for own in grids],
    )


def _head(title: str, texts: list[str], lines: list[Line], tables: list[Grid], path: int | None) -> int | None:
    """How many lines stand above the title and the document's own particulars, on the first page; None if unknown."""
    end = min(HEAD, sum(1 for line in lines if line.page == lines[0].page))
    start = 0 if path is None else path + 1
    named = next((at for at in range(start, end) if _is_title(title, texts[at:end])), None)
    if named is None:
        return start or None
    about = (at for at in range(start, named) if LABEL.match(texts[at]))
    boxed = (at for at in range(start, named) if any(_is_about(g) and not _above_line(lines[at], g) for g in tables))
    return min(next(about, named), next(boxed, named))


def _is_title(title: str, texts: list[str]) -> bool:
    """Whether the first one to three lines are the title."""
    for count in (1, 2, 3) if len(title) >= LEAST else ():
        text = "".join(texts[:count])
        if text.startswith(title) or (title.startswith(text) and len(text) >= DENSE * len(title)):
            return True
    return False


def _foot(texts: list[str], anchor: re.Pattern[str]) -> int:
    """Where the site's footer begins: at the first of its words, with no text of the document after it."""
    start = len(texts)
    for at in range(len(texts) - 1, max(-1, len(texts) - 1 - TAIL), -1):
        text = texts[at]
        if KEPT.match(text) or (_is_sentence(text) and not ADVICE.search(text)):
            break
        if AFTER.match(text) or _is_button(text) or (FOOTER.search(text) and _has(texts[at : at + 5], anchor)):
            start = at
    return start if _has(texts[start:], anchor) else len(texts)


def _has(texts: list[str], anchor: re.Pattern[str]) -> bool:
    return any(anchor.search(text) for text in texts)


def _is_sentence(text: str) -> bool:
    return len(text) > SENTENCE or text.endswith(("。", "；"))


def _is_button(text: str) -> bool:
    """Whether a line holds nothing but a site's links, buttons, menu, path or search box."""
    if len(text) > LONG and not PATH.match(text):
        return False
    return bool(PATH.match(text) or SEARCH.match(text) or MENU.match(text)) or not BUTTONS.sub("", text)


def _is_about(grid: Grid) -> bool:
    return any(LABEL.match(squashed(cell.text)) for cell in grid.cells.values())


def _above(grid: Grid, line: Line) -> bool:
    return grid.page < line.page or (grid.page == line.page and grid.box[3] <= line.base)


def _above_line(line: Line, grid: Grid) -> bool:
    return line.page < grid.page or (line.page == grid.page and line.base <= grid.box[1])


def _below(grid: Grid, line: Line) -> bool:
    return grid.page > line.page or (grid.page == line.page and grid.box[1] >= line.top)
