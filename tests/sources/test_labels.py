"""Everything that sources describe has an English name, which lists, tools and people show in the place of its IRI."""

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from westphalia.inputs.sources import load_sources
from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import Settings

TYPE, LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)


def test_whatever_has_a_class_has_a_label() -> None:
    typed: dict[str, str] = {}
    labels: dict[str, str] = {}
    for source in load_sources(Settings().sources_dir):
        for triple in (triple for document in source.documents for triple in document.triples):
            if triple.predicate == TYPE and str(triple.object.value).startswith(str(WPH)):
                typed[triple.subject.value] = triple.object.value
            elif triple.predicate == LABEL and triple.object.language == "en":
                labels[triple.subject.value] = triple.object.value

    assert len(typed) > 20_000
    assert {typed[iri] for iri in typed.keys() - labels.keys()} == set()
    assert labels[f"{ID}baseline-states/code-kazakhstan-iso-3166-1-alpha-3-kaz"] == (
        "KAZ, iso-3166-1-alpha-3 code of Kazakhstan"
    )
    assert (
        labels[f"{ID}baseline-states/coverage-unRegion-1648"] == "Coverage of unRegion (from 1648 until 1 Jan 2025)"
    )
