"""The words of a responsibility: who leads, who supports, from a bracket, a label or a table cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.records import Unit
from ingest.units import is_place, is_unit, is_unit_list, split_units

LABEL = re.compile(
    r"((?:(?:第一|主要|共同|总)?(?:牵头|责任|配合|协同|协作|协助|参与|参加|主办|承办|协办|支持|落实|主管|实施|负责|完成)(?:(?:及|和|、)?(?:牵头|责任|配合|落实|参与))?)"
    r"(?:单位|部门|单|位|地区|地方|处室|主体|科室|县区|分工|领导|人|时限|期限|时间)?)(?:\([^)]*\))?(?:[::]|(?<=[位门])为(?=[省市区县各]))"
)
VERB = re.compile(
    r"(?:主办|承办|协办|(?:共同|联合|分别|总)?牵头(?!部门|单位)(?:负责|落实|实施|组织实施|推进)?|(?:按|按照|依|依照|根据|依据)?(?:各自)?(?:职责|职能)?(?:分工|职责|职能)(?:协同|共同|分别|抓好)?(?:牵头|负责|落实|配合|抓好落实|组织实施|推进)?|"
    r"(?:共同|分别|具体|组织)?(?:负责|实施|承担)(?:落实)?|(?:共同|积极|协同)?(?:配合|参与|协助|协同|支持|参加)(?:实施|落实)?|(?:抓好|共同|组织)?落实)"
)
DEFAULT = re.compile(
    r"(?:以下|下同|后续|以上)?(?:各项)?(?:工作|任务|事项)?,?均(?:需|须|由|应|包括)(?P<units>[^。;]*?)(?:负责|配合|落实|参与|抓好){0,2}"
    r",?(?:以下)?不再(?:单独|重复|一一|逐一|另行)?(?:列出|列示|标注|注明|罗列)"
    r"|(?:^|(?<=[。;]))(?:(?:以下|下列|上述)(?:各项)?(?:任务|工作|事项)?)?(?P<owners>[^。;]*?)均?为(?:责任主体|责任单位|落实单位),?(?:以下)?不再(?:单独|重复|一一|逐一|另行)?(?:列出|列示|标注|注明)"
)
NOTE = re.compile(
    r"[,;。:]?[^,;。、:]{0,60}(?:首位|第一位|第一个|列第一|排第一)[^,;。、]*牵头[^,;。、]*|[,;。、]下同|下同$"
    r"|[,;。、]?(?:完成|实施|工作|办理|整改)?(?:时限|期限|时间(?:节点|要求)?)[::][^;。)]*"
    r"|(?:^|[,;。、])(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|年底|[上下]半年)?(?:之?前|以前)?(?:完成|实施|启动)?(?=$|[,;。])(?<=[年月日底末前成施动])"
    r"|(?:^|[,;。、])(?:长期坚持|长期推进|长期实施|长期|持续推进|持续实施)(?=$|[,;。])"
)
SIDE = re.compile(r"配合|协同|协作|协助|参与|参加|协办|支持")
JOINT = re.compile(r"会同|商(?=[省市区县州])|联合(?![会社体])")
HEADED = re.compile(r"为(牵头|责任|主办|配合|协办|协同|参与|落实)(?:单位|部门)")
CUT = {"负": "负责", "牵": "牵头", "配": "配合"}
STATED_FIRST = re.compile(
    r"(?:首位|第一位|第一个|排名第一|列第一|排第一|排在前|列首|第一责任单位)[^。;]{0,16}牵头|(?:牵头单位|牵头部门)[^。;]{0,8}(?:首位|第一位)"
)


@dataclass(slots=True)
class Duty:
    """Leads and supports, whether the lead is stated, and a default unit for all later tasks.

    `equal` is set where the words, such as 负责, name several units and no lead among them.
    """

    leads: list[Unit] = field(default_factory=list)
    supports: list[Unit] = field(default_factory=list)
    stated: bool = False
    default: list[Unit] = field(default_factory=list)
    equal: bool = False

    def __bool__(self) -> bool:
        return bool(self.leads or self.supports)


def read_duty(text: str, at: int) -> Duty:
    """Read the inside of a bracket, or a labelled line, that begins at offset `at`; empty when it assigns nobody."""
    duty = Duty()
    if match := DEFAULT.search(text):
        group = "units" if match["units"] is not None else "owners"
        duty.default = _units(match[group], at + match.start(group))
        text = _blank(text, match)
    text = HEADED.sub(lambda m: f"{m[1]}。。。" if m[1] != "责任" else "负责。。。", without_notes(text))
    text = text[:-1] + CUT.get(text[-1:], text[-1:])
    labels = list(LABEL.finditer(text))
    if labels and labels[0].start() == 0:
        _read_labels(text, at, labels, duty)
    else:
        if not _read_verbs(text, at, duty):
            _read_list(text, at, duty)
    return duty


def without_notes(text: str) -> str:
    """The text with asides such as 列第一位的为牵头单位,下同 or 2025年底前完成 turned to full stops."""
    while match := NOTE.search(text):
        text = _blank(text, match)
    return text


def _blank(text: str, match: re.Match[str]) -> str:
    """The text with the match turned to full stops, so that offsets stay."""
    return text[: match.start()] + "。" * (match.end() - match.start()) + text[match.end() :]


def _read_list(text: str, at: int, duty: Duty) -> None:
    """Nothing but units: the first leads, the others support."""
    units = _units(text, at)
    if JOINT.search(text) and is_unit_list(JOINT.sub("、", text)):
        first = _before_joint(text, len(units))
        duty.leads, duty.supports = units[:first], units[first:]
    elif is_unit_list(text):
        _add(duty, "责任单位", units, has_lead=False)


def _read_labels(text: str, at: int, labels: list[re.Match[str]], duty: Duty) -> None:
    words = [m[1] for m in labels]
    has_lead = any("牵头" in w or "主办" in w for w in words)
    duty.stated |= not has_lead and any(re.match(r"责任", w) for w in words) and any(SIDE.match(w) for w in words)
    for number, match in enumerate(labels):
        stop = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        value, begin = text[match.end() : stop].rstrip(",;。、\n"), at + match.end()
        if re.search(r"时限|期限|时间|领导|完成|人$", match[1]):
            continue
        if (
            re.search(r"牵头|配合|负责|落实$", value)
            and not is_unit(value.split("、")[-1])
            and _read_verbs(value, begin, duty)
        ):
            continue
        _add(duty, match[1], _units(value, begin), has_lead)


def _add(duty: Duty, label: str, units: list[Unit], has_lead: bool) -> None:
    if "牵头" in label or "主办" in label or label.startswith("第一责任"):
        duty.leads += units
        duty.stated = True
    elif re.match(r"责任|主要|负责|落实|主管|实施|承办", label) and not has_lead and not duty.leads:
        duty.leads += units[:1]
        duty.supports += units[1:]
    else:
        duty.supports += units


def _read_verbs(text: str, at: int, duty: Duty) -> bool:
    """Read `A牵头,B、C配合` and its kin; False when no verb follows a unit."""
    found, start = [], 0
    for match in VERB.finditer(text):
        before = text[start : match.start()]
        units = [
            u
            for u in _units(before.strip(",;。:"), at + start + len(before) - len(before.lstrip(",;。:")))
            if is_unit(u.name) or is_place(u.name)
        ]
        units = units if any(is_unit(u.name) for u in units) else []
        if units:
            found.append((match[0], before, units))
            start = match.end()
    lead = any("牵头" in verb or verb == "主办" for verb, _, _ in found)
    for verb, before, units in found:
        aside = len(found) > 1 and "落实" in verb and verb != found[0][0]
        _assign(duty, verb, before, units, lead or aside)
    duty.equal = not lead and len(found) == 1 and not JOINT.search(found[0][1])
    if lead and is_unit_list(text[start:].strip(",;。")):
        duty.supports += [u for u in split_units(text[start:], at + start) if is_unit(u.name)]
    return bool(found)


def _assign(duty: Duty, verb: str, before: str, units: list[Unit], lead: bool) -> None:
    duty.stated = True
    if "牵头" in verb or verb == "主办":
        duty.leads += units
    elif lead or re.search(r"配合|参与|协助|协同|协办|支持|参加|分工|职责|职能", verb):
        duty.supports += units
    else:
        first = _before_joint(before, len(units))
        duty.leads += units[:first]
        duty.supports += units[first:]


def _before_joint(text: str, count: int) -> int:
    """How many of the units stand before 会同; all where there is none."""
    cut = next((m for m in JOINT.finditer(text) if is_unit(text[: m.start()].split("、")[-1].strip(",;。"))), None)
    return len(_units(text[: cut.start()].strip(",;。"), 0)) if cut else count


def _units(text: str, at: int) -> list[Unit]:
    """Split, with 会同 and 联合 as separators too."""
    units: list[Unit] = []
    start = 0
    for cut in [*JOINT.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        joined = cut is None or is_unit(text[start:stop].split("、")[-1])
        if joined:
            units += split_units(text[start:stop], at + start)
            start = cut.end() if cut else stop
    return units
