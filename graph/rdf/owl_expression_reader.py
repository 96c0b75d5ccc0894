"""The reader of OWL 2 expressions, from the triples that stand for them.

It follows the mapping of OWL 2 to RDF graphs (https://www.w3.org/TR/owl2-mapping-to-rdf/, tables 11 to 15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import OWL, XSD

from .owl_expressions import Complement, Expression, Facets, Fault, Inverse, Junction, Named, Restriction, Text
from .triple_index import ListError, Node, Subject, TripleIndex

_LISTS = {OWL.intersectionOf: "and", OWL.unionOf: "or", OWL.oneOf: "one of"}
_COMPLEMENTS = (OWL.complementOf, OWL.datatypeComplementOf)
_FILLED = {OWL.someValuesFrom: "some", OWL.allValuesFrom: "only", OWL.hasValue: "value"}
_COUNTED = {
    OWL.minCardinality: "min",
    OWL.maxCardinality: "max",
    OWL.cardinality: "exactly",
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
}
_COUNTED_KINDS = (OWL.onClass, OWL.onDataRange)
_FACETS = {
    XSD.minInclusive: "≥",
    XSD.maxInclusive: "≤",
    XSD.minExclusive: ">",
    XSD.maxExclusive: "<",
    XSD.length: "length",
    XSD.minLength: "length ≥",
    XSD.maxLength: "length ≤",
    XSD.pattern: "pattern",
}


def read_expression(axioms: TripleIndex, node: Node) -> Expression:
    """The expression that a node stands for, with a Fault wherever the triples are not an expression."""
    return _Reader(axioms).read(node, frozenset())


class _MalformedError(ValueError):
    """The triples are not an expression; the message gives the reason."""


class _Reader:
    """Reads expressions; `above` are the enclosing nodes, by which cycles are detected."""

    def __init__(self, axioms: TripleIndex) -> None:
        self._axioms = axioms

    def read(self, node: Node, above: frozenset[Node]) -> Expression:
        """The expression of a node."""
        if isinstance(node, ox.NamedNode):
            return Named(node.value)
        if isinstance(node, ox.Literal):
            return Text(node.value, node.language or "")
        if node in above:
            return Fault("an expression that contains itself")
        try:
            return self._constructed(node, above | {node})
        except (ListError, _MalformedError) as error:
            return Fault(str(error))

    def _constructed(self, node: Subject, above: frozenset[Node]) -> Expression:
        for word, head in self._stated(node, _LISTS):
            return Junction(word, self._parts(head, above))
        for predicate in _COMPLEMENTS:
            for part in self._axioms.values(node, str(predicate)):
                return Complement(self.read(part, above))
        for target in self._axioms.values(node, str(OWL.inverseOf)):
            return Inverse(self.read(target, above))
        for datatype in self._axioms.values(node, str(OWL.onDatatype)):
            return Facets(self.read(datatype, above), tuple(self._limits(node, above)))
        return self._restriction(node, above)

    def _parts(self, head: Node, above: frozenset[Node]) -> tuple[Expression, ...]:
        return tuple(self.read(member, above) for member in self._axioms.members(head))

    def _limits(self, node: Subject, above: frozenset[Node]) -> Iterator[tuple[str, Expression]]:
        head = self._first(node, str(OWL.withRestrictions), "a datatype without restrictions")
        for cell in self._axioms.members(head):
            if isinstance(cell, ox.BlankNode):
                yield from ((word, self.read(value, above)) for word, value in self._stated(cell, _FACETS))

    def _restriction(self, node: Subject, above: frozenset[Node]) -> Restriction:
        properties = self._properties(node, above)
        for word, filler in self._stated(node, _FILLED):
            return Restriction(properties, word, filler=self.read(filler, above))
        for word, number in self._stated(node, _COUNTED):
            if isinstance(number, ox.Literal):
                fillers = [filler for kind in _COUNTED_KINDS for filler in self._axioms.values(node, str(kind))]
                return Restriction(properties, word, number.value, self.read(fillers[0], above) if fillers else None)
        if self._axioms.values(node, str(OWL.hasSelf)):
            return Restriction(properties, "itself")
        raise _MalformedError("a restriction that does not say which values")

    def _properties(self, node: Subject, above: frozenset[Node]) -> tuple[Expression, ...]:
        for head in self._axioms.values(node, str(OWL.onProperties)):
            return self._parts(head, above)
        return (self.read(self._first(node, str(OWL.onProperty), "an expression of an unknown kind"), above),)

    def _stated(self, node: Subject, words: Mapping[URIRef, str]) -> Iterator[tuple[str, Node]]:
        """The values of those of the predicates that a node has, each with the keyword of its predicate."""
        for predicate, word in words.items():
            yield from ((word, value) for value in self._axioms.values(node, str(predicate)))

    def _first(self, node: Subject, predicate: str, otherwise: str) -> Node:
        values = self._axioms.values(node, predicate)
        if not values:
            raise _MalformedError(otherwise)
        return values[0]
