"""Seconds to judge 100,000 names on one core, blocked by keys; the baseline compares the same names without blocking.

python -m benchmarks.names [COUNT]    (default: 100,000)
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from graph import Named, make_id
from ingest.identity.judge import judge
from ingest.matching import judged, mention
from ingest.units import functions
from ontology.reference.chains import links
from ontology.reference.divisions import places

COUNT = 100_000
LEVELS = ("prefecture", "county")
SHARES = {"Department": 0.25, "Enterprise": 0.3, "Platform": 0.1, "Industry": 0.05, "Segment": 0.3}
FIRST = "华金中鑫泰宏恒瑞天德盛新安科正海东方明远达康益博奥信诚联创智云汇龙凯星宇"
SECOND = "源泰达丰盛祥和顺通利恒昌兴隆康宁安吉瑞福华盛世纪元亨创展拓博腾飞翔宇航"
TRADES = ("新材料", "汽车零部件", "生物医药", "电子", "机械", "化工", "食品", "纺织", "能源", "智能装备")
FORMS = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
SITES = ("高新技术产业园", "研究院", "创新中心", "经济技术开发区", "重点实验室", "检测中心")
GRADES = ("高性能", "车规级", "医用", "工业", "新型", "大尺寸", "")
BASE_PAIRS = 200_000


def name(kind: str, rng: random.Random, homes: list[str]) -> tuple[str, str]:
    """One name of this type with its region, as documents of all of China would hold them."""
    place, core = rng.choice(homes), rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(FIRST)
    if kind == "Department":
        return place + rng.choice(sorted(functions())), place
    if kind == "Enterprise":
        short = rng.random() < 0.3
        trade = rng.choice(TRADES)
        return (core + trade if short else place + core + trade + rng.choice(FORMS)), place
    if kind == "Platform":
        return place + rng.choice(TRADES) + rng.choice(SITES), place
    link = rng.choice(LINKS)
    return (link + "产业" if kind == "Industry" else rng.choice(GRADES) + link + rng.choice(("", core))), ""


LINKS = sorted({link.name for link in links()})


def names(count: int) -> list[Named]:
    """Different names, the same ones on every run."""
    rng, found = random.Random(1), {}
    homes = sorted({one.name for one in places().values() if one.level in LEVELS})
    for kind, share in SHARES.items():
        for text, place in islice(_stream(kind, rng, homes), int(count * share)):
            id_ = make_id(kind, text, place)
            found[id_] = Named(id_, kind, text, place, id_)
    return list(found.values())


def _stream(kind: str, rng: random.Random, homes: list[str]) -> Iterator[tuple[str, str]]:
    while True:
        yield name(kind, rng, homes)


def seconds(work: Callable[[], object]) -> float:
    """How long one run of the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    os.sched_setaffinity(0, {0})
    many = names(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    answers: Counter[str] = Counter()
    spent = seconds(lambda: answers.update(one.answer for one in judged(many)))
    some = [mention(one) for one in many if one.type == "Enterprise"]
    rng = random.Random(2)
    base = seconds(lambda: [judge(rng.choice(some), rng.choice(some)) for _ in range(BASE_PAIRS)])
    whole = base / BASE_PAIRS * len(many) * (len(many) - 1) / 2
    print(f"{len(many):,} names on one core: {spent:.1f} s; {dict(answers)}")
    print(f"all pairs of them (baseline, from {BASE_PAIRS:,} pairs): {whole:,.0f} s; ratio {spent / whole:.6f}")


if __name__ == "__main__":
    main()
