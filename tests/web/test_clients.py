"""Real clients against a real server on the loopback address."""

import threading
import urllib.request
from collections.abc import Iterator

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from waitress.server import create_server

from graph.settings import Settings
from graph.vocab import ID, WPH
from graph.web import create_app


@pytest.fixture(scope="module")
def url(settings: Settings) -> Iterator[str]:
    server = create_server(create_app(settings), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def test_rdflib_asks_the_endpoint(url: str) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{url}/sparql"))

    rows = list(graph.query(f"SELECT ?o WHERE {{ <{ID.kazakhstan}> <{WPH.memberOf}> ?o }}"))

    assert rows == [(ID.csto,)]


def test_rdflib_reads_a_thing_by_its_address(url: str) -> None:
    graph = rdflib.Graph().parse(f"{url}/id/kazakhstan")

    assert (ID.kazakhstan, rdflib.RDF.type, WPH.State) in graph


def test_rdflib_reads_the_ontology_by_its_address(url: str) -> None:
    assert (WPH.State, rdflib.RDF.type, rdflib.OWL.Class) in rdflib.Graph().parse(f"{url}/ontology")


def test_a_plain_request_gets_json(url: str) -> None:
    with urllib.request.urlopen(f"{url}/sparql?query=ASK%7B%7D") as response:
        assert response.headers.get_content_type() == "application/sparql-results+json"
        assert b'"boolean":true' in response.read()


def test_many_threads_ask_at_once(url: str) -> None:
    """A result read in another thread than its own would end the process."""
    answers = []

    def ask() -> None:
        for _ in range(5):
            query = "SELECT%20*%20WHERE%20%7B?s%20?p%20?o%7D%20LIMIT%20500"
            with urllib.request.urlopen(f"{url}/sparql?query={query}") as response:
                answers.append(len(response.read()))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 40
    assert len(set(answers)) == 1
