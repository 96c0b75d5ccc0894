"""The service over a store on another server."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from tests.store.conftest import oxigraph_address  # noqa: F401 - a fixture
from westphalia.errors import ClientGoneError, ResultLimitError, SettingsError, StoreError, TimeLimitError
from westphalia.replication import replicate
from westphalia.settings import Settings
from westphalia.store import Endpoints, RemoteStore
from westphalia.versions.folders import current_folder
from westphalia.web import create_app
from westphalia.workers import NotOfferedError, PoolLimits, QueryTask
from westphalia.workers.remote import RelayPool

BUILD = "/x/builds/version/store"
ROWS = '{"head":{"vars":["n"]},"results":{"bindings":[%s]}}'
ROW = '{"n":{"type":"literal","value":"%d"}}'


@pytest.fixture
def client(built: Settings, oxigraph_address: str, tmp_path) -> Iterator[FlaskClient]:  # noqa: F811
    settings = replace(built, store_url=f"{oxigraph_address}/query", workers=1)
    addresses = Endpoints(*(f"{oxigraph_address}/{name}" for name in ("query", "update", "store")))
    replicate(current_folder(built.data_dir), RemoteStore(addresses), tmp_path / "state", silent)
    # That the answers come from there is seen by what only that store holds.
    RemoteStore(addresses).update("INSERT DATA { GRAPH <urn:there> { <urn:there> a wph:State } }")
    app = create_app(settings)
    yield app.test_client()
    app.config["westphalia"].pool.close()


def test_every_part_of_the_service_is_answered_from_there(client: FlaskClient) -> None:
    query = {"query": "SELECT ?g { GRAPH ?g { <urn:there> a wph:State } }"}
    rows = client.get("/sparql", query_string={**query, "format": "csv"})
    page = client.get("/sparql", query_string=query, headers={"Accept": "text/html"})
    again = client.get("/sparql", query_string={**query, "format": "csv"})
    truth = client.get("/sparql", query_string={"query": "ASK { id:ruritania <urn:derived> ?x }", "format": "json"})
    graph = client.get("/gsp?graph=https://w3id.org/westphalia/graph/tiny", headers={"Accept": "text/turtle"})
    thing = client.get("/id/ruritania", headers={"Accept": "text/html"})

    assert rows.text.split() == ["g", "urn:there"]
    assert "urn:there" in page.text
    assert again.headers["X-Cache"] == "hit"
    assert truth.json["boolean"] is True
    assert "ruritania" in graph.text
    assert "Ruritania" in thing.text
    assert client.get("/sparql", query_string={"query": "SELECT * {"}).status_code == 400
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


def test_a_token_beside_the_other_store_is_refused(built: Settings) -> None:
    with pytest.raises(SettingsError, match="expected no token"):
        create_app(replace(built, store_url="http://h/query", write_token="a-token-for-the-tests"))


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.answer(self)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def relay() -> Iterator[Callable[..., RelayPool]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.handle_error = True, lambda *_: None
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    pools = []

    def start(answer: Callable[[Handler], None], **limits: float) -> RelayPool:
        server.answer = answer
        pools.append(RelayPool(PoolLimits(workers=1, **limits), RemoteStore(Endpoints(address, address, address))))
        return pools[-1]

    yield start
    for pool in pools:
        pool.close()
    server.shutdown()
    server.server_close()


def sends(body: str, kind: str = "application/sparql-results+json", length: int | None = None) -> Callable:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body.encode())
        handler.close_connection = length is not None

    return answer


def task(**changed: object) -> QueryTask:
    return replace(QueryTask(BUILD, "SELECT ?n {}", {"bindings": "json"}), **changed)


def test_an_answer_comes_in_pieces(relay: Callable[..., RelayPool]) -> None:
    body = ROWS % ",".join(ROW % n for n in range(10_000))
    stream = relay(sends(body)).run(task())
    first = stream.beginning(1000)

    assert not stream.is_whole
    assert b"".join([*first, *stream]).decode() == body
    assert stream.is_whole


def test_a_page_shows_so_many_rows(relay: Callable[..., RelayPool]) -> None:
    stream = relay(sends(ROWS % ",".join(ROW % n for n in range(5)))).run(
        task(formats={"bindings": "table"}, max_rows=2)
    )
    table = json.loads(b"".join(stream))

    assert (table["columns"], len(table["rows"]), stream.summary["more"]) == (["n"], 2, True)


def test_a_kind_of_answer_that_is_not_wanted_is_told(relay: Callable[..., RelayPool]) -> None:
    with pytest.raises(NotOfferedError):
        relay(sends("")).run(task(query="CONSTRUCT {} WHERE {}"))


def hangs(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.wfile.flush()
    threading.Event().wait(1)


@pytest.mark.parametrize(
    ("answer", "limits", "kind"),
    [
        (sends("<html>", kind="text/html"), {}, StoreError),
        (sends("{}", length=100), {}, StoreError),
        (sends("x" * 200_000), {"result_bytes": 1000}, ResultLimitError),
        (hangs, {"seconds": 0.2}, TimeLimitError),
        (lambda _handler: threading.Event().wait(1), {"seconds": 0.2}, TimeLimitError),
    ],
)
def test_an_answer_that_fails_breaks_the_stream(
    relay: Callable[..., RelayPool], answer: Callable, limits: dict, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        b"".join(relay(answer, **limits).run(task()))


def test_a_client_that_has_gone_ends_the_relay(relay: Callable[..., RelayPool]) -> None:
    stream = relay(sends(ROWS % "")).run(task(), cancelled=lambda: True)
    with pytest.raises(ClientGoneError):
        list(stream)
