"""The chain map: bands by verdict on a fixed grid, made on the server, so that it is the same for everyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ontology.model import load
from ontology.style import text_on
from visuals.render import render
from visuals.text import shorten, width, wrap
from visuals.view import GAPS, ChainView, Lead, Named, Segment, Source

# Pixels. Six columns beside a rail give the proportions of a landscape A3 sheet at 60 to 100 segments.
WIDTH, RAIL, COLUMNS, GAP, PAD = 1440, 176, 6, 10, 12
NAME, NOTE = 14, 12
NAME_STEP, NOTE_STEP = 20, 17
SIGN = 22
BOX = (WIDTH - RAIL - 2 * PAD - (COLUMNS - 1) * GAP) / COLUMNS
LISTED = 6
# Beyond this many segments a box names its enterprises on one line; above this share of the width, print is upright.
DENSE, TALL = 60, 0.62

# Drawn in a 16 by 16 field, so that a verdict is told apart without colour.
SIGNS = {
    "stated": "M4 4L12 12M12 4L4 12",
    "introduce": "M2 8H11M7.5 4L11.5 8L7.5 12M14 3V13",
    "unserved": "M8 2.5A5.5 5.5 0 1 1 7.99 2.5Z",
    "served": "M3 8.5L6.5 12L13 4.5",
    "strengthened": "M3.5 8L8 3.5L12.5 8M3.5 13L8 8.5L12.5 13",
}
MEANINGS = {
    "stated": "政策原文称短板或空白",
    "introduce": "政策要引进、布局或探索",
    "unserved": "已读文件未提到本地企业",
    "served": "已读文件提到本地企业",
    "strengthened": "政策要巩固提升、做大做强",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text inside a box; `y` is its baseline in pixels."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """One segment in the picture, in pixels."""

    segment: Segment
    x: float
    y: float
    height: float
    name: tuple[Line, ...]
    notes: tuple[Line, ...]

    @property
    def label(self) -> str:
        """What a screen reader says: name, verdict, enterprises."""
        who = "、".join(e.name for e in self.segment.enterprises) or "无"
        return f"{self.segment.name}，{load().label('verdict', self.segment.verdict)}，本地企业：{who}"


@dataclass(frozen=True, slots=True)
class Band:
    """All segments of one verdict, in pixels; the rail at its left names and explains the verdict."""

    verdict: str
    y: float
    height: float
    meaning: tuple[str, ...]
    boxes: tuple[Box, ...]

    @property
    def colour(self) -> str:
        """The ontology's colour of this verdict."""
        return load().colours["verdict"][self.verdict]

    @property
    def title(self) -> str:
        """The ontology's label of this verdict."""
        return load().label("verdict", self.verdict)

    @property
    def ink(self) -> str:
        """The colour of readable text on the rail."""
        return text_on(self.colour)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list under the map; `evidence` is the id of the evidence it links to, `note` a remark, if any."""

    text: str
    evidence: str = ""
    note: str = ""


def svg(view: ChainView) -> str:
    """The map as one SVG document with its heading, for a report; it needs no style sheet and has no links."""
    return _svg(view, linked=False)


def page(view: ChainView, static: str = "/static", top: Markup | str = "", sheets: Sequence[str] = ()) -> str:
    """The map as a complete HTML page.

    `static` is where the server mounts `visuals.render.STATIC`; the page holds under `visuals.render.CSP`. `top` is
    what a site shows above every page, `sheets` the addresses of the style sheets for that.
    """
    bands = _bands(view, 0)
    return render(
        "chain_map.html.jinja",
        view=view,
        tall=_bottom(bands) > TALL * WIDTH,
        picture=Markup(_svg(view, linked=True)),
        bands=bands,
        gaps=GAPS,
        labels=load().enums,
        lists=_lists(view),
        listed=LISTED,
        static=static,
        top=top,
        sheets=sheets,
    )


def _svg(view: ChainView, *, linked: bool) -> str:
    top = 0 if linked else 64
    bands = _bands(view, top)
    return render(
        "chain_map.svg.jinja",
        view=view,
        bands=bands,
        signs=SIGNS,
        linked=linked,
        width=WIDTH,
        rail=RAIL,
        box_width=BOX,
        sign=SIGN,
        name_size=NAME,
        note_size=NOTE,
        height=_bottom(bands),
    )


def _bottom(bands: Sequence[Band]) -> float:
    return bands[-1].y + bands[-1].height


def _bands(view: ChainView, y: float) -> list[Band]:
    bands: list[Band] = []
    lines = 1 if len(view.segments) > DENSE else 2
    for verdict in load().enums["verdict"]:
        band = _band(verdict, view.of(verdict), y, lines)
        bands.append(band)
        y += band.height + GAP
    return bands


def _band(verdict: str, segments: Sequence[Segment], y: float, lines: int) -> Band:
    meaning = wrap(MEANINGS[verdict], RAIL - 2 * PAD, NOTE, 3)
    boxes = tuple(_boxes(segments, y + PAD, lines))
    bottom = max((b.y + b.height + PAD for b in boxes), default=0.0)
    return Band(verdict, y, max(bottom - y, 48 + NOTE_STEP * len(meaning) + PAD / 2), meaning, boxes)


def _boxes(segments: Sequence[Segment], y: float, lines: int) -> Iterator[Box]:
    for start in range(0, len(segments), COLUMNS):
        row = segments[start : start + COLUMNS]
        texts = [(_name(s), _notes(s, lines)) for s in row]
        height = max(2 * PAD + len(n) * NAME_STEP + len(t) * NOTE_STEP for n, t in texts) - 4
        for column, (segment, (name, notes)) in enumerate(zip(row, texts, strict=True)):
            first = y + PAD + NAME - 2
            under = first + NAME_STEP * len(name) - 1
            yield Box(
                segment=segment,
                x=RAIL + PAD + column * (BOX + GAP),
                y=y,
                height=height,
                name=tuple(Line(text, first + i * NAME_STEP) for i, text in enumerate(name)),
                notes=tuple(Line(text, under + i * NOTE_STEP) for i, text in enumerate(notes)),
            )
        y += height + GAP


def _name(segment: Segment) -> tuple[str, ...]:
    return wrap(segment.name, BOX - SIGN - 2 * PAD, NAME, 2)


def _notes(segment: Segment, most: int) -> tuple[str, ...]:
    """Lines under the name: local enterprises on `most` lines; for a gap also who leads a task on it."""
    room = BOX - 2 * PAD
    lines = wrap(_some(segment.enterprises, room * most), room, NOTE, most) if segment.enterprises else ()
    leads = [lead for lead in segment.leads if lead.via == "segment"]
    if segment.verdict in GAPS and leads:
        head = "牵头 " if leads[0].own else _elsewhere(leads[0])
        lines += wrap(head + _some(leads, room - width(head, NOTE)), room, NOTE, 1)
    return lines


def _elsewhere(lead: Lead) -> str:
    year = lead.sentence.year if lead.sentence else None
    return f"据{year}年文件牵头 " if year else "据其他文件牵头 "


def _some(things: Sequence[Named | Lead], room: float) -> str:
    """As many names as take about `room` pixels of text, and how many there are in all if that is more."""
    shown = [things[0].name]
    for thing in things[1:]:
        if width("、".join([*shown, thing.name]) + "等00家", NOTE) > room - 2 * NOTE:
            tail = f"等{len(things)}家"
            return shorten("、".join(shown), room - width(tail, NOTE) - 2 * NOTE, NOTE) + tail
        shown.append(thing.name)
    return "、".join(shown)


def _lists(view: ChainView) -> dict[str, list[Item]]:
    """What stands under the map, by heading."""
    return {
        "牵头单位": [
            Item(lead.name, lead.sentence.evidence if lead.sentence else "", lead.origin) for lead in view.leads
        ],
        "平台": [Item(platform.name) for platform in view.platforms],
        "目标": [Item(goal.text, goal.sentence.evidence if goal.sentence else "") for goal in view.goals],
        "政策来源": [Item(_cited(source)) for source in view.sources],
    }


def _cited(source: Source) -> str:
    status = load().enums["status"].get(source.status, "")
    return "　".join(part for part in (f"《{source.title}》", source.doc_number, source.issued_on, status) if part)
