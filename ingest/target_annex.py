"""What an annex and its table headers say for the rows under them: years, names, and whether they list projects."""

from __future__ import annotations

import re

from ingest.records import Passage
from ingest.target_metric import alike
from ingest.target_words import PROJECT_LIST, PROJECT_TABLE
from ingest.target_years import title_year

HEADER = re.compile(r"^[^。\n]{0,20}序号[^。\n]{4,300}$", re.MULTILINE)
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
COLUMNS = re.compile(r"(20\d\d)年(?:度)?(?:工作|建设|发展)?目标")
NAMED = re.compile(r"(数据集|项目|平台|园区|基地|产品)名称")
TIMED = re.compile(r"时间|时限|期限|节点")
ROW_YEAR = re.compile(r"(20\d\d)年(?:\d{1,2}月)?(?:底|末)?前?。?$")
TERM = re.compile(r"20\d\d(?:[.年]\d{1,2}月?|年)?[-—–~至](20\d\d)")
CODED = re.compile(r"(?:[^\d\n]{2,6})?\d{0,2}\n?(?P<name>[^\d/\n,。;:][^/\n,。;:]{3,40}?)(?:\n|/|\d{4}-\d{6}-)")
AFTER_ROW = re.compile(r"\n?(20\d\d年(?:\d{1,2}月)?底?前?)(?=\n|$)")


class Annex:
    """The annex that the walk through a document is in, and the table header that holds.

    `projects`: the table lists projects, whose sizes are no goals. `mixed`: one column tells what is there already.
    `echoes`: the table repeats the goals of the text with their figures (目标值).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.headers = list(HEADER.finditer(text))
        self.label = ""
        self._clear()

    def _clear(self, header: str = "") -> None:
        self.projects = bool(header and PROJECT_TABLE.match(header))
        self.mixed, self.echoes = "现状" in header, "目标值" in header
        self.timed = bool(TIMED.search(header))
        name = NAMED.search(header)
        self.names = (
            re.compile(rf"(?!{name[1]}|[^()。,:;\d]{{0,8}}公司)[^()。,:;\d]{{2,30}}?{name[1]}群?") if name else None
        )
        self.columns = tuple(int(year) for year in COLUMNS.findall(header))
        self.told: list[str] = []
        self.grid: tuple[str, ...] = ()

    def enter(self, passage: Passage) -> None:
        """Take note of the passage: another annex or section, a title, and the headers that stand before it."""
        line = self.text[passage.start : passage.end]
        label = passage.path.split("/")[0]
        if label != self.label or (passage.kind != "row" and SECTION.match(line)):
            self.label, self.year = label, None
            self._clear()
        if passage.kind == "title" and passage.path:
            self.year = title_year(line)
            self.projects = bool(PROJECT_LIST.search(line))
        if passage.columns and passage.columns != self.grid:
            self._clear("".join(passage.columns))
            self.grid = passage.columns
        while self.headers and self.headers[0].start() <= passage.start:
            self._clear(self.headers.pop(0)[0])
        self.row_year, self.row_name = self._row_year(passage), self._row_name(passage)
        self.term = self._term(passage) if self.projects and passage.kind == "row" else None

    year: int | None = None
    row_year: int | None = None
    row_name: str = ""
    term: int | None = None

    def _row_year(self, passage: Passage) -> int | None:
        """The year in the time column of a row: a cell of its own, the line that follows, or the row's last words."""
        if not self.timed:
            return None
        cells = [self.text[slice(*cell)] for name, cell in passage.cells.items() if TIMED.search(name)]
        after = AFTER_ROW.match(self.text, passage.end, passage.end + 20)
        for part in (*cells, after[1] if after else "", self.text[passage.start : passage.end]):
            if match := ROW_YEAR.search(part):
                return int(match[1])
        return None

    def _term(self, passage: Passage) -> int | None:
        """The last year of the term that the row of a project states (2025-2027)."""
        terms = TERM.findall(self.text, passage.start, passage.end)
        return int(terms[-1]) if terms else None

    def _row_name(self, passage: Passage) -> str:
        """What a row is about, where the header has a column of names (数据集名称): the first name so ending."""
        if named := next(
            (span for name, span in passage.cells.items() if NAMED.search(name) and passage.columns), None
        ):
            return self.text[slice(*named)].replace("\n", "")
        if self.projects and (coded := CODED.match(self.text, passage.start, passage.end)):
            return coded["name"]
        match = self.names.search(self.text, passage.start, passage.end) if self.names else None
        return match[0] if match else ""

    def begin(self, passage: Passage) -> int:
        """Where the words of a passage begin: after a row's serial number."""
        label = passage.path.rpartition("/")[2]
        serial = passage.kind == "row" and label.isdigit() and self.text.startswith(label, passage.start)
        return passage.start + len(label) if serial else passage.start

    def column_year(self, metric: str) -> int | None:
        """Where columns are years, the year of a cell: a metric told again is the next column's. Else None."""
        if len(self.columns) < 2:
            return None
        told = sum(alike(metric, other) for other in self.told)
        self.told.append(metric)
        return self.columns[min(told, len(self.columns) - 1)]
