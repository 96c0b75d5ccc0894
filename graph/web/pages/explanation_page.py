"""Explanations for people: the sentence, the proof as a nested list and as a picture, and where its leaves stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from flask import Response, request

from ...reason.proofs.proof import Explanation, Step, Triple
from ...reason.proofs.terms import readable_text
from ...views.date_precision import instants_of
from ...views.proofs.dates import ProofDates
from ...views.proofs.nodes import Node, is_record, key_step, record_view
from ...views.proofs.picture import picture_of, scale_of
from ..request_context import published, settings
from .rendering import page
from .rule import own_rules
from .search import names
from .selected_day import Day

MORE = 3
"""Alternatives that the page offers to look for."""

PLAIN = {
    "rdf:type": "is a",
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "implies",
    "rdfs:domain": "is said of a",
    "rdfs:range": "leads to a",
    "owl:equivalentClass": "means the same as",
    "owl:equivalentProperty": "means the same as",
    "owl:inverseOf": "is the inverse of",
    "owl:intersectionOf": "is all of",
    "owl:unionOf": "is any of",
    "owl:onProperty": "restricts",
    "owl:someValuesFrom": "asks for some",
    "owl:allValuesFrom": "asks for none but",
    "owl:hasValue": "asks for",
    "owl:propertyChainAxiom": "follows from the chain",
    "owl:SymmetricProperty": "symmetric property",
    "owl:TransitiveProperty": "transitive property",
}
"""Words of OWL as readers who do not know it read them."""


def explanation_page(found: Explanation) -> Response:
    """The page that explains a statement, or says that it does not hold, and when it does."""
    words = Words(found.labels)
    dates = dates_of(found.proofs)
    subject, prop, target = found.triple
    return page(
        "explanation.html",
        found=found,
        words=words,
        conclusion=words.sentence(found.triple),
        subject=iri_of(subject),
        target=iri_of(target),
        prop=iri_of(prop),
        dates=dates,
        proofs=shown_proofs(found.proofs, found.day, words),
        day=Day(found.day, published().store, chosen="at" in request.args),
        others={name: request.args[name] for name in ("s", "p", "o", "alternatives") if name in request.args},
        more=_address(alternatives=MORE),
        as_format=lambda name: _address(format=name),
        on_day=lambda day: _address(at=day),
    )


class Words:
    """Statements and places in words, with the labels of an explanation."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = dict(labels)

    def term(self, term: str) -> str:
        """A term, given in N-Triples form."""
        if term not in self._labels:
            text = readable_text(term)
            self._labels[term] = PLAIN.get(text, text)
        label = self._labels[term]
        return f"“{label}”" if is_record(term) else label

    def sentence(self, triple: Triple) -> str:
        """A statement as a sentence."""
        return " ".join(self.term(term) for term in triple)

    def node(self, node: Node) -> str:
        """A node of a proof: the sentence that a record is called by, or the statement."""
        return self.term(node.record).strip("“”") if node.record else self.sentence(node.step.triple)

    def roles(self, node: Node) -> list[tuple[str, str, str]]:
        """What a record says in parts: the role, what has it, and the IRI of that."""
        return [(self.term(p), self.term(o), iri_of(o)) for _, p, o in (step.triple for step in node.steps)]

    def source(self, term: str) -> str:
        """The title of a source."""
        iri = iri_of(term)
        return names().labels([iri]).get(iri, readable_text(term)) if iri else readable_text(term)


def iri_of(term: str) -> str:
    """The IRI in a term in N-Triples form; empty for anything else."""
    return term[1:-1] if term.startswith("<") else ""


def dates_of(proofs: Iterable[Step]) -> ProofDates:
    """How the dates of proofs are told."""
    served = published()
    return ProofDates(served.store, instants_of(served), proofs)


def shown_proofs(proofs: Iterable[Step], day: date, words: Words) -> list[dict[str, object]]:
    """Proofs as the templates draw them: nodes, scale, picture, and the facts below."""
    return [_shown(proof, record_view(proof), day, words) for proof in proofs]


def _shown(proof: Step, node: Node, day: date, words: Words) -> dict[str, object]:
    own = {rule.name for rule in own_rules(settings().ontology_dir)}
    return {
        "node": node,
        "reason": key_step(node, own).title,
        "size": proof.size,
        "scale": scale_of(proof, day),
        "picture": picture_of(node, words.node),
        "facts": [one for one in node.nodes() if one.is_fact],
    }


def _address(**changes: object) -> str:
    """The address of this page with some parameters changed."""
    return f"{request.path}?{urlencode({**request.args, **changes})}"
