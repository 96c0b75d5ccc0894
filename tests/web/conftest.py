"""Fixtures of the web layer: a plain store served as bare mode does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.settings import Settings
from graph.web import create_app, create_bare_app
from graph.web.context import writing
from graph.writer import found_plain_store
from tests.conftest import memory_folder

SEED = """
<urn:default> a <urn:Thing> .
<urn:g1> { <urn:data1> a <urn:Thing> } <urn:g2> { <urn:data2> a <urn:Thing> } <urn:g3> { <urn:data3> a <urn:Thing> }
"""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of a plain store that holds SEED."""
    found_plain_store(tmp_path / "plain", ox.parse(SEED, format=ox.RdfFormat.TRIG))
    yield from client_of(create_bare_app(Settings(data_dir=tmp_path / "plain")))


TOKEN = "a-token-for-the-tests"


@pytest.fixture
def curated(built: Settings) -> Iterator[FlaskClient]:
    """A client of a built graph that takes writes with TOKEN."""
    yield from client_of(create_app(replace(built, write_token=TOKEN)))


def client_of(app: Flask) -> Iterator[FlaskClient]:
    yield app.test_client()
    with app.app_context():
        writing().writer.close()
