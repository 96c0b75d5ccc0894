"""What registries of ontologies (LOV, FOOPS!) ask of the header and of the terms, one test a criterion."""

import json
from functools import cache

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from westphalia.inputs.ontology import load_modules, merge
from westphalia.rdf.namespaces import ONTOLOGY_IRI, WPH
from westphalia.rdf.rdflib_bridge import to_rdflib
from westphalia.settings import PROJECT_ROOT, Settings

ROOT = rdflib.URIRef(ONTOLOGY_IRI)
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")


@cache
def ontology() -> rdflib.Graph:
    return to_rdflib(merge(load_modules(Settings().ontology_dir)))


@pytest.mark.parametrize(
    "prop",
    [
        DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.publisher, DCTERMS.created,
        DCTERMS.modified, DCTERMS.bibliographicCitation, OWL.versionInfo, OWL.versionIRI, OWL.priorVersion,
        BIBO.status, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    ],
)  # fmt: skip
def test_the_header_has(prop: rdflib.URIRef) -> None:
    assert list(ontology().objects(ROOT, prop))


def test_creators_are_named_by_iris() -> None:
    assert all(isinstance(creator, rdflib.URIRef) for creator in ontology().objects(ROOT, DCTERMS.creator))


def test_the_version_iri_ends_with_the_version() -> None:
    version = str(ontology().value(ROOT, OWL.versionInfo))

    assert str(ontology().value(ROOT, OWL.versionIRI)) == f"{ONTOLOGY_IRI}/{version}"


@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty])
@pytest.mark.parametrize("prop", [RDFS.label, SKOS.definition, RDFS.isDefinedBy])
def test_terms_of_ours_and_of_others_have(kind: rdflib.URIRef, prop: rdflib.URIRef) -> None:
    """Terms of other vocabularies too, so that no class in a tree is bare."""
    terms = {term for term in ontology().subjects(RDF.type, kind) if isinstance(term, rdflib.URIRef)}

    assert len(terms) > 20
    assert {term for term in terms if (term, prop, None) not in ontology()} == set()


def test_each_language_of_the_united_nations_names_the_main_classes() -> None:
    main = [WPH.State, WPH.Organization, WPH.Treaty, WPH.Membership, WPH.Border, WPH.Source]
    for language in ("ar", "en", "es", "fr", "ru", "zh", "de", "kk"):
        for term in main:
            labels = [text for text in ontology().objects(term, RDFS.label) if text.language == language]
            assert len(labels) == 1, (term, language)


def test_the_main_classes_have_a_definition_in_plain_words() -> None:
    plain = {term: str(text) for term, text in ontology().subject_objects(WPH.inPlainWords)}

    assert len(plain) > 20
    assert all(text.endswith(".") and len(text.split()) <= 20 for text in plain.values())


def test_the_redirects_for_w3id_lead_to_addresses_that_the_service_has() -> None:
    text = (PROJECT_ROOT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
    rules = [line.split() for line in text.splitlines() if line.startswith("RewriteRule")]

    assert [(pattern, flags) for _, pattern, _, flags in rules] == [("^$", "[R=303,L]"), ("^(.+)$", "[R=303,NE,L]")]
    assert json.dumps(text).isascii()
