"""Bodies as clients send them: packed, with a byte order mark, as files; and requests that lack a Host."""

import gzip
import io
import socket
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import client_of
from westphalia.web import create_plain_app

SELECT = "SELECT * { <urn:s> <urn:p> ?o }"
TURTLE = b"<urn:s> <urn:p> <urn:o> ."
BOM = b"\xef\xbb\xbf"
PACKED = {"Content-Encoding": "gzip"}


def rows(bare: FlaskClient) -> list:
    found = bare.post("/sparql", data={"query": "SELECT * { GRAPH <urn:g> { ?s ?p ?o } }"}).get_json(force=True)
    return found["results"]["bindings"]


def put(bare: FlaskClient, body: bytes, **headers: str):
    return bare.put("/gsp?graph=urn:g", data=body, headers={"Content-Type": "text/turtle", **headers})


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_graph_is_unpacked(bare: FlaskClient, coding: str) -> None:
    assert put(bare, gzip.compress(TURTLE), **{"Content-Encoding": coding}).status_code == 201
    assert len(rows(bare)) == 1


def test_a_packed_body_may_have_several_members(bare: FlaskClient) -> None:
    packed = gzip.compress(TURTLE) + gzip.compress(b" <urn:s> <urn:p> <urn:o2> .")

    assert put(bare, packed, **PACKED).status_code == 201
    assert len(rows(bare)) == 2


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/sparql-query", SELECT.encode()),
        ("application/x-www-form-urlencoded", b"query=ASK%20%7B%7D"),
        ("application/sparql-update", b"INSERT DATA { <urn:a> <urn:b> 1 }"),
        ("application/x-www-form-urlencoded", b"update=INSERT%20DATA%20%7B%7D"),
    ],
)
def test_packed_queries_and_updates_are_unpacked(bare: FlaskClient, content_type: str, body: bytes) -> None:
    headers = {"Content-Type": content_type, **PACKED}
    response = bare.post("/sparql", data=gzip.compress(body), headers=headers)

    assert response.status_code in {200, 204}, response.text


@pytest.mark.parametrize("kind", ["text/turtle", "application/x-www-form-urlencoded", "application/sparql-query"])
def test_a_bomb_is_413(bare: FlaskClient, kind: str) -> None:
    bomb = gzip.compress(b" " * 150_000_000, 9)
    path, method = ("/gsp?graph=urn:g", "PUT") if kind == "text/turtle" else ("/sparql", "POST")
    response = bare.open(path, method=method, data=bomb, headers={"Content-Type": kind, **PACKED})

    assert len(bomb) < 200_000
    assert response.status_code == 413, response.text
    assert "longer than" in response.text


@pytest.mark.parametrize(
    "body", [b"not gzip", gzip.compress(TURTLE)[:-5], gzip.compress(TURTLE) + b"x"], ids=["no gzip", "cut", "more"]
)
def test_what_is_not_whole_gzip_is_400(bare: FlaskClient, body: bytes) -> None:
    response = put(bare, body, **PACKED)

    assert response.status_code == 400
    assert "gzip" in response.text


@pytest.mark.parametrize("path", ["/sparql", "/gsp?graph=urn:g"])
@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip"])
def test_another_coding_is_415_and_names_gzip(bare: FlaskClient, path: str, coding: str) -> None:
    headers = {
        "Content-Type": "text/turtle" if "gsp" in path else "application/sparql-query",
        "Content-Encoding": coding,
    }
    response = bare.post(path, data=b"x", headers=headers)

    assert (response.status_code, response.headers["Accept-Encoding"]) == (415, "gzip")


@pytest.mark.parametrize("packed", [False, True])
def test_a_byte_order_mark_is_no_part_of_a_body(bare: FlaskClient, packed: bool) -> None:
    pack, headers = (gzip.compress, PACKED) if packed else (bytes, {})

    assert put(bare, pack(BOM + TURTLE), **headers).status_code == 201
    for kind, text in (("application/sparql-query", "ASK {}"), ("application/sparql-update", "INSERT DATA {}")):
        body = pack(BOM + text.encode())
        response = bare.post("/sparql", data=body, headers={"Content-Type": kind, **headers})
        assert response.status_code in {200, 204}, response.text
    assert bare.post("/sparql", data={"query": "\ufeffASK {}"}).status_code == 200
    assert bare.post("/sparql", data={"update": "\ufeffINSERT DATA {}"}).status_code == 204


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("x.ttl", TURTLE),
        ("X.TTL", BOM + TURTLE),
        ("folder/x.nt", TURTLE),
        ("x.jsonld", b'{"@id": "urn:s", "urn:p": {"@id": "urn:o"}}'),
    ],
)
def test_a_file_of_no_known_type_is_read_by_its_name(bare: FlaskClient, name: str, body: bytes) -> None:
    form = {"file": (io.BytesIO(body), name, "application/octet-stream")}
    response = bare.post("/gsp?graph=urn:g", data=form, content_type="multipart/form-data")

    assert response.status_code == 201, response.text
    assert len(rows(bare)) == 1


def test_a_file_of_no_known_type_and_name_is_415(bare: FlaskClient) -> None:
    form = {"file": (io.BytesIO(TURTLE), "x.bin", "application/octet-stream")}
    response = bare.post("/gsp?graph=urn:g", data=form, content_type="multipart/form-data")

    assert response.status_code == 415


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n", b"200"),
    ],
    ids=["no host", "two hosts", "HTTP/1.0"],
)
def test_http_1_1_expects_one_host(serve, head: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(serve().rsplit(":", 1)[1])), timeout=20) as sock:
        sock.sendall(head)
        assert sock.recv(100).split()[1] == status


def test_an_unforeseen_error_shows_an_identifier_and_logs_one_line(small, worker_pool, monkeypatch, caplog) -> None:
    app = create_plain_app(replace(small), worker_pool)

    def fail(*_arguments: object) -> None:
        raise OSError(2, "No such file", "/srv/secret/path")

    monkeypatch.setattr("westphalia.web.protocol.sparql.read_from", fail)
    client = next(client_of(app))
    with caplog.at_level("INFO", logger="westphalia.web"):
        response = client.get("/sparql?query=ASK{}")
    identifier = response.text.split("under ")[1].strip(".\n")

    assert response.status_code == 500
    assert "/srv" not in response.text
    lines = [record.getMessage() for record in caplog.records if record.name == "westphalia.web"]
    assert len(lines) == 1 and identifier in lines[0] and "\n" not in lines[0]
