"""Pages and files of a government that does not exist, for tests of the web."""

from __future__ import annotations

import io

import docx

TEXT = [
    "云川市新能源汽车产业发展实施方案",
    "一、重点任务",
    "(一)整车。发展新能源商用车、激光雷达。(市工信局牵头,市科技局配合)",
    "(二)零部件。发展减速器、电机控制器。到2027年,零部件产业产值达到{value}亿元。(市工信局负责)",
    "云川市人民政府办公室",
    "2025年{month}月4日",
]
ANNEX = [
    "云川市氢能产业行动计划",
    "一、重点任务",
    "(一)制氢。发展电解槽、储氢瓶。到2028年,氢能产业产值达到90亿元。(市发展改革委牵头,市科技局配合)",
    "云川市人民政府办公室",
    "2025年5月6日",
]


def page_text(value: int = 200, month: int = 3) -> str:
    return "\n".join(TEXT).format(value=value, month=month)


def page(value: int = 200, month: int = 3, links: str = "", visits: int = 1) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in page_text(value, month).splitlines())
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TEXT[0]}</title></head><body><!-- {visits} -->"
        f"<div class='TRS_Editor'>{lines}{links}</div></body></html>"
    ).encode()


def word(lines: list[str] = ANNEX) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def link(href: str, title: str = "附件1.docx") -> str:
    return f'<p><a href="{href}">{title}</a></p>'
