"""Limits that hold, over a real server: no query hurts another, and whoever is cut off can see it."""

import contextlib
import http.client
import json
import logging
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace

import pytest

from westphalia.errors import RateError
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.web.access.rate_limit import RateLimiter
from westphalia.web.middleware.access_log import logger_name as access_logger_name
from westphalia.workers import PoolLimits, WorkerPool

pytestmark = pytest.mark.slow

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = {
    "cross product": CROSS,
    "cross product, sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "paths over everything": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:y>)* ?c }",
    "doubling strings": "SELECT ?z { BIND('x' AS ?a) "
    + " ".join(
        f"BIND(CONCAT({v}, {v}, {v}, {v}) AS {w})"
        for v, w in zip(
            *(["?a", *(f"?v{n}" for n in range(16))], [*(f"?v{n}" for n in range(16)), "?z"]), strict=True
        )
    )
    + " }",
    "regular expression": "SELECT * { ?a ?b ?c FILTER REGEX(STR(?c), '(a+)+$') FILTER REGEX('"
    + "a" * 5000
    + "b', '(a|a)*(b|c)?(a{1,50}){1,50}$') }",
    "many values": "SELECT * { VALUES ?x {"
    + " 1" * 20_000
    + " } VALUES ?y {"
    + " 1" * 20_000
    + " } FILTER(?x = ?y + 1) }",
    "deep nesting": "ASK " + "{" * 20_000 + "}" * 20_000,
    "deep expression": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "long list": "ASK { ?s ?p (" + "1 " * 400 + ") }",
    "endless groups": "SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(60)) + " } ORDER BY ?c1 ?c2",
    "aggregate of everything": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "another server": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another server, hidden": "SELECT * { SER\\u0056ICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
}
"""Queries that are meant to hurt."""


def fetch(url: str, query: str, **parameters: str) -> tuple[int, dict[str, str], bytes]:
    data = urllib.parse.urlencode({"query": query, **parameters}).encode()
    try:
        with urllib.request.urlopen(f"{url}/sparql", data, timeout=30) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.fixture(scope="module")
def strict_pool():
    pool = WorkerPool(PoolLimits(workers=2, seconds=0.6, memory_mb=300, queue=4, queue_seconds=0.6))
    yield pool
    pool.close()


@pytest.fixture
def url(serve, strict_pool) -> str:
    return serve(strict_pool)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_answered_or_refused_and_the_next_is_answered(url: str, name: str) -> None:
    start = time.monotonic()
    try:
        status, headers, body = fetch(url, HOSTILE[name])
    except http.client.IncompleteRead:  # an answer that had begun, visibly broken
        status, headers, body = 200, {}, b""
    elapsed = time.monotonic() - start

    assert status in {200, 400, 403, 413, 503}, body
    assert status != 503 or int(headers["Retry-After"]) > 0
    assert elapsed < 8
    assert fetch(url, "ASK {}")[0] == 200


def test_a_query_past_its_time_is_503_with_a_sentence(url: str) -> None:
    status, headers, body = fetch(url, CROSS)

    assert (status, headers["Retry-After"]) == (503, "30")
    assert body == b"The query took longer than 0.6 seconds, the limit here.\n"
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_a_client_may_lower_its_time_and_not_raise_it(url: str) -> None:
    start = time.monotonic()
    assert fetch(url, CROSS, timeout="0.2")[2].startswith(b"The query took longer than 0.2 seconds")
    assert time.monotonic() - start < 0.9
    assert fetch(url, CROSS, timeout="500")[2].startswith(b"The query took longer than 0.6 seconds")


def test_an_answer_that_breaks_off_has_no_end(url: str) -> None:
    """No final chunk, and nothing of the reason glued to the data."""
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=20) as sock:
        sock.sendall(f"GET /sparql?query={urllib.parse.quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while block := sock.recv(1 << 20):
                received = (received + block)[-5000:]

    assert not received.endswith(b"0\r\n\r\n")
    assert b"limit" not in received
    assert fetch(url, "ASK {}")[0] == 200


def test_a_broken_answer_is_visible_to_clients(url: str) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        fetch(url, ENDLESS)


def test_a_broken_answer_is_visible_over_http_1_0_too(url: str) -> None:
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=20) as sock:
        sock.sendall(f"GET /sparql?query={urllib.parse.quote(ENDLESS)} HTTP/1.0\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            while sock.recv(1 << 20):
                pass


def test_a_client_that_goes_frees_its_worker(url: str, strict_pool: WorkerPool, serve) -> None:
    pool = WorkerPool(PoolLimits(workers=1, seconds=30))
    address = serve(pool)
    with socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1]))) as sock:
        sock.sendall(f"GET /sparql?query={urllib.parse.quote(CROSS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        wait_until(lambda: pool.state().busy == 1)
    start = time.monotonic()
    wait_until(lambda: pool.state().busy == 0)

    assert time.monotonic() - start < 5
    assert fetch(address, "ASK {}")[0] == 200
    pool.close()


def test_a_client_that_reads_slowly_delays_nobody(serve) -> None:
    """Its answer waits on disk; the worker is free as soon as it has written it."""
    pool = WorkerPool(PoolLimits(workers=1, seconds=20))
    address = serve(pool)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        sock.sendall(f"GET /sparql?query={urllib.parse.quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 200")
        assert fetch(address, "ASK {}")[0] == 200
        wait_until(lambda: pool.state().busy == 0)
    pool.close()


def test_a_client_that_takes_nothing_is_cut(serve, worker_pool: WorkerPool) -> None:
    address = serve(stall_seconds=1.0)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        sock.sendall(f"GET /sparql?query={urllib.parse.quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(3.5)
        last = b""
        with contextlib.suppress(ConnectionResetError):
            while block := sock.recv(1 << 20):
                last = (last + block)[-5:]

    assert last != b"0\r\n\r\n", "the whole answer came"


def test_when_all_wait_others_are_told_to_come_back(url: str) -> None:
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(fetch(url, CROSS)[::2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {status for status, _ in outcomes} == {503}
    assert any(b"queue is full" in body for _, body in outcomes)
    assert fetch(url, "ASK {}")[0] == 200


def test_a_client_that_asks_too_often_is_429(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, rate=1.0, rate_burst=3), worker_pool).test_client()

    def statuses(address: str) -> list[int]:
        return [
            client.get(
                "/sparql",
                query_string={"query": f"ASK {{ }} #{number} {address}"},
                environ_overrides={"REMOTE_ADDR": address},
            ).status_code
            for number in range(5)
        ]

    assert statuses("203.0.113.5") == [200, 200, 200, 429, 429]
    assert statuses("203.0.113.6") == [200, 200, 200, 429, 429]
    assert statuses("2001:db8::1") == [200, 200, 200, 429, 429]
    assert statuses("2001:db8::2") == [429] * 5, "one network of 64 bits is one client"
    assert statuses("127.0.0.1") == [200] * 5, "the operator is not limited"
    limited = client.get("/sparql?query=ASK{+}", environ_overrides={"REMOTE_ADDR": "203.0.113.5"})
    assert int(limited.headers["Retry-After"]) >= 1


def test_a_cached_answer_counts_against_the_rate(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, rate=0.001, rate_burst=4), worker_pool).test_client()
    answers = [client.get("/sparql?query=ASK{}", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert [answer.headers.get("X-Cache") for answer in answers[1:4]] == ["hit"] * 3
    tag = {"If-None-Match": answers[0].headers["ETag"]}
    unchanged = client.get("/sparql?query=ASK{}", headers=tag, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert unchanged.status_code == 429


def test_a_refused_request_costs_nothing(monkeypatch) -> None:
    """A client that goes on at twice its rate gets half of its requests answered; it is not locked out for ever."""
    now = [0.0]
    monkeypatch.setattr("westphalia.web.access.rate_limit.time.monotonic", lambda: now[0])
    rates = RateLimiter(1.0, 1, limit_loopback=True)

    def allowed() -> bool:
        now[0] += 0.5
        try:
            rates.check("203.0.113.5")
        except RateError as error:
            assert error.retry_after == 1
            return False
        return True

    assert [allowed() for _ in range(8)] == [True, False] * 4


def test_timeout_0_leaves_the_limit_to_the_service(url: str) -> None:
    """RDF4J sends 0 when its user set no limit."""
    assert fetch(url, "ASK {}", timeout="0")[0] == 200
    assert fetch(url, CROSS, timeout="0")[2].startswith(b"The query took longer than 0.6 seconds")


def test_the_level_of_the_log_leaves_out_what_did_not_fail(serve, tmp_path, strict_pool: WorkerPool) -> None:
    path = tmp_path / "failures.log"
    address = serve(strict_pool, access_log=str(path))
    logging.getLogger(access_logger_name(str(path))).setLevel(logging.WARNING)
    fetch(address, "ASK {}")
    fetch(address, CROSS)
    wait_until(lambda: path.read_text().count("\n") == 1)

    assert json.loads(path.read_text())["status"] == 503


def test_behind_a_proxy_the_client_is_who_asked_the_proxy(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, rate=1.0, rate_burst=1, trusted_proxies=1), worker_pool).test_client()

    def status(forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "data.example"}
        query = f"ASK {{}} # {forwarded}"
        return client.get("/sparql", query_string={"query": query}, headers=headers).status_code

    assert [status("203.0.113.7"), status("203.0.113.8"), status("6.6.6.6, 203.0.113.8")] == [200, 200, 429]


def test_the_access_log_has_a_line_of_json_for_each_request(serve, tmp_path, strict_pool: WorkerPool) -> None:
    path = tmp_path / "access.log"
    address = serve(strict_pool, access_log=str(path))
    fetch(address, "ASK {}")
    fetch(address, CROSS)
    fetch(address, "nonsense")
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        fetch(address, ENDLESS)
    wait_until(lambda: path.read_text().count("\n") == 4)
    lines = [json.loads(line) for line in path.read_text().splitlines()]

    assert [(line["status"], line["outcome"]) for line in lines] == [
        (200, "answered"),
        (503, "TimeLimitError"),
        (400, "QueryError"),
        (200, "TimeLimitError"),
    ]
    assert len({line["query"] for line in lines}) == 4
    assert all("ASK" not in json.dumps(line) for line in lines)
    assert lines[0]["bytes"] == 26


def wait_until(condition) -> None:
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
