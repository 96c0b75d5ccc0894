"""The kit for Protégé: small enough, whole, and made of files that find each other."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from tests.conftest import silent
from westphalia.export import State, write_kit
from westphalia.export.protege_kit import SAMPLE
from westphalia.export.sample import sample
from westphalia.rdf.namespaces import ID, ONTOLOGY_GRAPH
from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder

CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


@pytest.fixture(scope="module")
def folder(settings: Settings) -> Path:
    return current_folder(settings.data_dir)


@pytest.fixture(scope="module")
def entities(folder: Path) -> list[str]:
    return open_index(folder, EmbeddedStore.open(folder / "store")).most_mentioned(SAMPLE)


@pytest.fixture(scope="module")
def kit(settings: Settings, folder: Path, entities: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small kit of the project as it is, unpacked."""
    path = tmp_path_factory.mktemp("kit")
    write_kit(path / "kit.zip", folder, State.of_version(folder), settings.ontology_dir, entities, limit=300)
    zipfile.ZipFile(path / "kit.zip").extractall(path)
    return path / "westphalia"


def individuals(folder: Path, triples: Sequence[ox.Triple]) -> set[str]:
    """What a reader of OWL counts: subjects, and what relations lead to."""
    store = ox.Store.read_only(str(folder / "store"))
    pattern = (ox.NamedNode(RDF.type), ox.NamedNode(OWL.ObjectProperty), ox.NamedNode(ONTOLOGY_GRAPH))
    relations = {quad.subject for quad in store.quads_for_pattern(None, *pattern)}
    led_to = {triple.object.value for triple in triples if triple.predicate in relations}
    return {triple.subject.value for triple in triples} | led_to


@pytest.mark.thorough
@pytest.mark.parametrize("limit", [10, 301, SAMPLE])
def test_a_sample_has_no_more_individuals_than_its_limit(folder: Path, entities: list[str], limit: int) -> None:
    """The graph has more than 25,000 individuals, so each limit is met."""
    drawn = sample(State.of_version(folder), entities, limit)

    assert limit * 0.9 - 1 <= len(individuals(folder, drawn)) <= limit


@pytest.mark.thorough
def test_a_sample_has_records_with_their_places_and_is_the_same_again(folder: Path, entities: list[str]) -> None:
    drawn = sample(State.of_version(folder), entities, 300)
    sources = {
        t.subject.value.removeprefix(str(ID)).split("/")[0] for t in drawn if t.predicate.value.endswith("#locator")
    }

    assert len(sources) > 2
    assert {"#memberOf", "#member"} <= {f"#{triple.predicate.value.partition('#')[2]}" for triple in drawn}
    assert drawn == sample(State.of_version(folder), entities, 300)


def test_what_may_not_be_passed_on_is_in_no_sample(tiny: Settings) -> None:
    build(tiny, silent)
    entities = [str(ID.ruritania), str(ID.league)]
    assert any(
        t.subject.value.endswith("tiny-membership")
        for t in sample(State.of_version(current_folder(tiny.data_dir)), entities, 10)
    )

    path = tiny.sources_dir / "tiny" / "source.ttl"
    path.write_text(path.read_text().replace("redistributable true", "redistributable false"))
    build(tiny, silent)

    assert not any(
        t.subject.value.endswith("tiny-membership")
        for t in sample(State.of_version(current_folder(tiny.data_dir)), entities, 10)
    )


def test_catalogs_lead_to_files_of_the_kit_that_are_what_they_are_called(kit: Path) -> None:
    catalogs = sorted(kit.rglob("catalog-v001.xml"))
    for catalog in catalogs:
        entries = [
            (entry.attrib["name"], catalog.parent / entry.attrib["uri"])
            for entry in ElementTree.parse(catalog).iter(CATALOG)
        ]
        assert entries
        for iri, path in entries:
            ontology = rdflib.Graph().parse(path)
            assert (rdflib.URIRef(iri), RDF.type, OWL.Ontology) in ontology, path

    assert [catalog.parent for catalog in catalogs] == [kit, kit / "ontology"]


def test_every_import_in_the_kit_is_in_the_catalog_beside_it(kit: Path) -> None:
    for folder in (kit, kit / "ontology"):
        known = {entry.attrib["name"] for entry in ElementTree.parse(folder / "catalog-v001.xml").iter(CATALOG)}
        files = [*folder.glob("*.ttl"), *folder.glob("*.rdf"), *folder.glob("[ae]*/*.ttl")]
        imported = {str(iri) for path in files for iri in rdflib.Graph().parse(path).objects(None, OWL.imports)}

        assert imported
        assert imported <= known


def test_the_kit_says_what_is_in_it(kit: Path) -> None:
    text = (kit / "README.txt").read_text()

    assert all((kit / line.split()[0]).exists() for line in text.split("\n\n")[1].splitlines())
