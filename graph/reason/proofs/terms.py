"""N-Triples terms as people read them."""

from __future__ import annotations

import pyoxigraph as ox

from ...rdf.curies import readable


def parsed(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The term that an N-Triples text stands for."""
    [quad] = ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    term = quad.object
    assert isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal)
    return term


def readable_text(text: str) -> str:
    """An N-Triples term as people read it: a CURIE, or the text of a literal."""
    return readable(parsed(text))
