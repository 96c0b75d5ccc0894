"""The history in RDF 1.2: a reifier for each relation and period, beside the annotated axioms of OWL 2.

    <genid> rdf:reifies <<( id:kazakhstan wph:memberOf id:csto )>> ; wph:heldFrom … ; wph:heldUntil …

A reified triple is not asserted (RDF 1.2 Concepts, section 1.5), so nothing here says that the relation holds now.
Reifiers keep the skolem IRIs that the store gives to axioms: OWL's need of blank nodes is not theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from ..rdf.namespaces import HISTORY_GRAPH

_REIFIES = ox.NamedNode(str(RDF) + "reifies")
_SOURCE, _PROPERTY, _TARGET = (
    ox.NamedNode(term) for term in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
)
_AXIOM = {_SOURCE, _PROPERTY, _TARGET, ox.NamedNode(RDF.type)}
_GRAPH = ox.NamedNode(HISTORY_GRAPH)


def reified_history(store: ox.Store) -> list[ox.Quad]:
    """The quads of the history, each axiom as a reifier."""
    axioms: defaultdict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, None, None, _GRAPH):
        if isinstance(quad.subject, ox.NamedNode):
            axioms[quad.subject].append(quad)
    return [quad for node, quads in axioms.items() for quad in _reified(node, quads)]


def _reified(node: ox.NamedNode, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    parts = {quad.predicate: quad.object for quad in quads if quad.predicate in {_SOURCE, _PROPERTY, _TARGET}}
    subject, predicate = parts.get(_SOURCE), parts.get(_PROPERTY)
    if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
        return
    yield ox.Quad(node, _REIFIES, ox.Triple(subject, predicate, parts[_TARGET]), _GRAPH)
    yield from (quad for quad in quads if quad.predicate not in _AXIOM)
