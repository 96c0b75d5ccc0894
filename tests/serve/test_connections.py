"""How answers leave the server: whole where they fit, without turns of the loop in vain, over a connection that stays."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask, Response

from westphalia.serve import waitress_server
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings

BLOCKS = [b"block %d\n" % number for number in range(5)]


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server of answers of each kind."""
    app = Flask(__name__)
    app.add_url_rule("/whole", view_func=lambda: "whole", endpoint="whole")
    app.add_url_rule("/blocks", view_func=lambda: Response(iter(BLOCKS)), endpoint="blocks")
    app.add_url_rule("/unchanged", view_func=lambda: Response(status=304), endpoint="unchanged")
    app.add_url_rule("/none", view_func=lambda: Response(status=204), endpoint="none")
    server = make_server(app, Settings(threads=4), "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield int(server.effective_port)
    server.close()
    server.task_dispatcher.shutdown()


@pytest.fixture
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as opened:
        yield opened


def ask(connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str) -> bytes:
    connection.request(method, path, headers=headers)
    return connection.getresponse().read()


@pytest.mark.parametrize("path", ["/whole", "/blocks", "/unchanged", "/none"])
def test_a_connection_stays_open_after_each_kind_of_answer(connection: http.client.HTTPConnection, path: str) -> None:
    first = ask(connection, path)
    own_port = connection.sock.getsockname()[1]

    for _ in range(3):
        assert ask(connection, path) == first
        assert connection.sock.getsockname()[1] == own_port
    assert first == {"/whole": b"whole", "/blocks": b"".join(BLOCKS)}.get(path, b"")


@pytest.mark.parametrize("path", ["/whole", "/blocks", "/unchanged", "/none"])
def test_a_connection_is_closed_where_the_client_asks(connection: http.client.HTTPConnection, path: str) -> None:
    ask(connection, path, Connection="close")

    assert connection.sock is None


@pytest.mark.parametrize("path", ["/whole", "/blocks"])
def test_head_has_no_body_and_the_next_answer_is_whole(connection: http.client.HTTPConnection, path: str) -> None:
    assert ask(connection, path, "HEAD") == b""
    assert ask(connection, "/whole") == b"whole"


def test_a_small_answer_is_sent_at_once(
    connection: http.client.HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    send = waitress_server._Channel.send

    def recorded(channel: waitress_server._Channel, data: bytes, do_close: bool = True) -> int:
        sent.append(data)
        return int(send(channel, data, do_close=do_close))

    monkeypatch.setattr(waitress_server._Channel, "send", recorded)
    ask(connection, "/whole")

    assert len(sent) == 1
    assert sent[0].startswith(b"HTTP/1.1 200 OK\r\n")
    assert sent[0].endswith(b"\r\n\r\nwhole")


def test_the_loop_has_nothing_to_send_while_clients_take_all(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn of the loop takes Python's lock from the threads that answer: two clients got half as much as one."""
    turns: list[int] = []
    monkeypatch.setattr(waitress_server._Channel, "handle_write", lambda channel: turns.append(channel._fileno))

    def client() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as own:
            for _ in range(50):
                ask(own, "/blocks")

    clients = [threading.Thread(target=client) for _ in range(3)]
    for each in clients:
        each.start()
    for each in clients:
        each.join(60)

    assert not any(each.is_alive() for each in clients)
    assert turns == []
