"""Slow clients: deadlines for requests, and a bound on the connections of each client."""

import contextlib
import socket
import time

import pytest

from tests.web.conftest import *  # noqa: F403 - the fixtures of a served tiny project
from westphalia.serve.slow_clients import RequestDeadline, forwarded_client, network_of

pytestmark = pytest.mark.slow

REQUEST = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def connected(url: str, sent: bytes = b"") -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=20)
    sock.sendall(sent)
    return sock


def answer(sock: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while block := sock.recv(65536):
            received += block
    return received


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK",
    ],
    ids=["nothing", "half of the headers", "a little of the body"],
)
def test_a_request_that_does_not_come_whole_is_408(serve, sent: bytes) -> None:
    address = serve(request_seconds=2.0, body_rate=1000)
    with connected(address, sent) as sock:
        assert answer(sock).startswith(b"HTTP/1.1 408 ")
    with connected(address, REQUEST) as sock:
        assert answer(sock).startswith(b"HTTP/1.1 200 ")


def test_a_body_that_keeps_its_rate_may_take_longer_than_the_headers(serve) -> None:
    query = b"ASK {}" + b" " * 4000
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    with connected(serve(request_seconds=3.0, body_rate=100), head) as sock:
        sock.sendall(b"Content-Length: %d\r\n\r\n" % len(query))
        for start in range(0, len(query), 500):
            sock.sendall(query[start : start + 500])
            time.sleep(0.5)  # 4.5 seconds in all, more than the headers may take
        assert answer(sock).startswith(b"HTTP/1.1 200 ")


def test_a_connection_that_was_answered_may_rest(serve) -> None:
    kept = REQUEST.replace(b"Connection: close\r\n", b"")
    with connected(serve(request_seconds=5.0), kept) as sock:
        assert sock.recv(65536).startswith(b"HTTP/1.1 200 ")
        time.sleep(7)
        sock.sendall(REQUEST)
        assert b"HTTP/1.1 200 " in answer(sock)  # the rest of the first answer may come before


def test_520_slow_connections_from_one_address_lock_nobody_out(serve) -> None:
    address = serve(request_seconds=60.0)
    with contextlib.ExitStack() as stack:
        for _ in range(520):
            stack.enter_context(connected(address, b"GET / HTTP/1.1\r\nHost: x\r\n"))
        for _ in range(6):
            with connected(address, REQUEST) as probe:
                assert answer(probe).startswith(b"HTTP/1.1 200 ")


def test_the_bound_closes_the_connection_that_waits_longest(serve) -> None:
    address = serve(connections_per_client=2, request_seconds=60.0)
    with connected(address, b"GET / HT") as oldest, connected(address, b"GET / HT") as second:
        time.sleep(1)
        with connected(address, REQUEST) as third:
            assert answer(third).startswith(b"HTTP/1.1 200 ")
        assert answer(oldest).startswith(b"HTTP/1.1 503 ")
        second.sendall(b"TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert answer(second).startswith(b"HTTP/1.1 200 ")


def test_behind_a_proxy_the_bound_is_for_the_forwarded_address(serve) -> None:
    address = serve(trusted_proxies=1, connections_per_client=2, request_seconds=60.0)
    slow = b"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\nContent-Length: 9\r\n\r\n"
    with contextlib.ExitStack() as stack:
        mine = [stack.enter_context(connected(address, slow % b"203.0.113.5")) for _ in range(2)]
        other = stack.enter_context(connected(address, slow % b"203.0.113.6"))
        time.sleep(1)
        stack.enter_context(connected(address, slow % b"6.6.6.6, 203.0.113.5"))
        assert answer(mine[0]).startswith(b"HTTP/1.1 503 ")
        other.settimeout(0.5)
        with pytest.raises(TimeoutError):
            other.recv(1)


def test_a_deadline_gives_a_body_time_for_its_bytes() -> None:
    deadline = RequestDeadline(seconds=10, rate=500)

    assert not deadline.is_over(10, 0) and deadline.is_over(10.1, 0)
    assert not deadline.is_over(12, 1000) and deadline.is_over(12.1, 1000)


def test_a_client_is_an_address_or_a_network_of_64_bits() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:0:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert forwarded_client("6.6.6.6, 192.0.2.1", 1) == "192.0.2.1"
    assert forwarded_client("192.0.2.1", 2) == ""
