"""Requests that nobody should send: random bytes, wrong encodings, odd parameters. Never a 5xx that is not announced."""

import socket
import string

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from westphalia.web import create_app

pytestmark = pytest.mark.slow

ANNOUNCED = {200, 204, 303, 304, 400, 401, 403, 404, 405, 406, 412, 413, 414, 415, 429, 503}
QUICKLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
PATHS = st.sampled_from(
    ["/sparql", "/at/2011/sparql", "/at/never/sparql", "/gsp", "/id/x", "/graph/tiny", "/health", "/.well-known/void"]
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
FRAGMENTS = st.sampled_from(
    [
        *["SELECT", "ASK", "CONSTRUCT", "*", "{", "}", "(", ")", "?a", "?b", ".", ";", "<urn:x>", "'", '"', "FILTER"],
        *[
            "GRAPH",
            "UNION",
            "VALUES",
            "\\u0041",
            "\ud7ff",
            "\x00",
            "id:x",
            "SERVICE",
            "#",
            "\n",
            "LIMIT",
            "BASE <x:>",
        ],
    ]
)
QUERIES = st.one_of(
    st.lists(FRAGMENTS, max_size=25).map(" ".join),
    st.text(max_size=200),
    st.just("ASK {}"),
    st.just("SELECT * {?s ?p ?o} LIMIT 3"),
)
HEADERS = st.dictionaries(
    st.sampled_from(["Accept", "Accept-Encoding", "Content-Type", "If-None-Match", "If-Match", "Origin", "Range"]),
    st.one_of(
        st.text(alphabet=string.printable.strip() + " ", max_size=60),
        st.sampled_from(
            ["*/*", "text/html", "application/json;q=x", "gzip;q=0", ";;;", "text/csv;q=9", "*", "W/", '"x']
        ),
        st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", "multipart/form-data"]),
    ),
    max_size=4,
)
PARAMETERS = st.dictionaries(
    st.sampled_from(
        ["query", "update", "default-graph-uri", "named-graph-uri", "format", "timeout", "infer", "graph"]
    ),
    QUERIES,
    max_size=4,
)


@pytest.fixture
def app_client(small, worker_pool) -> FlaskClient:
    app = create_app(small, worker_pool)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


REQUESTS = st.fixed_dictionaries(
    {"path": PATHS, "method": METHODS, "query_string": PARAMETERS, "headers": HEADERS},
    optional={"data": st.one_of(st.binary(max_size=200), PARAMETERS)},
)


@QUICKLY
@given(REQUESTS)
def test_any_request_gets_an_announced_status(app_client, request_: dict) -> None:
    response = app_client.open(buffered=True, **request_)

    assert response.status_code in ANNOUNCED, (response.status_code, response.text)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.status_code != 503 or response.headers["Retry-After"]


@QUICKLY
@given(QUERIES)
def test_any_query_is_answered_or_told_what_is_wrong(app_client, query: str) -> None:
    response = app_client.post("/sparql", data={"query": query}, buffered=True)

    assert response.status_code in {200, 400}, response.text
    assert response.status_code == 200 or (response.text.strip() and response.text.count("\n") == 1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(min_size=1, max_size=300),
        st.binary(max_size=100).map(lambda tail: b"GET /sparql?query=" + tail + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
        st.binary(max_size=100).map(lambda tail: b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + tail + b"\r\n\r\n"),
        st.integers(-5, 10**12).map(lambda n: f"POST /sparql HTTP/1.1\r\nContent-Length: {n}\r\n\r\nASK".encode()),
        st.binary(max_size=60).map(
            lambda c: b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + c + b"\r\n\r\n"
        ),
    )
)
def test_any_bytes_leave_the_server_well(serve_once, sent: bytes) -> None:
    port = int(serve_once.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        try:
            head = sock.recv(200)
        except ConnectionResetError:
            head = b""
    assert not head.startswith(b"HTTP/1.1 50") and not head.startswith(b"HTTP/1.0 50")
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")
        assert sock.recv(20).startswith(b"HTTP/1.0 200")


@pytest.fixture
def serve_once(serve) -> str:
    return serve()
