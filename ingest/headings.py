"""What a heading is about: its words without the verbs of hope before them and the acts after them."""

from __future__ import annotations

import re

from ingest.records import Span

HOPES = re.compile(
    r"(?:(?:大力|加快|积极|稳妥|有效|着力|全力|稳步|持续|重点|聚力|加速|进一步|前瞻|超前|谋划|全面|优先|深入|着重|规范|有序|协同|统筹|切实|不断|努力)?"
    r"(?:发展|培育|壮大|打造|建设|做大做强|做强做优做大|做强做优|做优做强|做大做优|做强|做大|做优|做精|做专|推动|推进|提升|构建|布局|巩固"
    r"|改造|促进|支持|优化|完善|实施|聚焦|围绕|加强|强化|拓展|延伸|引进|推行|推广|振兴|突破|开拓|探索|提高|健全|创新发展))+"
)
ACTS = re.compile(
    r"(?:产业)?(?:突破性|恢复|创新|高质量|提质|集聚|集群|融合|优化|特色|健康|规模化|高端化|专业化|绿色化?|协同|传承|数字化|智能化|多元化?|集约化|一体化|加快|全面|转型)*"
    r"(?:发展|转型升级|升级|转型|提升|建设|培育|工程|行动|增效|规模|供应链体系|供应链|体系|供应能力|能力|水平|壮大|集聚|突破|倍增|领域|赛道|板块)+$"
)
MEANS = re.compile(r"[^,、的和与]{2,10}赋能(?=[^,]{2})")
GROWTH = re.compile(
    r"(?:突破性|创新|高质量|集聚|规模化|高端化|专业化|绿色化?|传承|数字化|智能化|多元化?|集约化|健康|加快)*(?:发展|转型升级|升级|供应链体系|供应链|供应能力|规模)$"
)

TOLD = 2
GROWN = (3, 10)
NO_TRADE = re.compile(
    r"企业|项目|加快|产业链|人才|区域|城乡|主体|平台|要素|市场|创新|改革|开放|机制|体制|生态|质量|效率|绿色|数字化|智能化|高端|融合|协同|产业[^链]?$|基础|能力|模式"
    r"|[的与和及、,“”]|优势|结构|布局|经济社会|政策|标准|品牌|科技|技术|工程|行动|就业|消费|贸易便利|园区|全面|我|各"
)


def core(text: str, heading: Span) -> Span:
    """The span of what a heading is about (`推进医疗器械规模化发展` is about 医疗器械)."""
    start, end = heading
    hopes = HOPES.match(text, start, end)
    begin = hopes.end() if hopes else start
    means = MEANS.match(text, begin, end)
    begin = means.end() if means else begin
    acts = ACTS.search(text, begin + 1, end)
    stop = acts.start() if acts else end
    return (begin, stop) if stop - begin > 1 else heading


def is_trade_like(text: str, heading: Span, about: Span) -> bool:
    """Whether a heading speaks of a thing as of a trade: it is nothing else, or a thing that is to develop."""
    return about == heading or GROWTH.match(text, about[1], heading[1]) is not None


def grows(text: str, heading: Span, about: Span) -> bool:
    """Whether a heading wants a thing to grow as a trade does, of which the text speaks elsewhere too."""
    words = text[slice(*about)]
    told = text.count(words) >= TOLD and GROWN[0] <= len(words) <= GROWN[1] and not NO_TRADE.search(words)
    return told and about[1] < heading[1] and is_trade_like(text, heading, about)
