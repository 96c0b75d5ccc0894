"""What workers share is made once, each has its own copy of it, and who uses it is marked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import missing_markers
from tests.sharing import made_once


@dataclass(frozen=True)
class Worker:
    """The temporary folders of one worker, as pytest gives them."""

    base: Path

    def getbasetemp(self) -> Path:
        return self.base

    def mktemp(self, name: str) -> Path:
        folder = self.base / name
        folder.mkdir(parents=True)
        return folder


@pytest.fixture
def workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    found = [Worker(tmp_path / name) for name in ("gw0", "gw1")]
    for worker in found:
        worker.base.mkdir()
    return found


def write_whole(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / "made").open("x") as file:
        file.write("whole")


def test_two_workers_make_a_folder_once_and_change_only_their_copy(workers: list[Worker]) -> None:
    calls = []

    def make(folder: Path) -> None:
        calls.append(folder)
        write_whole(folder)

    with ThreadPoolExecutor() as pool:
        first, second = pool.map(lambda worker: made_once(worker, "var", make), workers)
    (first / "made").write_text("changed")

    assert len(calls) == 1
    assert (second / "made").read_text() == "whole"


def test_what_one_worker_left_half_made_is_made_anew_by_the_next(workers: list[Worker]) -> None:
    def fail(folder: Path) -> None:
        write_whole(folder)
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        made_once(workers[0], "var", fail)

    assert (made_once(workers[1], "var", write_whole) / "made").read_text() == "whole"


def test_without_workers_the_folder_itself_is_made(workers: list[Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER")
    made = []

    assert made_once(workers[0], "var", made.append) == made[0]


def test_a_costly_fixture_without_its_marker_is_found() -> None:
    used = ["tmp_path", "settings", "worker_pool"]

    assert missing_markers(used, {"slow", "built"}) == {"worker_pool": "processes"}
    assert missing_markers(used, {"built", "processes"}) == {}
    assert missing_markers(["tmp_path"], set()) == {}
