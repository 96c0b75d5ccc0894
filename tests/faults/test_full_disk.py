"""A full disk: the write is refused in one sentence, the previous version stays, and space that comes back is used."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.versions.transactions.conftest import served
from westphalia.errors import StoreError
from westphalia.versions.backup import backup
from westphalia.versions.folders import current_folder, prune
from westphalia.versions.transactions import PlainDataset, Writer, create_plain_store

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can be mounted by root only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def insert(writer: Writer, number: int, size: int) -> None:
    text = f"INSERT DATA {{ <urn:{number}> <urn:p> '{os.urandom(size // 2).hex()}' }}"
    writer.write(lambda evaluation: evaluation.update(text))


def test_a_full_disk_keeps_what_was_there(small_disk: Path, tmp_path: Path) -> None:
    data_dir = small_disk / "plain"
    create_plain_store(data_dir, [])
    writer, done = Writer(data_dir, PlainDataset()), 0
    insert(writer, 0, 100)
    with pytest.raises(StoreError, match=r"the previous version stays: No space left on device"):
        for number in range(1, 100):
            insert(writer, number, 1_000_000)
            done = number

    version = current_folder(data_dir)
    assert len(served(data_dir)) == done + 1
    assert not list(data_dir.glob("builds/*.unfinished"))
    backup(data_dir, tmp_path / "saved")
    writer.close()
    prune(data_dir)  # what would go after the grace period gives room
    insert(writer, 1000, 100)
    assert current_folder(data_dir) != version
    assert len(served(data_dir)) == done + 2
    writer.close()
