"""A unit's name taken apart: the place it belongs to, its department in full form, the division below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.identity.spots import Spot, home_of, level, narrow, read
from ontology.reference.departments import Department, forms, national, sections
from ontology.reference.divisions import NATION, chain, full_names, places, short_names

NOISE = re.compile(
    r"^(?:(?:主要)?(?:牵头|责任|配合|主办|协办|协同|实施|参与|主管|组织|承办|支持)(?:单位|部门|领导|主体)?[::]|[、,;:]+|中共|中国共产党|中华人民共和国(?=.))+"
)
ENDING = re.compile(
    r"(?:按照?(?:各自)?职责(?:分工)?)?(?:牵头|负责|配合|落实)+$|(?<!各)等(?:部门|单位|有关部门)?$|[。、,;]+$"
)
BRACKET = re.compile(r"\((?![省市区县州旗盟地、]+\)$)[^()]*\)$")
WIDE = str.maketrans({"（": "(", "）": ")", "〔": "(", "〕": ")", "：": ":", "，": ",", "；": ";", "　": ""})
SPACE = re.compile(r"[\s\"“”]+")
DIVISION = re.compile(r"[^、]*(?:[科处股室司队所站组院局办]|分局|中心|大厅|办公室|委员会|专班)$")
OF_MINISTRY = re.compile(r"[^、]*(?:[司厅室]|(?<![分支管])局|(?<![验究新])中心)")
GROUP = re.compile(r"(?:领导小组|委员会|指挥部|工作专班|协调小组|工作组|联席会议)$")
GOVERNMENT, PARTY, CONGRESS, CONSULTATIVE = "人民政府", "委员会(党)", "人民代表大会", "政治协商会议"
ORGANS = {
    "": GOVERNMENT,
    "政府": GOVERNMENT,
    "人民政府": GOVERNMENT,
    "行政公署": GOVERNMENT,
    "行署": GOVERNMENT,
    "委": PARTY,
    "党委": PARTY,
    "委员会": PARTY,
    "人大": CONGRESS,
    "人大常委会": "人民代表大会常务委员会",
    "人民代表大会常务委员会": "人民代表大会常务委员会",
    "人民代表大会": CONGRESS,
    "政协": CONSULTATIVE,
    "人大常委会办公室": "人民代表大会常务委员会办公室",
    "人大办": "人民代表大会常务委员会办公室",
    "人大办公室": "人民代表大会常务委员会办公室",
    "政协办": "政治协商会议办公室",
    "政协办公室": "政治协商会议办公室",
    "团委": "共青团委员会",
    "两办": "两办",
}
ZONE_ORGANS = {
    "": "管理委员会",
    "开发建设管理委员会": "管理委员会",
    "建设管理委员会": "管理委员会",
    "管委会": "管理委员会",
    "管理委员会": "管理委员会",
    "党工委": "党工委",
}
PLACED = tuple(
    (re.compile(pattern), body)
    for pattern, body in (
        (r"(?:中国人民银行|人民银行|人行)(?P<p>.{0,12}?)(?P<t>营业管理部|中心支行|中支|分行|支行)", "人民银行{t}"),
        (r"(?P<p>.{0,12}?)(?:中国人民银行|人民银行|人行)(?P<t>营业管理部|中心支行|中支|分行|支行)?", "人民银行{t}"),
        (r"国家税务总局(?P<p>.{1,12}?)税务局(?P<d>.{2,10}(?:[局所科处]))?", "税务局"),
        (r"(?:中国)?国家金融监督?管理?总局(?P<p>.{1,12}?)监管分局", "金融监管分局"),
        (r"国家金融监督?管理?总局(?P<p>.{1,12}?)监管局", "金融监督管理局"),
        (r"(?:国家)?(?:金融监管总局|金监总局)(?P<p>.{1,12}?)(?:监管)?分局", "金融监管分局"),
        (r"金融监管总局(?P<p>.{1,12}?)监管局", "金融监督管理局"),
        (r"(?:中国)?银保监会?(?P<p>.{1,12}?)(?:银保)?监管?分局", "银保监分局"),
        (r"(?:中国)?银保监会(?P<p>.{1,12}?)监管局", "银行保险监督管理局"),
        (r"中国国际贸易促进委员会(?P<p>.{1,10}?)(?:委员会|分会|支会)", "贸易促进委员会"),
        (r"(?:中国)?(?:银监会|银行业监督管理委员会)(?P<p>.{1,12}?)监管局", "银行业监督管理局"),
        (r"(?:中国)?(?:保监会|保险监督管理委员会)(?P<p>.{1,12}?)监管局", "保险监督管理局"),
        (r"(?:中国)?(?:银保监会|银行保险监督管理委员会)(?P<p>.{1,12}?)监管局", "银行保险监督管理局"),
        (r"(?:中国)?(?:银监会|银行业监督管理委员会)(?P<p>.{1,12}?)监管分局", "银监分局"),
        (r"(?:中国)?(?:证监会|证券监督管理委员会)(?P<p>.{1,12}?)监管局", "证券监督管理局"),
        (r"国家统计局(?P<p>.{1,12}?)调查(?P<t>总队|队)", "调查{t}"),
        (
            r"(?:国网|国家电网)(?:.{0,12}?电力(?:股份)?(?:有限)?(?:责任)?(?:公司)?)?(?P<p>.{1,8}?)供电(?:分)?公司",
            "供电公司",
        ),
        (r"(?:国网|国家电网)(?P<p>.{1,8}?)电力(?:有限)?(?:责任)?公司", "电力公司"),
        (r"(?:国网|国家电网)(?P<p>.{2,4}?)电力", "电力公司"),
        (r"(?:南方电网|广东电网|广西电网|云南电网|贵州电网|海南电网)(?:.{0,10}公司)?(?P<p>.{1,8}?)供电局", "供电局"),
        (r"(?:国家外汇管理局|外汇局|外管局)(?P<p>.{1,10}?)(?P<t>中心支局|支局|分局)", "外汇管理{t}"),
        (
            r"(?:中国)?(?P<t>移动|电信|联通|铁塔)(?:通信|集团|网络|股份|有限|公司|.{2,4}有限公司)*(?P<p>.{1,8}?)(?:分公司|公司)",
            "{t}公司",
        ),
        (r"(?:共青团|团)(?P<p>.{1,10}?)委(?:员会)?", "共青团委员会"),
        (r"(?:中国人民政治协商会议|政协)(?P<p>.{1,10}?)委员会", CONSULTATIVE),
        (r"(?P<p>.{0,12}?)金融监管局", "{f}"),
        (r"(?:国家)?(?P<p>.{1,8}?)矿山安全监察局", "矿山安全监察局"),
        (r"国家矿山安全监察局(?P<p>.{1,8}?)局", "矿山安全监察局"),
        (r"国家能源局(?P<p>.{1,8}?)监管办(?:公室)?", "能源监管办"),
        (r"(?:中国民用航空|中国民航|民航)(?P<p>.{1,8}?)(?:安全)?监(?:督)?管(?:理)?局", "民航安全监督管理局"),
    )
)
CAPITAL_BRANCHES = ("天津市", "沈阳市", "上海市", "南京市", "济南市", "武汉市", "广州市", "成都市", "西安市")
EARLY = {"交通局": 2008, "交通厅": 2008}
REFORM = {"人行": 2023, "金融监管": 2023}


@dataclass(frozen=True, slots=True)
class Office:
    """A unit taken apart.

    `body` is the department's full form (经济和信息化局) or the words as written where no table knows them, `tail` the
    division below it (产业科), `known` its row, `stated` whether words before an unlisted body name its place,
    `written` the form as written.
    """

    spot: Spot
    body: str
    tail: str = ""
    known: Department | None = None
    stated: bool = True
    written: str = ""

    @property
    def national(self) -> bool:
        """Whether it is an office of the nation."""
        return any(p.code == NATION for p in self.spot.places)


def cleaned(name: str) -> str:
    """A name without white space, labels before it and brackets or 牵头 after it."""
    text = ENDING.sub("", NOISE.sub("", SPACE.sub("", name.translate(WIDE))))
    while (match := BRACKET.search(text)) and match.start() > 1:
        text = text[: match.start()]
    return text


@lru_cache(maxsize=131072)
def office(name: str, region: str, year: int | None = None) -> Office:
    """A unit in a document of a region and year, taken apart."""
    return take_apart(cleaned(name), home_of(region, year), year)


def take_apart(text: str, home: Spot, year: int | None) -> Office:
    """A cleaned name in a document about a place."""
    if row := national().get(text):
        return Office(Spot((places()[NATION],)), row.name, known=row)
    if found := _placed(text, home, year) or _national(text):
        return found
    spot, at = (None, 0) if text in forms() else read(text, home, year)
    rest = text[at:]
    if spot is not None and len(spot.places) == 1 and spot.places[0].code == NATION and rest:
        return _national(f"国家{rest}") or Office(spot, rest)
    if spot is None:
        spot = home
    return _body(spot, rest, at > 0, year)


def _national(text: str) -> Office | None:
    """An office of the nation with its division: 工信部, 国家发改委, 工业和信息化部装备工业一司."""
    nation = Spot((places()[NATION],))
    if row := national().get(text):
        return Office(nation, row.name, known=row)
    if row := sections().get(text):
        return Office(nation, row.name, text, row)
    for end in range(min(len(text) - 2, 20), 2, -1):
        if (row := national().get(text[:end])) and OF_MINISTRY.fullmatch(text[end:]):
            return None if row.name == "国务院" else Office(nation, row.name, text[end:], row)
    return None


def _placed(text: str, home: Spot, year: int | None) -> Office | None:
    """An office that names its place within: 中国人民银行汉中市分行, 国网襄阳供电公司, 团市委."""
    for pattern, form in PLACED:
        match = pattern.fullmatch(text)
        spot = (_whole(match["p"], home, year) if match["p"] else home) if match else None
        if match is None or spot is None:
            continue
        if form == "{f}":
            return _financial(spot, match["p"], year)
        tail = match.groupdict().get("t") or ""
        body = form.format(t=tail)
        if body.startswith("人民银行"):
            return _bank(spot, tail, year)
        return Office(spot, body, match.groupdict().get("d") or "", forms().get(body))
    return None


def _whole(text: str, home: Spot, year: int | None) -> Spot | None:
    """A text that is nothing but a place."""
    spot, at = read(text, home, year)
    return spot if spot is not None and at == len(text) else None


def _bank(spot: Spot, tail: str, year: int | None) -> Office:
    """The people's bank: 中心支行 until 2023, 分行 since; where the name says neither, by the document's year."""
    place = spot.sure
    tail = "中心支行" if tail == "中支" else tail
    if not tail:
        early = year is not None and year < REFORM["人行"]
        county = place is not None and place.level == "county" and not place.parent.endswith("0000")
        tail = "支行" if county else "中心支行" if early else "分行"
        if early and place is not None and place.level == "province":
            tail = "营业管理部" if place.name in ("北京市", "重庆市") else "省级机构"
    return Office(spot, f"人民银行{tail}", known=forms().get(f"人民银行{tail}"))


def _financial(spot: Spot, written: str, year: int | None) -> Office:
    """金融监管局 is the local bureau until 2023 and the national administration's since; 湖北金融监管局 always so."""
    place = spot.sure
    national = place is not None and written == place.short
    if year is None and not national:
        return Office(spot, "金融监管局")
    body = "地方金融监督管理局" if year is not None and year < REFORM["金融监管"] else "金融监督管理局"
    if body == "金融监督管理局" and place is not None and place.level != "province":
        body = "金融监管分局"
    return Office(spot, body, known=forms().get(body))


def _body(spot: Spot, rest: str, stated: bool, year: int | None) -> Office:
    zone = any(p.level == "zone" for p in spot.places) or spot.word == "zone"
    organs = ZONE_ORGANS | {"工委": "党工委"} if zone else ORGANS
    if rest in organs and (stated or len(rest) > 1):
        return Office(spot, organs[rest])
    if rest in ("法院", "人民法院", "中级法院", "检察院"):
        return Office(spot, _court(spot, rest))
    if year is not None and year <= EARLY.get(rest, 0):
        return Office(_holder(spot, rest, stated), rest, known=forms()[rest], written=rest)
    if row := forms().get(rest):
        return Office(_holder(spot, row.name, stated), row.name, known=row, written=rest)
    for end in range(min(len(rest) - 1, 24), 1, -1):
        if (row := forms().get(rest[:end])) and DIVISION.fullmatch(rest[end:]):
            return Office(_holder(spot, row.name, stated), row.name, rest[end:], row)
    if stated and rest.startswith(("政府", "人民政府")):
        rest = rest.replace("人民政府", "政府", 1)
        if row := forms().get(rest.removeprefix("政府")):
            return Office(spot, row.name, known=row)
    if rest.startswith("委员会") and (row := forms().get(f"委{rest[3:]}")):
        return Office(spot, row.name, known=row)
    if rest.startswith("委") and (row := forms().get(re.sub(r"^委(?:[省市县区州旗盟](?=直))?", "", rest))):
        return Office(spot, row.name, known=row)
    return Office(spot if stated else _self_placed(rest, spot), rest, stated=stated)


def _self_placed(text: str, home: Spot) -> Spot:
    """Where an unlisted body lies whose proper name begins with a place: 湖北科技学院 in a document of 咸宁."""
    for names in (full_names(), short_names()):
        for end in range(min(len(text) - 2, 8), 1, -1):
            if (same := names.get(text[:end])) and (found := narrow(same, None, home, None, text[:end])):
                return Spot(found)
    return home


def _court(spot: Spot, rest: str) -> str:
    place = spot.sure
    if "检察" in rest:
        return "人民检察院"
    if place is None or rest == "人民法院":
        return "人民法院"
    return {"province": "高级人民法院", "prefecture": "中级人民法院"}.get(place.level, "人民法院")


def _holder(spot: Spot, body: str, stated: bool) -> Spot:
    """A department of a province named without it (商务厅) in a document of its city is the province's."""
    if stated or not body.endswith(("厅", "总队")):
        return spot
    upper = tuple(dict.fromkeys(u for p in spot.places for u in chain(p) if u.level == "province"))
    return Spot(upper, "省") if upper else level(spot, "省")
