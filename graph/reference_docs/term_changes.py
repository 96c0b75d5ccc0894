"""The module `changes.ttl`: what each version of the ontology changed in its terms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ..inputs.ontology import released_versions
from ..rdf.curies import shorten
from ..rdf.namespaces import ONTOLOGY_IRI, WPH

NAME = "changes.ttl"
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_HEAD = f"""\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wph: <{WPH}> .

<{ONTOLOGY_IRI}/changes> a owl:Ontology ;
    dcterms:title "Westphalia: changes of terms"@en ;
    dcterms:description "What each version changed in its terms, compared with the one before."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .

dcterms:description a owl:AnnotationProperty .
dcterms:license a owl:AnnotationProperty .
dcterms:title a owl:AnnotationProperty .
skos:changeNote a owl:AnnotationProperty .
"""


def render_changes(ontology: rdflib.Graph, ontology_dir: Path) -> str:
    """The module as Turtle: a note for each change of a term, and a comment that lists the terms that are gone."""
    notes: dict[rdflib.URIRef, list[str]] = {}
    gone: list[str] = []
    states = [rdflib.Graph().parse(path) for path in released_versions(ontology_dir).values()]
    for older, newer in zip(states, [*states[1:], ontology], strict=True):
        version = str(newer.value(rdflib.URIRef(ONTOLOGY_IRI), OWL.versionInfo))
        before, after = _terms(older), _terms(newer)
        gone += [f"# Removed in {version}: {shorten(str(term))}" for term in sorted(before - after)]
        for term in sorted(after):
            changes = _changes(term, older, newer) if term in before else iter(["added"])
            notes.setdefault(term, []).extend(f"{version}: {change}." for change in changes)
    lines = [_statement(term, texts) for term, texts in sorted(notes.items()) if texts]
    return "\n".join([_HEAD, *gone, *([""] if gone else []), *lines, ""])


def _terms(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    declared = {term for kind in _KINDS for term in ontology.subjects(RDF.type, kind)}
    return {term for term in declared if isinstance(term, rdflib.URIRef) and term in WPH}


def _changes(term: rdflib.URIRef, older: rdflib.Graph, newer: rdflib.Graph) -> Iterator[str]:
    """What is different about a term, in words."""
    for prop, name in ((RDFS.label, "label"), (SKOS.definition, "definition")):
        before, after = _english(older, term, prop), _english(newer, term, prop)
        if before and before != after:
            yield f"{name} changed, before: '{before.rstrip('.')}'"
    for prop, name in ((RDFS.domain, "domain"), (RDFS.range, "range")):
        before, after = _named(older, term, prop), _named(newer, term, prop)
        if before != after:
            yield f"{name} changed, before: {before or 'none'}"
    if (term, OWL.deprecated, None) in newer and (term, OWL.deprecated, None) not in older:
        yield "deprecated"


def _english(ontology: rdflib.Graph, term: rdflib.URIRef, prop: rdflib.URIRef) -> str:
    texts = (value for value in ontology.objects(term, prop) if getattr(value, "language", None) == "en")
    return str(next(texts, ""))


def _named(ontology: rdflib.Graph, term: rdflib.URIRef, prop: rdflib.URIRef) -> str:
    values = (value for value in ontology.objects(term, prop) if isinstance(value, rdflib.URIRef))
    return ", ".join(sorted(shorten(str(value)) for value in values))


def _statement(term: rdflib.URIRef, texts: list[str]) -> str:
    written = [rdflib.Literal(text, lang="en").n3() for text in texts]
    if len(written) == 1:
        return f"{shorten(str(term))} skos:changeNote {written[0]} ."
    return f"{shorten(str(term))} skos:changeNote\n    " + ",\n    ".join(written) + " ."
