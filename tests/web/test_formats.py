"""Formats of results: what `format=` names is given or refused; datasets go in and out as TriG and N-Quads."""

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

SELECT, ASK, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "ASK {}", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
BOM = "\ufeff"


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        (SELECT, "turtle", "gives solutions, which format=turtle cannot carry; available are json, xml, csv, tsv"),
        (SELECT, "application/n-triples", "gives solutions"),
        (ASK, "trig", "gives a truth value"),
        (CONSTRUCT, "csv", "gives a graph, which format=csv cannot carry; available are turtle, ntriples"),
        (CONSTRUCT, "application/sparql-results+json", "gives a graph"),
    ],
)
def test_a_format_that_cannot_carry_the_result_is_refused(
    bare: FlaskClient, query: str, name: str, words: str
) -> None:
    response = bare.get("/sparql", query_string={"query": query, "format": name})

    assert response.status_code == 406
    assert words in response.text


@pytest.mark.parametrize(
    ("query", "name", "mimetype"),
    [
        (SELECT, "json", "application/sparql-results+json"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "trig", "application/trig"),
        (CONSTRUCT, "nquads", "application/n-quads"),
    ],
)
def test_a_short_name_means_the_format_for_the_result(
    bare: FlaskClient, query: str, name: str, mimetype: str
) -> None:
    response = bare.get("/sparql", query_string={"query": query, "format": name})

    assert (response.status_code, response.mimetype) == (200, mimetype)


@pytest.mark.parametrize("mimetype", ["application/trig", "application/n-quads"])
def test_a_graph_is_given_in_a_format_of_datasets(bare: FlaskClient, mimetype: str) -> None:
    constructed = bare.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": mimetype})
    read = bare.get("/gsp?graph=urn:g1", headers={"Accept": mimetype})

    for response, subject in ((constructed, "urn:default"), (read, "urn:data1")):
        [quad] = ox.parse(response.data, format=ox.RdfFormat.from_media_type(mimetype))
        assert (response.mimetype, quad.subject.value) == (mimetype, subject)


@pytest.mark.parametrize("mimetype", ["application/trig", "application/n-quads", "*/*"])
def test_the_graph_store_gives_the_whole_dataset(bare: FlaskClient, mimetype: str) -> None:
    response = bare.get("/gsp", headers={"Accept": mimetype})
    quads = set(ox.parse(response.data, format=ox.RdfFormat.from_media_type(response.mimetype)))

    assert {str(quad.graph_name) for quad in quads} == {"DEFAULT", "<urn:g1>", "<urn:g2>", "<urn:g3>"}


def test_no_format_of_one_graph_carries_the_dataset(bare: FlaskClient) -> None:
    assert bare.get("/gsp", headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize(
    ("mimetype", "body"),
    [
        ("application/trig", "<urn:a> <urn:p> 1 . <urn:new> { <urn:b> <urn:p> 2 }"),
        ("application/n-quads", '<urn:a> <urn:p> "1" .\n<urn:b> <urn:p> "2" <urn:new> .\n'),
    ],
)
def test_a_dataset_that_is_posted_adds_to_its_graphs(bare: FlaskClient, mimetype: str, body: str) -> None:
    assert bare.post("/gsp", data=BOM + body, content_type=mimetype).status_code == 204

    query = "ASK { <urn:a> <urn:p> ?x GRAPH <urn:new> { <urn:b> <urn:p> ?y } ?d a <urn:Thing> }"
    assert bare.get("/sparql", query_string={"query": query}).get_json()["boolean"]


def test_one_graph_takes_a_document_of_datasets_that_names_no_other(bare: FlaskClient) -> None:
    plain = bare.put("/gsp?graph=urn:new", data="<urn:a> <urn:p> 1 .", content_type="application/trig")
    naming = bare.put("/gsp?graph=urn:new", data="<urn:g> { <urn:a> <urn:p> 1 }", content_type="application/trig")

    assert plain.status_code == 201
    assert naming.status_code == 400
    assert "names graphs of its own" in naming.text


def test_a_byte_order_mark_before_queries_updates_and_uploads_is_no_error(bare: FlaskClient) -> None:
    answers = [
        bare.get("/sparql", query_string={"query": BOM + ASK}),
        bare.post("/sparql", data=(BOM + ASK).encode(), content_type="application/sparql-query"),
        bare.post("/sparql", data={"update": f"{BOM}INSERT DATA {{}}"}),
        bare.post("/sparql", data=f"{BOM}INSERT DATA {{}}".encode(), content_type="application/sparql-update"),
        bare.put("/gsp?graph=urn:bom", data=f"{BOM}<urn:a> <urn:b> 1 .".encode(), content_type="text/turtle"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 204, 204, 201]
