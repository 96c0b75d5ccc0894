"""A file system that refuses: read-only, without permission, or no more open files; a write says so and harms nothing."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import memory_folder
from westphalia.settings import PROJECT_ROOT

pytestmark = pytest.mark.slow

REASONS = {
    "read-only": "Read-only file system",
    "no-permission": "Permission denied",
    "too-many-files": "Too many open files",
}


@pytest.fixture
def folder() -> Iterator[Path]:
    with memory_folder() as made:
        made.chmod(0o755)
        yield made


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a folder over itself; if so it is done and undone."""
    done = subprocess.run(["mount", "-o", "bind,ro", str(folder), str(folder)], check=False, capture_output=True)
    if done.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)
    return done.returncode == 0


@pytest.mark.parametrize("cause", REASONS)
def test_a_refused_write_says_why_and_the_next_one_works(cause: str, folder: Path) -> None:
    if cause == "read-only" and not can_mount(folder):
        pytest.skip("a folder can be mounted for reading alone by root only")
    command = [sys.executable, "-m", "bench.faults.refusals", cause, str(folder)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps = {name: tuple(step) for name, step in json.loads(done.stdout).items()}

    status, sentence = steps.pop("write meanwhile")
    assert (status, sentence.count("\n")) == (503, 1)
    assert sentence.endswith(f": {REASONS[cause]}.\n")
    assert str(folder) not in sentence
    assert steps == {
        "write before": (204, ""),
        "read before": (200, "1"),
        "read meanwhile": (200, "1"),
        "write after": (204, ""),
        "read after": (200, "1 3"),
    }
