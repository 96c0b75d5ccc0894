"""Triples from pyoxigraph to rdflib and back; labels of blank nodes are kept, which rdflib's own parsers rename."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import rdflib

from ..errors import NotRepresentableError


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph; literals keep their lexical forms.

    Raises NotRepresentableError for a literal with a base direction (RDF 1.2), which rdflib would lose.
    """
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def from_rdflib(node: rdflib.term.Node) -> Any:  # noqa: ANN401 - the class depends on the term
    """An rdflib term as a pyoxigraph term."""
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(node)
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(node)
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype) if node.datatype else None)


def _node(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    return _literal(term)


def _literal(term: ox.Literal) -> rdflib.Literal:
    if term.direction is not None:
        raise NotRepresentableError(f"The literal {term} has a base direction, which rdflib cannot hold.")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
