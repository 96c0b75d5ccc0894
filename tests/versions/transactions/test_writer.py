"""The writer: a write is a whole new version or nothing, and readers keep the version that they opened."""

import os
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.versions.transactions.writer as module
from tests.versions.transactions.conftest import names, served
from westphalia.errors import BusyError, QueryError, StaleError
from westphalia.versions.folders import current_folder, lease_current, locked
from westphalia.versions.leases import Lease
from westphalia.versions.manifest import read_manifest
from westphalia.versions.transactions import PlainDataset, Writer, create_plain_store

ADD = "INSERT DATA {{ <urn:s{0}> <urn:p> {0} . GRAPH <urn:g> {{ <urn:s{0}> <urn:q> {0} }} }}"


def insert(writer: Writer, number: int) -> str:
    return writer.write(lambda evaluation: evaluation.update(ADD.format(number))).version


def test_a_write_is_seen_in_a_new_version_and_the_old_one_stays_as_it_was(plain: Path, writer: Writer) -> None:
    before = served(plain)
    version = insert(writer, 1)

    assert version == current_folder(plain).name
    assert (len(before), len(served(plain))) == (0, 2)
    assert read_manifest(current_folder(plain)).triples == {"urn:g": 1}
    assert read_manifest(current_folder(plain)).asserted == 2


def test_many_writes_add_up_and_old_versions_go(plain: Path, writer: Writer) -> None:
    for number in range(5):
        insert(writer, number)

    assert len(served(plain)) == 10
    assert len(names(plain)) == 2


def test_a_version_stays_whole_for_as_long_as_somebody_reads_it(plain: Path, writer: Writer) -> None:
    insert(writer, 0)
    lease = lease_current(plain)
    (lease.folder / "closure").write_text("large")
    for number in range(1, 6):
        insert(writer, number)

    assert (lease.folder / "closure").read_text() == "large"
    assert len(ox.Store.read_only(str(lease.folder / "store"))) == 2
    assert len(names(plain)) == 3
    del lease
    insert(writer, 6)
    assert len(names(plain)) == 2


@pytest.mark.slow
def test_whatever_follows_each_other_the_folder_stays_small(plain: Path, writer: Writer) -> None:
    """Versions and open files are bounded at any time, while readers come and go."""
    readers: list[Lease] = []
    most_versions = most_files = 0
    for number in range(150):
        insert(writer, number)
        if number % 10 == 0:
            readers = [*readers[-3:], lease_current(plain)]
        most_versions = max(most_versions, len(names(plain)))
        most_files = max(most_files, len(list(Path("/proc/self/fd").iterdir())))

    assert most_versions <= 2 + len(readers) + 1
    assert most_files <= 700  # what the engine keeps open of one store levels off at some 400
    assert len(list((plain / "writing").iterdir())) == 1
    assert len(list(plain.rglob("*"))) <= 6 * 500


def test_a_write_that_changes_nothing_makes_no_version(plain: Path, writer: Writer) -> None:
    first = insert(writer, 1)

    assert insert(writer, 1) == first
    assert len(names(plain)) == 2


def test_a_write_that_fails_leaves_everything_as_it_was(plain: Path, writer: Writer) -> None:
    version = insert(writer, 1)
    with pytest.raises(QueryError):
        writer.write(lambda evaluation: evaluation.update("CLEAR ALL ; DROP GRAPH <urn:none>"))

    assert current_folder(plain).name == version
    insert(writer, 2)
    assert len(served(plain)) == 4


def test_a_version_published_by_somebody_else_is_what_the_next_write_builds_on(plain: Path, writer: Writer) -> None:
    insert(writer, 1)
    insert(Writer(plain, PlainDataset()), 2)
    insert(writer, 3)

    assert len(served(plain)) == 6


def test_what_a_write_expects_is_asked_before_anything_is_done(plain: Path, writer: Writer) -> None:
    def refuse(version: str) -> None:
        raise StaleError(version)

    with pytest.raises(StaleError, match=current_folder(plain).name):
        writer.write(lambda evaluation: evaluation.update("CLEAR ALL"), expect=refuse)


def test_writes_from_many_threads_lose_nothing(plain: Path, writer: Writer) -> None:
    threads = [threading.Thread(target=insert, args=(writer, number)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(served(plain)) == 16


def test_a_write_waits_for_a_build_and_then_says_so(
    plain: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.05)
    with locked(plain), pytest.raises(BusyError, match="Another build"):
        insert(writer, 1)


def test_copies_of_processes_that_are_gone_are_removed(plain: Path, writer: Writer) -> None:
    gone, before_us, running = (plain / "writing" / f"{n}-0" for n in (999_999_999, os.getpid(), os.getppid()))
    for folder in (gone, before_us, running):
        folder.mkdir(parents=True)
    insert(writer, 1)

    assert [folder.exists() for folder in (gone, before_us, running)] == [False, False, True]
    running.rmdir()
    writer.close()
    assert list((plain / "writing").iterdir()) == []


def test_a_plain_store_is_founded_once(tmp_path: Path) -> None:
    quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x"))
    create_plain_store(tmp_path, [quad])
    create_plain_store(tmp_path, [])

    assert list(served(tmp_path)) == [quad]


def test_a_full_disk_is_told_and_keeps_the_version(
    plain: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = insert(writer, 1)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, "publish", full)
        with pytest.raises(Exception, match="the previous version stays: No space left on device"):
            insert(writer, 2)

    assert current_folder(plain).name == version
    assert not [name for name in names(plain) if name.endswith(".unfinished")]
    insert(writer, 3)
    assert len(served(plain)) == 4
