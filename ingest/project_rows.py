"""Projects and their builders in tables whose cells ran together, parted by the header and by marks inside a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.lists import Found
from ingest.records import Passage

THING = re.compile(r"(项目|数据集|工程)名称")
HEADER = re.compile(rf"[^。;!?\n]{{0,30}}{THING.pattern}[^。;!?\n]{{0,120}}")
ANY_HEADER = re.compile(r"序号[^。;!?\n]{2,}")
END = re.compile(r"附件|附表|附录|[一二三四五六七八九十]+、")
ROW = re.compile(r"\d{1,3}(?=年产\d|[^\d.,、年月日%)\-—级条大项个])")
CODE = re.compile(r"\d{4}-\d{6}(?:-\d{2}){2}-\d{5,6}|[A-Z0-9]{14,}")
FIRM = re.compile(
    r"[\u4e00-\u9fffA-Za-z()]{2,28}?(?:公司|集团(?!有限|股份|公司|控股|[\u4e00-\u9fff()]{0,6}公司))(?:[\u4e00-\u9fff]{2,4}分公司)?"
)
AMOUNT = re.compile(r"[\d.,]+(?:[万亿]元?)?$")
OBJECT = r"(?:项目|工程|基地|中心|平台|生产线|园区?|系统|数据集|改造|研究院|大厦)"
STATE = r"在建|新开工|谋划|续建|储备|前期|拟建|开工|竣工|建成"
TOLD = r"项目|总|建设|规划|规模|本|主要|用地|拟|新建|占地|位于|计划|依托|一期|购置|形成|年产|利用|开展|围绕|打造"
NAME = re.compile(
    rf"[^。;!?]{{3,50}}?{OBJECT}(?:项目|工程)?(?:\((?:[一二三四]期|[^()]{{1,14}})\))?"
    rf"(?={TOLD}|{STATE}|[\u4e00-\u9fff]{{2,4}}(?:市|县|区|新城)|{FIRM.pattern}|$)"
)
LED = re.compile(r"[^()\d]{2,8}\((?:牵头|责任)(?:单位|部门)?[::][^()]*\)")
FIRM_FIRST = re.compile(r"(?:实施|建设|承担|申报|企业|业主|项目)(?:单位|主体|名称|业主)(?:项目|数据集|工程)名称")
SORTED = re.compile(r"(?:类别|领域|类型|分类|行业|赛道)(?:项目|数据集|工程)名称")
BUILDER = re.compile(r"(?:(?:实施|建设|承担|申报|投资|项目|运营|牵头)(?:单位|主体|业主|企业)|(?:企业|公司)(?:名称)?)")
LISTED = re.compile(r"[^、,;\n]+")
BEHIND = re.compile(rf"项目(?:{STATE})?$")
SHARED = 3
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Row:
    """A row [start, end) behind its number, and the header over it."""

    number: int
    start: int
    end: int
    header: str


def cell_rows(text: str, passages: Sequence[Passage]) -> Iterator[Found]:
    """Names of projects and of the firms that build them in tables whose grid is known, by their columns."""
    for passage in passages:
        if not passage.columns:
            continue
        for name, (start, end) in passage.cells.items():
            if THING.fullmatch(name) and 4 <= end - start <= LONGEST:
                yield Found(start, end, "PROJ", "table.project", 0.9)
            elif BUILDER.fullmatch(name):
                for firm in LISTED.finditer(text, start, end):
                    if FIRM.fullmatch(firm[0]):
                        yield Found(*firm.span(), "ENT", "table.firm", 0.9)


def ran_together(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is no project but the cells behind one, its builder first (…项目谋划甲公司…项目)."""
    return bool(FIRM.match(text, start, end) and BEHIND.search(text, max(0, start - LONGEST), start))


def project_rows(text: str) -> Iterator[Found]:
    """Names of projects, and of the firms that build them, in flattened tables with a column of project names."""
    rows = [part for row in _rows(text) for part in _parted(text, row)]
    sorts = _sorts(text, rows)
    for row in rows:
        led = LED.match(text, row.start, row.end)
        start = led.end() if led else row.start + len(next((s for s in sorts if text.startswith(s, row.start)), ""))
        yield from _cells(text, start, row)


def _rows(text: str) -> Iterator[Row]:
    header, number, begun, at = "", 0, -1, 0
    for line in text.split("\n"):
        end = at + len(line)
        new = ROW.match(line) if header else None
        stops = new or END.match(line) or ANY_HEADER.match(line) or HEADER.fullmatch(line)
        if stops and begun >= 0:
            yield Row(number, begun, at - 1, header)
            begun = -1
        if HEADER.fullmatch(line):
            header = line
        elif ANY_HEADER.match(line) or END.match(line):
            header = ""
        elif new:
            number, begun = int(new[0]), at + new.end()
        at = end + 1
    if begun >= 0:
        yield Row(number, begun, len(text), header)


def _parted(text: str, row: Row) -> Iterator[Row]:
    """The rows that ran together in one, where the next number stands between an amount and a firm."""
    while FIRM_FIRST.search(row.header):
        following = re.compile(rf"(?<=[^\d.])\d[\d.]*?({row.number + 1})(?={FIRM.pattern})").search(
            text, row.start, row.end
        )
        if not following:
            break
        yield Row(row.number, row.start, following.start(1), row.header)
        row = Row(row.number + 1, following.end(1), row.end, row.header)
    yield row


def _sorts(text: str, rows: Sequence[Row]) -> list[str]:
    """Words of a column of sorts before the names: what several rows of a table begin with, longest first."""
    begun = Counter(
        text[row.start : row.start + size] for row in rows if SORTED.search(row.header) for size in range(2, 9)
    )
    shared = {word for word, count in begun.items() if count >= SHARED}
    return sorted(
        (w for w in shared if not any(o != w and o.startswith(w) and begun[o] == begun[w] for o in shared)),
        key=len,
        reverse=True,
    )


def _cells(text: str, start: int, row: Row) -> Iterator[Found]:
    code = CODE.search(text, start, min(row.end, start + 90))
    line_end = text.find("\n", start, row.end)
    stop = row.end if line_end < 0 else line_end
    name = _name(row.header)
    if code:
        yield from _project(text, start, code.start())
        firm = FIRM.match(text, code.end(), row.end) if re.search(r"代码(?:企业|单位|建设|实施)", row.header) else None
        if firm:
            yield Found(*firm.span(), "ENT", "table.firm", 0.8)
    elif FIRM_FIRST.search(row.header):
        if firm := FIRM.match(text, start, stop):
            yield Found(*firm.span(), "ENT", "table.firm", 0.8)
            yield from _project(text, firm.end(), stop)
    elif named := name.match(text, start, stop):
        yield from _project(text, start, named.end())


def _name(header: str) -> re.Pattern[str]:
    """How names of a table end: projects by many words, other things by the word of their column."""
    thing = THING.search(header)
    return re.compile(rf"[^。;!?]{{2,40}}?{thing[1]}") if thing and thing[1] != "项目" else NAME


def _project(text: str, start: int, end: int) -> Iterator[Found]:
    amount = AMOUNT.search(text, start, end)
    end = amount.start() if amount else end
    if 4 <= end - start <= LONGEST and not re.search(r"[。;!?\n]", text[start:end]):
        yield Found(start, end, "PROJ", "table.project", 0.8)
