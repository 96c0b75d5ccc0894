"""The cache of parsed rules: the same rules or a fresh read, whatever happens to the file."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.errors import ReasoningError
from westphalia.inputs.ontology import rule_paths
from westphalia.reason.rules import cache as rule_cache
from westphalia.reason.rules.reader import read_rule, read_rules
from westphalia.reason.rules.rule import Rule
from westphalia.settings import Settings

ALL_PATHS = list(rule_paths(Settings().ontology_dir))
PATHS = ALL_PATHS[::16]
"""Rules of each kind: reading all of them takes three seconds of processor time."""


def read_rules_cached(paths: Sequence[Path], cache: Path) -> list[Rule]:
    """Read rules as a new process does, which has read none yet."""
    rule_cache._READ.clear()
    return rule_cache.read_rules_cached(paths, cache)


@pytest.fixture(scope="module")
def expected() -> list[Rule]:
    return read_rules(PATHS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rules")
    read_rules_cached(PATHS, made)
    return made


def kept_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("rules-*/*"))


def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are parsed from now on."""
    parsed: list[Path] = []
    monkeypatch.setattr(rule_cache, "read_rule", lambda path: parsed.append(path) or read_rule(path))
    return parsed


@pytest.mark.slow
def test_every_rule_comes_back_from_the_cache(tmp_path: Path) -> None:
    assert read_rules_cached(ALL_PATHS, tmp_path) == read_rules_cached(ALL_PATHS, tmp_path) == read_rules(ALL_PATHS)


def test_the_second_reading_comes_from_the_cache(
    folder: Path, expected: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = read_anew(monkeypatch)

    assert read_rules_cached(PATHS, folder) == expected
    assert parsed == []


def test_a_process_reads_a_kept_rule_once(
    folder: Path, expected: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_rules_cached(PATHS, folder)
    monkeypatch.setattr(rule_cache, "_load", lambda *_: pytest.fail("the kept rule was read again"))

    assert rule_cache.read_rules_cached(PATHS, folder) == expected


def test_any_selection_of_the_rules_comes_from_the_cache(
    folder: Path, expected: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = read_anew(monkeypatch)

    assert read_rules_cached(PATHS[5:7], folder) == expected[5:7]
    assert parsed == []


def test_of_changed_rules_only_those_are_parsed(
    folder: Path, tmp_path: Path, expected: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = read_anew(monkeypatch)
    changed = tmp_path / PATHS[0].name
    changed.write_text(PATHS[0].read_text(encoding="utf-8").replace("#+ title: ", "#+ title: New "), encoding="utf-8")

    [first, *others] = read_rules_cached([changed, *PATHS[1:]], shutil.copytree(folder, tmp_path / "cache"))

    assert first == replace(expected[0], title=f"New {expected[0].title}")
    assert others == expected[1:]
    assert parsed == [changed]


def test_two_rules_of_one_name_are_refused_though_both_are_kept(folder: Path) -> None:
    with pytest.raises(ReasoningError, match="Two rules are named"):
        read_rules_cached([PATHS[0], PATHS[0]], folder)


@pytest.mark.thorough
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_flipped_bit_gives_the_same_rule_by_a_fresh_read(
    folder: Path, expected: list[Rule], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(kept_files(folder)))
    whole = path.read_bytes()
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    damaged = bytearray(whole)
    damaged[bit // 8] ^= 1 << bit % 8
    path.write_bytes(damaged)
    with pytest.MonkeyPatch.context() as patch:
        parsed = read_anew(patch)
        rules = read_rules_cached(PATHS, folder)

    assert rules == expected
    assert len(parsed) == 1
    assert path.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"\n", b"[]", b"null\nnull", b"\x80\x04N."])
def test_a_foreign_file_is_as_good_as_none(folder: Path, expected: list[Rule], content: bytes) -> None:
    kept_files(folder)[0].write_bytes(content)

    assert read_rules_cached(PATHS, folder) == expected


def test_what_other_code_has_kept_is_not_read_and_goes(tmp_path: Path, expected: list[Rule]) -> None:
    read_rules_cached(PATHS[:1], tmp_path)
    [path] = kept_files(tmp_path)
    other = path.parent.rename(tmp_path / "rules-0123456789abcdef")

    assert read_rules_cached(PATHS[:1], tmp_path) == expected[:1]
    assert kept_files(tmp_path) == [path]
    assert not other.exists()


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, expected: list[Rule]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    assert read_rules_cached(PATHS, blocked / "cache") == expected
