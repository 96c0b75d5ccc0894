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
