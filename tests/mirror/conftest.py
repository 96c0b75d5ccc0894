"""Fixtures of mirrors: the article alone, built; and stores of every kind."""

import shutil

import pytest

from graph.build import build
from graph.settings import PROJECT_ROOT, Settings
from tests.conftest import silent
from tests.store.conftest import ours, oxigraph_address, store  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The ontology and the article, without the other sources."""
    root = tmp_path_factory.mktemp("article")
    for part in ("ontology", "queries"):
        shutil.copytree(PROJECT_ROOT / part, root / part)
    shutil.copytree(PROJECT_ROOT / "sources" / "rousseau-2011", root / "sources" / "rousseau-2011")
    found = Settings(root=root, data_dir=root / "var")
    build(found, silent)
    return found
