"""The header of an export: an ontology of its own, with its day, licences, import, and the terms that it uses.

Without the declarations the OWL API reads each relation as an annotation (OWL 2 Mapping to RDF
Graphs, section 3.1.2),
and some tools list only what is declared an `owl:NamedIndividual`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from ..rdf.instants import instant_literal
from ..rdf.namespaces import BASE, ONTOLOGY_GRAPH, ONTOLOGY_IRI, WPH
from ..rdf.nested_nodes import Subject
from .selection import OF_A_DAY, WITH_ONTOLOGY
from .state import State

NOT_FOR_CLASSIFICATION = (
    "Statements of all times beside each other. Not for classification: a reasoner of OWL 2 DL reads no dates and "
    "takes each of them for one of today. Classify the export 'day', which is the state of the world on one day."
)
_DAY_NOTES = {
    "day": "The state of the world on {day}: what is asserted and what follows that day. Situations of other days "
    "are left out, so that a reasoner of OWL 2 DL finds what holds that day.",
    "everything": "What is asserted of all times, and what follows on {day}. " + NOT_FOR_CLASSIFICATION,
    "inferred": "What follows on {day} from what is asserted.",
    "sample": "A sample of the state of the world on {day}, small enough for a reasoner of OWL 2 DL.",
}
_SOURCE_NOTE = "What one source states, of all times. " + NOT_FOR_CLASSIFICATION
_HISTORY_NOTE = "Each derived relation with its validity, as an annotated axiom. Not all of them hold today."

_DATED = OF_A_DAY | {"sample"}

_TYPE, _ONTOLOGY = ox.NamedNode(RDF.type), ox.NamedNode(OWL.Ontology)
_INDIVIDUAL, _OBJECT_PROPERTY = ox.NamedNode(OWL.NamedIndividual), ox.NamedNode(OWL.ObjectProperty)
_LICENCE = ox.NamedNode(DCTERMS.license)
_VALID, _ANNOTATION = ox.NamedNode(DCTERMS.valid), ox.NamedNode(OWL.AnnotationProperty)
_OF_OWL = (str(OWL), str(RDFS), str(RDF))
_ENTITIES = frozenset(
    ox.NamedNode(kind)
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
)


def export_iri(selection: str) -> ox.NamedNode:
    """The IRI of an export, under which the service gives it."""
    return ox.NamedNode(f"{BASE}download/{selection}")


def header(state: State, selection: str, graphs: Iterable[str]) -> list[ox.Triple]:
    """What is said of an export as a whole; `graphs` are the named graphs that it is from."""
    iri = export_iri(selection)
    day = state.day.isoformat()
    values: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, _ONTOLOGY),
        (DCTERMS.title, _english(f"Westphalia: {selection}" + (f", {day}" if selection in _DATED else ""))),
        (RDFS.comment, _english(_note(selection, day))),
        *((DCTERMS.license, licence) for licence in _licences(state.store, graphs)),
        *((OWL.versionInfo, version) for version in _ontology_versions(state.store)),
    ]
    if selection in _DATED:
        values.append((OWL.versionIRI, ox.NamedNode(f"{iri.value}?at={day}")))
        values.append((_VALID.value, instant_literal(day)))
    if selection not in WITH_ONTOLOGY:
        values.append((OWL.imports, ox.NamedNode(ONTOLOGY_IRI)))
    stated = [ox.Triple(iri, ox.NamedNode(prop), value) for prop, value in values]
    # The day of an export is no matter of the ontology, which declares the other properties of a header.
    return [*stated, ox.Triple(_VALID, _TYPE, _ANNOTATION)] if selection in _DATED else stated


def declarations(store: ox.Store, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The kind of each class and property that triples use, and of each individual that it is one."""
    kinds = _declared(store)
    terms: set[object] = {term for term, _ in kinds}
    relations = {term for term, kind in kinds if kind == _OBJECT_PROPERTY}
    used: set[object] = set()
    individuals: set[ox.NamedNode] = set()
    for triple in triples:
        used.update(terms.intersection(triple))
        individuals.update(_individuals(triple, relations))
    entities = [ox.Triple(term, _TYPE, kind) for term, kind in kinds if term in used]
    return [*entities, *(ox.Triple(node, _TYPE, _INDIVIDUAL) for node in individuals - terms)]


def _individuals(triple: ox.Triple, relations: set[ox.NamedNode]) -> Iterator[ox.NamedNode]:
    """The named individuals of a triple: what has a class that is not one of OWL, and what a relation relates."""
    is_typed = (
        triple.predicate == _TYPE
        and isinstance(triple.object, ox.NamedNode)
        and not triple.object.value.startswith(_OF_OWL)
    )
    if (is_typed or triple.predicate in relations) and isinstance(triple.subject, ox.NamedNode):
        yield triple.subject
    if triple.predicate in relations and isinstance(triple.object, ox.NamedNode):
        yield triple.object


def _declared(store: ox.Store) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
    """The classes, properties and datatypes that the ontology declares, each with its kind."""
    return [
        (quad.subject, quad.object)
        for quad in store.quads_for_pattern(None, _TYPE, None, ox.NamedNode(str(ONTOLOGY_GRAPH)))
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object in _ENTITIES
    ]


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _note(selection: str, day: str) -> str:
    if selection == "asserted":
        return NOT_FOR_CLASSIFICATION
    if selection == "history":
        return _HISTORY_NOTE
    return _DAY_NOTES.get(selection, _SOURCE_NOTE).format(day=day)


def _licences(store: ox.Store, graphs: Iterable[str]) -> list[ox.NamedNode | ox.Literal]:
    """The licences of the ontology and of the sources whose graphs these are, sorted."""
    licences = _values(store, ox.NamedNode(ONTOLOGY_IRI), _LICENCE)
    for graph in graphs:
        for quad in store.quads_for_pattern(None, ox.NamedNode(WPH.namedGraph), ox.NamedNode(graph)):
            licences |= _values(store, quad.subject, _LICENCE)
    return sorted(licences, key=str)


def _ontology_versions(store: ox.Store) -> list[ox.NamedNode | ox.Literal]:
    return sorted(_values(store, ox.NamedNode(ONTOLOGY_IRI), ox.NamedNode(OWL.versionInfo)), key=str)


def _values(store: ox.Store, subject: Subject, prop: ox.NamedNode) -> set[ox.NamedNode | ox.Literal]:
    quads = store.quads_for_pattern(subject, prop, None)
    return {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)}
