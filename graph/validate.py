"""Validation of sources before they are reasoned over: terms, literals, hand-typed relations, and SHACL shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH

from .dataset import Inputs
from .errors import InputError
from .findings import Finding, Severity
from .ontology import merge
from .parsing import Document, read_turtle
from .rdflib_bridge import to_rdflib
from .terms import shorten
from .vocab import GRAPH, WPH

_BUILT_IN = (str(RDF), str(RDFS), str(OWL))
_SEVERITIES: dict[rdflib.term.Node, Severity] = {SH.Warning: "warning", SH.Info: "warning"}


def validate(inputs: Inputs, shape_paths: list[Path]) -> list[Finding]:
    """Check every source document against the ontology and the shapes.

    Returns the findings, errors first. Raises InputError when there are no shapes (a check that cannot fail).
    """
    if not shape_paths:
        raise InputError("There are no shapes to validate against; expected ontology/shapes/*.ttl.")
    ontology = to_rdflib(merge(inputs.modules))
    documents = inputs.source_documents
    findings = [
        *_unknown_terms(documents, ontology),
        *_hand_typed_relations(documents, ontology),
        *_literals_not_canonical(documents),
        *_shape_findings(documents, ontology, shape_paths),
    ]
    return sorted(set(findings), key=lambda finding: (finding.severity, finding.where, finding.message))


def _unknown_terms(documents: list[Document], ontology: rdflib.Graph) -> Iterator[Finding]:
    declared = {str(subject) for subject in ontology.subjects(RDF.type, None)}
    for document in documents:
        for triple in document.triples:
            for term, role in _terms_of(triple):
                if term not in declared and not term.startswith(_BUILT_IN):
                    message = f"the {role} {shorten(term)} is not declared in the ontology; expected a declared one"
                    yield Finding("unknown-term", "error", message, place(document, term))


def _terms_of(triple: ox.Triple) -> Iterator[tuple[str, str]]:
    """The IRIs of a triple that are used as vocabulary: its property, a class, or any term in our namespace."""
    yield triple.predicate.value, "property"
    target = triple.object
    if isinstance(target, ox.NamedNode) and (triple.predicate.value == str(RDF.type) or target.value in WPH):
        yield target.value, "class" if triple.predicate.value == str(RDF.type) else "term"


def _hand_typed_relations(documents: list[Document], ontology: rdflib.Graph) -> Iterator[Finding]:
    derived = {str(term) for term in ontology.transitive_subjects(RDFS.subPropertyOf, WPH.relatedTo)}
    for document in documents:
        for triple in document.triples:
            if triple.predicate.value in derived:
                name = shorten(triple.predicate.value)
                message = f"{name} is stated by hand; expected a situation from which the reasoner derives it"
                yield Finding("hand-typed-relation", "error", message, place(document, triple.predicate.value))


def _literals_not_canonical(documents: list[Document]) -> Iterator[Finding]:
    """The store rewrites literals on the way in; what it would change must be written as it will be."""
    for document in documents:
        literals = {t.object for t in document.triples if isinstance(t.object, ox.Literal)}
        for literal, stored in zip(literals, _stored(literals), strict=True):
            if stored != literal:
                message = f"the literal {literal} is not in canonical form; expected {stored}"
                yield Finding("literal-form", "error", message, place(document, literal.value))


def _stored(literals: Iterable[ox.Literal]) -> list[object]:
    """Each literal as the store gives it back."""
    subject, prop = ox.NamedNode("urn:s"), ox.NamedNode("urn:p")
    found = []
    for literal in literals:
        store = ox.Store()
        store.add(ox.Quad(subject, prop, literal))
        found.append(next(iter(store)).object)
    return found


def _shape_findings(documents: list[Document], ontology: rdflib.Graph, paths: list[Path]) -> Iterator[Finding]:
    shapes = to_rdflib(t for path in paths for t in read_turtle(path, str(GRAPH["shapes"])).triples)
    data = to_rdflib(triple for document in documents for triple in document.triples)
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        data.add(triple)  # by which a shape for a class reaches the instances of its subclasses
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", meta_shacl=False, advanced=False)
    assert isinstance(report, rdflib.Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield _shape_finding(report, result, documents)


def _shape_finding(report: rdflib.Graph, result: rdflib.term.Node, documents: list[Document]) -> Finding:
    focus = str(report.value(result, SH.focusNode))
    severity = _SEVERITIES.get(report.value(result, SH.resultSeverity) or SH.Violation, "error")
    message = str(report.value(result, SH.resultMessage)).rstrip(".")
    value = report.value(result, SH.value)
    found = f" (found {shorten(str(value))})" if value is not None and str(value) != focus else ""
    describing = sorted((d for d in documents if _describes(d, focus)), key=lambda d: focus not in d.lines)
    where = place(describing[0], focus) if describing else shorten(focus)
    return Finding("shape", severity, f"{shorten(focus)} {message}{found}", where)


def _describes(document: Document, iri: str) -> bool:
    return any(isinstance(t.subject, ox.NamedNode) and t.subject.value == iri for t in document.triples)


def place(document: Document, text: str) -> str:
    """File and line of the first mention of an IRI or literal in a document's file; the file alone if not found.

    A list knows the line of each record. The Turtle parser gives no positions, so the text is searched for the last
    part of the name.
    """
    if text in document.lines:
        return f"{document.path}:{document.lines[text]}"
    local = re.split(r"[/#]", text)[-1] or text
    pattern = re.compile(rf"(?<![\w-]){re.escape(local)}(?![\w-])")
    lines = document.path.read_text(encoding="utf-8").splitlines()
    mentions = [(number, line) for number, line in enumerate(lines, start=1) if pattern.search(line)]
    # The line that begins a description says more than one that mentions it.
    mentions.sort(key=lambda mention: mention[1].startswith((" ", "\t", "#", "@")))
    return f"{document.path}:{mentions[0][0]}" if mentions else str(document.path)
