"""One contract for every kind of store."""

import json

import pyoxigraph as ox
import pytest

from westphalia.errors import QueryError
from westphalia.rdf.formats import CSV, JSON, TURTLE
from westphalia.rdf.namespaces import ID
from westphalia.store import WritableStore, select

G = "urn:g"


def triples(*numbers: int) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(f"urn:s{n}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in numbers]


def found(store: WritableStore, graph: str | None = G) -> set[str]:
    where = "{ ?s ?p ?o }" if graph is None else f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return {row["s"]["value"] for row in select(store, f"SELECT ?s {where}")}


def test_graphs_are_added_to_replaced_and_dropped(store: WritableStore) -> None:
    for graph in (G, None):
        store.add(graph, triples(1))
        store.add(graph, triples(2))
        assert found(store, graph) == {"urn:s1", "urn:s2"}
        store.replace(graph, triples(3))
        assert found(store, graph) == {"urn:s3"}
    store.drop(G)
    assert (found(store, G), found(store, None)) == (set(), {"urn:s3"})
    store.drop(None)
    store.drop("urn:never-there")
    assert found(store, None) == set()


def test_updates_change_and_see_graphs(store: WritableStore) -> None:
    store.add(G, triples(1, 2, 3))
    store.update(f"INSERT {{ ?s a id:kazakhstan }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o FILTER(?o > 1) }} }}")
    store.update(f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p 1 }} }} ; INSERT DATA {{ <x> <y> 1 }}", base="http://b/")

    assert found(store) == {"urn:s2", "urn:s3"}
    assert found(store, None) == {"urn:s2", "urn:s3", "http://b/x"}


def test_queries_of_every_kind_are_answered_in_the_format_chosen(store: WritableStore) -> None:
    store.add(None, triples(1))
    rows = store.run("SELECT ?o { ?s ?p ?o }", lambda _kind: CSV)
    truth = store.run("ASK { id:none ?p ?o }", lambda _kind: JSON)
    graph = store.run("CONSTRUCT { ?s <rel> id:x } WHERE { ?s ?p ?o }", lambda _kind: TURTLE, base="http://b/")

    assert (rows.kind, rows.body.split()) == ("bindings", [b"o", b"1"])
    assert (truth.kind, json.loads(truth.body)["boolean"]) == ("boolean", False)
    assert graph.kind == "graph"
    [quad] = ox.parse(graph.body, format=ox.RdfFormat.TURTLE)
    assert (quad.predicate.value, quad.object.value) == ("http://b/rel", str(ID.x))


def test_the_dataset_is_the_one_that_is_named(store: WritableStore) -> None:
    store.add(G, triples(1))
    store.add("urn:h", triples(2))
    store.add(None, triples(3))

    def ask(pattern: str, **dataset: list[str]) -> bool:
        body = store.run(f"ASK {{ {pattern} }}", lambda _kind: JSON, **dataset).body
        return bool(json.loads(body)["boolean"])

    assert ask("<urn:s1> ?p 1 . <urn:s2> ?p 2 FILTER NOT EXISTS { ?s ?p 3 }", default_graphs=[G, "urn:h"])
    assert ask("GRAPH ?g { ?s ?p 1 } FILTER NOT EXISTS { ?s ?p 3 }", default_graphs=[], named_graphs=[G])
    assert not ask("GRAPH ?g { ?s ?p ?o }", default_graphs=[G], named_graphs=[])


@pytest.mark.parametrize("query", ["SELECT * {", "ASK { ?s no:p ?o }"])
def test_a_query_that_is_wrong_is_told(store: WritableStore, query: str) -> None:
    with pytest.raises(QueryError):
        store.run(query, lambda _kind: JSON)


def test_an_update_that_is_wrong_is_told_and_changes_nothing(store: WritableStore) -> None:
    store.add(G, triples(1))
    for text in ("INSERT DATA {", f"CLEAR GRAPH <{G}> ; LOAD <http://127.0.0.1:9/nothing>"):
        with pytest.raises((QueryError, Exception)):
            store.update(text)

    assert found(store) == {"urn:s1"}


def test_literals_of_every_kind_come_back(store: WritableStore) -> None:
    values = [
        ox.Literal("é\n\"q\" \\ 'x'", language="fr"),
        ox.Literal(value=True),
        ox.Literal("2011-06-01T00:00:00Z"),
    ]
    store.add(G, [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), value) for value in values])
    rows = select(store, f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")

    assert {row["o"]["value"] for row in rows} == {value.value for value in values}
