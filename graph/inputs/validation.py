"""Validation of sources before reasoning: terms, literals, dates, asserted derived relations, and SHACL shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, XSD

from ..errors import InputError
from ..rdf.curies import shorten
from ..rdf.namespaces import GRAPH, WPH
from ..rdf.reading import Document, read_turtle
from ..rdf.shacl import Engine, Violation, conforms, default_engine
from ..rdf.xsd_dates import EXPECTED_DATE, read_moment
from .dataset import Inputs
from .findings import Finding, Severity
from .ontology import merge

_BUILT_IN = (str(RDF), str(RDFS), str(OWL))
_WPH = str(WPH)
_TYPE = ox.NamedNode(RDF.type)
_SUBCLASS = ox.NamedNode(RDFS.subClassOf)
_SUBPROPERTY = ox.NamedNode(RDFS.subPropertyOf)
_STRING = ox.NamedNode(XSD.string)
_DATES = frozenset(map(ox.NamedNode, (WPH.validFrom, WPH.validUntil, WPH.coverageFrom, WPH.coverageUntil)))


def validate(inputs: Inputs, shape_paths: list[Path], engine: Engine | None = None) -> list[Finding]:
    """Check every source document against the ontology and the shapes, with `engine` or the default SHACL engine.

    Returns the findings, errors first. Raises InputError when there are no shapes: such a check could not fail.
    """
    if not shape_paths:
        raise InputError("There are no shapes to validate against; expected ontology/shapes/*.ttl.")
    ontology = merge(inputs.modules)
    documents = inputs.source_documents
    findings = [
        *document_findings(documents, ontology),
        *_shape_findings(documents, ontology, shape_paths, engine or default_engine()),
    ]
    return sorted(set(findings), key=lambda finding: (finding.severity, finding.where, finding.message))


def document_findings(documents: list[Document], ontology: list[ox.Triple]) -> list[Finding]:
    """What is wrong with documents, each taken by itself, given the merged modules of the ontology."""
    used = [_Usage.of(document) for document in documents]
    return [
        *_unknown_terms(used, ontology),
        *_hand_typed_relations(used, ontology),
        *_literals_not_canonical(used),
        *_unreadable_dates(documents),
    ]


def meets_shapes(data: str, ontology: list[ox.Triple], shape_paths: list[Path]) -> bool:
    """Whether the statements of all sources, in N-Triples, meet the shapes: `validate` would find nothing there."""
    classes = "".join(f"{triple} .\n" for triple in ontology if triple.predicate == _SUBCLASS)
    return conforms(data + classes, _shapes(shape_paths))


def _shapes(paths: list[Path]) -> Iterator[ox.Triple]:
    return (triple for path in paths for triple in read_turtle(path, str(GRAPH["shapes"])).triples)


def _unreadable_dates(documents: list[Document]) -> Iterator[Finding]:
    """Dates of validity and coverage that the reasoner could not read, with their lines."""
    for document in documents:
        dates = {(str(t.predicate), str(t.object)) for t in document.triples if t.predicate in _DATES}
        for predicate, text in sorted(dates):
            if read_moment(text) is None:
                message = f"{shorten(predicate[1:-1])} is {text}, {EXPECTED_DATE}."
                yield Finding("unreadable-date", "error", message, place(document, text.rpartition("^^")[0][1:-1]))


@dataclass(frozen=True)
class _Usage:
    """The terms and literals of a document, collected in one pass over its triples, which may be many thousands."""

    document: Document
    properties: set[ox.NamedNode]
    classes: set[ox.NamedNode]
    terms: set[ox.NamedNode]
    literals: set[ox.Literal]

    @classmethod
    def of(cls, document: Document) -> _Usage:
        """The properties, the classes, other terms of the ontology as objects, and the literals."""
        usage = cls(document, set(), set(), set(), set())
        for _, prop, value in document.triples:
            usage.properties.add(prop)
            if isinstance(value, ox.Literal):
                usage.literals.add(value)
            elif prop == _TYPE:
                usage.classes.add(value)
            elif isinstance(value, ox.NamedNode) and value.value.startswith(_WPH):
                usage.terms.add(value)
        return usage


def _unknown_terms(used: list[_Usage], ontology: list[ox.Triple]) -> Iterator[Finding]:
    declared = {triple.subject for triple in ontology if triple.predicate == _TYPE}
    for usage in used:
        for role, terms in (("property", usage.properties), ("class", usage.classes), ("term", usage.terms)):
            for term in terms - declared:
                if isinstance(term, ox.NamedNode) and not term.value.startswith(_BUILT_IN):
                    message = f"the {role} {shorten(term.value)} is not declared; expected a {role} of the ontology"
                    yield Finding("unknown-term", "error", message, place(usage.document, term.value))


def _hand_typed_relations(used: list[_Usage], ontology: list[ox.Triple]) -> Iterator[Finding]:
    derived = _with_subproperties(ox.NamedNode(WPH.relatedTo), ontology)
    for usage in used:
        for prop in usage.properties & derived:
            message = f"{shorten(prop.value)} is asserted; expected a situation from which the reasoner derives it"
            yield Finding("hand-typed-relation", "error", message, place(usage.document, prop.value))


def _with_subproperties(top: ox.NamedNode, ontology: list[ox.Triple]) -> set[ox.NamedNode]:
    """A property and all its subproperties."""
    pairs = [(t.subject, t.object) for t in ontology if t.predicate == _SUBPROPERTY]
    properties, size = {top}, 0
    while len(properties) > size:
        size = len(properties)
        properties |= {low for low, high in pairs if high in properties and isinstance(low, ox.NamedNode)}
    return properties


def _literals_not_canonical(used: list[_Usage]) -> Iterator[Finding]:
    """Literals that the store would change: it rewrites numbers and dates to their canonical forms."""
    for usage in used:
        literals = [literal for literal in usage.literals if literal.datatype != _STRING]
        for literal, stored in zip(literals, _stored(literals), strict=True):
            if stored != literal:
                message = f"the literal {literal} is not in canonical form; expected {stored}"
                yield Finding("literal-form", "error", message, place(usage.document, literal.value))


def _stored(literals: list[ox.Literal]) -> list[object]:
    """Each literal as the store returns it."""
    prop, store = ox.NamedNode("urn:p"), ox.Store()
    subjects = [ox.NamedNode(f"urn:{number}") for number in range(len(literals))]
    store.extend(ox.Quad(*pair) for pair in zip(subjects, [prop] * len(literals), literals, strict=True))
    objects = {quad.subject: quad.object for quad in store}
    return [objects[subject] for subject in subjects]


def _shape_findings(
    documents: list[Document], ontology: list[ox.Triple], paths: list[Path], engine: Engine
) -> Iterator[Finding]:
    """Violations of the shapes; with subclass axioms, a shape for a class targets instances of subclasses too."""
    data = (t for document in documents for t in document.triples)
    violations = engine([*data, *(t for t in ontology if t.predicate == _SUBCLASS)], _shapes(paths))
    places = _places(documents, {violation.focus for violation in violations})
    return (_shape_finding(violation, places) for violation in violations)


def _shape_finding(violation: Violation, places: dict[str, str]) -> Finding:
    focus, value = violation.focus, violation.value
    actual = f" (found {shorten(value)})" if value is not None and value != focus else ""
    message = f"{shorten(focus)} {violation.message.rstrip('.')}{actual}"
    severity: Severity = "warning" if violation.is_warning else "error"
    return Finding("shape", severity, message, places.get(focus, shorten(focus)))


def _places(documents: list[Document], focus: set[str]) -> dict[str, str]:
    """The location of each focus node: in a list, which knows its line, else in the first document about it."""
    describing: dict[str, Document] = {}
    for document in documents if focus else ():
        for iri in focus & {t.subject.value for t in document.triples if isinstance(t.subject, ox.NamedNode)}:
            if iri not in describing or (iri in document.lines and iri not in describing[iri].lines):
                describing[iri] = document
    return {iri: place(document, iri) for iri, document in describing.items()}


def place(document: Document, text: str) -> str:
    """File and line of the first mention of an IRI or literal in a document's file; the file alone without one.

    A list knows the line of each record. The Turtle parser reports no positions, so the text is searched for the last
    part of the name.
    """
    if text in document.lines:
        return f"{document.path}:{document.lines[text]}"
    local = re.split(r"[/#]", text)[-1] or text
    pattern = re.compile(rf"(?<![\w-]){re.escape(local)}(?![\w-])")
    lines = document.path.read_bytes().decode("utf-8").split("\n")
    mentions = [(number, line) for number, line in enumerate(lines, start=1) if pattern.search(line)]
    # The first line of a description is a better location than a line that only mentions the node.
    mentions.sort(key=lambda mention: mention[1].startswith((" ", "\t", "#", "@")))
    return f"{document.path}:{mentions[0][0]}" if mentions else str(document.path)
