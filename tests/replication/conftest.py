"""Fixtures of mirrors: stores of every kind."""

from tests.store.conftest import (  # noqa: F401 - fixtures
    fuseki,
    fuseki_address,
    ours,
    oxigraph,
    oxigraph_address,
    store,
)
