"""What registries of ontologies (LOV, FOOPS!) ask of the header and of the terms, one test a criterion."""

import json
from functools import cache

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from westphalia.inputs.ontology import load_modules, merge, released_versions
from westphalia.inputs.query_library import load_library
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


def own(*kinds: rdflib.URIRef) -> set[rdflib.term.Node]:
    return {term for kind in kinds for term in ontology().subjects(RDF.type, kind) if str(term).startswith(WPH)}


def classes() -> set[rdflib.term.Node]:
    return own(OWL.Class)


def properties() -> set[rdflib.term.Node]:
    return own(OWL.ObjectProperty, OWL.DatatypeProperty)


def test_each_class_and_property_has_a_definition_in_plain_words_of_its_own() -> None:
    plain = {term: str(text) for term, text in ontology().subject_objects(WPH.inPlainWords)}

    assert plain.keys() == classes() | properties()
    assert len(set(plain.values())) == len(plain)
    assert all(text.endswith(".") and len(text.split()) <= 20 for text in plain.values())


def labelled(language: str) -> set[rdflib.term.Node]:
    return {term for term, text in ontology().subject_objects(RDFS.label) if text.language == language}


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru", "zh"])
def test_each_class_has_a_label_in(language: str) -> None:
    assert classes() - labelled(language) == set()


@pytest.mark.parametrize("language", ["de", "es", "fr", "ru"])
def test_each_property_has_a_label_in(language: str) -> None:
    assert properties() - labelled(language) == set()


@pytest.mark.parametrize(
    ("language", "of_classes", "of_properties"),
    [("zh", 221, 288), ("ar", 221, 270), ("kk", 155, 49)],
)
def test_no_label_is_lost_where_only_established_terms_have_one(
    language: str, of_classes: int, of_properties: int
) -> None:
    """Terms of treaty law without an established word in a language have none in it."""
    assert len(classes() & labelled(language)) >= of_classes
    assert len(properties() & labelled(language)) >= of_properties


def test_each_competency_question_of_the_library_stands_beside_a_term_that_it_is_about() -> None:
    beside = {str(text) for _, text in ontology().subject_objects(WPH.competencyQuestion)}
    library = load_library(Settings().queries_dir).values()

    assert {query.title for query in library if query.folder == "competency"} <= beside
    assert all(text.endswith("?") for text in beside)


def test_the_version_before_is_kept_and_the_changes_since_are_told() -> None:
    prior = str(ontology().value(ROOT, OWL.priorVersion))
    kept = released_versions(Settings().ontology_dir)
    [header] = rdflib.Graph().parse(kept[prior.rpartition("/")[2]]).subject_objects(OWL.versionIRI)

    assert header == (ROOT, rdflib.URIRef(prior))
    assert [str(text) for text in ontology().objects(WPH.Sanctions, SKOS.changeNote)] == ["0.2.0: added."]
    [renamed] = ontology().objects(WPH.member, SKOS.changeNote)
    assert str(renamed) == "0.2.0: label changed, before: 'member'."


def test_the_redirects_for_w3id_lead_to_addresses_that_the_service_has() -> None:
    text = (PROJECT_ROOT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
    rules = [line.split() for line in text.splitlines() if line.startswith("RewriteRule")]

    assert [(pattern, flags) for _, pattern, _, flags in rules] == [("^$", "[R=303,L]"), ("^(.+)$", "[R=303,NE,L]")]
    assert json.dumps(text).isascii()
