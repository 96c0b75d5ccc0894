"""The kit for Protégé, opened as Protégé opens it: the sample leads to the ontology through the catalog."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from westphalia.export import State, write_kit
from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.java

LIMIT = 400


@pytest.fixture(scope="module")
def kit(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, folder = tmp_path_factory.mktemp("kit"), current_folder(settings.data_dir)
    names = open_index(folder, EmbeddedStore.open(folder / "store"))
    write_kit(
        path / "kit.zip",
        folder,
        State.of_version(folder),
        settings.ontology_dir,
        names.most_mentioned(LIMIT),
        limit=LIMIT,
    )
    zipfile.ZipFile(path / "kit.zip").extractall(path)
    return path / "westphalia"


def files(catalog: Path) -> dict[str, Path]:
    entries = ElementTree.parse(catalog).iter("{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri")
    return {entry.attrib["name"]: catalog.parent / entry.attrib["uri"] for entry in entries}


@pytest.mark.parametrize("name", ["sample.ttl", "ontology/westphalia.ttl", "westphalia-merged.rdf"])
def test_each_file_of_the_kit_opens_with_nothing_missing(judge, kit: Path, name: str) -> None:
    path = kit / name
    verdict = judge(path, files(path.parent / "catalog-v001.xml"), reason=False, derived=True)

    assert (verdict.missing_imports, verdict.dl_violations) == ([], [])
    assert verdict.axioms > 2000


def test_relations_of_the_sample_are_relations_and_individuals_are_few(judge, kit: Path) -> None:
    from java.io import File
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import IRI, AxiomType
    from org.semanticweb.owlapi.util import SimpleIRIMapper

    manager = OWLManager.createOWLOntologyManager()
    for iri, file in files(kit / "catalog-v001.xml").items():
        manager.getIRIMappers().add(SimpleIRIMapper(IRI.create(iri), IRI.create(File(str(file)))))
    found = manager.loadOntologyFromOntologyDocument(File(str(kit / "sample.ttl")))
    properties = {str(axiom.getProperty()) for axiom in found.axioms(AxiomType.OBJECT_PROPERTY_ASSERTION).toArray()}

    assert 300 < int(found.individualsInSignature().count()) <= LIMIT
    assert "<https://w3id.org/westphalia/ontology#memberOf>" in properties
