"""What is read of a version is kept with it, and read again by other code, when damaged, or where it cannot be kept."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from westphalia.errors import StorageFullError
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.views import numbers, version_cache
from westphalia.views.dates import precision
from westphalia.views.dates.precision import instants_of, read_instants
from westphalia.views.entities import lifetimes
from westphalia.views.entities.lifetimes import lifetimes_of, read_lifetimes
from westphalia.views.numbers import numbers_of, read_numbers
from westphalia.views.version_cache import StoredPerVersion


@dataclass(frozen=True)
class Version:
    """As much of a version as a cache needs."""

    folder: Path


class Reader:
    """Reads a value, and counts how often."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self, _version: Any) -> frozenset[str]:
        self.reads += 1
        return frozenset({"a", "b"})


def restarted(reader: Reader, folder: Path) -> frozenset[str]:
    """What a process that has just begun reads of a version."""
    cache = StoredPerVersion(version_cache.__file__, reader, sorted, frozenset)
    return cache.of(Version(folder))  # type: ignore[arg-type]


def test_it_is_read_once_for_all_processes(tmp_path: Path) -> None:
    reader = Reader()

    assert restarted(reader, tmp_path) == restarted(reader, tmp_path) == {"a", "b"}
    assert reader.reads == 1


def test_other_code_reads_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    restarted(reader, tmp_path)
    version_cache._code_name.cache_clear()
    monkeypatch.setattr(version_cache, "code_digest", lambda *_: "of other code")
    restarted(reader, tmp_path)
    version_cache._code_name.cache_clear()

    assert reader.reads == 2


def test_what_is_damaged_is_read_again(tmp_path: Path) -> None:
    reader = Reader()
    restarted(reader, tmp_path)
    [kept] = (tmp_path / "derived").glob("*.json")
    kept.write_text(json.dumps(["other"]), encoding="utf-8")

    assert restarted(reader, tmp_path) == {"a", "b"}
    assert reader.reads == 2


def test_where_it_cannot_be_kept_it_is_read_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise StorageFullError("The disk is full.")

    monkeypatch.setattr(version_cache, "derived_file", full)
    reader = Reader()

    assert restarted(reader, tmp_path) == restarted(reader, tmp_path) == {"a", "b"}
    assert reader.reads == 2


def test_what_is_kept_of_the_article_is_what_was_read(article: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    version = CurrentVersion(article).current()
    for kept in (version.folder / "derived").glob("*.json"):
        kept.unlink()

    assert instants_of(version) == read_instants(version.store)
    assert numbers_of(version) == read_numbers(version)
    assert len(list((version.folder / "derived").glob("precision-*.json"))) == 1
    monkeypatch.setattr(precision._INSTANTS, "_latest", None)
    monkeypatch.setattr(numbers._NUMBERS, "_latest", None)
    assert (instants_of(version), numbers_of(version)) == (read_instants(version.store), read_numbers(version))


def test_kept_lifetimes_are_those_that_were_read(article: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    version = CurrentVersion(article).current()
    expected = read_lifetimes(version.store)
    for _ in range(2):
        monkeypatch.setattr(lifetimes._LIFETIMES, "_latest", None)
        kept = lifetimes_of(version)
        confirmed = [(iri, period.confirmed) for iri, period in kept.periods.items()]

        assert kept == expected
        assert confirmed == [(iri, period.confirmed) for iri, period in expected.periods.items()]
