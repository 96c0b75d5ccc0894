"""The axioms about a term: definitions, hierarchy, domain and range, disjointness, alignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS

from ...rdf.formats import N_TRIPLES
from ...rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ...rdf.owl_expression_reader import read_expression
from ...rdf.owl_expressions import Expression, Fault, Named, named_in
from ...rdf.triple_index import ListError, Node, Subject, TripleIndex
from ...store import Store
from ..schema import Schema
from ..version_cache import PerVersion

_SUB_CLASS, _SUB_PROPERTY = str(RDFS.subClassOf), str(RDFS.subPropertyOf)
_EQUIVALENT = (str(OWL.equivalentClass), str(OWL.equivalentProperty))
_DISJOINT = (str(OWL.disjointWith), str(OWL.propertyDisjointWith))
_LISTED = {
    str(OWL.propertyChainAxiom): ("implied by the chain", ", then "),
    str(OWL.hasKey): ("identified by the key", ", "),
    str(OWL.disjointUnionOf): ("disjoint union of", ", "),
}
_SIDES = {str(RDFS.domain): "domain", str(RDFS.range): "range"}


@dataclass(frozen=True)
class Row:
    """A relation of a term to others: its name and the others; `folded` where they are many and indirect."""

    how: str
    others: tuple[Expression, ...]
    between: str = ", "
    folded: bool = False


def read_axioms(store: Store) -> TripleIndex:
    """The triples of the ontology's graph."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?s ?p ?o }} }}"
    body = store.run(query, lambda _: N_TRIPLES).body
    triples = (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    return TripleIndex(sorted(triples, key=str))


AXIOMS = PerVersion(lambda served: read_axioms(served.store))


def rows_of(iri: str, axioms: TripleIndex, schema: Schema) -> list[Row]:
    """The axioms about a term by their kind, those that define it first."""
    standing = _Standing(iri, axioms, schema)
    rows = (*standing.meaning(), *standing.hierarchy(), *standing.sides(), *standing.apart(), *standing.elsewhere())
    return [row for row in rows if row.others]


class _Standing:
    """The rows of one term."""

    def __init__(self, iri: str, axioms: TripleIndex, schema: Schema) -> None:
        self._iri = iri
        self._term = ox.NamedNode(iri)
        self._axioms = axioms
        self._schema = schema
        self._is_class = iri in schema.classes

    def meaning(self) -> Iterator[Row]:
        """Equivalent terms, and expressions whose instances all belong to it."""
        yield Row("is a", self._read(node for node in self._types() if not _is_foreign(node)))
        same = [node for way in _EQUIVALENT for node in self._both_ways(way)]
        yield Row("equivalent to", self._read(node for node in same if not _is_foreign(node)))
        blank = [node for node in self._axioms.subjects(_SUB_CLASS, self._term) if isinstance(node, ox.BlankNode)]
        yield Row("superclass of", self._read(blank))
        for predicate, (how, between) in _LISTED.items():
            for head in self._axioms.values(self._term, predicate):
                yield Row(how, self._list(head), between)

    def hierarchy(self) -> Iterator[Row]:
        """Direct superterms and subterms, and indirect ones."""
        predicate = _SUB_CLASS if self._is_class else _SUB_PROPERTY
        names = (
            ("subclass of", "indirect superclasses", "subclasses", "indirect subclasses")
            if self._is_class
            else ("subproperty of", "indirect superproperties", "subproperties", "indirect subproperties")
        )
        above = self._direct(self._iri)
        unnamed = [node for node in self._axioms.values(self._term, predicate) if isinstance(node, ox.BlankNode)]
        all_above = [term for term in self._schema.above.get(self._iri, ()) if _is_ours(term)]
        all_below = [term for term in self._schema.above if _is_ours(term) and self._schema.is_below(term, self._iri)]
        below = [term for term in all_below if self._iri in self._direct(term)]
        yield Row(names[0], (*self._named(above), *self._read(unnamed)))
        yield Row(names[1], self._named(term for term in all_above if term not in above))
        yield Row(names[2], self._named(below))
        yield Row(names[3], self._named(term for term in all_below if term not in below), folded=True)

    def sides(self) -> Iterator[Row]:
        """Domain, range and inverse of a property."""
        for predicate, how in _SIDES.items():
            yield Row(how, self._read(self._axioms.values(self._term, predicate)), " and ")
        yield Row("inverse of", self._read(self._both_ways(str(OWL.inverseOf), named=True)))

    def apart(self) -> Iterator[Row]:
        """Disjoint terms, stated in pairs or over several terms at once."""
        pairwise = [node for predicate in _DISJOINT for node in self._both_ways(predicate)]
        lists = [head for axiom, head in self._axioms.pairs(str(OWL.members)) if not self._differs(axiom)]
        groups = [group for group in map(self._list, lists) if Named(self._iri) in group]
        others = [member for group in groups for member in group if member != Named(self._iri)]
        yield Row("disjoint with", self._sorted([*self._read(pairwise), *others]))

    def elsewhere(self) -> Iterator[Row]:
        """Terms of other vocabularies, and terms of ours whose definitions name this one."""
        same = [node for way in _EQUIVALENT for node in self._both_ways(way) if _is_foreign(node)]
        above = [iri for iri in self._schema.above.get(self._iri, ()) if not _is_ours(iri)]
        yield Row("in other vocabularies", self._sorted([*self._read(same), *self._named(above)]))
        yield Row("used in the definition of", self._named(self._defined()))

    def _defined(self) -> Iterator[str]:
        for predicate in (*_EQUIVALENT, _SUB_CLASS):
            for subject, target in self._axioms.pairs(predicate):
                for term, definition in ((subject, target), (target, subject)):
                    if isinstance(term, ox.NamedNode) and isinstance(definition, ox.BlankNode):
                        names = named_in(read_expression(self._axioms, definition))
                        if term.value != self._iri and self._iri in names:
                            yield term.value

    def _direct(self, iri: str) -> list[str]:
        """What is stated to lie above a term and does not lie above another such."""
        term = ox.NamedNode(iri)
        nodes = [*self._axioms.values(term, _SUB_CLASS), *self._axioms.values(term, _SUB_PROPERTY)]
        stated = {node.value for node in nodes if isinstance(node, ox.NamedNode) and _is_ours(node.value)}
        return [parent for parent in stated if not any(self._schema.is_below(other, parent) for other in stated)]

    def _both_ways(self, predicate: str, *, named: bool = False) -> list[Node]:
        nodes: list[Node] = [
            *self._axioms.values(self._term, predicate),
            *self._axioms.subjects(predicate, self._term),
        ]
        return [node for node in nodes if not named or isinstance(node, ox.NamedNode)]

    def _types(self) -> list[Node]:
        return self._axioms.values(self._term, str(RDF.type))

    def _differs(self, axiom: Subject) -> bool:
        return ox.NamedNode(str(OWL.AllDifferent)) in self._axioms.values(axiom, str(RDF.type))

    def _list(self, head: Node) -> tuple[Expression, ...]:
        try:
            return tuple(read_expression(self._axioms, node) for node in self._axioms.members(head))
        except ListError as error:
            return (Fault(str(error)),)

    def _read(self, nodes: Iterable[Node]) -> tuple[Expression, ...]:
        return self._sorted(read_expression(self._axioms, node) for node in nodes)

    def _named(self, iris: Iterable[str]) -> tuple[Expression, ...]:
        return self._sorted(Named(iri) for iri in iris)

    def _sorted(self, expressions: Iterable[Expression]) -> tuple[Expression, ...]:
        """Each expression once: names by their labels, then what has no name."""
        return tuple(sorted(dict.fromkeys(expressions), key=self._place))

    def _place(self, expression: Expression) -> tuple[bool, str]:
        if isinstance(expression, Named):
            return False, self._schema.label(expression.iri).casefold()
        return True, repr(expression)


def _is_ours(iri: str) -> bool:
    return iri.startswith(str(WPH))


def _is_foreign(node: Node) -> bool:
    return isinstance(node, ox.NamedNode) and not _is_ours(node.value)
