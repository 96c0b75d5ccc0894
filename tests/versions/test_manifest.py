"""The manifest of a version: written, read back, and refused when it is damaged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from westphalia.errors import StoreError
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
