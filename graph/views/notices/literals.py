"""Literals of a pattern that the graph has in another form: with another language, datatype or spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import quote

from rdflib.namespace import XSD

from ...rdf.curies import shorten
from ...rdf.namespaces import ID
from ...sparql.patterns import TriplePattern
from ...store import Store
from ..select import select
from .notice import Notice
from .unknown_terms import LANGUAGES, iri_of, named, nearest

_LITERAL = re.compile(r"""^("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(@[\w-]+|\^\^\S+)?$""", re.DOTALL)
_MOST = 3
_LIKENESS = 0.6
"""The least ratio of likeness of a text that is suggested (difflib)."""
_LENGTHS = 2
"""Characters by which a suggested text may be longer or shorter."""
_MOST_COMPARED = 15_000
"""Values of a property that are compared with one that it does not have; 34,000 labels take some seconds."""
_DATATYPES = ("dateTime", "date", "gYear", "integer", "decimal", "boolean")


def literal_notice(pattern: TriplePattern, prefixes: Mapping[str, str], store: Store) -> Notice | None:
    """The forms in which the graph has the literal that is the object of a pattern without a match."""
    literal, predicate = _LITERAL.match(pattern.object), _predicate(pattern, prefixes)
    if literal is None or not predicate:
        return None
    forms = [form for _, form in _rows(store, predicate, f"VALUES ?value {{ {' '.join(_other_forms(literal[1]))} }}")]
    if forms:
        rule = "a literal matches only with its language and datatype"
        return Notice("literal-in-another-form", f"The graph has {_listed(forms[:_MOST])} there; {rule}.")
    suggested = _nearest_values(store, predicate, literal[1], literal[2] or "")
    if not suggested:
        return None
    sentence = f"The property has no value {pattern.object}; did you mean {_listed(suggested[:_MOST])}?"
    return Notice("unknown-literal", sentence)


def _other_forms(literal: str) -> list[str]:
    """A quoted text with each language and datatype that values have here; an index finds each at once."""
    typed = [f"{literal}^^<{XSD[name]}>" for name in _DATATYPES]
    # A day is often written for an instant: "1991-12-16" for "1991-12-16T00:00:00Z"^^xsd:dateTime.
    instant = f"{literal[:-1]}T00:00:00Z{literal[-1]}^^<{XSD.dateTime}>"
    return [*(f"{literal}{language}" for language in LANGUAGES), *typed, instant]


def _nearest_values(store: Store, predicate: str, literal: str, tag: str) -> list[str]:
    """What is most like a literal that a property does not have: its values, or things of that name."""
    text = literal[1:-1]
    [row] = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?thing <{predicate}> ?value }}")
    if int(row["n"]["value"]) > _MOST_COMPARED:
        return [shorten(iri) for iri in nearest(store, str(ID[quote(text.replace(" ", "-").lower())]))]
    near = f"FILTER(isLiteral(?value) && ABS(STRLEN(STR(?value)) - {len(text)}) <= {_LENGTHS})"
    forms: dict[str, str] = {}
    for value, form in _rows(store, predicate, near):
        if value not in forms or form.endswith(tag):
            forms[value] = form
    # Letters in another order are nearer than difflib says, as in KZA for KAZ.
    turned = [value for value in forms if sorted(value) == sorted(text)]
    close = dict.fromkeys([*turned, *get_close_matches(text, forms, _MOST, _LIKENESS)])
    return [forms[value] for value in close] or [shorten(iri) for iri in named(store, text)]


def _predicate(pattern: TriplePattern, prefixes: Mapping[str, str]) -> str:
    """The IRI of the predicate; empty for a path, a variable and `a`."""
    iri = iri_of(pattern.verb, prefixes)
    return iri if iri and not re.search(r"[\s<>\"{}|^`\\]", iri) else ""


def _rows(store: Store, predicate: str, condition: str) -> list[tuple[str, str]]:
    """The values of a property that fulfil a condition, with their forms in SPARQL."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?value WHERE {{ ?thing <{predicate}> ?value {condition} }}""",
    )
    return sorted((row["value"]["value"], _form(row["value"])) for row in rows)


def _form(value: Mapping[str, str]) -> str:
    if "xml:lang" in value:
        return f'"{value["value"]}"@{value["xml:lang"]}'
    datatype = value.get("datatype", "")
    kind = "" if not datatype or datatype.endswith("#string") else f"^^xsd:{datatype.rpartition('#')[2]}"
    return f'"{value["value"]}"{kind}'


def _listed(forms: list[str]) -> str:
    return " or ".join(forms)
