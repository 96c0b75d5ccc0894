"""The article's graph, opened here and behind a running service: one contract, two places."""

import socket
import threading
from collections.abc import Iterator

import pytest

import westphalia
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.workers import WorkerPool


@pytest.fixture(scope="session")
def address(article: Settings, worker_pool: WorkerPool) -> Iterator[str]:
    """The address of a service of the article's graph."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = make_server(create_app(article, worker_pool), article, "127.0.0.1", port)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    server.close()


@pytest.fixture(scope="session")
def local_graph(article: Settings) -> Iterator[westphalia.KnowledgeGraph]:
    with westphalia.open(settings=article) as graph:
        yield graph


@pytest.fixture(scope="session")
def remote_graph(address: str) -> Iterator[westphalia.KnowledgeGraph]:
    with westphalia.open(address) as graph:
        yield graph


@pytest.fixture(
    params=[
        pytest.param("here", marks=pytest.mark.built),
        pytest.param("service", marks=[pytest.mark.built, pytest.mark.processes]),
    ]
)
def graph(request: pytest.FixtureRequest) -> westphalia.KnowledgeGraph:
    """Each test that uses it runs on this machine's graph and on a service's."""
    return request.getfixturevalue("local_graph" if request.param == "here" else "remote_graph")
