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

KINDS = ["memory", "disk", "ours", "oxigraph"]


@pytest.fixture(scope="session")
def oxigraph_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Oxigraph server."""
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("the oxigraph server is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    folder = tmp_path_factory.mktemp("oxigraph")
    arguments = [command, "serve", "--location", str(folder), "--bind", place]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(place)
            yield f"http://{place}"
        finally:
            process.kill()


def wait_for(place: str) -> None:
    host, port = place.split(":")
    for _ in range(200):
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
    address = request.getfixturevalue("oxigraph_address")
    found = RemoteStore(Endpoints(f"{address}/query", f"{address}/update", f"{address}/store"))
    found.update("DROP ALL")
    return found
