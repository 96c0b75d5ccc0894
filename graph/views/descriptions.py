"""Descriptions of entities in RDF; in Turtle laid out for people, with the names of what has an opaque IRI."""

from __future__ import annotations

import pyoxigraph as ox

from ..rdf.curies import prefixes_for
from ..rdf.formats import N_TRIPLES, TURTLE, RdfFormat
from ..rdf.turtle import turtle_lines
from ..store import Store
from .select import select


def description(store: Store, iri: str, fmt: RdfFormat) -> bytes:
    """What a store says of an IRI, as a document in a format.

    Raises NotRepresentableError when the format cannot carry it.
    """
    query = f"DESCRIBE <{iri}>"
    if fmt is not TURTLE:
        return store.run(query, lambda _: fmt).body
    body = store.run(query, lambda _: N_TRIPLES).body
    triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
    return ("\n".join(turtle_lines(triples, prefixes_for(triples), _names(store, iri))) + "\n").encode()


def _names(store: Store, iri: str) -> dict[str, str]:
    """The English names of what an IRI is related to."""
    rows = select(store, f'SELECT ?o ?name {{ <{iri}> ?p ?o . ?o rdfs:label ?name FILTER(LANG(?name) = "en") }}')
    return {row["o"]["value"]: row["name"]["value"] for row in rows}
