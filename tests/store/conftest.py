"""Stores of every kind for one contract: embedded on disk and in memory, our own server, and another's."""

import contextlib
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import memory_folder
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.store import Endpoints, RemoteStore, WritableEmbeddedStore, WritableStore
from westphalia.versions.transactions import create_plain_store
from westphalia.web import create_plain_app
from westphalia.web.services import services_of
from westphalia.workers import WorkerPool

OURS = pytest.param("ours", marks=pytest.mark.processes)
KINDS = ["memory", "disk", OURS, "oxigraph", pytest.param("fuseki", marks=pytest.mark.java)]
FUSEKI = Path(__file__).with_name("fuseki") / "jars" / "jena-fuseki-server-5.5.0.jar"
"""Made by `make thorough`, where Maven and Java are (see the Makefile)."""


@pytest.fixture(scope="session")
def oxigraph_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Oxigraph server."""
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("the oxigraph server is not installed")
    place = f"127.0.0.1:{free_port()}"
    folder = tmp_path_factory.mktemp("oxigraph")
    arguments = [command, "serve", "--location", str(folder), "--bind", place]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(place)
            yield f"http://{place}"
        finally:
            process.kill()


@pytest.fixture(scope="session")
def fuseki_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dataset of a running Fuseki server, on TDB2."""
    java = shutil.which("java")
    if java is None or not FUSEKI.exists():
        pytest.skip("Fuseki or Java is not there; make thorough gets Fuseki where Maven is")
    folder = tmp_path_factory.mktemp("fuseki")
    (folder / "database").mkdir()
    port = free_port()
    command = [java, "-Xmx1g", "-XX:TieredStopAtLevel=1", "-jar", str(FUSEKI), "--localhost", "--port", str(port)]
    arguments = ["--tdb2", "--loc", "database", "--update", "/ds"]
    with subprocess.Popen(
        [*command, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(f"127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}/ds"
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(place: str) -> None:
    host, port = place.split(":")
    for _ in range(1200):
        with contextlib.suppress(OSError):
            socket.create_connection((host, int(port)), 1).close()
            return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@pytest.fixture
def ours(worker_pool: WorkerPool) -> Iterator[RemoteStore]:
    """A remote store that is a second instance of ours, in bare mode."""
    with memory_folder() as folder:
        create_plain_store(folder / "plain", [])
        app = create_plain_app(Settings(data_dir=folder / "plain", threads=4), worker_pool)
        server = make_server(app, services_of(app).settings, "127.0.0.1", 0)
        threading.Thread(target=server.run, daemon=True).start()
        address = f"http://127.0.0.1:{server.effective_port}"
        yield RemoteStore(Endpoints(f"{address}/sparql", f"{address}/sparql", f"{address}/gsp"))
        server.close()
        server.task_dispatcher.shutdown()
        services_of(app).writing.writer.close()


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> WritableStore:
    """An empty store of each kind."""
    if request.param == "memory":
        return WritableEmbeddedStore.create()
    if request.param == "disk":
        return WritableEmbeddedStore.create(tmp_path / "store")
    if request.param == "ours":
        return request.getfixturevalue("ours")
    found: WritableStore = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def oxigraph(oxigraph_address: str) -> RemoteStore:
    """An empty store of an Oxigraph server."""
    address = oxigraph_address
    return emptied(RemoteStore(Endpoints(f"{address}/query", f"{address}/update", f"{address}/store")))


@pytest.fixture
def fuseki(fuseki_address: str) -> RemoteStore:
    """An empty store of a Fuseki server, which takes what is compressed."""
    address = fuseki_address
    endpoints = Endpoints(f"{address}/query", f"{address}/update", f"{address}/data")
    return emptied(RemoteStore(endpoints, compresses=True))


def emptied(store: RemoteStore) -> RemoteStore:
    store.update("DROP ALL")
    return store
