"""Writes as versions: copy, change, follow, publish. A reader sees the version before or the version after."""

from __future__ import annotations

import os
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

import pyoxigraph as ox

from ...errors import BusyError, WestphaliaError
from ...sparql.update import Evaluation, Load, RequestOptions, Select, Solution, refuse_load, solve_here
from ...store.failures import is_storage_failure, storage_failure
from ..disk import private_folder
from ..fault_points import reached
from ..folders import current_folder, locked, prune, publish, remove_unfinished, unfinished, version_name
from .dataset import Dataset

_WRITES_PER_COPY = 1_000
"""Measured: the engine's log of a store grows by 1.4 KB with every write, and each version has a copy of it."""
WAIT_SECONDS = 30
"""How long a write waits for a build, or another write, to end."""

Answer = Callable[[Path, Select], Iterable[Solution]]
"""Answers a SELECT on the store in a folder, for instance in a process that can be killed."""

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Written(Generic[_Result]):
    """What a write left: the name of the version that holds it, and what the act returned."""

    version: str
    result: _Result


class Writer:
    """Carries out writes one after the other, each as one transaction.

    The writer keeps a store of its own under `data_dir/writing/`, a copy of the version that is served (hard links,
    so a copy costs milliseconds). A write changes the copy; then a copy of that is published as the new version. A
    write that fails, or a version published by somebody else, makes it throw its copy away. Nothing is ever written
    to a store that was published, and what a killed process left in its copy is never read.
    """

    def __init__(
        self, data_dir: Path, dataset: Dataset, *, load: Load = refuse_load, answer: Answer | None = None
    ) -> None:
        self._data_dir = data_dir
        self._dataset = dataset
        self._load = load
        self._answer = answer
        self._turn = threading.Lock()
        self._copy: ox.Store | None = None
        self._copied = Path()
        self._folder = _copy_folder(data_dir)
        self._writes = 0

    def write(
        self,
        act: Callable[[Evaluation], _Result],
        *,
        options: RequestOptions | None = None,
        expect: Callable[[str], None] = lambda _version: None,
    ) -> Written[_Result]:
        """Let `act` change the dataset, then publish the outcome; when nothing changed the version stays.

        `expect` is called with the version that is about to be changed, while no other write can run; it raises to
        refuse. Raises BusyError when another write or build does not end in time, and whatever `act`, `expect` or the
        dataset raise; then nothing has changed.
        """
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise BusyError("Other writes are running and did not end in time; try again later.")
        try:
            with locked(self._data_dir, wait_seconds=WAIT_SECONDS):
                return self._write(act, options, expect)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give up the writer's own copy."""
        with self._turn:
            self._discard()

    def _write(
        self, act: Callable[[Evaluation], _Result], options: RequestOptions | None, expect: Callable[[str], None]
    ) -> Written[_Result]:
        version = current_folder(self._data_dir)
        expect(version.name)
        try:
            store = self._copy_of(version)
            rules, solve = self._dataset.rules(version, store), self._solve if self._answer else solve_here
            evaluation = Evaluation(store, rules, load=self._load, solve=solve, options=options)
            result = act(evaluation)
            if not evaluation.change:
                return Written(version.name, result)
            return Written(self._publish(version, store, evaluation), result)
        except WestphaliaError:
            self._discard()
            raise
        except Exception as error:
            self._discard()
            if not is_storage_failure(error):
                raise
            raise storage_failure(error, "The write cannot be stored and the previous version stays") from error
        except BaseException:
            self._discard()
            raise

    def _solve(self, store: ox.Store, select: Select) -> list[Solution]:
        """Answer a SELECT on a copy of the copy: earlier operations of the request may have changed it."""
        assert self._answer is not None
        # Under a name never used before: a worker keeps stores open by their names.
        folder = self._folder.with_name(f"{self._folder.name}-{uuid.uuid4().hex}")
        _in_use.add(folder)
        try:
            store.backup(str(folder))
            return list(self._answer(folder, select))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            _in_use.discard(folder)

    def _publish(self, version: Path, store: ox.Store, evaluation: Evaluation) -> str:
        name = version_name(datetime.now(UTC), "write")
        with unfinished(self._data_dir, name) as work:
            self._dataset.apply_consequences(version, work, store, evaluation.change)
            store.backup(str(work / "store"))
            reached("write: store copied")
            self._copied = publish(self._data_dir, work)
        prune(self._data_dir)
        self._count_write()
        return name

    def _copy_of(self, version: Path) -> ox.Store:
        if self._copy is None or self._copied != version:
            self._discard()
            remove_unfinished(self._data_dir)
            self._copy = self._open_copy(version)
            self._copied = version
        return self._copy

    def _open_copy(self, version: Path) -> ox.Store:
        _remove_abandoned(self._folder.parent)
        private_folder(self._folder.parent)
        _in_use.add(self._folder)
        ox.Store.read_only(str(version / "store")).backup(str(self._folder))
        return ox.Store(str(self._folder))

    def _count_write(self) -> None:
        """From time to time begin with a new copy: the engine's own log of a store grows with every write."""
        self._writes += 1
        if self._writes % _WRITES_PER_COPY == 0:
            self._discard()

    def _discard(self) -> None:
        self._copy = None  # closes the store, unless the traceback of an error still holds it
        shutil.rmtree(self._folder, ignore_errors=True)
        _in_use.discard(self._folder)
        # The next copy gets a name of its own: the engine's lock on this one lasts until the store is closed.
        self._folder = _copy_folder(self._data_dir)


def _copy_folder(data_dir: Path) -> Path:
    return data_dir / "writing" / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"


_in_use: set[Path] = set()
"""The copies that writers of this process have open."""


def _remove_abandoned(parent: Path) -> None:
    """Remove the copies of processes that are gone. One of our own number is of a process before us."""
    for folder in parent.glob("*-*"):
        process = folder.name.split("-")[0]
        ours = process == str(os.getpid())
        if folder not in _in_use if ours else not _is_running(process):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
