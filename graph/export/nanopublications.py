"""Nanopublications: each record of a source by itself, with where it comes from and who publishes it, as TriG.

https://nanopub.net/guidelines/working_draft/: a head, an assertion, its provenance, and the publication's own data,
each a named graph. The assertion holds what the source says, in RDF of the project's ontology; source, place and
document are its provenance. Nanopublications are unsigned, or signed with a key of the user by the library `nanopub`
(extra `westphalia[nanopub]`), which then gives them trusty URIs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from ..errors import InputError, RefusedError
from ..rdf.formats import TRIG
from ..rdf.namespaces import GRAPH, PREFIXES, SOURCE, WPH
from ..rdf.writing import serialized
from ..versions.manifest import Manifest, read_manifest
from .selection import graphs_of

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
BASE = "https://w3id.org/westphalia/np/"
"""Under it, the key of the source and the record's last part name a nanopublication that is not signed."""

_OF_PROVENANCE = frozenset(map(ox.NamedNode, (WPH.source, WPH.locator, WPH.citedDocument)))
_SOFTWARE = ox.NamedNode("https://w3id.org/westphalia")
_TYPE = ox.NamedNode(RDF.type)

Quads = list[ox.Quad]


@dataclass(frozen=True)
class Nanopublication:
    """A nanopublication: its IRI, and its quads in four graphs."""

    iri: str
    quads: tuple[ox.Quad, ...]


def nanopublications(version: Path, key: str) -> list[Nanopublication]:
    """The records of the source `key` in the version in a folder, each as a nanopublication, by IRI.

    Raises InputError when there is no such source or it has no records, RefusedError when it may not be passed on.
    """
    store = ox.Store.read_only(str(version / "store"))
    if graphs_of(store, key) != {str(GRAPH[key])}:
        raise InputError(f"{key!r} is a selection; expected the key of a source, whose records are published.")
    closed = ox.Quad(
        ox.NamedNode(SOURCE[key]), ox.NamedNode(WPH.redistributable), ox.Literal(value=False), ox.DefaultGraph()
    )
    if next(store.quads_for_pattern(*closed.triple), None) is not None:
        raise RefusedError(f"The source {key} may not be passed on (wph:redistributable false).")
    maker = _Maker(store, key, read_manifest(version))
    made = [maker.nanopublication(subject, triples) for subject, triples in _records(store, key).items()]
    if not made:
        raise InputError(f"The source {key} has no records; expected some that name it with wph:source.")
    return sorted(made, key=lambda each: each.iri)


def trig(published: Iterable[Nanopublication]) -> bytes:
    """Nanopublications in one TriG document."""
    quads = [quad for each in published for quad in each.quads]
    prefixes = {**PREFIXES, "np": NP, "npx": NPX}
    used = " ".join(str(quad) for quad in quads)
    return serialized(quads, TRIG, {name: str(iri) for name, iri in prefixes.items() if f"<{iri}" in used})


def _records(store: ox.Store, key: str) -> dict[ox.NamedNode, list[ox.Triple]]:
    """The triples about each record that names the source, blank nodes that hang on it included."""
    graph = ox.NamedNode(GRAPH[key])
    by_subject: defaultdict[object, list[ox.Triple]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, None, None, graph):
        by_subject[quad.subject].append(quad.triple)
    sourced = {quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(WPH.source), None, graph)}
    return {
        subject: list(_described(subject, by_subject)) for subject in sourced if isinstance(subject, ox.NamedNode)
    }


def _described(subject: object, by_subject: dict[object, list[ox.Triple]]) -> Iterator[ox.Triple]:
    waiting, seen = [subject], {subject}
    while waiting:
        for triple in by_subject.get(waiting.pop(), ()):
            yield triple
            if isinstance(triple.object, ox.BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)


class _Maker:
    """Makes the nanopublications of one source."""

    def __init__(self, store: ox.Store, key: str, manifest: Manifest) -> None:
        self._source = ox.NamedNode(SOURCE[key])
        self._key = key
        self._built = ox.Literal(manifest.built, datatype=ox.NamedNode(XSD.dateTime))
        described = store.quads_for_pattern(self._source, None, None, None)
        self._licences = sorted(
            {quad.object for quad in described if quad.predicate.value == str(DCTERMS.license)}, key=str
        )

    def nanopublication(self, subject: ox.NamedNode, triples: Sequence[ox.Triple]) -> Nanopublication:
        iri = f"{BASE}{self._key}/{subject.value.rsplit('/', 1)[-1]}"
        graphs = {part: ox.NamedNode(f"{iri}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")}
        assertion = [triple for triple in triples if triple.predicate not in _OF_PROVENANCE]
        content = {
            "Head": self._head(ox.NamedNode(iri), graphs),
            "assertion": assertion,
            "provenance": self._provenance(graphs["assertion"], subject, triples),
            "pubinfo": self._publication(ox.NamedNode(iri)),
        }
        quads = [
            ox.Quad(triple.subject, triple.predicate, triple.object, graphs[part])
            for part, made in content.items()
            for triple in sorted(set(made), key=str)
        ]
        return Nanopublication(iri, tuple(quads))

    @staticmethod
    def _head(node: ox.NamedNode, graphs: dict[str, ox.NamedNode]) -> list[ox.Triple]:
        parts = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
        links = [ox.Triple(node, ox.NamedNode(NP + prop), graphs[part]) for prop, part in parts.items()]
        return [ox.Triple(node, _TYPE, ox.NamedNode(f"{NP}Nanopublication")), *links]

    def _provenance(
        self, assertion: ox.NamedNode, subject: ox.NamedNode, triples: Sequence[ox.Triple]
    ) -> list[ox.Triple]:
        """Source, place and document of the record."""
        derived = ox.NamedNode(PROV.wasDerivedFrom)
        names = {WPH.source: derived, WPH.citedDocument: ox.NamedNode(PROV.hadPrimarySource)}
        props = {str(term): prop for term, prop in names.items()} | {str(WPH.locator): ox.NamedNode(WPH.locator)}
        own = [
            ox.Triple(assertion, props[triple.predicate.value], triple.object)
            for triple in triples
            if triple.subject == subject and triple.predicate in _OF_PROVENANCE
        ]
        return [*own, ox.Triple(assertion, derived, self._source)]

    def _publication(self, node: ox.NamedNode) -> list[ox.Triple]:
        """When it was made, by what, and under which licence."""
        licences = [ox.Triple(node, ox.NamedNode(DCTERMS.license), licence) for licence in self._licences]
        return [
            ox.Triple(node, ox.NamedNode(DCTERMS.created), self._built),
            ox.Triple(node, ox.NamedNode(DCTERMS.creator), _SOFTWARE),
            ox.Triple(_SOFTWARE, ox.NamedNode(RDFS.label), ox.Literal("Westphalia", language="en")),
            *licences,
        ]
