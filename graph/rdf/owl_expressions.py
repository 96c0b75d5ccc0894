"""Expressions of OWL 2: unnamed classes, inverse properties and datatypes, as nested values.

Keywords are those of the Manchester Syntax: some, only, value, min, max, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Named:
    """A class, property, datatype or individual with an IRI."""

    kind: ClassVar[str] = "named"
    iri: str


@dataclass(frozen=True)
class Text:
    """A literal."""

    kind: ClassVar[str] = "text"
    text: str
    language: str


@dataclass(frozen=True)
class Junction:
    """An intersection (`and`), a union (`or`) or an enumeration (`one of`)."""

    kind: ClassVar[str] = "junction"
    word: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Complement:
    """The complement of a class or data range."""

    kind: ClassVar[str] = "complement"
    part: Expression


@dataclass(frozen=True)
class Restriction:
    """A restriction on a property (or on several, for n-ary data ranges): which values, or how many."""

    kind: ClassVar[str] = "restriction"
    properties: tuple[Expression, ...]
    word: str
    number: str = ""
    filler: Expression | None = None


@dataclass(frozen=True)
class Inverse:
    """The inverse of a property."""

    kind: ClassVar[str] = "inverse"
    of: Expression


@dataclass(frozen=True)
class Facets:
    """A datatype restriction: each of `limits` is a facet (a sign or keyword) with its value."""

    kind: ClassVar[str] = "facets"
    datatype: Expression
    limits: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True)
class Fault:
    """Stands for triples that are not an expression; `note` gives the reason."""

    kind: ClassVar[str] = "fault"
    note: str


Expression = Named | Text | Junction | Complement | Restriction | Inverse | Facets | Fault


def words_in(expression: Expression) -> set[str]:
    """The keywords of restrictions in an expression, such as some and only."""
    own = {expression.word} if isinstance(expression, Restriction) else set()
    return own.union(*map(words_in, _parts(expression)))


def named_in(expression: Expression) -> Iterator[str]:
    """The IRIs that an expression names."""
    if isinstance(expression, Named):
        yield expression.iri
    for part in _parts(expression):
        yield from named_in(part)


def _parts(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression."""
    match expression:
        case Junction():
            return expression.parts
        case Restriction():
            return (*expression.properties, *((expression.filler,) if expression.filler else ()))
        case Complement():
            return (expression.part,)
        case Inverse():
            return (expression.of,)
        case Facets():
            return (expression.datatype,)
    return ()
