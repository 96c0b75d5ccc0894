"""Open-ended records are confirmed until their source's coverage ends, and those without a beginning attested from it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.inputs.confirmations import confirmations
from westphalia.rdf.namespaces import WPH
from westphalia.rdf.reading import Document

HEAD = """@prefix : <http://example.org/> . @prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:list wph:coverageFrom "1946-01-01T00:00:00Z"^^xsd:dateTime ; wph:coverageUntil "2026-01-01T00:00:00Z"^^xsd:dateTime .
"""
RECORD = ":record wph:source :list ; wph:locator 'row 1' "


def marks(text: str) -> dict[str, str]:
    triples = tuple(quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE))
    found = confirmations([Document(Path("world.ttl"), "urn:graph", triples, {})])
    return {t.predicate.value.removeprefix(str(WPH)): str(t.object.value)[:10] for t in found}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("", {"lastConfirmed": "2025-12-31", "attestedSince": "1946-01-01"}),
        ('; wph:validFrom "1990-01-01T00:00:00Z"^^xsd:dateTime', {"lastConfirmed": "2025-12-31"}),
        ('; wph:validFrom "2026-03-01T00:00:00Z"^^xsd:dateTime', {"lastConfirmed": "2026-03-01"}),
        ('; wph:validUntil "1990-01-01T00:00:00Z"^^xsd:dateTime', {"attestedSince": "1946-01-01"}),
    ],
    ids=["undated", "begun", "begun-after-the-coverage", "ended"],
)
def test_an_open_end_is_confirmed_by_coverage_alone(dates: str, expected: dict) -> None:
    assert marks(f"{RECORD} {dates} .") == expected


def test_what_has_no_locator_is_no_record() -> None:
    assert marks(":thing wph:source :list .") == {}


LOCAL = "http://example.org/"


def quads(text: str) -> list[ox.Quad]:
    graph = ox.NamedNode(f"{LOCAL}mine")
    triples = ox.parse(HEAD.partition(":list")[0] + text, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples]


def test_a_record_that_was_written_is_confirmed_by_the_source_that_it_names() -> None:
    triples = tuple(quad.triple for quad in ox.parse(HEAD, format=ox.RdfFormat.TURTLE))
    documents = [Document(Path("world.ttl"), "urn:graph", triples, {})]

    assert len(list(confirmations(documents, quads(f"{RECORD} .")))) == 2
    assert list(confirmations(documents, quads(":record wph:source :diary ; wph:locator 'page 1' ."))) == []


def test_one_of_several_sources_is_enough() -> None:
    later = """:other wph:coverageFrom "1900-01-01T00:00:00Z"^^xsd:dateTime ;
        wph:coverageUntil "2027-01-01T00:00:00Z"^^xsd:dateTime ."""

    found = marks(f"{later} {RECORD}, :list . :record wph:source :other .")

    assert found == {"lastConfirmed": "2026-12-31", "attestedSince": "1900-01-01"}
