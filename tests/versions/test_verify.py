"""Damage at rest: every flipped byte is named, nothing damaged is saved, and what can be made again is."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import silent
from westphalia.errors import DamagedError, InputError
from westphalia.settings import Settings
from westphalia.versions import checksums
from westphalia.versions.backup import backup, restore
from westphalia.versions.build import build
from westphalia.versions.checksums import files_of
from westphalia.versions.folders import current_folder
from westphalia.versions.verify import check_sizes, damage_of_version, verify


def flip(path: Path) -> None:
    """Change one bit in the middle of a file, as a bad disk does; the file is nobody else's link any more."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def test_what_is_as_written_is_reported_as_such(built: Settings) -> None:
    checked = verify(built.data_dir)

    assert checked.damage == ()
    assert checked.files == len(files_of(current_folder(built.data_dir)))


def test_a_flipped_bit_in_any_file_is_named_and_never_saved(built: Settings, tmp_path: Path) -> None:
    version = current_folder(built.data_dir)
    for name in (name for name in files_of(version) if (version / name).stat().st_size):
        content = (version / name).read_bytes()
        flip(version / name)

        assert [damage.file for damage in damage_of_version(version)] == [f"builds/{version.name}/{name}"]
        assert len(verify(built.data_dir).damage) == 1
        if name.startswith("store/"):
            with pytest.raises(DamagedError, match="is damaged"):
                backup(built.data_dir, tmp_path / "saved")
        (version / name).write_bytes(content)
    assert verify(built.data_dir).damage == ()


def test_a_damaged_version_is_built_again(built: Settings) -> None:
    version = current_folder(built.data_dir)
    flip(next((version / "store").glob("*.sst")))
    sentences: list[str] = []
    _, made = build(built, sentences.append)

    assert made
    assert current_folder(built.data_dir) != version
    assert any("is damaged" in sentence for sentence in sentences)
    assert verify(built.data_dir).damage == ()
    assert not build(built, silent)[1]


def test_a_backup_shares_no_file_with_the_store_and_is_verified_too(built: Settings, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    backup(built.data_dir, saved)
    live = {path.stat().st_ino for path in built.data_dir.rglob("*")}

    assert not live & {path.stat().st_ino for path in saved.rglob("*")}
    assert saved.stat().st_mode & 0o077 == 0
    assert verify(saved).damage == ()
    flip(next(saved.rglob("*.sst")))
    assert len(verify(saved).damage) == 1
    with pytest.raises(InputError, match="is not as it was made"):
        restore(built.data_dir, saved)


def test_a_lock_that_is_a_link_is_not_followed(built: Settings, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("text")
    (built.data_dir / "lock").unlink(missing_ok=True)
    (built.data_dir / "lock").symlink_to(target)

    with pytest.raises(Exception, match="symbolic link"):
        build(built, silent, force=True)
    assert target.read_text() == "text"
    shutil.rmtree(built.data_dir)


def test_lengths_are_compared_before_a_version_is_served_as_it_is(built: Settings) -> None:
    version, sentences = current_folder(built.data_dir), []
    check_sizes(version, sentences.append)
    assert sentences == []

    (version / "report.json").write_bytes(b"{")
    check_sizes(version, sentences.append)
    assert sentences == [
        f"report.json of the version {version.name} is not as it was written: "
        "'westphalia build' makes the version again from sources and edits."
    ]

    next((version / "store").glob("*.sst")).unlink()
    with pytest.raises(DamagedError, match=r"store/.* is not as it was written: answers may be wrong or fail"):
        check_sizes(version, silent)


def test_what_was_read_when_it_was_published_is_read_again_only_if_it_changed(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = current_folder(built.data_dir)
    checksums.write_checksums(version)
    monkeypatch.setattr(checksums, "_memory", checksums._Memory())  # as another process starts
    read: list[str] = []
    monkeypatch.setattr(checksums, "digest_of", lambda path: read.append(path.name) or "0" * 64)
    unchanged = checksums.damaged_files(version)
    (version / "report.json").touch()

    assert unchanged == []
    assert checksums.damaged_files(version) == ["report.json"]
    assert read == ["report.json"]
    assert len(checksums.damaged_files(version, fresh=True)) == len(files_of(version)) > 3
