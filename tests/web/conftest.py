"""Fixtures of the web layer: a plain store served as bare mode does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from graph.web import create_app, create_bare_app
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
def bare(tmp_path: Path) -> FlaskClient:
    """A client of a plain store that holds SEED."""
    found_plain_store(tmp_path / "plain", ox.parse(SEED, format=ox.RdfFormat.TRIG))
    return create_bare_app(Settings(data_dir=tmp_path / "plain")).test_client()


TOKEN = "a-token-for-the-tests"


@pytest.fixture
def curated(built: Settings) -> FlaskClient:
    """A client of a built graph that takes writes with TOKEN."""
    return create_app(replace(built, write_token=TOKEN)).test_client()
