"""Answers as RDF: a `wph:Answer` about a reified statement, with verdict, sentence and coverage statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF

from ...rdf.instants import instant_literal
from ...rdf.namespaces import PREFIXES, WPH
from ...reason.proofs.proof_rdf import explanation_triples
from ...reason.proofs.terms import parsed
from .answer import Answer, Verdict
from .lists import ListAnswer
from .statements import CoverageStatement

_VERDICTS = {
    Verdict.HOLDS: WPH.holdsVerdict,
    Verdict.DOES_NOT_HOLD: WPH.doesNotHoldVerdict,
    Verdict.NOT_KNOWN: WPH.notKnownVerdict,
}
_NODE = ox.BlankNode("answer")


def answer_turtle(answer: Answer) -> bytes:
    """An answer in Turtle, with the proofs of what holds."""
    explanation = answer.explanation
    triples = [_about(place, parsed(term)) for place, term in zip(_PLACES, explanation.triple, strict=True)]
    triples.append(_about(WPH.verdict, ox.NamedNode(_VERDICTS[answer.verdict])))
    triples += _common(explanation.day, answer.sentence, answer.statements)
    if answer.last_confirmed is not None:
        triples.append(_about(WPH.lastConfirmed, instant_literal(answer.last_confirmed)))
    if answer.attested_since is not None:
        triples.append(_about(WPH.attestedSince, instant_literal(answer.attested_since)))
    return _turtle([*triples, *explanation_triples(explanation)])


def list_turtle(answer: ListAnswer) -> bytes:
    """A whole list in Turtle: its statements, and how complete it is."""
    relation = ox.NamedNode(answer.relation)
    triples = _common(answer.day, answer.sentence, answer.statements)
    kind = WPH.completeCoverage if answer.is_complete else WPH.unknownCoverage
    if not answer.is_complete and any(s.completeness == "selected" for s in answer.statements):
        kind = WPH.selectedCoverage
    triples += [_about(WPH.completeness, ox.NamedNode(kind)), _about(RDF.predicate, relation)]
    for iri, _ in answer.members:
        subject, target = (answer.subject or iri, answer.object or iri)
        triples.append(ox.Triple(ox.NamedNode(subject), relation, ox.NamedNode(target)))
    return _turtle(triples)


_PLACES = (str(RDF.subject), str(RDF.predicate), str(RDF.object))


def _common(day: date, sentence: str, statements: Iterable[CoverageStatement]) -> list[ox.Triple]:
    return [
        _about(RDF.type, ox.NamedNode(WPH.Answer)),
        _about(WPH.answeredFor, instant_literal(day)),
        _about(DCTERMS.description, ox.Literal(sentence, language="en")),
        *(_about(WPH.restsOnCoverage, ox.NamedNode(statement.iri)) for statement in statements),
    ]


def _about(prop: str, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.Triple:
    return ox.Triple(_NODE, ox.NamedNode(prop), value)


def _turtle(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
