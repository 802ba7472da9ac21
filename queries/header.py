"""The header of a .cypher file: summaries, parameters and columns, checked against the text below it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ontology.model import load
from queries.errors import HeaderError, ParameterError
from queries.records import RECORDS

SCALARS: Mapping[str, type] = MappingProxyType({"string": str, "integer": int, "float": float, "boolean": bool})
LINE = re.compile(r"// (?P<kind>summary|param|returns) (?P<name>\w+): (?P<rest>.+)")
PARAM = re.compile(r"(?P<type>\S+)(?: = (?P<default>.+?))? -- (?P<note>.+)")
COLUMN = re.compile(r"(?P<type>\S+) -- (?P<note>.+)")
TYPE = re.compile(r"(?P<base>[\w:]+?)(?P<many>\[\])?(?P<optional>\?)?")
NOISE = re.compile(r"//[^\n]*|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
NONE = object()


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a parameter or column: `base` is a scalar, map, enum:name or a record of queries.records."""

    base: str
    many: bool = False
    optional: bool = False

    @classmethod
    def of(cls, text: str) -> Type:
        """Read e.g. `string?`, `enum:verdict`, `Sentence[]`; raises HeaderError where it names nothing known."""
        match = TYPE.fullmatch(text)
        if match is None or not _known(match["base"]):
            raise HeaderError(f"unknown type {text}")
        return cls(match["base"], bool(match["many"]), bool(match["optional"]))

    def __str__(self) -> str:
        return self.base + "[]" * self.many + "?" * self.optional

    def accepts(self, value: object) -> bool:
        """Whether a parameter of this type may have the value."""
        if value is None:
            return self.optional
        if self.many:
            return isinstance(value, list | tuple) and all(Type(self.base).accepts(v) for v in value)
        if self.base.startswith("enum:"):
            return isinstance(value, str) and value in load().enums[self.base.removeprefix("enum:")]
        if self.base == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        return isinstance(value, SCALARS[self.base])


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter; `default` is NONE where the caller must give it."""

    name: str
    type: Type
    note: str
    default: object = NONE

    @property
    def required(self) -> bool:
        """True where the header gives no default."""
        return self.default is NONE


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the result."""

    name: str
    type: Type
    note: str


@dataclass(frozen=True, slots=True)
class Query:
    """One named query."""

    name: str
    zh: str
    en: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    text: str

    @property
    def paged(self) -> bool:
        """True where it takes offset and limit and returns the total beside each row."""
        return {"offset", "limit"} <= {p.name for p in self.params} and self.columns[-1].name == "total"

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that make a row; the total belongs to the page."""
        return self.columns[:-1] if self.paged else self.columns

    def bind(self, values: Mapping[str, object]) -> dict[str, object]:
        """All parameters with their values, defaults filled in; raises ParameterError for one that does not fit."""
        if unknown := sorted(set(values) - {p.name for p in self.params}):
            raise ParameterError(f"查询 {self.name} 没有参数 {'、'.join(unknown)}。")
        return {p.name: self._value(p, values) for p in self.params}

    def _value(self, param: Param, values: Mapping[str, object]) -> object:
        value = values.get(param.name, param.default)
        if value is NONE:
            raise ParameterError(f"查询 {self.name} 缺少参数 {param.name}。")
        if not param.type.accepts(value):
            raise ParameterError(f"参数 {param.name} 的值 {value!r} 不合要求({param.type}:{param.note})。")
        return value


def parse(name: str, text: str) -> Query:
    """The query of one file; raises HeaderError where header and Cypher disagree."""
    try:
        query = _read(name, text)
        _check(query)
    except HeaderError as error:
        raise HeaderError(f"{name}.cypher: {error}") from error
    return query


def _read(name: str, text: str) -> Query:
    summaries: dict[str, str] = {}
    params: list[Param] = []
    columns: list[Column] = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        match = LINE.fullmatch(line)
        if match is None:
            raise HeaderError(f"cannot read header line {line!r}")
        if match["kind"] == "summary":
            summaries[match["name"]] = match["rest"]
        elif match["kind"] == "param":
            params.append(_param(match["name"], match["rest"]))
        else:
            columns.append(_column(match["name"], match["rest"]))
    if set(summaries) != {"zh", "en"}:
        raise HeaderError("needs one summary in zh and one in en")
    return Query(name, summaries["zh"], summaries["en"], tuple(params), tuple(columns), text)


def _param(name: str, rest: str) -> Param:
    match = PARAM.fullmatch(rest)
    if match is None:
        raise HeaderError(f"cannot read parameter {name}: {rest}")
    type_ = Type.of(match["type"])
    if type_.base in RECORDS or type_.base == "map":
        raise HeaderError(f"parameter {name} cannot be a {type_}")
    if match["default"] is None:
        return Param(name, type_, match["note"])
    try:
        default = json.loads(match["default"])
    except json.JSONDecodeError as error:
        raise HeaderError(f"default of {name} is not JSON: {match['default']}") from error
    if not type_.accepts(default):
        raise HeaderError(f"default of {name} is no {type_}: {match['default']}")
    return Param(name, type_, match["note"], default)


def _column(name: str, rest: str) -> Column:
    match = COLUMN.fullmatch(rest)
    if match is None:
        raise HeaderError(f"cannot read column {name}: {rest}")
    return Column(name, Type.of(match["type"]), match["note"])


def _check(query: Query) -> None:
    code = NOISE.sub("''", query.text)
    _same("parameters", [p.name for p in query.params], sorted(set(re.findall(r"\$(\w+)", code))), ordered=False)
    _same("columns", [c.name for c in query.columns], list(returned(code)), ordered=True)


def _same(what: str, declared: list[str], used: list[str], *, ordered: bool) -> None:
    if len(set(declared)) < len(declared):
        raise HeaderError(f"{what} declared twice")
    if (declared if ordered else sorted(declared)) != used:
        raise HeaderError(f"{what} declared {declared}, used {used}")


def returned(code: str) -> Iterator[str]:
    """Column names of the last RETURN of Cypher without comments and strings."""
    last = re.split(r"\bRETURN\b", code)[-1]
    for item in _items(re.split(r"\bORDER BY\b", last)[0]):
        name = re.search(r"(?:\bAS\s+|^)(\w+)$", item.strip())
        if name is None:
            raise HeaderError(f"column without a name: {item.strip()}")
        yield name[1]


def _items(text: str) -> Iterator[str]:
    depth, item = 0, ""
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            yield item
            item = ""
        else:
            item += char
    yield item


def _known(base: str) -> bool:
    enum = base.startswith("enum:") and base.removeprefix("enum:") in load().enums
    return enum or base in SCALARS or base in RECORDS or base == "map"
