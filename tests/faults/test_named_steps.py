"""Kills at every named step: what was there before is served, or what was published, whole; and the next deed works."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.child import LOCAL, marks
from bench.faults.steps import killed_at, mark, perform
from tests.conftest import memory_folder
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.backup import backup
from westphalia.versions.edit_log import read_local
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import read_manifest
from westphalia.versions.verify import verify

pytestmark = pytest.mark.slow

PUBLISH = (
    "publish: checksums written",
    "publish: folder renamed",
    "publish: link made",
    "publish: link replaced",
)
STEPS = {
    "write": ("file: synchronised", "edit: kept", "write: store copied", *PUBLISH),
    "build": ("edits: folded", "build: derived", "build: stored", *PUBLISH),
    "backup": ("backup: version copied", "edits: folded", "backup: files listed", "backup: folder renamed"),
    "restore": ("restore: version copied", "edits: folded", "restore: edits kept", *PUBLISH),
}
DONE = {"publish: link replaced", "backup: folder renamed"}
"""After these steps the deed is done, though nobody was told."""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


def check_whole(data_dir: Path, expected: set[int]) -> None:
    """The version that is served is as it was written, and its edits on disk are what it serves."""
    assert verify(data_dir).damage == ()
    assert marks(data_dir, LOCAL) == expected
    edits = read_local(data_dir, read_manifest(current_folder(data_dir)).edits)
    kept = {int(quad.object.value) for quad in edits.quads if quad.predicate.value == "urn:mark"}
    assert kept == expected


@pytest.mark.thorough
@pytest.mark.parametrize(("deed", "step"), [(deed, step) for deed, steps in STEPS.items() for step in steps])
def test_a_kill_at_a_step_leaves_one_whole_version(built: Settings, tmp_path: Path, deed: str, step: str) -> None:
    data_dir, saved = built.data_dir, tmp_path / "saved"
    mark(built, 1)
    if deed == "restore":
        backup(data_dir, saved)
        mark(built, 3)
    before, expected = current_folder(data_dir), marks(data_dir, LOCAL)

    assert killed_at(step, deed, built.root, data_dir, saved), f"{step} was not reached"

    published = step in DONE and deed != "backup"
    assert (current_folder(data_dir) != before) == published
    after = {"write": {1, 2}, "restore": {1}}.get(deed, expected)
    check_whole(data_dir, after if published else expected)
    if deed == "backup":
        assert saved.exists() == (step in DONE)
        saved = saved if saved.exists() else tmp_path / "saved again"
        perform("backup", built, tmp_path / "saved again")
        assert verify(saved).damage == verify(tmp_path / "saved again").damage == ()
    else:
        perform(deed, built, saved)
        check_whole(data_dir, after)
    mark(built, 4)
    check_whole(data_dir, after | {4})
    assert not list(data_dir.glob("builds/*.unfinished"))
    assert not list(data_dir.glob("writing/*"))


def test_every_step_is_tested() -> None:
    files = (PROJECT_ROOT / "graph").rglob("*.py")
    named = {name for path in files for name in re.findall(r'\breached\("([^"]+)"\)', path.read_text("utf-8"))}

    assert named == {step for steps in STEPS.values() for step in steps}
