"""Backups: whole or not there, and what is restored is what was saved, edits too."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.reason.reasoners
import westphalia.versions.build
from tests.conftest import silent
from westphalia.errors import InputError, StoreError
from westphalia.settings import Settings
from westphalia.versions.backup import backup, restore
from westphalia.versions.build import build
from westphalia.versions.edit_log import read_local
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import current_manifest
from westphalia.versions.transactions import CuratedDataset, PlainDataset, ReasonAgain, Writer, create_plain_store

pytestmark = pytest.mark.slow


@pytest.fixture
def writer(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.setattr(westphalia.versions.build, "validate", lambda *_: [])
    maintainer = ReasonAgain(lambda: westphalia.reason.reasoners.make_reasoner(built), lambda: built.reference_day)
    return Writer(built.data_dir, CuratedDataset(built.data_dir, maintainer))


def note(writer: Writer, text: str) -> None:
    writer.write(lambda evaluation: evaluation.update(f"INSERT DATA {{ id:ruritania wph:note '{text}' }}"))


def quads(data_dir: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(current_folder(data_dir) / "store")))


def test_what_was_saved_is_served_again_and_survives_a_rebuild(
    built: Settings, writer: Writer, tmp_path: Path
) -> None:
    note(writer, "kept")
    saved = quads(built.data_dir)
    backup(built.data_dir, tmp_path / "saved")
    note(writer, "gone")
    note(writer, "gone too")
    report = restore(built.data_dir, tmp_path / "saved")

    assert quads(built.data_dir) == saved
    assert current_manifest(built.data_dir) == report
    assert report.edits == 4
    note(writer, "later")
    rebuilt, _ = build(built, silent, force=True)
    assert rebuilt.edits == 5
    assert {quad.object.value for quad in read_local(built.data_dir).quads} >= {"kept", "later"}
    assert not {quad.object.value for quad in read_local(built.data_dir).quads} & {"gone", "gone too"}


def test_a_backup_is_restored_where_there_is_nothing(built: Settings, writer: Writer, tmp_path: Path) -> None:
    note(writer, "kept")
    saved = quads(built.data_dir)
    backup(built.data_dir, tmp_path / "saved")
    shutil.rmtree(built.data_dir)
    for _ in range(2):
        restore(built.data_dir, tmp_path / "saved")

        assert quads(built.data_dir) == saved
    build(built, silent, force=True)
    assert quads(built.data_dir) == saved


def test_a_restore_that_never_ended_leaves_nothing_that_a_later_write_finds(
    built: Settings, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(writer, "first")
    backup(built.data_dir, tmp_path / "saved")
    note(writer, "second")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("westphalia.versions.backup.publish", killed)
        with pytest.raises(KeyboardInterrupt):
            restore(built.data_dir, tmp_path / "saved")
    note(writer, "third")
    values = {quad.object.value for quad in read_local(built.data_dir, 3).quads}

    assert {"first", "second", "third"} <= values


def test_a_plain_store_is_saved_too(tmp_path: Path) -> None:
    create_plain_store(tmp_path / "plain", [])
    Writer(tmp_path / "plain", PlainDataset()).write(
        lambda evaluation: evaluation.update("INSERT DATA { <urn:a> <urn:p> 1 }")
    )
    backup(tmp_path / "plain", tmp_path / "saved")
    restore(tmp_path / "new", tmp_path / "saved")

    assert quads(tmp_path / "new") == quads(tmp_path / "plain")


def test_a_folder_that_exists_is_not_written_over(built: Settings, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()

    with pytest.raises(InputError, match="exists"):
        backup(built.data_dir, tmp_path / "saved")


def test_a_backup_that_fails_leaves_nothing(built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("westphalia.versions.backup.fold", full)
    with pytest.raises(StoreError, match="cannot be written: No space left"):
        backup(built.data_dir, tmp_path / "saved")

    assert not list(tmp_path.glob("saved*"))


@pytest.mark.parametrize("damage", ["cut", "remove", "add", "no manifest", "nothing"])
def test_a_damaged_backup_is_refused_and_changes_nothing(built: Settings, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "saved"
    backup(built.data_dir, folder)
    table = next((folder / "version" / "store").glob("*.sst"))
    content = table.read_bytes()
    table.unlink()  # a link shared with the store that is served
    table.write_bytes(content)
    if damage == "cut":
        table.write_bytes(content[:-10])
    elif damage == "remove":
        table.unlink()
    elif damage == "add":
        (folder / "local" / "00000001.edit").write_text("+ <urn:a> <urn:b> <urn:c> <urn:g> .\n")
    elif damage == "no manifest":
        (folder / "backup.json").unlink()
    else:
        shutil.rmtree(folder)
    before = current_manifest(built.data_dir)

    with pytest.raises(InputError, match="saved is n"):
        restore(built.data_dir, folder)
    assert current_manifest(built.data_dir) == before


def test_without_a_build_there_is_nothing_to_save(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no build"):
        backup(tmp_path / "none", tmp_path / "saved")
