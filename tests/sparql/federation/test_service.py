"""SERVICE answered beforehand, and LOAD through the same door."""

from dataclasses import replace
from http.server import ThreadingHTTPServer

import pyoxigraph as ox
import pytest

import westphalia.sparql.federation.service as module
from westphalia.errors import QueryError, RefusedError, WestphaliaError
from westphalia.settings import Settings
from westphalia.sparql.federation import Fetcher, answer_services, load_with
from westphalia.sparql.update import PLAIN, Evaluation
from westphalia.store.evaluation import evaluate
from westphalia.web import create_app
from westphalia.web.services import configuration, services_of
from westphalia.workers import WorkerPool

FAR = "http://far.example"


def rows(fetcher: Fetcher, query: str) -> list[tuple[str, ...]]:
    answered = answer_services(query, fetcher, {"far": f"{FAR}/"})
    store = ox.Store()
    store.update("INSERT DATA { <urn:far> <urn:here> 1 . <urn:near> <urn:here> 2 }")
    results = evaluate(store, answered)
    return [tuple(str(value) for value in row) for row in results]


def test_a_service_is_joined_to_the_rest(fetcher: Fetcher, server: ThreadingHTTPServer) -> None:
    found = rows(fetcher, f"SELECT ?s ?n ?h {{ ?s <urn:here> ?h SERVICE <{FAR}/sparql> {{ ?s <urn:n> ?n }} }}")

    assert found == [("<urn:far>", '"a \\"quote\\""', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>')]
    assert server.seen[-1][3] == b"SELECT * WHERE { ?s <urn:n> ?n }"


def test_prefixes_that_the_block_uses_go_with_it(fetcher: Fetcher, server: ThreadingHTTPServer) -> None:
    rows(
        fetcher, "PREFIX e: <urn:e:> PREFIX f: <urn:f:> SELECT * { SERVICE far:sparql { ?s e:p '} SERVICE' } # {\n }"
    )

    assert (
        server.seen[-1][3]
        .decode()
        .startswith(f"PREFIX far: <{FAR}/>\nPREFIX e: <urn:e:>\nPREFIX f: <urn:f:>\nSELECT * WHERE {{")
    )


@pytest.mark.parametrize(
    "query",
    [
        f"BASE <{FAR}/> SELECT * {{ SERVICE <sparql> {{ ?s <p> ?n }} }}",
        f"BASE <{FAR}/> PREFIX x: <./> SELECT * {{ SERVICE x:sparql {{ ?s <p> ?n }} }}",
        f"BASE <{FAR}/a/> SELECT * {{ SERVICE <../sp\\u0061rql> {{ ?s <../p> ?n }} }}",
        "SELECT * { SERVICE <sparql> { ?s <p> ?n } }",
        "PREFIX far: <other/> PREFIX far: <./> SELECT * { SERVICE far:sparql { ?s <p> ?n } }",
    ],
)
def test_base_and_escapes_count_for_endpoint_and_block(
    fetcher: Fetcher, server: ThreadingHTTPServer, query: str
) -> None:
    answer_services(query, fetcher, {}, f"{FAR}/")
    sent = server.seen[-1][3].decode()

    store = ox.Store()
    store.update(f"INSERT DATA {{ <urn:s> <{FAR}/p> 1 }}")
    assert len(list(store.query(sent))) == 1


def test_a_blank_node_of_another_server_is_no_node_of_ours(fetcher: Fetcher) -> None:
    text = f"SELECT ?s {{ SERVICE <{FAR}/sparql> {{ ?s ?p ?n }} FILTER(isBlank(?s)) }}"
    first, second = (rows(fetcher, text) for _ in range(2))

    assert len(first) == len(second) == 1
    assert first != second  # each answer has nodes of its own


def test_a_blank_node_of_another_server_is_one_node_in_all_solutions(fetcher: Fetcher) -> None:
    text = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ SERVICE <{FAR}/sparql> {{ ?s ?p ?n }} FILTER(isBlank(?s)) VALUES ?twice {{ 1 2 }} }}"

    assert rows(fetcher, text.replace("AS ?n", "AS ?count"))[0][0].startswith('"1"')


def test_no_solution_there_is_no_solution_here(fetcher: Fetcher) -> None:
    assert rows(fetcher, f"SELECT * {{ ?s <urn:here> ?h SERVICE <{FAR}/empty> {{ ?s ?p ?o }} }}") == []


@pytest.mark.parametrize("path", ["secret", "page", "ask", "silent"])
def test_a_service_that_fails_fails_the_query_unless_silent(fetcher: Fetcher, path: str) -> None:
    query = f"SELECT ?s {{ ?s <urn:here> ?h SERVICE {{}} <{FAR}/{path}> {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError):
        rows(fetcher, query.replace("{} ", ""))

    assert len(rows(fetcher, query.replace("{} ", "SILENT "))) == 2


@pytest.mark.parametrize("address", ["http://other.example/", "http://127.0.0.1:1/", "file:///etc/passwd"])
def test_a_service_that_is_not_allowed_is_refused_unless_silent(
    fetcher: Fetcher, server: ThreadingHTTPServer, address: str
) -> None:
    requests = len(server.seen)
    with pytest.raises(RefusedError):
        rows(fetcher, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")

    assert len(rows(fetcher, f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")) == 1
    assert len(server.seen) == requests


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", "by a variable"),
        ("SELECT * { SERVICE no:where { ?s ?p ?o } }", "whose prefix is declared"),
        ("SELECT * { SERVICE", "has no endpoint"),
        (f"SELECT * {{ SERVICE <{FAR}/sparql> {{ ?s", "has no block"),
        (f"SELECT * {{ SERVICE <{FAR}/sparql> ?s }}", "has no block"),
    ],
)
def test_a_service_that_cannot_be_read_is_told(fetcher: Fetcher, text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        answer_services(text, fetcher, {})


def test_too_many_solutions_are_refused(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 1)
    with pytest.raises(QueryError, match="more than 1 solutions"):
        rows(fetcher, f"SELECT * {{ SERVICE <{FAR}/sparql> {{ ?s ?p ?o }} }}")


def test_a_service_within_a_service_is_the_other_servers(fetcher: Fetcher, server: ThreadingHTTPServer) -> None:
    rows(fetcher, f"SELECT * {{ SERVICE <{FAR}/sparql> {{ SERVICE <http://inner.example/> {{ ?s ?p ?n }} }} }}")

    assert b"inner.example" in server.seen[-1][3]


def test_load_brings_a_document_in(fetcher: Fetcher) -> None:
    store = ox.Store()
    Evaluation(store, PLAIN, load=load_with(fetcher)).update(f"LOAD <{FAR}/turtle> INTO GRAPH <urn:g>")

    assert [str(quad) for quad in store] == [f'<{FAR}/turtle> <urn:p> "far" <urn:g>']


@pytest.mark.parametrize(
    ("path", "words"),
    [("broken", "is not Turtle"), ("page", "is of type text/html; expected RDF")],
)
def test_a_document_that_is_not_rdf_is_told_unless_silent(fetcher: Fetcher, path: str, words: str) -> None:
    evaluation = Evaluation(ox.Store(), PLAIN, load=load_with(fetcher))
    with pytest.raises(WestphaliaError, match=words):
        evaluation.update(f"LOAD <{FAR}/{path}>")

    evaluation.update(f"LOAD SILENT <{FAR}/{path}>")
    evaluation.update("LOAD SILENT <http://127.0.0.1/turtle>")
    with pytest.raises(RefusedError):
        evaluation.update("LOAD <http://127.0.0.1/turtle>")


def test_an_endpoint_asks_other_servers_that_are_allowed(
    fetcher: Fetcher, built: Settings, worker_pool: WorkerPool
) -> None:
    app = create_app(built, worker_pool)
    app.config.update(configuration(replace(services_of(app), outside=fetcher)))
    query = f"SELECT ?n {{ SERVICE <{FAR}/sparql> {{ ?s ?p ?n }} }}"
    answers = [app.test_client().get("/sparql", query_string={"query": query, "format": "csv"}) for _ in range(2)]

    assert [answer.text for answer in answers] == ['n\r\n"a ""quote"""\r\n\r\n'] * 2
    assert "X-Cache" not in answers[1].headers
