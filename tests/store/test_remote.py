"""A store on another server: what it is sent, and what becomes of its refusals."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from westphalia.errors import QueryError, StoreError
from westphalia.rdf.formats import JSON
from westphalia.store import Endpoints, RemoteStore
from westphalia.store.request_text import declared, query_kind


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_POST(self) -> None:
        self.server.seen.append(self.headers.get("Authorization"))
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b"<html><b>the reason</b></html>"
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    found = HTTPServer(("127.0.0.1", 0), Handler)
    found.seen = []
    threading.Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (400, QueryError, r"cannot answer \(400\): the reason"),
        (401, StoreError, r"refused the request \(401\)"),
        (403, StoreError, r"refused the request \(403\)"),
        (404, StoreError, "no such graph or address"),
        (500, StoreError, r"failed \(500\): the reason"),
    ],
)
def test_a_refusal_is_told_in_one_sentence_without_the_secret(
    server: HTTPServer, status: int, kind: type[Exception], words: str
) -> None:
    address = f"http://127.0.0.1:{server.server_port}/{status}"
    addresses = Endpoints(address, address, address, authorization="Bearer secret")
    with pytest.raises(kind, match=words) as raised:
        RemoteStore(addresses).run("ASK {}", lambda _kind: JSON)

    assert server.seen == ["Bearer secret"]
    assert "secret" not in f"{raised.value}{addresses!r}"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        RemoteStore(Endpoints(*["http://127.0.0.1:9/"] * 3)).update("CLEAR ALL")


def test_prefixes_and_base_are_declared_where_they_are_missing() -> None:
    text = "PREFIX id: <urn:mine:> ASK { id:x a wph:State ; <p> 'rdfs:label' } # owl:Thing"

    assert declared(text, "http://b/").splitlines() == [
        "BASE <http://b/>",
        "PREFIX wph: <https://w3id.org/westphalia/ontology#>",
        text,
    ]


def test_what_is_no_query_is_told() -> None:
    assert query_kind("PREFIX e: <urn:select> # ASK\nDESCRIBE <urn:construct>") == "graph"
    with pytest.raises(QueryError, match="no SELECT, ASK"):
        query_kind("INSERT DATA {}")
