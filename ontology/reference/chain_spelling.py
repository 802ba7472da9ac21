"""How names of industries and products are written: one form for their variants."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Sort = Literal["industry", "segment"]
MARKS = str.maketrans("", "", "-‐–— \t\r\n\u3000\"'“”‘’「」《》")
BRACKET = re.compile(r"\(([^()]*)\)")
EXAMPLES = re.compile(r"[、,;]|等$|^[如含]")
LIMIT = re.compile(r"[用级型类]$")
RANK = re.compile(
    r"^(?:国家级?|世界级|省级|市级|区域性|[百千万]亿元?级?|全[省市国]|[我本][省市国]|中国|国内)(?:的)?(?=..)"
)
AIM = re.compile(
    r"^(?:做[大强优](?:做[大强优])*|打造|培育壮大|培育发展|培育(?!钻)|发展壮大|壮大|巩固提升|(?:大力|加快|重点|积极|着力|优先)发展)(?=..)"
    r"|^[一二三四五六七八九十两\d]+大(?=(?:主导|支柱|优势|特色|重点|首位|传统|新兴|未来|先导)产业)"
)
WHOLE = (
    r"(?<=[泉用打净纯温冷饮污废供节软硒锶苏]水)|(?<=[基林草湿碱]地)|(?<=[花卫民再养]生)"
    r"|(?<=[金铁铜铝铅锌锡锑钨钼钒钛镍钴锰铀锂磷硼钾硫煤石土英]矿)"
)
CHAIN = re.compile(
    r"(?:全?产业链群|全?产业链条?|先进制造业集群|(?:(?:特色|新兴|支柱)?产业)?集群|产业群|产业带"
    rf"|(?:(?<![水地生矿特])|{WHOLE})产业|行业|领域|板块|赛道)$"
)
TRADE = re.compile(r"(?<=..)(?<!加)工业$|(?<=加工)业$|(?<=.)(?<![农林渔矿种商工企专创就作副物实事置])(?<!^[产行])业$")
MADE = re.compile(r"(?<=装备)制造$|(?<=设备)制造$")
MACHINE = re.compile(r"设备$")
GOODS = re.compile(
    rf"(?:及其?)?(?:系列)?(?:(?<![农水林特海土矿副畜])(?<!养老|康养|金融|保险|旅游|文旅|服务|理财)|{WHOLE})产品$"
    r"|等$|(?<=[A-Z]{3})系统$"
)
JOINTS = re.compile(r"以及|及其|[与及暨、/&·,]|\+(?=.)")
OF_WORDS = (
    (re.compile(r"(?<=[A-Z0-9])/(?=[A-Z0-9])"), "\u2215"),
    (re.compile(r"^和|和$|(?<=饱)和|(?<=调)和(?=[油漆])"), "龢"),
)
FOR = re.compile(
    r"(?:(?<=汽车|电池|光伏|风电|船舶|航空|建筑|电子|核电|储能)|(?<=机器人|半导体|无人机)|(?<=集成电路|轨道交通))用(?=..)"
)
FRONT = re.compile(r"^车用(?=..)")
RAIL = re.compile(r"轨交(?!通(?!信))")
RESPELT = (
    ("锂离子电池", "锂电池"),
    ("印刷电路", "印制电路"),
    ("印刷线路", "印制线路"),
    ("通讯", "通信"),
    ("变速箱", "变速器"),
    ("减速机", "减速器"),
    ("3D打印", "增材制造"),
    ("动力电池PACK", "动力电池包"),
    ("粘", "黏"),
    ("肥料", "肥"),
    ("风力发电", "风电"),
    ("水力发电", "水电"),
    ("火力发电", "火电"),
    ("核能发电", "核电"),
)
SEGMENT_ONLY = frozenset(("变速箱", "减速机"))


@lru_cache(maxsize=1 << 17)
def form(name: str, sort: Sort) -> str:
    """The form in which two spellings of one name are equal; parts of a list are joined by 和."""
    text = unicodedata.normalize("NFKC", name).translate(MARKS).upper()
    text = AIM.sub("", text) if sort == "industry" else text
    text = _unbracketed(RANK.sub("", text))
    for written, meant in RESPELT:
        if written in text and text != written and (sort == "segment" or written not in SEGMENT_ONLY):
            text = text.replace(written, meant)
    text = RAIL.sub("轨道交通", FRONT.sub("汽车", FOR.sub("", text)))
    text = _bare(GOODS.sub("", text) or text)
    for joint, letter in OF_WORDS:
        text = joint.sub(letter, text)
    return JOINTS.sub("和", text).strip("和")


def _unbracketed(text: str) -> str:
    """减速器(车用) is 车用减速器; Latin letters and examples in brackets go, words that tell things apart stay."""
    inner = BRACKET.search(text)
    outside = BRACKET.sub("", text)
    if not inner or not outside:
        return inner[1] if inner else text
    if LIMIT.search(inner[1]):
        return inner[1] + outside
    return outside if inner[1].isascii() or EXAMPLES.search(inner[1]) else text


def _bare(text: str) -> str:
    """A name without the words that say industry, chain or cluster, or that only say it is made."""
    stem = CHAIN.sub("", text) or text
    stem = TRADE.sub("", stem)
    if stem.endswith("轻工业"):
        stem = stem[:-1]
    return MACHINE.sub("装备", MADE.sub("", stem)) if len(stem) > 2 else stem
