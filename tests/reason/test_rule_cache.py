"""The cache of parsed rules: the same rules or a fresh read, whatever happens to the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.inputs.ontology import rule_paths
from westphalia.reason.rules import cache as rule_cache
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.rules.reader import read_rules
from westphalia.reason.rules.rule import Rule
from westphalia.settings import Settings

PATHS = list(rule_paths(Settings().ontology_dir))


@pytest.fixture(scope="module")
def expected() -> list[Rule]:
    return read_rules(PATHS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rules")
    read_rules_cached(PATHS, made)
    return made


def only_file(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


def unread(_paths: object) -> list[Rule]:
    raise AssertionError("the rule files were read")


def test_the_second_reading_comes_from_the_cache(
    folder: Path, expected: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_cache, "read_rules", unread)

    assert read_rules_cached(PATHS, folder) == expected


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_flipped_bit_gives_the_same_rules_by_a_fresh_read(
    folder: Path, expected: list[Rule], data: st.DataObject
) -> None:
    path, fresh = only_file(folder), []
    whole = path.read_bytes()
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    damaged = bytearray(whole)
    damaged[bit // 8] ^= 1 << bit % 8
    path.write_bytes(damaged)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_cache, "read_rules", lambda paths: fresh.append(paths) or expected)
        rules = read_rules_cached(PATHS, folder)

    assert rules == expected
    assert fresh == [PATHS]
    assert only_file(folder).read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"\n", b"[]", b"null\nnull", b"\x80\x04N."])
def test_a_foreign_file_is_as_good_as_none(folder: Path, expected: list[Rule], content: bytes) -> None:
    only_file(folder).write_bytes(content)

    assert read_rules_cached(PATHS, folder) == expected


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, expected: list[Rule]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    assert read_rules_cached(PATHS, blocked / "cache") == expected
