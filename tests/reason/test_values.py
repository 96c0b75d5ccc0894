"""Rules meet literals by value: keys, inverse functional properties, hasValue, and values inside datatypes."""

import duckdb
import pytest

from tests.conftest import silent
from tests.reason.closures import write
from tests.reason.conftest import quads, rules
from westphalia.reason.evaluation.contradictions import find_clashes, to_contradictions
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.maintenance import maintain
from westphalia.reason.materialize import close_quads

TEXT = """
:code a owl:InverseFunctionalProperty .
:ifp1 :code 7 . :ifp2 :code "007"^^xsd:integer . :ifp3 :code "7"^^xsd:double . :ifp4 :code "7.0"^^xsd:decimal .
:big1 :code 123456789012345678901 . :big2 :code 123456789012345678902 .
:big3 :code "0123456789012345678901"^^xsd:integer .
:fine1 :code 0.1 . :fine2 :code 0.10000000000000000001 .
:C owl:hasKey ( :k :l ) .
:key1 a :C ; :k "a"@EN ; :l true . :key2 a :C ; :k "a"@en ; :l "1"^^xsd:boolean . :key3 a :C ; :k "a" ; :l true .
:R owl:onProperty :q ; owl:hasValue "x" . :hv1 :q "x"^^xsd:token . :hv2 :q "x"@en .
:f a owl:FunctionalProperty .
:same1 :f 1, "1.0"^^xsd:decimal . :same2 :f "<a/>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>,
    "<a></a>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral> . :same3 :f "u"^^:unknown, "v"^^:unknown .
:two1 :f 1, "1"^^xsd:double . :two2 :f "0"^^xsd:float, "-0"^^xsd:float . :two3 :f "a", "a"@en .
:ill :note "1991-02-30T00:00:00Z"^^xsd:dateTime .
[] owl:sourceIndividual :npa ; owl:assertionProperty :r ; owl:targetValue "5"^^xsd:int . :npa :r "05"^^xsd:integer .
:p1 owl:propertyDisjointWith :p2 . :pdw :p1 5 ; :p2 "5.0"^^xsd:decimal .
"""


def _name(term: str) -> str:
    return term.rpartition("/")[2].rstrip(">")


@pytest.fixture(scope="module")
def closed():
    return close_quads(quads(TEXT), rules())


def test_equal_values_meet_in_keys_and_inverse_functional_properties_and_no_others(closed) -> None:
    same = {frozenset((_name(s), _name(o))) for s, p, o, _, _ in closed.triples if p.endswith("sameAs>") and s != o}

    assert same == {
        frozenset(pair)
        for pair in [("ifp1", "ifp2"), ("ifp1", "ifp4"), ("ifp2", "ifp4"), ("big1", "big3"), ("key1", "key2")]
    }


def test_a_value_has_the_class_of_its_restriction(closed) -> None:
    assert {_name(s) for s, _, o, _, _ in closed.triples if o.endswith("/R>")} == {"hv1"}


def test_only_values_that_differ_contradict(closed) -> None:
    named = {(clash.code, _name(term)) for clash in closed.clashes for term in clash.terms if "example.org" in term}
    subjects = {(code, name) for code, name in named if name in {"ill", "npa", "pdw"} or name[:-1] in {"same", "two"}}

    assert subjects == {
        *(("prp-fp-literal", f"two{number}") for number in (1, 2, 3)),
        ("dt-not-type", "ill"),
        ("prp-npa2", "npa"),
        ("prp-pdw", "pdw"),
    }


def test_a_twin_that_comes_by_an_update_meets(tmp_path) -> None:
    schema = ":code a owl:InverseFunctionalProperty . :size rdfs:range xsd:byte . "
    start = write(tmp_path, "start.nq", quads(f"{schema} :x :code 7 ."))
    added = write(tmp_path, "added.nq", quads(':y :code "07"^^xsd:integer ; :size 300 .'))
    with duckdb.connect() as connection:
        engine = Engine(connection, rules(), silent)
        engine.load(start)
        engine.close()
        done = maintain(connection, rules(), added, write(tmp_path, "removed.nq", []), silent)
        clashes = to_contradictions(connection, find_clashes(connection, done.fixpoint))
        rows = connection.execute(
            """SELECT s.text FROM longest_fact JOIN term AS s ON s.id = s JOIN term AS p ON p.id = p
            WHERE p.text LIKE '%sameAs>'"""
        ).fetchall()

    assert {_name(s) for (s,) in rows} == {"x", "y"}
    assert [(clash.code, _name(clash.terms[0])) for clash in clashes] == [("prp-rng-value", name) for name in "xy"]
