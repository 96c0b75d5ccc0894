"""Names for blank nodes (RDF 1.1 Concepts, section 3.5): a blank node loses its identity whenever it travels.

With names, a graph can be sent in pieces, a piece can be sent again without doubling anything, and the same node can
stand in two graphs.
"""

from __future__ import annotations

import pyoxigraph as ox

from ..rdf.namespaces import BASE

_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

GENID = f"{BASE}.well-known/genid/"


def named_quad(quad: ox.Quad) -> ox.Quad:
    """The quad with IRIs in the place of blank nodes."""
    triple = _named_triple(quad.triple)
    return ox.Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)


def _named_triple(triple: ox.Triple) -> ox.Triple:
    subject = _name(triple.subject) if isinstance(triple.subject, ox.BlankNode) else triple.subject
    return ox.Triple(subject, triple.predicate, _named_object(triple.object))


def _named_object(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> ox.NamedNode | ox.Literal | ox.Triple:
    if isinstance(term, ox.Triple):
        return _named_triple(term)
    return _name(term) if isinstance(term, ox.BlankNode) else term


def _name(node: ox.BlankNode) -> ox.NamedNode:
    return ox.NamedNode(f"{GENID}{node.value}")
