"""The manifest of a version: written, read back, and refused when it is damaged."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from westphalia.errors import StorageError, StoreError
from westphalia.settings import Settings
from westphalia.versions.backup import check_backup
from westphalia.versions.checksums import damaged_files
from westphalia.versions.edit_file import read_change
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import Manifest, current_manifest, read_manifest, write_manifest

MANIFEST = Manifest(
    version="v",
    inputs="0",
    reasoner="dated",
    built="2026-01-01T00:00:00+00:00",
    triples={"urn:g": 1},
    asserted=1,
    inferred=0,
    contradictions=[],
    warnings=[],
    reference="2026-01-01",
    view_until="2026-02-01",
)


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)

    assert read_manifest(tmp_path) == MANIFEST


@pytest.mark.parametrize("content", [None, "", "{", '{"version": "v"}', "[]"])
def test_an_unusable_manifest_is_an_error_without_the_path(tmp_path: Path, content: str | None) -> None:
    version = tmp_path / "20260101-abcd"
    version.mkdir()
    if content is not None:
        (version / "report.json").write_text(content, encoding="utf-8")

    with pytest.raises(
        StoreError, match=r"The version 20260101-abcd has no usable manifest: .+; build again"
    ) as error:
        read_manifest(version)
    assert str(tmp_path) not in str(error.value)


def test_there_is_no_manifest_without_a_version(tmp_path: Path) -> None:
    assert current_manifest(tmp_path) is None


@pytest.mark.parametrize(
    ("day", "shown"), [("2025-12-31", False), ("2026-01-01", True), ("2026-01-31", True), ("2026-02-01", False)]
)
def test_the_view_shows_the_days_until_it_would_change(day: str, shown: bool) -> None:
    assert MANIFEST.shows(date.fromisoformat(day)) is shown


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EACCES])
def test_a_file_that_cannot_be_opened_now_is_not_taken_for_a_damaged_one(
    built: Settings, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Or a build would be made again, and an edit given up, for want of a descriptor."""
    version = current_folder(built.data_dir)

    def refuse(path: Path, *_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number), str(path))

    for name in ("read_text", "read_bytes", "open"):
        monkeypatch.setattr(Path, name, refuse)
    readers = {
        "manifest": lambda: read_manifest(version),
        "current manifest": lambda: current_manifest(built.data_dir),
        "checksums": lambda: damaged_files(version, fresh=True),
        "edit": lambda: read_change(version / "edit"),
        "backup": lambda: check_backup(version),
    }

    assert {name: refusal_of(read) for name, read in readers.items()} == dict.fromkeys(readers, os.strerror(number))


def refusal_of(read: Callable[[], object]) -> str:
    """The reason that a refusal gives."""
    try:
        return f"no refusal, but {read()!r}"
    except StorageError as refused:
        assert "/" not in str(refused)
        return str(refused).rpartition(": ")[2].rstrip(".")
