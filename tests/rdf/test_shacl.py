"""The two SHACL engines say the same of every mistake that the tests know; the reference steps in for the other."""

from __future__ import annotations

import importlib.util

import pyoxigraph as ox
import pytest

from westphalia.inputs.ontology import load_modules, merge, shape_paths
from westphalia.rdf.namespaces import WPH
from westphalia.rdf.reading import read_turtle
from westphalia.rdf.shacl import Violation, compiled_engine, default_engine, reference_engine
from westphalia.settings import PROJECT_ROOT

pytest.importorskip("shacl", reason="the compiled engine has no wheel for this machine")

SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
MIDNIGHT = "T00:00:00Z"
SITUATION = 'rdfs:label "x"@en ; wph:source source:tiny ; wph:locator "page 2"'
# Each breaks one or more shapes, or none.
DATA = {
    "nothing wrong": f"id:x a wph:Tenure ; {SITUATION} ; wph:officeHolder id:p ; wph:heldOffice id:o .",
    "no label, no source": "id:x a wph:Membership ; wph:organization id:o .",
    "two English labels": f'id:x a wph:Tenure ; {SITUATION} ; rdfs:label "y"@en ; wph:officeHolder id:p ; wph:heldOffice id:o .',
    "a label in French alone": 'id:x a wph:State ; rdfs:label "x"@fr .',
    "two roles of one kind": f"id:x a wph:FullMembership ; {SITUATION} ; wph:organization id:o, id:p ; wph:member id:a ; wph:observer id:b .",
    "an end before the beginning": f'id:x wph:validFrom "2001-01-01{MIDNIGHT}"^^xsd:dateTime ; wph:validUntil "2000-01-01{MIDNIGHT}"^^xsd:dateTime ; wph:datePrecision wph:dayPrecision .',
    "an end at the beginning": f'id:x wph:validFrom "2001-01-01{MIDNIGHT}"^^xsd:dateTime ; wph:validUntil "2001-01-01{MIDNIGHT}"^^xsd:dateTime ; wph:datePrecision wph:dayPrecision .',
    "not at midnight, no precision": 'id:x wph:validFrom "2001-01-01T10:00:00Z"^^xsd:dateTime .',
    "a precision of its own": f'id:x wph:validFrom "2001-01-01{MIDNIGHT}"^^xsd:dateTime ; wph:datePrecision wph:percent .',
    "two kinds of value": f"id:x a wph:Observation ; {SITUATION} ; wph:observedEntity id:o ; wph:indicator id:i ; wph:value 1.5 ; wph:rank 2 .",
    "a value that is no decimal": f'id:x a wph:Observation ; {SITUATION} ; wph:observedEntity id:o ; wph:indicator id:i ; wph:value "much" ; wph:unit wph:percent .',
    "a rank of nought": f"id:x a wph:Ranking ; {SITUATION} ; wph:observedEntity id:o ; wph:indicator id:i ; wph:rank 0 .",
    "a claim in another language": f'id:x a wph:Assessment ; {SITUATION} ; wph:heldBy id:h ; wph:about id:o ; wph:claimText "oui"@fr .',
    "a source without licence": 'source:y a wph:Dataset ; <http://purl.org/dc/terms/title> "y" ; wph:sourceKey "y" .',
    "a licence in words": 'source:y a wph:Document ; <http://purl.org/dc/terms/title> "y" ; <http://purl.org/dc/terms/license> "free" .',
    "one side at sea": f"id:x a wph:MaritimeNeighbourhood ; {SITUATION} ; wph:maritimeBorder id:b ; wph:maritimeSide id:s .",
    "a citation of nothing": "id:x wph:citedDocument id:o .",
    "an empty title": 'source:y a wph:CitedDocument ; <http://purl.org/dc/terms/title> "" ; wph:referenceKey "y" .',
    "a cooperation of nobody": f"id:x a wph:ArmsSupply ; {SITUATION} .",
}  # fmt: skip


@pytest.fixture(scope="module")
def shapes() -> list[ox.Triple]:
    return [t for path in shape_paths(PROJECT_ROOT / "ontology") for t in read_turtle(path, "urn:shapes").triples]


@pytest.fixture(scope="module")
def subclasses() -> list[ox.Triple]:
    return [t for t in merge(load_modules(PROJECT_ROOT / "ontology")) if t.predicate == SUBCLASS]


def parsed(turtle: str) -> list[ox.Triple]:
    prefixes = {
        "id": "https://w3id.org/westphalia/id/",
        "source": "https://w3id.org/westphalia/source/",
        "wph": str(WPH),
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    return [quad.triple for quad in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)]


def key(violation: Violation) -> tuple[str, str, str, bool]:
    return violation.focus, violation.message, violation.value or "", violation.is_warning


@pytest.mark.parametrize("name", DATA)
def test_the_engines_agree(name: str, shapes: list[ox.Triple], subclasses: list[ox.Triple]):
    data = [*parsed(DATA[name]), *subclasses]
    compiled = sorted(map(key, compiled_engine(data, shapes)))
    assert compiled == sorted(map(key, reference_engine(data, shapes)))
    assert bool(compiled) == (name != "nothing wrong")


def test_the_reference_steps_in_where_the_compiled_engine_is_missing(monkeypatch: pytest.MonkeyPatch):
    assert default_engine() is compiled_engine
    monkeypatch.setattr(
        "westphalia.rdf.shacl.find_spec", lambda name: None if name == "shacl" else importlib.util.find_spec(name)
    )
    assert default_engine() is reference_engine
