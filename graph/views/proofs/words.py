"""Proofs in plain English: statements as sentences, records by their labels, sources by their titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...reason.proofs.proof import Triple
from ...reason.proofs.terms import readable_text
from .nodes import Node, is_record

PLAIN = {
    "rdf:type": "is a",
    "rdfs:subClassOf": "is a subclass of",
    "rdfs:subPropertyOf": "implies",
    "rdfs:domain": "has the domain",
    "rdfs:range": "has the range",
    "owl:equivalentClass": "is equivalent to",
    "owl:equivalentProperty": "is equivalent to",
    "owl:inverseOf": "is the inverse of",
    "owl:intersectionOf": "is the intersection of",
    "owl:unionOf": "is the union of",
    "owl:onProperty": "restricts",
    "owl:someValuesFrom": "requires some value of the class",
    "owl:allValuesFrom": "requires all values to be of the class",
    "owl:hasValue": "requires the value",
    "owl:propertyChainAxiom": "is implied by the property chain",
    "owl:SymmetricProperty": "symmetric property",
    "owl:TransitiveProperty": "transitive property",
}
"""Terms of RDF, RDFS and OWL in plain English."""


class Words:
    """Statements and citations in words; terms are in N-Triples form."""

    def __init__(self, labels: Mapping[str, str], title_of: Callable[[str], str]) -> None:
        """`labels` are those of an explanation, by term; `title_of` gives the title of a source, or an empty text."""
        self._labels = dict(labels)
        self._title_of = title_of

    def term(self, term: str) -> str:
        """A term."""
        if term not in self._labels:
            text = readable_text(term)
            self._labels[term] = PLAIN.get(text, text)
        label = self._labels[term]
        return f"“{label}”" if is_record(term) else label

    def sentence(self, triple: Triple) -> str:
        """A statement as a sentence."""
        return " ".join(self.term(term) for term in triple)

    def node(self, node: Node) -> str:
        """A node of a proof: the label of its record, or its statement."""
        return self.term(node.record).strip("“”") if node.record else self.sentence(node.step.triple)

    def roles(self, node: Node) -> list[tuple[str, str, str]]:
        """The statements of a record: the label of the property, that of the value, and the IRI of the value."""
        return [(self.term(p), self.term(o), iri_of(o)) for _, p, o in (step.triple for step in node.steps)]

    def source(self, term: str) -> str:
        """The title of a source."""
        iri = iri_of(term)
        return (self._title_of(iri) if iri else "") or readable_text(term)


def iri_of(term: str) -> str:
    """The IRI in a term in N-Triples form; empty for a literal or a blank node."""
    return term[1:-1] if term.startswith("<") else ""
