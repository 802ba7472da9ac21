"""Document to facts on a spaCy pipeline: one registered component per concern, spans kept in doc.spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ingest.confidence import confident
from ingest.errors import NotAPolicyError
from ingest.makes import makes_of
from ingest.names import names_of
from ingest.parse import parse
from ingest.records import Document, Fact, Facts, Name, Source
from ingest.tagger import Scored, tag
from ingest.targets import targets_of
from ingest.tasks import tasks_of
from ingest.weigh import SURE, weighed

COMPONENTS = ("liantu_tagger", "liantu_names", "liantu_makes", "liantu_tasks", "liantu_targets")
FACT_KINDS = ("names", "makes", "tasks", "targets")
MIN_NAMES = 5
MIN_HEADINGS = 2
NO_POLICY = "读不出政策内容(没有标题、条款、责任单位或目标),请确认是否选错文件"
ROSTER = "这是名单或统计表,没有任务、责任单位、项目或目标的列,未按政策读入"
ROSTER_ROWS = 100
TELLING = re.compile(r"任务|牵头|责任|配合|举措|措施|项目名称|目标|指标|环节|产业链")
WORDS = ("发展", "推进", "建设", "产业", "政策", "企业", "支持", "加快", "工作", "实施")
NEEDED = (2, 4, 7)
REGISTERED = ("有限公司", "有限责任公司", "股份公司")
TOPIC = {"industry": "topic", "segment": "topic"}

Doc.set_extension("document", default=None)
Doc.set_extension("proposals", default=())
for _kind in FACT_KINDS:
    Doc.set_extension(_kind, default=())


@cache
def pipeline() -> Language:
    """The Chinese pipeline, made once; characters are its tokens."""
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(source: Source, tagged: Sequence[Scored] | None = None) -> Facts:
    """The facts of a file as read, with calibrated confidence; raises NotAPolicyError where it is no policy."""
    return confident(found(source, tagged))


def found(source: Source, tagged: Sequence[Scored] | None = None) -> Facts:
    """All facts of a file by the tagger's spans or those given, with the confidence of the rules and the tagger."""
    document = parse(source)
    if words_of(document) < min(NEEDED):
        raise NotAPolicyError(source.path, NO_POLICY)
    if is_roster(document):
        raise NotAPolicyError(source.path, ROSTER)
    given = as_doc(document, pipeline().vocab)
    given.user_data["tagged"] = tagged
    doc: Any = pipeline()(given)._
    facts = units_apart(Facts(document, doc.tasks, doc.targets, doc.names, doc.makes, doc.proposals))
    if not is_policy(facts):
        raise NotAPolicyError(source.path, NO_POLICY)
    return facts


def units_apart(facts: Facts) -> Facts:
    """Enterprises that are named only as units of tasks are proposals: whether 市供电公司 is one, readers do not agree.

    A name that is registered (…有限公司) is an enterprise wherever it stands.
    """
    units = [(unit.start, unit.end) for task in facts.tasks for unit in (*task.leads, *task.supports)]
    named: dict[str, bool] = {}
    for name in facts.names:
        if name.kind == "enterprise":
            inside = not name.name.endswith(REGISTERED) and any(a <= name.start and name.end <= b for a, b in units)
            named[name.name] = named.get(name.name, True) and inside
    apart = {name for name in facts.names if name.kind == "enterprise" and named[name.name]}
    kept = tuple(name for name in facts.names if name not in apart)
    return replace(facts, names=kept, proposals=(*facts.proposals, *sorted(apart, key=lambda n: (n.start, n.end))))


def as_doc(document: Document, vocab: Vocab) -> Doc:
    """The normalised text as a spaCy Doc, one token a character, so that offsets are token indexes."""
    characters = list(document.text.text)
    doc = Doc(vocab, words=characters, spaces=[False] * len(characters))
    doc._.document = document
    return doc


def governing(names: Sequence[Name], more: Sequence[Name]) -> tuple[Name, ...]:
    """Industries read unsurely that are the chain or parent of what is read surely: an answer must not rest on less."""
    known = {(name.start, name.end, name.kind) for name in names}
    found: tuple[Name, ...] = ()
    named = {name.chain or name.parent for name in names}
    while added := tuple(
        n for n in more if n.kind == "industry" and n.name in named and (n.start, n.end, n.kind) not in known
    ):
        found += added
        known |= {(n.start, n.end, n.kind) for n in added}
        named = {n.chain or n.parent for n in added}
    return found


def weaker(names: Sequence[Name], more: Sequence[Name]) -> tuple[Name, ...]:
    """What is read only where the tagger's unsure spans count too; a topic read surely is not proposed as the other."""
    sure = {(TOPIC.get(name.kind, name.kind), name.name) for name in names}
    return tuple(name for name in more if (TOPIC.get(name.kind, name.kind), name.name) not in sure)


def is_roster(document: Document) -> bool:
    """Whether a document is but a long table without a column of units, tasks, projects or goals.

    Known before the tagger reads it, which takes minutes for the thousands of rows that rosters have.
    """
    rows = [passage for passage in document.passages if passage.columns]
    long = len(rows) >= ROSTER_ROWS and len(rows) >= 0.9 * len(document.passages)
    return long and not any(TELLING.search(column) for passage in rows for column in passage.columns)


def is_policy(facts: Facts) -> bool:
    """Whether a text says something and speaks like a policy, the more so the less it has a policy's form."""
    meta, passages = facts.document.meta, facts.document.passages
    if not (facts.tasks or facts.targets or len({n.name for n in facts.names}) >= MIN_NAMES):
        return False
    headings = sum(p.level > 0 and p.kind in ("heading", "item") for p in passages)
    signed = bool(meta.genre or meta.doc_number or meta.issuer or facts.tasks)
    form = 0 if signed else 1 if headings >= MIN_HEADINGS else 2
    return words_of(facts.document) >= NEEDED[form]


def words_of(document: Document) -> int:
    """How many of the words that policies live on a document uses."""
    return sum(word in document.text.text for word in WORDS)


def _keep(doc: Doc, kind: str, facts: tuple[Fact, ...]) -> Doc:
    setattr(doc._, kind, facts)
    doc.spans[kind] = [Span(doc, f.start, f.end, label=f.rule) for f in facts]
    return doc


@Language.component("liantu_tagger")
def _tagger(doc: Doc) -> Doc:
    given: Sequence[Scored] | None = doc.user_data.get("tagged")
    text = doc._.document.text.text
    scored = weighed(text, tag(text)) if given is None else given
    doc.spans["tagged"] = [Span(doc, t.start, t.end, label=t.kind) for t in scored]
    doc.user_data["tagged"] = scored
    return doc


@Language.component("liantu_names")
def _names(doc: Doc) -> Doc:
    tagged: Sequence[Scored] = doc.user_data["tagged"]
    more = names_of(doc._.document, tagged)
    told = {(name.start, name.end, name.kind): name for name in more}
    sure = names_of(doc._.document, [span for span in tagged if span.score > SURE[span.kind]])
    names = tuple(told.get((name.start, name.end, name.kind), name) for name in sure)
    names = tuple(sorted((*names, *governing(names, more)), key=lambda n: (n.start, -n.end, n.kind)))
    doc._.proposals = weaker(names, more)
    return _keep(doc, "names", names)


@Language.component("liantu_makes")
def _makes(doc: Doc) -> Doc:
    return _keep(doc, "makes", makes_of(doc._.document, doc._.names))


@Language.component("liantu_tasks")
def _tasks(doc: Doc) -> Doc:
    return _keep(doc, "tasks", tuple(tasks_of(doc._.document)))


@Language.component("liantu_targets")
def _targets(doc: Doc) -> Doc:
    industries = [n for n in doc._.names if n.kind == "industry"]
    return _keep(doc, "targets", tuple(targets_of(doc._.document, industries)))
