"""Fixtures of mirrors: stores of every kind."""

from tests.store.conftest import ours, oxigraph_address, store  # noqa: F401 - fixtures
