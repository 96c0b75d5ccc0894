"""Expressions of OWL 2, read from triples: each constructor, and what is malformed."""

import pyoxigraph as ox
import pytest

from westphalia.rdf.owl_expression_reader import read_expression
from westphalia.rdf.owl_expressions import (
    Complement,
    Expression,
    Facets,
    Fault,
    Inverse,
    Junction,
    Named,
    Restriction,
    Text,
    named_in,
)
from westphalia.rdf.triple_index import TripleIndex

PREFIXES = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def n(name: str) -> Named:
    return Named(f"urn:x:{name}")


def read(text: str) -> Expression:
    """The expression that `:C` is a kind of."""
    axioms = TripleIndex(quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))
    [node] = axioms.values(ox.NamedNode("urn:x:C"), "http://www.w3.org/2000/01/rdf-schema#subClassOf")
    return read_expression(axioms, node)


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (":A", n("A")),
        ("[ owl:intersectionOf ( :A :B ) ]", Junction("and", (n("A"), n("B")))),
        ("[ owl:unionOf ( :A :B ) ]", Junction("or", (n("A"), n("B")))),
        ('[ owl:oneOf ( :a "b"@en ) ]', Junction("one of", (n("a"), Text("b", "en")))),
        ("[ owl:complementOf :A ]", Complement(n("A"))),
        ("[ owl:datatypeComplementOf :D ]", Complement(n("D"))),
        ("[ owl:onProperty :p ; owl:someValuesFrom :A ]", Restriction((n("p"),), "some", filler=n("A"))),
        ("[ owl:onProperty :p ; owl:allValuesFrom :A ]", Restriction((n("p"),), "only", filler=n("A"))),
        ("[ owl:onProperty :p ; owl:hasValue 5 ]", Restriction((n("p"),), "value", filler=Text("5", ""))),
        ("[ owl:onProperty :p ; owl:hasSelf true ]", Restriction((n("p"),), "itself")),
        ("[ owl:onProperty :p ; owl:minCardinality 2 ]", Restriction((n("p"),), "min", "2")),
        ("[ owl:onProperty :p ; owl:maxCardinality 2 ]", Restriction((n("p"),), "max", "2")),
        ("[ owl:onProperty :p ; owl:cardinality 2 ]", Restriction((n("p"),), "exactly", "2")),
        (
            "[ owl:onProperty :p ; owl:minQualifiedCardinality 2 ; owl:onClass :A ]",
            Restriction((n("p"),), "min", "2", n("A")),
        ),
        (
            "[ owl:onProperty :p ; owl:maxQualifiedCardinality 2 ; owl:onDataRange xsd:string ]",
            Restriction((n("p"),), "max", "2", Named("http://www.w3.org/2001/XMLSchema#string")),
        ),
        (
            "[ owl:onProperty :p ; owl:qualifiedCardinality 2 ; owl:onClass :A ]",
            Restriction((n("p"),), "exactly", "2", n("A")),
        ),
        (
            "[ owl:onProperty [ owl:inverseOf :p ] ; owl:someValuesFrom :A ]",
            Restriction((Inverse(n("p")),), "some", filler=n("A")),
        ),
        (
            "[ owl:onProperties ( :p :q ) ; owl:allValuesFrom :D ]",
            Restriction((n("p"), n("q")), "only", filler=n("D")),
        ),
        (
            "[ owl:onDatatype :D ; owl:withRestrictions ( [ xsd:minInclusive 1 ] [ xsd:maxExclusive 9 ] ) ]",
            Facets(n("D"), (("≥", Text("1", "")), ("<", Text("9", "")))),
        ),
        (
            "[ owl:intersectionOf ( :A [ owl:onProperty :p ; owl:someValuesFrom [ owl:unionOf ( :B :D ) ] ] ) ]",
            Junction("and", (n("A"), Restriction((n("p"),), "some", filler=Junction("or", (n("B"), n("D")))))),
        ),
        ("[ owl:intersectionOf () ]", Junction("and", ())),
    ],
)
def test_each_constructor_is_read(turtle: str, expected: Expression) -> None:
    assert read(f":C rdfs:subClassOf {turtle} .") == expected


@pytest.mark.parametrize(
    ("turtle", "note"),
    [
        ("[ owl:unionOf _:l ] . _:l rdf:first :A ; rdf:rest _:l .", "a list that contains itself"),
        ("[ owl:unionOf _:l ] . _:l rdf:first :A .", "a list with a cell that has no rest"),
        ("[ owl:unionOf _:l ] . _:l rdf:rest () .", "a list with a cell that has no member"),
        ("[ owl:unionOf _:l ] . _:l rdf:first :A, :B ; rdf:rest () .", "a list with a cell that has 2 members"),
        ('[ owl:unionOf "text" ] .', "a list with a cell that has no member"),
        ("[ owl:onProperty :p ] .", "a restriction that does not say which values"),
        ("[ owl:someValuesFrom :A ] .", "an expression of an unknown kind"),
        ("[ owl:onDatatype :D ] .", "a datatype without restrictions"),
        ("[ a owl:Class ] .", "an expression of an unknown kind"),
    ],
)
def test_what_is_malformed_gives_one_note(turtle: str, note: str) -> None:
    assert read(f":C rdfs:subClassOf {turtle}") == Fault(note)


def test_an_expression_in_itself_ends_in_a_note() -> None:
    found = read(":C rdfs:subClassOf _:x . _:x owl:complementOf _:y . _:y owl:complementOf _:x .")

    assert found == Complement(Complement(Fault("an expression that contains itself")))


def test_a_fault_leaves_the_parts_beside_it_readable() -> None:
    found = read(":C rdfs:subClassOf [ owl:intersectionOf ( :A [ owl:onProperty :p ] ) ] .")

    assert found == Junction("and", (n("A"), Fault("a restriction that does not say which values")))


def test_every_name_in_an_expression_is_found() -> None:
    found = read(
        """:C rdfs:subClassOf [ owl:unionOf ( :A [ owl:complementOf :B ] [ owl:onDatatype :D ; owl:withRestrictions () ]
        [ owl:onProperty [ owl:inverseOf :p ] ; owl:hasValue "x" ] [ owl:onProperty :q ; owl:minCardinality 1 ] ) ] ."""
    )

    assert sorted(named_in(found)) == [f"urn:x:{name}" for name in "ABDpq"]
