"""Serving as a process: it stops gracefully, and whoever waits is told."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

pytestmark = pytest.mark.slow

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""Takes longer than any of these tests."""
SECONDS = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 4000000 } }"
"""Takes some seconds."""


class Server:
    """A server process over the tiny project."""

    def __init__(self, root: Path, data_dir: Path, **settings: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        environment = {
            "WESTPHALIA_ROOT": str(root),
            "WESTPHALIA_DATA_DIR": str(data_dir),
            "WESTPHALIA_WORKERS": "2",
            "PATH": os.environ["PATH"],
            **{f"WESTPHALIA_{name.upper()}": value for name, value in settings.items()},
        }
        command = [sys.executable, "-m", "westphalia", "serve", "--port", str(self.port), "--no-build"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=PROJECT_ROOT)
        self.wait_until(lambda: self.ask("ASK {}")[0] == 200)

    def ask(self, query: str) -> tuple[int, bytes]:
        address = f"http://127.0.0.1:{self.port}/sparql?query={urllib.parse.quote(query)}"
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except (OSError, http.client.HTTPException):
            return 0, b""

    def workers(self) -> list[int]:
        """The zygote and the workers that belong to the server."""
        zygotes = children(self.process.pid)
        return [*zygotes, *(worker for zygote in zygotes for worker in children(zygote))]

    def wait_until(self, condition) -> None:
        until = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.05)


def children(process: int) -> list[int]:
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    return [int(number) for number in text.split()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def start(tiny_project: Path, tiny_build: Path) -> Iterator:
    started = []

    def make(**settings: str) -> Server:
        started.append(Server(tiny_project, tiny_build, **settings))
        return started[-1]

    yield make
    for server in started:
        server.process.kill()
        server.process.wait()
        server.process.stderr.close()


def in_background(server: Server, query: str, answers: list) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(server.ask(query)))
    thread.start()
    server.wait_until(lambda: b'"busy":1' in health(server))
    return thread


def health(server: Server) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/health") as response:
        return response.read()


def test_a_stop_lets_queries_finish_and_takes_no_new_ones(start) -> None:
    server = start(grace_seconds="60", timeout_seconds="60")
    answers: list[tuple[int, bytes]] = []
    thread = in_background(server, SECONDS, answers)
    server.process.send_signal(signal.SIGTERM)
    server.wait_until(lambda: server.ask("ASK { }")[0] != 200)
    new = server.ask("ASK { ?a ?b ?c }")
    thread.join()

    assert server.process.wait(30) == 0
    assert new == (503, b"The service is stopping; try again soon.\n")
    assert answers[0][0] == 200
    assert b'"value":"4000000"' in answers[0][1]


def test_a_stop_tells_queries_that_do_not_finish_in_time(start) -> None:
    server = start(grace_seconds="0.5")
    answers: list[tuple[int, bytes]] = []
    thread = in_background(server, SLOW, answers)
    workers = server.workers()
    start_time = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    thread.join()

    assert server.process.wait(20) == 0
    assert answers == [(503, b"The service is stopping; try again soon.\n")]
    assert time.monotonic() - start_time < 15
    assert len(workers) == 3
    server.wait_until(lambda: not any(is_running(process) for process in workers))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_however_it_ends_no_worker_is_left(start, how: signal.Signals) -> None:
    server = start()
    thread = in_background(server, SLOW, [])
    workers = server.workers()
    assert len(workers) == 3
    server.process.send_signal(how)
    server.process.wait(20)
    thread.join()

    server.wait_until(lambda: not any(is_running(process) for process in workers))


def test_secrets_stay_out_of_the_workers(start) -> None:
    server = start(write_token="a-secret-of-at-least-some-length")

    for process in server.workers():
        assert b"a-secret" not in Path(f"/proc/{process}/environ").read_bytes()


def test_workers_may_not_do_what_they_need_not(start) -> None:
    """Seccomp is on (2: a filter), no privilege can be gained, no core is dumped, memory is limited."""
    server = start()
    worker = server.workers()[-1]
    status = Path(f"/proc/{worker}/status").read_text(encoding="ascii")
    limits = Path(f"/proc/{worker}/limits").read_text(encoding="ascii")

    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert "Max core file size        0 " in limits
    assert "Max address space         unlimited" not in limits
