"""The SPARQL endpoint: the protocol's three ways to ask, negotiation, and errors in one sentence."""

import json

import pytest
from flask.testing import FlaskClient

ASK = "ASK { id:kazakhstan a wph:State }"
SELECT = "SELECT ?body WHERE { id:kazakhstan wph:memberOf ?body }"
CONSTRUCT = "CONSTRUCT WHERE { id:kazakhstan wph:memberOf ?body }"
CSTO = "https://w3id.org/westphalia/id/csto"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_three_ways_to_ask_give_the_same_answer(client: FlaskClient, way: str) -> None:
    if way == "get":
        response = client.get("/sparql", query_string={"query": SELECT})
    elif way == "form":
        response = client.post("/sparql", data={"query": SELECT})
    else:
        response = client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=UTF-8")

    assert response.status_code == 200
    assert response.mimetype == "application/sparql-results+json"
    assert json.loads(response.text)["results"]["bindings"] == [{"body": {"type": "uri", "value": CSTO}}]


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        (None, SELECT, "application/sparql-results+json"),
        ("*/*", SELECT, "application/sparql-results+json"),
        ("text/csv", SELECT, "text/csv"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values"),
        ("application/sparql-results+xml", ASK, "application/sparql-results+xml"),
        ("application/json", SELECT, "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7", SELECT, "application/sparql-results+xml"),
        ("application/rdf+xml, application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
        (None, CONSTRUCT, "text/turtle"),
        ("application/n-triples", CONSTRUCT, "application/n-triples"),
        ("application/rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("application/ld+json", "DESCRIBE id:kazakhstan", "application/ld+json"),
        ("application/turtle, text/turtle", CONSTRUCT, "text/turtle"),
        ("application/sparql-results+json", CONSTRUCT, "text/turtle"),
        (BROWSER, SELECT, "text/html"),
        (BROWSER, ASK, "text/html"),
        (BROWSER, CONSTRUCT, "text/html"),
    ],
)
def test_the_type_that_the_client_wants_and_the_query_allows_is_sent(
    client: FlaskClient, accept: str | None, query: str, expected: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", query_string={"query": query}, headers=headers)

    assert (response.status_code, response.mimetype) == (200, expected)
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("name", "expected"), [("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("text/csv", "text/csv")]
)
def test_the_format_parameter_overrides_accept(client: FlaskClient, name: str, expected: str) -> None:
    response = client.get("/sparql", query_string={"query": SELECT, "format": name}, headers={"Accept": BROWSER})

    assert response.mimetype == expected


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ({"method": "GET", "query_string": {"query": "SELECT * {"}}, 400, "syntax error in line 1, column 11"),
        (
            {"method": "GET", "query_string": {"query": "ASK { ?s no:p ?o }"}},
            400,
            "uses the prefix no: without declaring it",
        ),
        ({"method": "GET", "query_string": [("query", ASK), ("query", ASK)]}, 400, "has 2 queries"),
        ({"method": "POST", "data": {}}, 415, "content type is none"),
        ({"method": "POST", "data": {"quer": ASK}}, 400, "has 0 queries"),
        ({"method": "POST", "data": ASK, "content_type": "text/plain"}, 415, "content type is text/plain"),
        (
            {"method": "POST", "data": ASK, "content_type": "application/sparql-query; charset=UTF-16"},
            415,
            "expected UTF-8",
        ),
        ({"method": "POST", "data": b"\xff", "content_type": "application/sparql-query"}, 400, "not valid UTF-8"),
        ({"method": "GET", "query_string": {"query": ASK, "format": "pdf"}}, 400, "'pdf' is not known"),
        ({"method": "GET", "query_string": {"query": ASK}, "headers": {"Accept": "image/png"}}, 406, "offered are"),
        (
            {"method": "GET", "query_string": {"query": CONSTRUCT}, "headers": {"Accept": "image/png"}},
            406,
            "text/turtle",
        ),
        ({"method": "GET", "query_string": {"query": "ASK {} #" + "x" * 100_000}}, 413, "longer than 100000 bytes"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "read-only"),
        ({"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403, "read-only"),
        (
            {"method": "GET", "query_string": {"query": "ASK { SERVICE <http://localhost:1/> { ?s ?p ?o } }"}},
            400,
            "does not send requests",
        ),
        ({"method": "PUT"}, 405, "method"),
    ],
)
def test_a_misuse_is_told_in_one_sentence(client: FlaskClient, arguments: dict, status: int, words: str) -> None:
    response = client.open("/sparql", **arguments)

    assert response.status_code == status
    assert words in response.text
    assert response.mimetype == "text/plain"
    assert response.text.count("\n") == 1
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_method_that_is_not_allowed_is_told_which_are(client: FlaskClient) -> None:
    assert {"GET", "HEAD", "POST"} <= set(client.put("/sparql").headers["Allow"].split(", "))


def test_head_and_options_answer(client: FlaskClient) -> None:
    head = client.head("/sparql", query_string={"query": SELECT})
    options = client.options("/sparql")

    assert (head.status_code, head.data, head.mimetype) == (200, b"", "application/sparql-results+json")
    assert options.status_code == 204
    assert "POST" in options.headers["Access-Control-Allow-Methods"]


def count(client: FlaskClient, **dataset: list[str]) -> int:
    parameters = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "format": "csv", **dataset}
    return int(client.get("/sparql", query_string=parameters).text.split()[1])


def test_the_protocol_chooses_the_dataset(client: FlaskClient) -> None:
    graph = "https://w3id.org/westphalia/graph/"
    catalog = count(client, **{"default-graph-uri": [f"{graph}catalog"]})

    assert 0 < catalog < count(client)
    assert count(client, **{"default-graph-uri": [f"{graph}catalog", f"{graph}notes"]}) > catalog
    assert count(client, **{"named-graph-uri": [f"{graph}catalog"]}) == 0
    assert count(client, **{"default-graph-uri": ["urn:unknown"]}) == 0
    assert count(client, **{"default-graph-uri": ["urn:x-rdflib:default"]}) == count(client)


def test_relative_iris_resolve_against_the_endpoint(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "CONSTRUCT { <s> <p> 1 } WHERE {}"})

    assert "<http://localhost/s> <http://localhost/p> 1" in response.text


def test_the_endpoint_describes_itself(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": BROWSER})
    description = client.get("/sparql", headers={"Accept": "text/turtle"})

    assert page.mimetype == "text/html"
    assert "<form" in page.text
    assert description.mimetype == "text/turtle"
    assert "sd:endpoint <http://localhost/sparql>" in description.text


def test_a_deeply_nested_query_does_not_end_the_process(settings) -> None:
    import threading

    from graph.serving import STACK_BYTES
    from graph.web import create_app

    client = create_app(settings).test_client()
    statuses = []
    nested = "ASK " + "{" * 3000 + "}" * 3000
    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(
            target=lambda: statuses.append(client.post("/sparql", data={"query": nested}).status_code)
        )
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)

    assert statuses == [200]
