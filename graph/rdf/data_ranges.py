"""Data ranges of OWL 2 (Structural Specification, section 7), and whether a value lies in them.

The answer has three values: None where nothing is known, for a datatype that is not read here, a facet that is not
(`xsd:pattern`, whose expressions are not those of Python, and `rdf:langRange`), or values that have no order.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rdflib.namespace import XSD

from .literal_values import DOUBLE, FLOAT, SPACES, STRING, Value, is_of
from .xsd_dates import DATE_TYPES, Exact

Order = Exact | float


@dataclass(frozen=True)
class Datatype:
    """A datatype by its IRI, in N-Triples form."""

    iri: str


@dataclass(frozen=True)
class Enumeration:
    """The values of a list of literals."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class Restricted:
    """The values of a data range that satisfy facets, each an IRI in N-Triples form with its value."""

    base: DataRange
    facets: tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Complement:
    """All values that are not in a data range."""

    of: DataRange


@dataclass(frozen=True)
class Intersection:
    """The values that are in every part."""

    parts: tuple[DataRange, ...]


@dataclass(frozen=True)
class Union:
    """The values that are in some part."""

    parts: tuple[DataRange, ...]


DataRange = Datatype | Enumeration | Restricted | Complement | Intersection | Union

_ORDERS: dict[str, Callable[[Order, Order], bool]] = {
    XSD.minInclusive.n3(): operator.ge,
    XSD.minExclusive.n3(): operator.gt,
    XSD.maxInclusive.n3(): operator.le,
    XSD.maxExclusive.n3(): operator.lt,
}
_LENGTHS: dict[str, Callable[[Order, Order], bool]] = {
    XSD.length.n3(): operator.eq,
    XSD.minLength.n3(): operator.ge,
    XSD.maxLength.n3(): operator.le,
}
FACETS = (*_ORDERS, *_LENGTHS, XSD.pattern.n3())
"""The facets that a restriction may name, as N-Triples IRIs."""
_BINARY = frozenset({XSD.hexBinary.n3(), XSD.base64Binary.n3()})


def contains(data_range: DataRange, value: Value) -> bool | None:
    """Whether a value is in a data range; None when that is not known."""
    match data_range:
        case Datatype(iri):
            return is_of(value, iri)
        case Enumeration(values):
            return any((value.space, value.key) == (each.space, each.key) for each in values)
        case Restricted(base, facets):
            return _all([contains(base, value), *(_satisfies(value, *facet) for facet in facets)])
        case Complement(of):
            return _not(contains(of, value))
        case Intersection(parts):
            return _all([contains(part, value) for part in parts])
        case Union(parts):
            return _not(_all([_not(contains(part, value)) for part in parts]))


def space_of(data_range: DataRange) -> str | None:
    """The one value space from which a data range draws all its values; None when there may be several."""
    match data_range:
        case Datatype(iri):
            return SPACES.get(iri)
        case Restricted(base, _):
            return space_of(base)
        case Enumeration(values):
            return _only(value.space for value in values)
        case Union(parts):
            return _only(space_of(part) for part in parts)
        case Intersection(parts):
            return next((space for space in map(space_of, parts) if space), None)
    return None


def _only(spaces: Iterable[str | None]) -> str | None:
    distinct = set(spaces)
    return distinct.pop() if len(distinct) == 1 else None


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _all(answers: list[bool | None]) -> bool | None:
    """The conjunction of Kleene's three-valued logic."""
    if False in answers:
        return False
    return None if None in answers else True


def _satisfies(value: Value, facet: str, bound: Value) -> bool | None:
    if facet in _LENGTHS:
        length = _length(value)
        return None if length is None or bound.exact is None else _LENGTHS[facet](length, bound.exact)
    if facet not in _ORDERS or value.space != bound.space or not _are_comparable(value, bound):
        return None
    number, limit = _number(value), _number(bound)
    return None if number is None or limit is None else _ORDERS[facet](number, limit)


def _are_comparable(value: Value, bound: Value) -> bool:
    """Whether two values of one space are ordered: of instants either both have a time zone or neither has."""
    return value.space not in DATE_TYPES or value.key.endswith(" None") == bound.key.endswith(" None")


def _number(value: Value) -> Order | None:
    # Infinity and NaN have no fraction; NaN is in no order, so that it satisfies no bound.
    return float.fromhex(value.key) if value.space in {DOUBLE, FLOAT} else value.exact


def _length(value: Value) -> int | None:
    """Characters of a string or an IRI, octets of binary data (XML Schema part 2, section 4.3.1)."""
    if value.space in _BINARY:
        return len(value.key) // 2
    return len(value.text) if value.text is not None and value.space in {STRING, XSD.anyURI.n3()} else None
