"""Everything that sources describe has an English name, which lists, tools and people show in the place of its IRI."""

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from westphalia.inputs.sources import load_sources
from westphalia.rdf.namespaces import ID, SOURCE, WPH
from westphalia.settings import Settings

TYPE, LABEL, TITLE = (ox.NamedNode(name) for name in (RDF.type, RDFS.label, DCTERMS.title))


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


def test_a_list_has_one_name() -> None:
    """Pages show labels, answers and completeness show titles: a reader must know the one by the other."""
    named: dict[str, dict[str, str]] = {}
    for source in load_sources(Settings().sources_dir):
        for triple in (triple for document in source.documents for triple in document.triples):
            if source.key.startswith("baseline-") and triple.predicate in {LABEL, TITLE}:
                named.setdefault(triple.subject.value, {})[triple.predicate.value] = str(triple.object)
    lists = {iri: texts for iri, texts in named.items() if iri.startswith(str(SOURCE)) and TITLE.value in texts}

    assert len(lists) >= 4
    assert {iri: texts for iri, texts in lists.items() if len(set(texts.values())) > 1} == {}
