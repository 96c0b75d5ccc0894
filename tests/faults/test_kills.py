"""kill -9 at random moments: nothing acknowledged is lost, nothing half-written is served (bench/faults kills more)."""

import random
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from bench.faults.child import LOCAL, MARK
from bench.faults.killing import check_backups, check_builds, check_writes, kill_and_check
from tests.conftest import memory_folder
from westphalia.settings import Settings
from westphalia.versions.backup import backup
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.slow


@pytest.fixture
def tmp_path():
    with memory_folder() as folder:
        yield folder


@pytest.mark.thorough
@pytest.mark.parametrize(("deed", "kills"), [("write", 2), ("serve", 2), ("build", 2), ("backup", 2)])
def test_a_kill_at_any_moment_loses_nothing(built: Settings, deed: str, kills: int) -> None:
    chance = random.Random(deed)
    done = [kill_and_check(deed, built.root, built.data_dir, chance, "--quick") for _ in range(kills)]

    assert sum(done) >= kills


def store_of(data_dir: Path) -> ox.Store:
    return ox.Store(str(current_folder(data_dir) / "store"))


def test_a_lost_write_is_noticed(built: Settings) -> None:
    kill_and_check("write", built.root, built.data_dir, random.Random(1), "--quick")
    store = store_of(built.data_dir)
    store.remove(next(iter(store.quads_for_pattern(None, MARK, None, LOCAL))))
    store.flush()
    del store

    with pytest.raises(AssertionError, match="the same numbers in both graphs"):
        check_writes(built.data_dir, ["1"])
    with pytest.raises(AssertionError, match="acknowledged, or one more"):
        check_writes(built.data_dir, ["1000"])


def test_a_half_written_build_is_noticed(built: Settings) -> None:
    version = current_folder(built.data_dir).name
    store = store_of(built.data_dir)
    store.remove(
        next(iter(store.quads_for_pattern(None, None, None, ox.NamedNode("https://w3id.org/westphalia/graph/tiny"))))
    )
    store.flush()
    del store

    with pytest.raises(AssertionError, match="triples in"):
        check_builds(built.data_dir, [version])
    with pytest.raises(AssertionError, match="or later"):
        check_builds(built.data_dir, ["9999"])


def test_a_lost_backup_is_noticed(built: Settings) -> None:
    backup(built.data_dir, built.data_dir.with_name("saved-0"))
    with pytest.raises(AssertionError, match="saved-1"):
        check_backups(built.data_dir, ["saved-0", "saved-1"])
    shutil.rmtree(built.data_dir.with_name("saved-0"), ignore_errors=True)
