"""The service about itself: service description, VoID, example queries, OpenAPI, health, metrics."""

import gzip
import hashlib
import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF, VOID, URIRef

from westphalia.inputs.query_library import load_library
from westphalia.rdf.namespaces import PREFIXES, WPH
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import read_manifest
from westphalia.web import create_app
from westphalia.web.service_docs.description import SCHEMA, SD
from westphalia.web.service_docs.geosparql import BINARY_FUNCTIONS, NAMESPACE, UNARY_FUNCTIONS
from westphalia.workers import WorkerPool

ENDPOINT = URIRef("http://localhost/sparql")


def described(client: FlaskClient, path: str = "/sparql", accept: str = "text/turtle") -> rdflib.Graph:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, accept)
    triples = (quad.triple for quad in ox.parse(response.data, format=ox.RdfFormat.from_media_type(accept)))
    return rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_an_endpoint_without_a_query_describes_itself(ask: FlaskClient, accept: str) -> None:
    graph = described(ask, accept=accept)
    service = graph.value(predicate=SD.endpoint, object=ENDPOINT)

    assert service is not None
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(list(graph.objects(service, SD.resultFormat))) == 10
    assert graph.value(service, SD.defaultEntailmentRegime) is not None


def test_without_accept_or_with_any_a_program_gets_rdf(ask: FlaskClient) -> None:
    assert ask.get("/sparql").mimetype == "text/turtle"
    assert ask.get("/sparql", headers={"Accept": "*/*"}).mimetype == "text/turtle"


def test_a_browser_gets_a_form(ask: FlaskClient) -> None:
    response = ask.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})

    assert response.mimetype == "text/html"
    assert "<form" in response.text


def test_the_description_counts_the_named_graphs_as_they_are(ask: FlaskClient) -> None:
    graph = described(ask)
    told = {
        str(graph.value(named, SD.name)): int(graph.value(graph.value(named, SD.graph), VOID.triples))
        for named in graph.subjects(RDF.type, SD.NamedGraph)
    }
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = json.loads(ask.get("/sparql", query_string={"query": query}).text)["results"]["bindings"]

    assert told == {row["g"]["value"]: int(row["n"]["value"]) for row in rows}


def test_the_description_tells_the_limits(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, timeout_seconds=7.5), worker_pool).test_client()
    graph = described(client)
    limits = {
        str(graph.value(limit, SCHEMA.name)): graph.value(limit, SCHEMA.value).toPython()
        for limit in graph.subjects(RDF.type, SCHEMA.PropertyValue)
    }

    assert float(limits["timeout_seconds"]) == 7.5
    assert limits["max_query_bytes"] == 100_000


def test_the_description_names_the_public_address(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, public_url="https://data.example"), worker_pool).test_client()

    assert described(client).value(predicate=SD.endpoint, object=URIRef("https://data.example/sparql")) is not None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [*((name, "?g") for name in UNARY_FUNCTIONS), *((name, "?g, ?h") for name in BINARY_FUNCTIONS)],
)
def test_every_function_in_the_description_can_be_called(name: str, arguments: str) -> None:
    query = f"""PREFIX geo: <http://www.opengis.net/ont/geosparql#>
        SELECT (<{NAMESPACE}{name}>({arguments}) AS ?x) {{
            BIND("POLYGON((0 0, 0 2, 2 2, 0 0))"^^geo:wktLiteral AS ?g)
            BIND("POLYGON((0 0, 0 1, 1 1, 0 0))"^^geo:wktLiteral AS ?h) }}"""

    assert next(iter(ox.Store().query(query)))["x"] is not None


def test_the_description_names_the_functions(ask: FlaskClient) -> None:
    graph = described(ask)

    assert len(set(graph.objects(None, SD.extensionFunction))) == len(UNARY_FUNCTIONS) + len(BINARY_FUNCTIONS)


def test_void_tells_endpoint_dumps_and_parts_and_the_dumps_are_there(ask: FlaskClient) -> None:
    graph = described(ask, "/.well-known/void")
    dataset = graph.value(predicate=VOID.sparqlEndpoint, object=ENDPOINT)
    dumps = list(graph.objects(dataset, VOID.dataDump))

    assert dumps
    assert {ask.head(str(dump).removeprefix("http://localhost")).status_code for dump in dumps} == {200}
    assert len(list(graph.objects(dataset, VOID.subset))) >= 3


def test_void_counts_what_each_class_and_property_has(ask: FlaskClient) -> None:
    graph = described(ask, "/.well-known/void")
    query = "SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?o }"
    [row] = json.loads(ask.get("/sparql", query_string={"query": query}).text)["results"]["bindings"]
    labels = graph.value(predicate=VOID.property, object=rdflib.RDFS.label)
    states = graph.value(predicate=VOID["class"], object=WPH.State)

    assert str(graph.value(labels, VOID.triples)) == row["n"]["value"]
    assert int(graph.value(states, VOID.entities)) > 0


def test_the_dump_has_the_digest_that_is_told(ask: FlaskClient) -> None:
    body = ask.get("/download/everything.nq.gz").data
    quads = list(ox.parse(gzip.decompress(body), format=ox.RdfFormat.N_QUADS))

    assert len(quads) > 1000
    assert {"graph/ontology", "graph/tiny"} <= {quad.graph_name.value.partition("westphalia/")[2] for quad in quads}
    assert ask.get("/download/everything.nq.gz.sha256").text.split() == [
        hashlib.sha256(body).hexdigest(),
        "westphalia-everything.nq.gz",
    ]


def test_the_context_is_that_of_the_exports(ask: FlaskClient) -> None:
    export = json.loads(ask.get("/download/tiny.jsonld").data)

    assert json.loads(ask.get("/context.jsonld").data)["@context"] == export["@context"]


def test_editors_find_the_example_queries(ask: FlaskClient, small: Settings) -> None:
    """The query with which the SPARQL editor of SIB looks for examples; it names no graph."""
    query = """PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT DISTINCT ?sq ?comment ?query WHERE { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct|sh:describe ?query . }"""
    rows = json.loads(ask.get("/sparql", query_string={"query": query}).text)["results"]["bindings"]

    assert len(rows) == len(load_library(small.queries_dir))
    for row in rows[:5]:
        assert ask.get("/sparql", query_string={"query": row["query"]["value"]}).status_code == 200


def test_editors_find_the_prefixes(ask: FlaskClient) -> None:
    query = "SELECT ?prefix ?namespace { GRAPH graph:queries { [] sh:namespace ?namespace ; sh:prefix ?prefix } }"
    rows = json.loads(ask.get("/sparql", query_string={"query": query}).text)["results"]["bindings"]

    assert {row["prefix"]["value"]: row["namespace"]["value"] for row in rows} == PREFIXES


def test_openapi_describes_every_address(ask: FlaskClient) -> None:
    document = ask.get("/openapi.json").get_json()
    routes = {
        re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule)
        for rule in ask.application.url_map.iter_rules()
        if {"GET", "POST"} & set(rule.methods)
    }

    assert set(document["paths"]) == routes
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"].endswith("."), (path, method)
            assert operation["responses"], (path, method)


def test_openapi_describes_queries_in_full(ask: FlaskClient) -> None:
    paths = ask.get("/openapi.json").get_json()["paths"]
    get, post = paths["/sparql"]["get"], paths["/sparql"]["post"]

    assert {"query", "default-graph-uri", "timeout"} <= {parameter["name"] for parameter in get["parameters"]}
    forms = {"application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"}
    assert forms == set(post["requestBody"]["content"])
    assert {"200", "400", "406", "408", "413", "415", "429", "500", "503"} <= set(get["responses"])
    assert {"application/trig", "application/n-quads"} <= set(get["responses"]["200"]["content"])
    assert (
        "gzip" in next(parameter for parameter in post["parameters"] if parameter["in"] == "header")["schema"]["enum"]
    )


def test_openapi_describes_writing(ask: FlaskClient) -> None:
    document = ask.get("/openapi.json").get_json()
    update, put = document["paths"]["/sparql"]["post"], document["paths"]["/gsp"]["put"]

    form = update["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert {"update", "using-graph-uri", "query"} <= set(form["properties"])
    assert {"201", "204", "401", "403", "412", "413", "415", "507"} <= set(put["responses"])
    assert {"graph", "default", "Content-Encoding"} == {parameter["name"] for parameter in put["parameters"]}
    assert "security" not in document["paths"]["/gsp"]["get"]
    assert {next(iter(need)) for need in put["security"]} == set(document["components"]["securitySchemes"])


def test_health_tells_version_and_isolation(ask: FlaskClient, small: Settings) -> None:
    ask.get("/sparql", query_string={"query": "ASK {}"})
    response = ask.get("/health")

    assert response.status_code == 200
    assert response.get_json()["status"] == "ok"
    assert response.get_json()["reference_date"] == read_manifest(current_folder(small.data_dir)).reference
    assert response.get_json()["pool"]["isolation"] in {"seccomp", "namespace", "none"}


def test_health_is_bad_without_a_build(small: Settings, worker_pool: WorkerPool, tmp_path) -> None:
    client = create_app(replace(small, data_dir=tmp_path), worker_pool).test_client()
    response = client.get("/health")

    assert (response.status_code, response.get_json()["status"]) == (503, "no build")
    assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 503


def test_metrics_count_what_happens(small: Settings, worker_pool: WorkerPool) -> None:
    ask = create_app(small, worker_pool).test_client()
    for query in ("ASK {}", "ASK {}", "nonsense"):
        ask.get("/sparql", query_string={"query": query}, buffered=True)
    lines = dict(
        line.rsplit(" ", 1) for line in ask.get("/metrics").text.splitlines() if line and not line.startswith("#")
    )

    assert lines['westphalia_requests_total{method="GET",status="200"}'] == "2.0"
    assert lines['westphalia_queries_total{outcome="answered"}'] == "2.0"
    assert lines['westphalia_queries_total{outcome="QueryError"}'] == "1.0"
    assert lines["westphalia_cache_hits_total"] == "1.0"
    assert lines["westphalia_requests_running"] == "1.0"
    assert float(lines["westphalia_workers"]) >= 1
