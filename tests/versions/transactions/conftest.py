"""Fixtures of the writer: a plain store, and a curated graph small enough to reason over in no time."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.reason.reasoners
import westphalia.versions.build
from tests.conftest import memory_folder
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder
from westphalia.versions.transactions import CuratedDataset, PlainDataset, ReasonAgain, Writer, create_plain_store


def served(data_dir: Path) -> ox.Store:
    """The store that readers see now."""
    return ox.Store.read_only(str(current_folder(data_dir) / "store"))


def names(data_dir: Path) -> set[str]:
    """Every version there is, finished or not."""
    return {path.name for path in (data_dir / "builds").iterdir()}


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The folder of an empty plain store."""
    create_plain_store(tmp_path / "plain", [])
    return tmp_path / "plain"


@pytest.fixture
def writer(plain: Path) -> Iterator[Writer]:
    found = Writer(plain, PlainDataset())
    yield found
    found.close()


@pytest.fixture
def curated(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A built graph of one tiny source, built again without validation, which is not the point here."""
    monkeypatch.setattr(westphalia.versions.build, "validate", lambda *_: [])
    return built


@pytest.fixture
def curated_writer(curated: Settings) -> Iterator[Writer]:
    maintainer = ReasonAgain(
        lambda: westphalia.reason.reasoners.make_reasoner(curated), lambda: curated.reference_day
    )
    found = Writer(curated.data_dir, CuratedDataset(curated.data_dir, maintainer))
    yield found
    found.close()
