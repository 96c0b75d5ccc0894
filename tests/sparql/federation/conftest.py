"""A server on the loopback address that stands in for hosts of the public internet."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from westphalia.sparql.federation import AllowedHosts, Fetcher, Limits

PUBLIC = "93.184.216.34"
RESULTS = (
    '{"head":{"vars":["s","n"]},"results":{"bindings":['
    '{"s":{"type":"uri","value":"urn:far"},"n":{"type":"literal","value":"a \\"quote\\""}},'
    '{"s":{"type":"bnode","value":"b0"}}]}}'
)


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked; what came is kept in `server.seen`."""

    def do_GET(self) -> None:
        self.server.seen.append((self.command, self.path, self.headers.get("Host"), self._body()))
        getattr(self, f"_{self.path.strip('/').split('?')[0]}")()

    do_POST = do_GET  # noqa: N815 - the framework's name

    def log_message(self, *_arguments: object) -> None:
        pass

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _turtle(self) -> None:
        self._send(200, b"<> <urn:p> 'far' .", Content_Type="text/turtle; charset=utf-8")

    def _broken(self) -> None:
        self._send(200, b"<> <urn:p> .", Content_Type="text/turtle")

    def _page(self) -> None:
        self._send(200, b"<html>", Content_Type="text/html")

    def _sparql(self) -> None:
        self._send(200, RESULTS.encode(), Content_Type="application/sparql-results+json")

    def _empty(self) -> None:
        self._send(200, b'{"head":{"vars":["s"]},"results":{"bindings":[]}}', Content_Type="application/json")

    def _ask(self) -> None:
        self._send(200, b'{"head":{},"boolean":true}', Content_Type="application/sparql-results+json")

    def _secret(self) -> None:
        self._send(500, b"the secret of the error page")

    def _zipped(self) -> None:
        self._send(200, b"\x1f\x8b", Content_Encoding="gzip")

    def _long(self) -> None:
        self._send(200, b"x" * 2000, Content_Type="text/turtle")

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")

    def _old(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/turtle\r\n\r\n<urn:a> <urn:p> 1 .")

    def _silent(self) -> None:
        time.sleep(1)

    def _trickle(self) -> None:
        for character in "HTTP/1.1 200 OK\r\nX-Header: " + "x" * 100:
            self.wfile.write(character.encode())
            self.wfile.flush()
            time.sleep(0.02)

    def _cut(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/turtle\r\n\r\n<urn:a> <urn:p> 1 .")
        self.wfile.flush()
        time.sleep(1)

    def _moved(self) -> None:
        self._send(302, Location="/turtle")

    def _kept(self) -> None:
        self._send(307, Location="/sparql")

    def _away(self) -> None:
        self._send(302, Location="http://elsewhere.example/turtle")

    def _inside(self) -> None:
        self._send(302, Location="http://127.0.0.1/turtle")

    def _file(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _loop(self) -> None:
        self._send(302, Location="/loop")


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.seen = []
    found.handle_error = lambda *_: None
    found.daemon_threads = True
    threading.Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def dial(server: ThreadingHTTPServer) -> Callable[[tuple[str, int], float], socket.socket]:
    """Connects to the server in the place of PUBLIC, and to nothing else."""

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == PUBLIC
        return socket.create_connection(server.server_address[:2], timeout)

    return connect


@pytest.fixture
def fetcher(dial: Callable[[tuple[str, int], float], socket.socket]) -> Fetcher:
    allowed = AllowedHosts(["far.example"], resolve=lambda _host, _port: [PUBLIC])
    return Fetcher(allowed, Limits(seconds=0.4, max_bytes=1000), dial)
