"""The benches of the first minutes and of instructions measure what they say, and end when nothing comes."""

import shutil
import socket
import sys

import pytest

from bench.instructions import PATHS, counted
from bench.newcomer import first_page
from tests.store.conftest import free_port

SERVER = """\
import http.server, sys
print("Setting up .venv", flush=True)
print("Loading ontology", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
pytestmark = pytest.mark.slow


def test_the_steps_and_the_first_page_are_timed_and_the_server_is_stopped(tmp_path):
    port = free_port()

    took = first_page([sys.executable, "-c", SERVER, str(port)], tmp_path, port, 60)

    assert list(took) == ["packages", "build", "page"]
    assert 0 <= took["packages"] <= took["build"] <= took["page"] + 1
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0


def test_a_command_that_ends_or_serves_nothing_is_told(tmp_path):
    with pytest.raises(SystemExit, match="ended with 3 before a page came"):
        first_page([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, free_port(), 60)
    with pytest.raises(SystemExit, match="No page came within 0 seconds"):
        first_page([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, free_port(), 0.3)


@pytest.mark.parametrize("name", [name for name in PATHS if name == "a query in the server"])
def test_a_path_can_be_run_again_and_again(name):
    path = PATHS[name]()

    path()
    path()


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="Valgrind is not installed")
def test_instructions_are_counted_and_a_failure_is_told():
    few, many = (counted([sys.executable, "-S", "-E", "-c", f"for _ in range({n}): pass"]) for n in (10, 100_000))

    assert 1_000_000 < few < many
    with pytest.raises(SystemExit, match="failed"):
        counted([sys.executable, "-c", "raise SystemExit(1)"])
