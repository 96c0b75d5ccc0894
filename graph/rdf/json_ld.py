"""JSON-LD a subject a line, so that a large graph is written and read piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

from .curies import shorten

_TYPE = ox.NamedNode(RDF.type)
_STRING = str(XSD.string)
Value = str | dict[str, str]


def json_ld_lines(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The lines of a document with a context of prefixes; each line of `@graph` is a subject, sorted.

    Lists and annotated axioms stay the triples that they are.
    """
    nodes: dict[str, dict[str, list[Value]]] = {}
    for triple in set(triples):
        statements = nodes.setdefault(_id(triple.subject), {})
        prop = "@type" if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode) else ""
        statements.setdefault(prop or shorten(triple.predicate.value), []).append(
            _id(triple.object) if prop else _value(triple.object)
        )
    yield f'{{"@context": {json.dumps(dict(prefixes), sort_keys=True)},'
    yield '"@graph": ['
    last = len(nodes)
    for number, (subject, statements) in enumerate(sorted(nodes.items()), start=1):
        node = {"@id": subject, **{prop: _sorted(values) for prop, values in sorted(statements.items())}}
        yield json.dumps(node, ensure_ascii=False) + ("," if number < last else "")
    yield "]}"


def _sorted(values: list[Value]) -> list[Value]:
    return sorted(values, key=lambda value: json.dumps(value, sort_keys=True))


def _value(term: object) -> Value:
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
