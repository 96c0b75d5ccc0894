"""JSON-LD a subject a line, so that a large graph is written and read piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

from ..errors import NotRepresentableError
from .curies import shorten as _shorten
from .nested_nodes import Subject

_TYPE = ox.NamedNode(RDF.type)
_STRING = str(XSD.string)
shorten = lru_cache(1 << 14)(_shorten)
"""Remembers properties, classes and what is often referred to."""
Value = str | dict[str, str]
Read = Callable[[Subject], Iterable[ox.Triple]]
"""Gives the triples of a subject."""


def json_ld_lines(subjects: Iterable[Subject], read: Read, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The lines of a document with a context of prefixes; each line of `@graph` is a subject, sorted.

    Only one subject's triples are held at a time. Lists and annotated axioms stay the triples that they are.
    Raises NotRepresentableError for triple terms (RDF 1.2).
    """
    yield f'{{"@context": {json.dumps(dict(prefixes), sort_keys=True)},'
    yield '"@graph": ['
    ordered = sorted({_id(subject): subject for subject in subjects}.items())
    for number, (name, subject) in enumerate(ordered, start=1):
        node = {"@id": name, **_statements(read(subject))}
        yield json.dumps(node, ensure_ascii=False) + ("," if number < len(ordered) else "")
    yield "]}"


def _statements(triples: Iterable[ox.Triple]) -> dict[str, list[Value]]:
    """The values of a subject by property, both sorted."""
    statements: dict[str, list[Value]] = {}
    for triple in set(triples):
        is_class = triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode)
        prop = "@type" if is_class else shorten(triple.predicate.value)
        statements.setdefault(prop, []).append(_id(triple.object) if is_class else _value(triple.object))
    return {prop: _sorted(values) for prop, values in sorted(statements.items())}


def _sorted(values: list[Value]) -> list[Value]:
    return values if len(values) == 1 else sorted(values, key=lambda value: json.dumps(value, sort_keys=True))


def _value(term: object) -> Value:
    if isinstance(term, ox.Triple):
        raise NotRepresentableError("JSON-LD has no form for triple terms; expected turtle, ntriples or trig.")
    if not isinstance(term, ox.Literal):
        return {"@id": _id(term)}
    value = {"@value": term.value}
    if term.language:
        value["@language"] = term.language
        return value | ({"@direction": str(term.direction)} if term.direction else {})
    return value if term.datatype.value == _STRING else value | {"@type": shorten(term.datatype.value)}


def _id(term: object) -> str:
    """An IRI, compact where a prefix fits, or the label of a blank node."""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else str(term)
