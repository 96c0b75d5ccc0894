"""One version: package, citation, ontology and changelog agree."""

import re
import tomllib

import pyoxigraph as ox
import pytest

from westphalia.rdf.namespaces import ONTOLOGY_IRI
from westphalia.settings import PROJECT_ROOT

OWL = "http://www.w3.org/2002/07/owl#"
VERSION = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
CITATION = (PROJECT_ROOT / "CITATION.cff").read_text("utf-8")
CHANGELOG = (PROJECT_ROOT / "CHANGELOG.md").read_text("utf-8")
HEADINGS = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)


@pytest.fixture(scope="module")
def header() -> dict[str, str]:
    triples = ox.parse(path=PROJECT_ROOT / "ontology" / "westphalia.ttl", format=ox.RdfFormat.TURTLE)
    return {t.predicate.value: t.object.value for t in triples if t.subject == ox.NamedNode(ONTOLOGY_IRI)}


def test_the_ontology_has_the_version_of_the_package(header):
    assert header[f"{OWL}versionInfo"] == VERSION
    assert header[f"{OWL}versionIRI"] == f"{ONTOLOGY_IRI}/{VERSION}"
    assert header[f"{OWL}priorVersion"] != header[f"{OWL}versionIRI"]


def test_the_citation_has_the_version_of_the_package():
    assert re.search(r"^version: (.+)$", CITATION, re.MULTILINE).group(1) == VERSION


def test_the_changelog_begins_with_the_version():
    assert HEADINGS[0].split(",")[0] == VERSION


def test_every_release_has_a_version_and_a_date_and_only_the_first_is_in_progress():
    first, *rest = HEADINGS

    assert re.fullmatch(r"\d+\.\d+\.\d+, (in progress|\d{4}-\d\d-\d\d)", first)
    assert [heading for heading in rest if not re.fullmatch(r"\d+\.\d+\.\d+, \d{4}-\d\d-\d\d", heading)] == []
    assert rest


def test_the_citation_has_a_date_once_the_version_is_released():
    date = re.search(r'^date-released: "(.+)"$', CITATION, re.MULTILINE)

    assert HEADINGS[0] == f"{VERSION}, {date.group(1) if date else 'in progress'}"
