"""HermiT classifies the kit's sample to the end, and finds the types that ours finds."""

import time
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF

from tests.owlapi.conftest import Judge
from westphalia.export import SAMPLE, State, write_export, write_kit
from westphalia.rdf.formats import RDF_XML
from westphalia.rdf.namespaces import WPH
from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.folders import current_folder

pytestmark = [pytest.mark.java, pytest.mark.thorough]

CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


@pytest.fixture(scope="module")
def kit(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import zipfile

    path, folder = tmp_path_factory.mktemp("kit"), current_folder(settings.data_dir)
    entities = open_index(folder, EmbeddedStore.open(folder / "store")).most_mentioned(SAMPLE)
    write_kit(path / "kit.zip", folder, State.of_version(folder), settings.ontology_dir, entities)
    zipfile.ZipFile(path / "kit.zip").extractall(path)
    return path / "westphalia"


def our_types(sample: Path) -> set[tuple[str, str]]:
    """The types of our vocabulary that the sample gives, as asserted or derived."""
    triples = ox.parse(sample.read_bytes(), format=ox.RdfFormat.TURTLE)
    typed = (triple for triple in triples if triple.predicate.value == str(RDF.type))
    return {(t.subject.value, t.object.value) for t in typed if t.object.value.startswith(WPH)}


def ended(sample: Path) -> set[str]:
    """What has an end in the sample."""
    triples = ox.parse(sample.read_bytes(), format=ox.RdfFormat.TURTLE)
    return {triple.subject.value for triple in triples if triple.predicate.value == str(WPH.validUntil)}


def hermits_types(kit: Path) -> set[tuple[str, str]]:
    """The types of our vocabulary that HermiT finds in the sample."""
    from java.io import File
    from org.semanticweb.HermiT import ReasonerFactory
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import IRI
    from org.semanticweb.owlapi.util import SimpleIRIMapper

    manager = OWLManager.createOWLOntologyManager()
    for entry in ElementTree.parse(kit / "catalog-v001.xml").iter(CATALOG):
        file = IRI.create(File(str(kit / entry.attrib["uri"])))
        manager.getIRIMappers().add(SimpleIRIMapper(IRI.create(entry.attrib["name"]), file))
    ontology = manager.loadOntologyFromOntologyDocument(File(str(kit / "sample.ttl")))
    reasoner = ReasonerFactory().createReasoner(ontology)
    assert reasoner.isConsistent()
    return {
        (str(individual.getIRI()), str(kind.getIRI()))
        for individual in ontology.individualsInSignature().toArray()
        for kind in reasoner.getTypes(individual, False).getFlattened().toArray()
        if str(kind.getIRI()).startswith(WPH)
    }


SECONDS = 90
"""Seconds of processor time for HermiT, which takes 20; with nominals in definitions it did not end in minutes."""


def test_hermit_finds_the_types_that_ours_finds(judge: Judge, kit: Path) -> None:
    began = time.process_time()
    ours, hermits = our_types(kit / "sample.ttl"), hermits_types(kit)

    assert time.process_time() - began < SECONDS
    assert len(ours) > 10_000
    assert ours - hermits == set()
    # What has ended is still related by situations of today, such as a succession, and reading no dates HermiT takes it
    # for an actor of today.
    assert {thing for thing, _ in hermits - ours} <= ended(kit / "sample.ttl")


def test_hermit_finds_the_whole_world_of_a_day_consistent(judge: Judge, settings: Settings, tmp_path: Path) -> None:
    """Ontology and baseline with the keys: half a million axioms, in one minute of processor time."""
    from java.io import File
    from org.semanticweb.HermiT import ReasonerFactory
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import AxiomType

    path = tmp_path / "day.rdf"
    write_export(current_folder(settings.data_dir), "day", RDF_XML, path)
    ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(File(str(path)))

    assert ontology.getAxiomCount() > 400_000
    assert not ontology.getAxioms(AxiomType.HAS_KEY).isEmpty()
    assert ReasonerFactory().createReasoner(ontology).isConsistent()
