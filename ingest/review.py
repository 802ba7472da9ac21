"""People's judgements: taken, kept with name and day, undone; the graph follows at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph import Judgement, Named, Store
from graph.judgements import PERSON
from ingest.errors import JudgementError
from ingest.matching import Matched, Progress, match
from ontology.model import load


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says `a` is to `b` (ids of names), who says so and why."""

    a: str
    b: str
    answer: str
    who: str = ""
    note: str = ""


def decide(store: Store, decisions: list[Decision], today: date, progress: Progress = lambda *_: None) -> Matched:
    """Keep the decisions, each in place of an earlier one of its pair, and bring the graph to them.

    Raises JudgementError, before anything is kept, where a name is unknown, the types differ, the answer is none, or
    where names were to be the same that another judgement of a person keeps apart.
    """
    names = {one.id: one for one in store.names()}
    judged = [_judgement(one, names, today) for one in decisions]
    held = {one.id: one for one in store.judgements(by=PERSON)}
    store.decide(*judged)
    matched = match(store, progress)
    people = store.judgements(by=PERSON)
    if torn := _torn(people, {one.id: one.into for one in store.names()}):
        store.withdraw(*(one.id for one in judged))
        store.decide(*(held[one.id] for one in judged if one.id in held))
        match(store, progress)
        raise JudgementError(
            f"“{torn.name_a}”与“{torn.name_b}”不能归为同一:另有判断把其中的名称分开,未保存。"
            "请先用 liantu review --list --all 找到那条判断并撤销。"
        )
    return matched


def undo(store: Store, id_: str, today: date, who: str = "", progress: Progress = lambda *_: None) -> Matched:
    """Take a judgement back: a person's is forgotten, a rule's `same` or relation becomes a person's `different`.

    Raises JudgementError where there is none of this id.
    """
    found = next((one for one in store.judgements() if one.id == id_), None)
    if found is None:
        raise JudgementError(f"没有编号为 {id_} 的判断。用 liantu review --list --all 查看全部判断。")
    if found.by == PERSON:
        store.withdraw(id_)
    else:
        mine = replace(found, by=PERSON, answer="different", rule=PERSON, score=1.0, who=who)
        store.decide(replace(mine, decided=today.isoformat(), note=f"撤销规则 {found.rule}"))
    return match(store, progress)


def _judgement(one: Decision, names: Mapping[str, Named], today: date) -> Judgement:
    a, b = (_named(id_, names) for id_ in (one.a, one.b))
    if a.id == b.id:
        raise JudgementError(f"“{a.name}”与自己不必判断,请给出两个名称。")
    if a.type != b.type:
        raise JudgementError(f"“{a.name}”与“{b.name}”类型不同,不能归为同一。")
    if one.answer not in (answers := load().enums["answer"]):
        raise JudgementError(f"结论“{one.answer}”不对,可以是:{'、'.join(f'{k}({v})' for k, v in answers.items())}。")
    about = {"region_a": a.region, "region_b": b.region, "who": one.who, "note": one.note}
    made = Judgement(a.type, a.id, b.id, a.name, b.name, one.answer, PERSON, 1.0, PERSON, **about)
    return replace(made, decided=today.isoformat())


def _named(id_: str, names: Mapping[str, Named]) -> Named:
    if id_ not in names:
        raise JudgementError(f"图谱中没有编号为 {id_} 的名称。用 liantu search 查编号。")
    return names[id_]


def _torn(people: list[Judgement], into: Mapping[str, str]) -> Judgement | None:
    """A judgement `same` of two names in the graph that does not bring them together."""
    same = [one for one in people if one.answer == "same" and one.pair <= into.keys()]
    return next((one for one in same if into[one.a] != into[one.b]), None)
