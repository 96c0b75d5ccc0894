"""The history in RDF 1.2 says what the annotated axioms of OWL say."""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.errors import NotRepresentableError
from westphalia.export.selection import REIFIED, select
from westphalia.export.state import State
from westphalia.export.write import WRITERS

HISTORY = """
@prefix graph: <https://w3id.org/westphalia/graph/> .
@prefix id: <https://w3id.org/westphalia/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
graph:history {
  <https://w3id.org/westphalia/.well-known/genid/1> a owl:Axiom ; owl:annotatedSource id:a ;
    owl:annotatedProperty wph:memberOf ; owl:annotatedTarget id:b ;
    wph:heldFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ; wph:heldUntil "2001-01-01T00:00:00Z"^^xsd:dateTime .
  <https://w3id.org/westphalia/.well-known/genid/2> a owl:Axiom ; owl:annotatedSource id:a ;
    owl:annotatedProperty wph:memberOf ; owl:annotatedTarget id:b ; wph:heldFrom "2005-01-01T00:00:00Z"^^xsd:dateTime .
}
graph:tiny { id:a wph:memberOf id:b }
"""
REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
FROM, UNTIL = (f"https://w3id.org/westphalia/ontology#held{end}" for end in ("From", "Until"))


@pytest.fixture
def version(tmp_path: Path) -> Path:
    store = ox.Store(str(tmp_path / "store"))
    store.load(HISTORY, format=ox.RdfFormat.TRIG)
    store.flush()
    return tmp_path


@pytest.mark.parametrize(
    ("writer", "engine"),
    [("turtle", ox.RdfFormat.TURTLE), ("ntriples", ox.RdfFormat.N_TRIPLES), ("trig", ox.RdfFormat.TRIG)],
)
def test_each_axiom_becomes_a_reifier_with_its_dates(version: Path, writer: str, engine: ox.RdfFormat):
    read = list(ox.parse(b"".join(WRITERS[writer](select(State(version, date(2011, 1, 1)), REIFIED))), format=engine))

    reified = {quad.subject.value[-1]: str(quad.object) for quad in read if quad.predicate.value == REIFIES}
    dates = {(quad.subject.value[-1], quad.predicate.value): str(quad.object)[1:5] for quad in read}
    member = "<https://w3id.org/westphalia/id/a> <https://w3id.org/westphalia/ontology#memberOf> "
    assert list(reified) in (["1", "2"], ["2", "1"])
    assert all(text.startswith(member) for text in reified.values())
    assert (dates["1", FROM], dates["1", UNTIL], dates["2", FROM]) == ("2000", "2001", "2005")
    assert ("2", UNTIL) not in dates


def test_it_does_not_assert_the_relation(version: Path):
    assert [
        quad
        for quad in select(State(version, date(2011, 1, 1)), REIFIED)
        if quad.predicate.value.endswith("memberOf")
    ] == []


def test_a_format_that_cannot_carry_triple_terms_says_so(version: Path):
    with pytest.raises(NotRepresentableError, match="triple"):
        b"".join(WRITERS["jsonld"](select(State(version, date(2011, 1, 1)), REIFIED)))
