"""What a platform's name is made of: place, level, holder, edition or stage, and the rest in one spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.identity.enterprise_names import CACHE, at_level, begins, place_of, region_at, trades
from ingest.identity.enterprise_names import plain as plain
from ingest.regions import Place, Region, parent
from ontology.reference.divisions import followers, short_names
from ontology.reference.platforms import Platform, former_platforms, platforms

SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[\u4e00-\u9fff]{2})(?:与|和|及|暨)(?=[\u4e00-\u9fff]{2})", ""),
        (r"^省部共建(?=.{2,}国家重点实验室$)|(?<=..)省部共建(?=国家重点实验室$)", ""),
        (
            r"国家级?高新技术产业开发区|国家高新区|高新技术产业(?:开发区|示范区|园区$)|高新技术开发区",
            "高新区",
        ),
        (r"国家级?经济技术开发区|国家级?经开区|经济技术开发区", "经开区"),
        (r"综合保税区", "综保区"),
        (r"(?<!跨)边境经济合作区|(?<!跨)边境合作区|边经区", "边合区"),
        (r"(?<=大学)国家大学科技园$|^国家大学科技园$", "大学科技园"),
        (r"vr", "虚拟现实"),
        (r"国际(?=陆港|空港|物流)", ""),
        (r"(?<=装备)制造(?=产业园|园)", ""),
        (r"产业(?=质检中心|检测中心)", ""),
        (r"自由贸易试验区|自由贸易区|自贸试验区", "自贸区"),
        (r"(?:产品)?质量(?:监督)?检验(?:检测)?中心|(?:产品)?质检中心", "质检中心"),
        (r"国重(?:实验室)?$|国家级重点实验室$", "国家重点实验室"),
        (r"全国?重(?:实验室)?$", "全国重点实验室"),
        (r"(?<=..)国研中心$", "国家研究中心"),
        (r"国创中心$", "国家创新中心"),
        (r"科技企业孵化器", "孵化器"),
        (r"产业园区", "产业园"),
        (r"工业园区", "工业园"),
        (r"科技园区", "科技园"),
        (r"物流园区", "物流园"),
        (r"化工园区", "化工园"),
        (r"工程技术中心", "工程技术研究中心"),
        (r"研究总院", "研究院"),
        (r"产研院$", "产业技术研究院"),
        (r"博士后科研工作站|博士后科研流动站", "博士后工作站"),
        (r"(?<=[^省市县区级家])制造业创新中心$", "创新中心"),
        (r"(?<=[^交流联融沟普][通码宝办])(?:平台|小程序|客户端|app)$", ""),
        (r"跨境电子商务", "跨境电商"),
        (r"综试区$", "综合试验区"),
        (r"大众创业[、,]?万众创新", "双创"),
        (r"工业互联网(?=标识解析)", ""),
        (r"^(.+(?:节点|平台|中心|基地))(.{2,}行业)$", r"\2\1"),
        (r"农科院", "农业科学院"),
        (r"社科院", "社会科学院"),
        (r"工研院$|工业研究院$", "工业技术研究院"),
        (r"^附属医院$", "医院"),
        (r"(?<=..)(?<![究易务场出生守])所$", "研究所"),
    )
)
LEVEL = re.compile(
    r"国家级|国家(?=[^电])|全国(?=重点)|省级|市级|县级|区级|省(?!部共建)(?=.{3})|市(?=.{3})(?!场)|区(?=.{4})(?!域|块)|县(?=.{4})(?!域)"
)
LEVELS = {"国": "国家", "全": "国家", "省": "省", "市": "市", "县": "县", "区": "县"}
EDITION = re.compile(r"^(?:第([0-9一二三四五六七八九十百]+)(?:届|期|次)|(20\d\d)年?)")
HELD_LAB = re.compile(r"(?<=国家重点实验室|全国重点实验室)[(（][^()（）]+(?:大学|学院|研究所|研究院|公司|集团)[)）]$")
LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|\(?有限合伙\)?)$")
STAGE = re.compile(
    r"(?:第?([一二三四五六1-6]|[12]\.0)期(?:工程|项目)?|([a-d东南西北]区)|(启动区|核心区|起步区|先行区|首开区|拓展区|示范段))$"
)
KEY_LAB = re.compile(r"(?:国家级?|全国)(?=(?:重点|工程)实验室$|(?:技术|产业)?创新中心$|工程(?:技术)?研究中心$)")
ERAS = (
    (re.compile(r"全国?重(?:点实验室|实验室|$)|质量检验检测中心"), 2),
    (re.compile(r"国家重点实验室|国重(?:实验室)?$|质量监督检验中心"), 1),
)
WATERS = re.compile(r"[湖山江河岛港湾]")
FREE_TRADE_AREA = re.compile(r"自贸片区$|新片区$")
DIGITS = "〇一二三四五六七八九"
ZONE = re.compile(r"^(?:高新区|经开区|经济开发区|开发区|综保区|自贸区|自贸片区|保税区|边合区|高新园区|工业园|化工园)$")
PART = re.compile(r"概念验证|成果转化|研究|科技园|技术|大学|国家|校区|附属|医学院|实验室|工研院|产业园|创新|学院")
TYPE = re.compile(
    r"(?:公共|综合|信息|技术|科技|产业|工业|创新|创业|企业|重点|工程|研究|研发|质检|检测|检验|认证|服务|示范|孵化|交易|交流|合作|培训|试验|"
    r"应用|融合|协同|联合|地方|联盟|引导|投资|发展|母|子|基金|资金|平台|中心|园|区|基地|院|所|实验室|站|会|器|空间|城|谷|港|库|大数据|中小|制造业|"
    r"育成|成果|转化|转移|人才|人力资源|院士|专家|博士后|工作|供应链|工业互联网|智能制造|智造|物流|冷链|跨境电商|电商|现代|特色|新型|智慧|国际|高端|"
    r"中试|熟化|众创|加速|节点|标识|解析|二级|算力|智算|超算|知识产权|运营|融资|担保|大厦|小镇|商会|协会|博览|论坛|大赛|展览|大会|配套|化工|"
    r"新区|新城|片区|集聚|循环经济|低碳|绿色|军民|专业|外贸|进出口|设计|文化|旅游|康养)"
)


@dataclass(frozen=True, slots=True)
class PlatformName:
    """A name in parts. `place`: said in it; `seat`: in brackets; `holder`: a university or institute that it names.

    `edition` and `stage` as written in digits; `body` is the rest; `proper`: whether the body holds a name of its own.
    `era`: 1 for words in use until a reform (国家重点实验室), 2 for those since (全国重点实验室), else 0; `former`: the
    place is called by a name that it has no more.
    """

    plain: str
    place: Region | None
    seat: Region | None
    level: str
    era: int
    former: bool
    holder: str
    edition: str
    stage: str
    body: str
    proper: bool


@lru_cache(CACHE)
def parse(name: str, region: str = "") -> PlatformName:
    """The parts of a name that a document of `region` writes."""
    seat, text = _seat(unheld(name), region)
    text, edition, stage = _numbered(text)
    text = text[2:] if text.startswith("中国") and begins(text, 2) else text
    whole = text
    era = next((at for words, at in ERAS if words.search(text)), 0)
    place, level, holder, former = None, "", "", False
    while True:
        if not holder and (found := holder_at(text)):
            holder, text = found[0], text[found[1] :]
        elif not level and (match := LEVEL.match(text)) and len(text) - match.end() > 2:
            level, text = LEVELS[match[0][0]], text[match.end() :]
            if level != "国家" and place is None and (above := at_level(region, level)):
                place = above
        elif (at := begins(text, 0)) and len(at.written) < len(text):
            place, text = at.region, text[len(at.written) :]
        elif place is None and (old := _former(text)):
            place, text, former = old.region, text[len(old.written) :], True
        elif (
            len(text) > 4
            and (county := _county(text, place.name if place and not holder else region))
            and (holder or not place or ZONE.match(spelled(text[county[1] :])))
        ):
            place, text = county[0], text[county[1] :]
        else:
            break
    place, body = _free_trade(place, spelled(text))
    if KEY_LAB.search(body):
        level, body = "国家", KEY_LAB.sub("", body)
    body = body or ("校区" if holder and seat else spelled(whole))
    body = "科技园" if holder and body == "大学科技园" else body
    return PlatformName(
        plain(unheld(name)), place, seat, level, era, former, holder, edition, stage, body, _proper(body)
    )


@lru_cache(CACHE)
def holder_at(text: str) -> tuple[str, int] | None:
    """The university or institute whose name begins a text, with the length of what is written."""
    written = next((name for name in _heads().get(text[:2], ()) if text.startswith(name)), "")
    if not written:
        return None
    rest = text[len(written) :]
    short = len(written) <= 3 or not written.endswith(("学", "院", "所"))
    part = (
        PART.match(rest) or begins(rest, 0) or rest.endswith(("研究院", "科技园", "国家重点实验室", "全国重点实验室"))
    )
    if short and rest and not (part or (written[-1] == "大" and rest == "医院")):
        return None
    return _holders()[written], len(written)


def unheld(name: str) -> str:
    """A state key laboratory without its university in brackets: the country has one of a field."""
    return HELD_LAB.sub("", name)


def _seat(name: str, region: str) -> tuple[Region | None, str]:
    wide = name.replace("（", "(").replace("）", ")")
    match = re.search(r"\(([^()]+)\)$", wide)
    found = place_of(match[1], region) if match else None
    return (found, plain(wide[: match.start()])) if match and found else (None, plain(wide))


def _numbered(text: str) -> tuple[str, str, str]:
    edition, stage, text = "", "", LEGAL.sub("", text)
    if (match := EDITION.match(text)) and len(text) - match.end() > 2:
        edition, text = _number(match[1]) if match[1] else match[2], text[match.end() :].removeprefix("年")
    if (match := STAGE.search(text)) and match.start() > 2:
        stage, text = _number(match[1] or match[2] or match[3]), text[: match.start()]
    return text, edition, stage


def _number(text: str) -> str:
    """第十五 as 15; what is no number stays as written."""
    if text.isdigit() or not set(text) <= set(f"{DIGITS}十"):
        return text
    tens, found, ones = text.rpartition("十")
    return str((DIGITS.index(tens) if tens else bool(found)) * 10 + (DIGITS.index(ones) if ones else 0))


def _former(text: str) -> Place | None:
    """The region that a prefecture's former name at the head of a text is of today."""
    if (rows := short_names().get(text[:2])) and len(rows) == 1 and rows[0].level == "prefecture" and rows[0].until:
        heirs = [place for place, whole in followers(rows[0].code) if whole]
        if heirs and (now := region_at(heirs[-1].name)):
            return Place(now, rows[0].name if text.startswith(rows[0].name) else rows[0].short)
    return None


def _county(text: str, region: str) -> tuple[Region, int] | None:
    found = place_of(text[:2], region) if not WATERS.match(text, 2) else None
    return (found, 2) if found else None


@lru_cache(CACHE)
def spelled(text: str) -> str:
    """A text with the words for types in one spelling."""
    for pattern, to in ((LEGAL, ""), *SPELLINGS):
        text = pattern.sub(to, text)
    return text


def _free_trade(place: Region | None, body: str) -> tuple[Region | None, str]:
    """湖北自贸区襄阳片区, 自贸区襄阳片区 and 襄阳自贸片区 are one area of a free-trade zone."""
    if body.startswith("自贸区") and body.endswith("片区"):
        name = body[3:-2]
        if area := place_of(name, ""):
            return area, "自贸片区"
        if (city := begins(name, 0)) and len(city.written) < len(name):
            place, name = city.region, name[len(city.written) :]
        return place, f"{name}{'' if name.endswith('新') else '自贸'}片区"
    return place, body


def topical(body: str) -> bool:
    """Whether a body says what the platform is about, beside what type it is."""
    return len(TYPE.sub("", body)) > 1


def _proper(body: str) -> bool:
    rest = TYPE.sub("", body)
    return topical(body) and trades("light", "trade", "aux").fullmatch(rest) is None


def home_of(name: PlatformName, region: str) -> Region | None:
    """Where a platform is: by its name, else by the document; a zone of a district is its city's."""
    if name.seat or name.place:
        return name.seat or name.place
    here = region_at(region)
    if here and here.level == "county" and here.name.endswith("区") and ZONE.match(name.body):
        return parent(here)
    return here


def province_of(place: Region | None) -> str:
    """The province that a place is or lies in; empty where none is known."""
    while place and (above := parent(place)):
        place = above
    return place.name if place else ""


def holds(platform: Platform) -> bool:
    """Whether institutes whose names begin with a platform's are its parts: a university's, an academy's."""
    return platform.kind in ("university", "institute") or platform.name.endswith(("科学院", "科学研究院"))


def clipped(name: str) -> tuple[str, ...]:
    """武汉理工大 of 武汉理工大学."""
    return (name[:-1],) if name.endswith("大学") and len(name) > 5 else ()


@cache
def _holders() -> Mapping[str, str]:
    named = {
        plain(written): platform.name
        for platform in platforms().values()
        if holds(platform)
        for written in (*platform.aliases, *clipped(platform.name), platform.name)
    }
    return {**{plain(old): old for old in former_platforms() if old.endswith(("大学", "学院"))}, **named}


@cache
def _heads() -> Mapping[str, tuple[str, ...]]:
    """Names of holders, the longest first, by their first two characters."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(_holders(), key=len, reverse=True):
        found[name[:2]].append(name)
    return {head: tuple(names) for head, names in found.items()}
