"""Queries over the solutions of others: counted, filtered, in an order, in part; run by the engine."""

import pyoxigraph as ox
import pytest

from westphalia.rdf.namespaces import PREFIXES
from westphalia.sparql.selection import Selection, count_query, part_query

PEOPLE = """
    <urn:a> <urn:age> 30 ; <http://www.w3.org/2000/01/rdf-schema#label> "Ädla" .
    <urn:b> <urn:age> 7 ; <http://www.w3.org/2000/01/rdf-schema#label> "Bo" .
    <urn:c> <urn:age> 12 ."""
QUERIES = [
    "SELECT ?s ?n WHERE { ?s <urn:age> ?n FILTER(?n >= 1 && ?n != 100) }",
    "BASE <urn:x> PREFIX u: <urn:> SELECT * { ?s u:age ?n } # a comment",
    "SELECT DISTINCT ?s (MAX(?m) AS ?n) { ?s <urn:age> ?m } GROUP BY ?s ORDER BY ?s LIMIT 100",
    "SELECT ?s ?n { ?s <urn:age> ?n } VALUES ?s { <urn:a> <urn:b> <urn:c> }",
]


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(PEOPLE.encode(), format=ox.RdfFormat.TURTLE)
    made.load(b"<urn:z> <urn:age> 1 .", format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    return made


def numbers(store: ox.Store, text: str) -> list[str]:
    return [solution["n"].value for solution in store.query(text, prefixes=PREFIXES)]


@pytest.mark.parametrize("query", QUERIES)
def test_solutions_are_counted_and_come_in_an_order_and_in_part(store, query):
    assert numbers(store, count_query(query, ["s", "n"])) == ["3"]
    assert numbers(store, part_query(query, ["s", "n"], Selection(order="n"))) == ["7", "12", "30"]
    last = Selection(order="n", is_descending=True, first=1, most=1)
    assert numbers(store, part_query(query, ["s", "n"], last)) == ["12"]


@pytest.mark.parametrize(("text", "expected"), [("BO", ["7"]), ("urn:c", ["12"]), ("ädl", ["30"]), ('"\\ }', [])])
def test_solutions_are_filtered_by_their_terms_and_labels(store, text, expected):
    query = QUERIES[0]

    assert numbers(store, part_query(query, ["s", "n"], Selection(text))) == expected
    assert numbers(store, count_query(query, ["s", "n"], text)) == [str(len(expected))]


def test_the_dataset_of_the_query_is_that_of_the_whole(store):
    query = "SELECT ?n FROM <urn:g> FROM NAMED <urn:h> { ?s <urn:age> ?n }"

    assert numbers(store, part_query(query, ["n"], Selection())) == ["1"]
