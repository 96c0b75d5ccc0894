"""Explanations for people: the sentence, the proof as a nested list and as a picture, and where its leaves stand."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Response, request

from ..reason.proof import Explanation, Period, Step, Triple
from ..reason.terms import readable_text
from ..vocab import ID
from .context import published
from .day import Day
from .finding import names
from .proof_picture import picture_of, scale_of
from .proofs import is_schema
from .rendering import page
from .spans import Span

_RECORD = re.compile(rf"<{re.escape(str(ID))}[^/>]+/.")
"""IRIs of records, which are called by sentences; quoted, they read as names."""

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
    proofs = [_proof(proof, found, words) for proof in found.proofs]
    subject, prop, target = found.triple
    return page(
        "explanation.html",
        found=found,
        words=words,
        conclusion=words.sentence(found.triple),
        subject=iri_of(subject),
        target=iri_of(target),
        prop=iri_of(prop),
        proofs=proofs,
        day=Day(found.day, published().store, chosen="at" in request.args),
        others={name: request.args[name] for name in ("s", "p", "o", "alternatives") if name in request.args},
        more=_address(alternatives=MORE),
        as_format=lambda name: _address(format=name),
        on_day=lambda day: _address(at=day),
    )


class Words:
    """Statements, periods and places in words, with the labels of an explanation."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = dict(labels)

    def term(self, term: str) -> str:
        """A term, given in N-Triples form."""
        if term not in self._labels:
            text = readable_text(term)
            self._labels[term] = PLAIN.get(text, text)
        label = self._labels[term]
        return f"“{label}”" if _RECORD.match(term) else label

    def sentence(self, triple: Triple) -> str:
        """A statement as a sentence."""
        return " ".join(self.term(term) for term in triple)

    def period(self, period: Period) -> str:
        """A period as the other pages write it."""
        begin, end = (day.isoformat() if day else "" for day in (period.begins, period.ends))
        return Span(begin, end).text or "always"

    def source(self, term: str) -> str:
        """The title of a source."""
        iri = iri_of(term)
        return names().labels([iri]).get(iri, readable_text(term)) if iri else readable_text(term)


def iri_of(term: str) -> str:
    """The IRI in a term in N-Triples form; empty for anything else."""
    return term[1:-1] if term.startswith("<") else ""


def _proof(proof: Step, found: Explanation, words: Words) -> dict[str, object]:
    texts = {step.triple: words.sentence(step.triple) for step in proof.statements()}
    return {
        "step": proof,
        "scale": scale_of(proof, found.day),
        "picture": picture_of(proof, texts),
        "facts": [step for step in proof.statements() if step.is_asserted and step.citations and not is_schema(step)],
    }


def _address(**changes: object) -> str:
    """The address of this page with some parameters changed."""
    return f"{request.path}?{urlencode({**request.args, **changes})}"
