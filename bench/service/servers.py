"""The servers that are measured, each started for a measurement and stopped after it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from westphalia.store import Endpoints, RemoteStore

_READY_SECONDS = 90
_PACKAGES = ("oxigraph", "rdflib-endpoint[cli]")


@dataclass(frozen=True)
class Server:
    """A server: its name in tables, the path of its endpoint, the command that starts it, and settings of ours."""

    name: str
    path: str
    command: Sequence[str]
    environment: dict[str, str]


def other_environment(folder: Path) -> Path | None:
    """Install the other servers into `folder`; returns the folder of their commands, None when that fails."""
    commands = folder / "bin"
    if not (commands / "rdflib-endpoint").exists():
        venv.create(folder, with_pip=True)
        install = [str(commands / "python"), "-m", "pip", "install", "--quiet", *_PACKAGES]
        if subprocess.run(install, check=False).returncode:
            return None
    return commands


def ours(store: Path, port: int, **settings: object) -> Server:
    """Our server in bare mode over a loaded store, with settings by name."""
    environment = {f"WESTPHALIA_{name.upper()}": str(value) for name, value in settings.items()}
    command = [str(Path(sys.executable).parent / "westphalia"), "serve", "--bare", "--path", str(store)]
    return Server("westphalia", "/sparql", [*command, "--port", str(port)], environment)


def oxigraph(commands: Path, store: Path, port: int) -> Server:
    """`oxigraph serve` over a loaded store."""
    command = [str(commands / "oxigraph"), "serve-read-only", "--location", str(store)]
    return Server("oxigraph serve", "/query", [*command, "--bind", f"127.0.0.1:{port}"], {})


def rdflib_endpoint(commands: Path, file: Path, port: int) -> Server:
    """rdflib-endpoint over a file in memory."""
    command = [str(commands / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", str(port), str(file)]
    return Server("rdflib-endpoint", "/", command, {})


def fuseki(jar: Path, database: Path, port: int) -> Server:
    """Fuseki over a database of TDB2."""
    arguments = ["--tdb2", f"--loc={database}", "--update", "--localhost", "--port", str(port), "/ds"]
    environment = {"FUSEKI_BASE": str(database.with_name("fuseki-base"))}
    return Server("Fuseki", "/ds/query", ["java", "-Xmx2g", "-jar", str(jar), *arguments], environment)


def load_fuseki(store: Path, jar: Path, database: Path, port: int) -> Path:
    """Load the quads of an embedded store into a new database of Fuseki, graph by graph; returns the database."""
    database.mkdir()
    found = ox.Store.read_only(str(store))
    with running(fuseki(jar, database, port), port) as address:
        endpoints = Endpoints(address, address.replace("/query", "/update"), address.replace("/query", "/data"))
        target = RemoteStore(endpoints, timeout=3600)
        for graph in (ox.DefaultGraph(), *found.named_graphs()):
            document = found.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
            target.load(None if isinstance(graph, ox.DefaultGraph) else graph.value, document, replacing=True)
    return database


def load_oxigraph(commands: Path, file: Path, store: Path) -> None:
    """Load a file into a new store of oxigraph."""
    subprocess.run(
        [str(commands / "oxigraph"), "load", "--location", str(store), "--file", str(file)],
        check=True,
        capture_output=True,
    )


@dataclass(frozen=True)
class Running:
    """A server that runs: the address of its endpoint, and its process."""

    address: str
    process: int


@contextmanager
def running(server: Server, port: int, ready_seconds: float = _READY_SECONDS) -> Iterator[str]:
    """The address of the server's endpoint while it runs; it may take `ready_seconds` to load its data."""
    with started(server, port, ready_seconds) as found:
        yield found.address


@contextmanager
def started(server: Server, port: int, ready_seconds: float = _READY_SECONDS) -> Iterator[Running]:
    """The same with its process."""
    process = subprocess.Popen(
        server.command,
        env=os.environ | server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}{server.path}"
        _wait_until_ready(address, process, ready_seconds)
        yield Running(address, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{address}?query={urllib.parse.quote('ASK {}')}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{address} does not answer.") from None
            time.sleep(0.2)
