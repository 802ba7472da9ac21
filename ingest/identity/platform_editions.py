"""Names of platforms without what numbers them: the edition of a fair, the stage of a park."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.identity.enterprise_names import CACHE
from ingest.identity.platform_names import LEGAL, parse
from ingest.identity.records import Mention

EDITION = re.compile(r"^\s*(?:第[^届期次]{1,4}[届期次]|20\d\d年?)")
STAGE = re.compile(
    r"\(?(?:第?(?:[一二三四五六1-6]|[12]\.0)期(?:工程|项目)?|[A-Da-d东南西北]区|启动区|核心区|起步区|先行区|首开区|拓展区"
    r"|示范段)\)?\s*$"
)


@lru_cache(CACHE)
def bare(m: Mention) -> Mention:
    """A mention less its edition and stage."""
    text = LEGAL.sub("", EDITION.sub("", m.name.replace("（", "(").replace("）", ")")))
    return Mention(m.kind, STAGE.sub("", text) if parse(m.name, m.region).stage else text, m.region, m.year)
