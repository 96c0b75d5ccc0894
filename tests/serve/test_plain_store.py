"""Bare mode: a plain store from files, in memory or in a folder, and the command that serves it."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from tests.conftest import silent
from westphalia.cli import main
from westphalia.errors import InputError, SyntaxInputError
from westphalia.rdf.reading import read_rdf
from westphalia.serve.plain_store import opened_plain_store
from westphalia.settings import PROJECT_ROOT
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.slow

TURTLE = "<urn:a> <urn:p> 1 ."
NAMED = "<urn:a> <urn:p> <urn:b> <urn:g> .\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "a.ttl").write_text(TURTLE)
    (tmp_path / "b.nq").write_text(NAMED)
    return [tmp_path / "a.ttl", tmp_path / "b.nq"]


def quads(data_dir: Path) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(current_folder(data_dir) / "store"))}


def test_a_store_in_memory_is_gone_at_the_end(files: list[Path]) -> None:
    with opened_plain_store(None, files, silent) as data_dir:
        assert {quad.rsplit(" ", 1)[1] for quad in quads(data_dir)} == {
            "<urn:g>",
            '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        }

    assert not data_dir.exists()


def test_a_store_in_a_folder_stays_and_takes_more(files: list[Path], tmp_path: Path) -> None:
    with opened_plain_store(tmp_path / "store", files[:1], silent) as data_dir:
        assert len(quads(data_dir)) == 1
    with opened_plain_store(tmp_path / "store", files[1:], silent) as data_dir:
        assert len(quads(data_dir)) == 2
    with opened_plain_store(tmp_path / "store", [], silent) as data_dir:
        assert len(quads(data_dir)) == 2


@pytest.mark.parametrize(
    ("name", "text", "kind", "words"),
    [
        ("x.ttl", "<urn:a> <urn:p>\n. ", SyntaxInputError, r"x\.ttl:2:\d+: .*; expected Turtle"),
        ("x.csv", "a,b", InputError, r"unknown ending; expected one of \.ttl"),
        ("none.ttl", None, InputError, r"none\.ttl cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, text: str | None, kind: type[Exception], words: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)

    with pytest.raises(kind, match=words):
        list(read_rdf(tmp_path / name))


def test_files_without_bare_are_refused() -> None:
    result = CliRunner().invoke(main, ["serve", "--no-build", "some.ttl"])

    assert result.exit_code == 1
    assert "expected --bare" in result.output


def test_the_command_serves_reads_and_writes_and_stops(files: list[Path], tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["serve", "--bare", "--path", str(tmp_path / "store"), "--port", str(port), *map(str, files)]
    command = [sys.executable, "-m", "westphalia", *arguments]
    # As a shell starts what runs in the background: with SIGINT ignored.
    ignore = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", ignore, *command]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, stderr=subprocess.PIPE) as process:
        try:
            url = f"http://127.0.0.1:{port}/sparql"
            wait_for(url)
            post(url, update="INSERT DATA { <urn:new> <urn:p> 2 }")
            assert b"true" in post(url, query="ASK { <urn:new> ?p 2 . <urn:a> ?q 1 GRAPH <urn:g> { ?s ?p ?o } }")
        finally:
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=20)

    assert b"A plain store is served at" in told
    assert len(quads(tmp_path / "store")) == 3


def wait_for(url: str) -> None:
    for _ in range(2400):  # two minutes, for a machine that is busy
        try:
            urlopen(f"{url}?query=ASK%7B%7D").close()
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not start")


def post(url: str, **form: str) -> bytes:
    with urlopen(Request(url, urlencode(form).encode())) as response:
        body: bytes = response.read()
        return body
