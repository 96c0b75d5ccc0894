"""Fixtures of the web layer: a plain store, a built graph, and a tiny project with a real server over it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import lasting_app, memory_folder
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.versions.transactions import create_plain_store
from westphalia.web import create_app, create_plain_app
from westphalia.web.request_context import writing
from westphalia.web.services import configuration, services_of
from westphalia.workers import WorkerPool

SEED = """
<urn:default> a <urn:Thing> .
<urn:g1> { <urn:data1> a <urn:Thing> } <urn:g2> { <urn:data2> a <urn:Thing> } <urn:g3> { <urn:data3> a <urn:Thing> }
"""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@pytest.fixture
def bare(tmp_path: Path, worker_pool: WorkerPool) -> Iterator[FlaskClient]:
    """A client of a plain store that holds SEED."""
    create_plain_store(tmp_path / "plain", ox.parse(SEED, format=ox.RdfFormat.TRIG))
    yield from client_of(create_plain_app(Settings(data_dir=tmp_path / "plain"), worker_pool))


TOKEN = "a-token-for-the-tests"


@pytest.fixture
def curated(built: Settings, worker_pool: WorkerPool) -> Iterator[FlaskClient]:
    """A client of a built graph that takes writes with TOKEN."""
    yield from client_of(create_app(replace(built, write_token=TOKEN), worker_pool))


def client_of(app: Flask) -> Iterator[FlaskClient]:
    yield app.test_client()
    with app.app_context():
        writing().writer.close()


@pytest.fixture(scope="session")
def small(tiny_project: Path, tiny_build: Path) -> Settings:
    """The settings of the tiny project as built; nobody writes to it."""
    return Settings(root=tiny_project, data_dir=tiny_build)


@pytest.fixture(scope="session")
def small_app(small: Settings, worker_pool: WorkerPool) -> Flask:
    return lasting_app(small, worker_pool)


@pytest.fixture
def ask(small_app: Flask) -> FlaskClient:
    """A client of an application over the tiny project."""
    return small_app.test_client()


def configure(app: Flask, settings: Settings) -> None:
    """Give a running application other settings."""
    app.config.update(configuration(replace(services_of(app), settings=settings)))


Serve = Callable[..., str]


@pytest.fixture
def serve(small: Settings, worker_pool: WorkerPool) -> Iterator[Serve]:
    """Start a real server over the tiny project, with another pool or settings if given; returns its address."""
    running = []

    def start(pool: WorkerPool | None = worker_pool, **changed: object) -> str:
        settings = replace(small, threads=8, **changed)
        app = create_app(settings, pool)
        server = make_server(app, settings, "127.0.0.1", 0)
        threading.Thread(target=server.run, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.effective_port}"

    yield start
    for server in running:
        server.close()
        server.task_dispatcher.shutdown()
