"""OWL 2 DL, OWL 2 RL, consistency and imports, judged by the library that Protégé itself uses."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from westphalia.export import exported, write_export
from westphalia.inputs.dataset import load_inputs
from westphalia.inputs.ontology import merge, module_paths
from westphalia.rdf.curies import prefixes_for
from westphalia.rdf.formats import RDF_XML
from westphalia.rdf.turtle import turtle_lines
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.java

ONTOLOGY = PROJECT_ROOT / "ontology"
NAMESPACE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
HEAD = """\
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:x> a owl:Ontology .
:A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . :d a owl:DatatypeProperty .
"""


def catalog() -> dict[str, Path]:
    """The committed catalog, as Protégé reads it."""
    entries = ET.parse(ONTOLOGY / "catalog-v001.xml").getroot().iter(f"{NAMESPACE}uri")
    return {entry.attrib["name"]: ONTOLOGY / entry.attrib["uri"] for entry in entries}


@pytest.fixture
def broken(tmp_path: Path, judge):
    def judged(turtle: str):
        path = tmp_path / "broken.ttl"
        path.write_text(HEAD + turtle, encoding="utf-8")
        return judge(path, {})

    return judged


def test_the_root_loads_every_module_through_the_catalog(judge) -> None:
    verdict = judge(ONTOLOGY / "westphalia.ttl", catalog())

    assert verdict.missing_imports == []
    assert verdict.axioms > 2000
    assert (verdict.dl_violations, verdict.rl_violations) == ([], [])
    assert (verdict.consistent, verdict.unsatisfiable) == (True, [])


@pytest.mark.thorough
@pytest.mark.parametrize("path", module_paths(ONTOLOGY), ids=lambda p: p.stem)
def test_every_module_can_be_opened_by_itself(judge, path: Path) -> None:
    verdict = judge(path, catalog())

    assert verdict.missing_imports == []
    assert (verdict.dl_violations, verdict.rl_violations) == ([], [])


@pytest.mark.thorough
def test_all_that_is_asserted_is_in_both_profiles(judge, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "asserted.rdf"  # which the OWL API reads faster than Turtle
    write_export(current_folder(settings.data_dir), "asserted", RDF_XML, path)

    verdict = judge(path, {}, reason=False)

    assert (verdict.dl_violations, verdict.rl_violations) == ([], [])
    assert verdict.axioms > 100_000


def test_ontology_and_article_are_in_both_profiles_and_consistent(judge, tmp_path: Path) -> None:
    path = tmp_path / "article.ttl"
    inputs = load_inputs(Settings())
    article = next(source for source in inputs.sources if source.key == "rousseau-2011")
    triples = [*merge(inputs.modules), *(t for document in article.documents for t in document.triples)]
    path.write_text("\n".join(turtle_lines(triples, prefixes_for(triples))) + "\n", encoding="utf-8")

    verdict = judge(path, {})

    assert (verdict.dl_violations, verdict.rl_violations) == ([], [])
    assert (verdict.consistent, verdict.unsatisfiable) == (True, [])
    assert verdict.axioms > 2000


@pytest.mark.thorough
def test_what_is_inferred_stays_in_owl_2_dl(judge, settings: Settings, tmp_path: Path) -> None:
    """The file that Protégé opens: everything, in RDF/XML."""
    path = tmp_path / "everything.rdf"
    path.write_bytes(exported(current_folder(settings.data_dir), "everything", RDF_XML))

    verdict = judge(path, {}, reason=False, derived=True)

    assert verdict.dl_violations == []
    assert verdict.axioms > 200_000


def test_an_axiom_outside_owl_2_rl_is_caught(broken) -> None:
    verdict = broken(":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .")

    assert verdict.dl_violations == []
    assert verdict.rl_violations


@pytest.mark.parametrize(
    "turtle",
    [
        ":p a owl:TransitiveProperty, owl:FunctionalProperty .",
        ":a :undeclared :b .",
        ':a a owl:NamedIndividual ; :d "2011-05-17"^^xsd:date .',
    ],
    ids=["functional and transitive", "undeclared property", "xsd:date"],
)
def test_an_axiom_outside_owl_2_dl_is_caught(broken, turtle: str) -> None:
    assert broken(turtle).dl_violations


def test_an_inconsistent_ontology_is_caught(broken) -> None:
    assert not broken(":A owl:disjointWith :B . :a a :A, :B .").consistent


def test_an_unsatisfiable_class_is_caught(broken) -> None:
    assert broken(":A owl:disjointWith :B ; rdfs:subClassOf :B .").unsatisfiable == ["<urn:x:A>"]


def test_an_import_that_does_not_resolve_is_caught(broken) -> None:
    gone = "file:///nowhere/gone.ttl"

    assert broken(f"<urn:x> owl:imports <{gone}> .").missing_imports == [gone]
