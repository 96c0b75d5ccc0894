"""Derived files: made once, made again when damaged, and one at a time only where it is the same one."""

import gc
import sqlite3
import threading
from pathlib import Path

import pytest

from westphalia.errors import StorageFullError
from westphalia.versions.derived import derived_file, turn_of


def test_a_file_is_made_once_and_again_when_it_is_damaged(tmp_path: Path) -> None:
    calls = []

    def make(path: Path) -> None:
        calls.append(path)
        path.write_text("content")

    for _ in range(3):
        path = derived_file(tmp_path, "names", make)
    assert len(calls) == 1
    path.write_text("CONTENT of another length")
    assert derived_file(tmp_path, "names", make).read_text() == "content"
    path.unlink()
    assert derived_file(tmp_path, "names", make).read_text() == "content"
    assert len(calls) == 3


def test_a_full_disk_leaves_nothing_and_is_one_sentence(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        path.write_text("half")
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StorageFullError, match=r"^The file names cannot be made: No space left on device\.$"):
        derived_file(tmp_path, "names", make)
    assert list((tmp_path / "derived").iterdir()) == []
    assert derived_file(tmp_path, "names", lambda path: path.write_text("whole")).read_text() == "whole"


def test_a_turn_is_one_for_all_while_somebody_has_it(tmp_path: Path) -> None:
    entered = threading.Event()

    def wait_for_the_turn() -> None:
        with turn_of(tmp_path / "a"):
            entered.set()

    with turn_of(tmp_path / "a"):
        gc.collect()
        other = threading.Thread(target=wait_for_the_turn)
        other.start()
        assert not entered.wait(0.2)
    other.join()
    assert entered.is_set()
