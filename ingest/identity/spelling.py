"""When two names are one thing: industries with their chains and clusters, names with and without quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.records import Name

ENDING = re.compile(r"(?:产业链群|产业链|产业集群|先进制造业集群|集群|产业|行业)$")
STEM_MIN = 2
CLASSES = frozenset(
    (
        "传统",
        "新兴",
        "战略性新兴",
        "未来",
        "优势",
        "特色",
        "支柱",
        "主导",
        "重点",
        "高新技术",
        "先导",
        "上下游",
        "制造",
        "制造业",
    )
)
COMPLETE = re.compile(
    r"(?:业|经济|制造|加工|服务|改造|供应链|应用|贸易|电商|商务|物流|金融|旅游|检测|设计|研发|运输|利用|治理|回收|勘探|开发|养殖|种植)$"
)
QUOTES = str.maketrans("", "", "“”\"'《》")


def clean(name: str) -> str:
    """A name as an identity: without line breaks and quotation marks."""
    return name.replace("\n", "").translate(QUOTES)


def identity(name: Name) -> str:
    """The name under which a thing is one node."""
    return industry_name(name.name) if name.kind == "industry" else clean(name.name)


def has_sure_parent(name: Name) -> bool:
    """Whether an industry's class comes from a list or heading, or is a pure class; a sentence alone is no proof."""
    if not name.parent or industry_name(name.parent) == identity(name):
        return False
    return name.rule.endswith(("/list", "/heading")) or ENDING.sub("", name.parent) in CLASSES


@lru_cache(maxsize=65_536)
def industry_name(name: str) -> str:
    """One name for an industry, its chain and its cluster: 储能, 储能产业链 and 储能产业集群 are 储能产业."""
    bare = clean(name)
    stem = ENDING.sub("", bare)
    if len(stem) < STEM_MIN or stem in CLASSES:
        return bare
    stem = stem[:-1] if stem.endswith(("制造业", "加工业")) else stem
    return stem if COMPLETE.search(stem) else f"{stem}产业"
