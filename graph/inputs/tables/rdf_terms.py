"""RDF terms that the readers of lists write: IRIs of terms, entities and documents, texts, and dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from ...rdf.instants import instant_literal
from ...rdf.namespaces import ID, SOURCE, WPH

_WPH = str(WPH)
_ID = str(ID)
_SOURCE = str(SOURCE)
_KEPT = 10_000
"""As many terms of a kind are kept: a few thousand days and documents occur in all rows."""
_terms: dict[str, ox.NamedNode] = {}


def term(name: str) -> ox.NamedNode:
    """A term of the ontology by its name; kept, since all rows of a list use the same few terms."""
    iri = _terms.get(name)
    if iri is None:
        iri = _terms[name] = ox.NamedNode(_WPH + name)
    return iri


def entity_iri(slug: str) -> ox.NamedNode:
    """The IRI of an entity."""
    return ox.NamedNode(_ID + slug)


def english(text: str) -> ox.Literal:
    """A literal in English."""
    return ox.Literal(text, language="en")


@lru_cache(_KEPT)
def source_iri(source: str) -> ox.NamedNode:
    """The IRI of a source."""
    return ox.NamedNode(_SOURCE + source)


@lru_cache(_KEPT)
def reference_iri(source: str, key: str) -> ox.NamedNode:
    """The IRI of a document that a source cites."""
    return ox.NamedNode(f"{_SOURCE}{source}/{key}")


@lru_cache(_KEPT)
def midnight(day: date) -> ox.Literal:
    """The instant at which a day begins, as the ontology's dates are written."""
    return instant_literal(day)


def name_of_record(*parts: str) -> str:
    """The last part of a record's IRI; empty parts are left out."""
    return "-".join(filter(None, parts))
