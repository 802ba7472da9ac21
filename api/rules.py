"""How a fact was found, in words for people who do not know the rules by name."""

from __future__ import annotations

# The first prefix that fits counts; what follows a slash tells where the chain of the thing was read.
RULES = (
    ("llm", "语言模型"),
    ("tagger", "名称识别模型"),
    ("task.table", "规则:任务分解表的责任单位栏"),
    ("task.", "规则:责任单位"),
    ("target.", "规则:数量目标"),
    ("makes.", "规则:企业与所产环节"),
    ("frame.", "规则:固定句式中的名称"),
    ("heading.", "规则:小标题中的产业"),
    ("repeat", "规则:前文已出现的名称"),
    ("policy.", "规则:文件标题、机关与地区"),
    ("lineage.", "规则:文件的新旧版本"),
    ("passage", "规则:条款划分"),
    ("reference.", "参考数据:行政区划"),
)
PLACES = {
    "heading": "小标题",
    "sentence": "同一句",
    "clause": "同一分句",
    "list": "同一列举",
    "passage": "同一条款",
    "title": "文件标题",
    "document": "全文",
}


def said(rule: str, confidence: float) -> str:
    """Rule and confidence (0 to 1) as one phrase, e.g. 名称识别模型,所属产业取自小标题,把握 90 %."""
    head, _, place = rule.partition("/")
    words = next((words for prefix, words in RULES if head.startswith(prefix)), f"规则:{head}")
    where = place if head == "llm" else f"所属产业取自{PLACES[place]}" if place in PLACES else ""
    return ",".join(part for part in (words, where, f"把握 {round(confidence * 100)} %") if part)
