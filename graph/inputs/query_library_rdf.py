"""The query library and the prefixes as RDF, so that query editors can read them from the store.

Queries are `sh:SPARQLExecutable` with the text in `sh:select`, prefixes are `sh:declare` (W3C SHACL, sections 5.2.1
and 6.2.1), the vocabulary that the SPARQL editor of SIB reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, XSD

from ..rdf.namespaces import BASE, PREFIXES, QUERIES_GRAPH
from .query_library import LibraryQuery, load_library

_LIBRARY = f"{BASE}queries"


def library_quads(queries_dir: Path) -> list[ox.Quad]:
    """Every query of the library and every prefix, in the graph of queries.

    Raises InputError when a query is malformed.
    """
    triples = [*_declarations()]
    for query in load_library(queries_dir).values():
        triples.extend(_query(query))
    graph = ox.NamedNode(QUERIES_GRAPH)
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _declarations() -> Iterator[ox.Triple]:
    library = ox.NamedNode(_LIBRARY)
    for prefix, namespace in PREFIXES.items():
        declaration = ox.NamedNode(f"{_LIBRARY}#prefix-{prefix}")
        yield _triple(library, SH.declare, declaration)
        yield _triple(declaration, RDF.type, ox.NamedNode(SH.PrefixDeclaration))
        yield _triple(declaration, SH.prefix, ox.Literal(prefix))
        yield _triple(declaration, SH.namespace, ox.Literal(namespace, datatype=ox.NamedNode(XSD.anyURI)))


def _query(query: LibraryQuery) -> Iterator[ox.Triple]:
    """A query with the defaults of its parameters, so that it can be run unchanged."""
    node = ox.NamedNode(f"{_LIBRARY}#{query.name}")
    yield _triple(node, RDF.type, ox.NamedNode(SH.SPARQLExecutable))
    yield _triple(node, RDF.type, ox.NamedNode(SH.SPARQLSelectExecutable))
    yield _triple(node, RDFS.label, ox.Literal(query.title, language="en"))
    yield _triple(node, RDFS.comment, ox.Literal(query.description, language="en"))
    yield _triple(node, SH.prefixes, ox.NamedNode(_LIBRARY))
    yield _triple(node, SH.select, ox.Literal(query.render()))


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
