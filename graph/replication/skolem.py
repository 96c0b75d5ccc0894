"""Skolemization (RDF 1.1 Concepts, section 3.5): the label of a blank node is valid within one document only.

With skolem IRIs a graph can be sent in pieces, a piece can be sent twice without duplicates, and a node can occur in
two graphs.
"""

from __future__ import annotations

import pyoxigraph as ox

from ..rdf.namespaces import GENID


def skolemized(quad: ox.Quad) -> ox.Quad:
    """The quad with a skolem IRI instead of each blank node."""
    triple = _skolemized_triple(quad.triple)
    return ox.Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)


def _skolemized_triple(triple: ox.Triple) -> ox.Triple:
    subject = _skolem_iri(triple.subject) if isinstance(triple.subject, ox.BlankNode) else triple.subject
    return ox.Triple(subject, triple.predicate, _skolemized_object(triple.object))


def _skolemized_object(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> ox.NamedNode | ox.Literal | ox.Triple:
    if isinstance(term, ox.Triple):
        return _skolemized_triple(term)
    return _skolem_iri(term) if isinstance(term, ox.BlankNode) else term


def _skolem_iri(node: ox.BlankNode) -> ox.NamedNode:
    return ox.NamedNode(f"{GENID}{node.value}")
