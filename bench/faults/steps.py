"""One write, build, backup or restore, in a process that ends itself at a named step."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

from westphalia.reason import reasoners
from westphalia.settings import Settings
from westphalia.versions import build as building
from westphalia.versions.backup import backup, restore
from westphalia.versions.fault_points import listen
from westphalia.versions.transactions import CuratedDataset, ReasonAgain, Writer

from .child import Underived

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])  # so that each process need not load everything again


def killed_at(step: str, deed: str, root: Path, data_dir: Path, folder: Path) -> bool:
    """Do `deed` in a process of its own, which is killed at `step`; returns whether it got there."""
    process = _processes.Process(target=_run, args=(step, deed, root, data_dir, folder))
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def mark(settings: Settings, number: int) -> None:
    """Write that `number` is marked, into the local graph."""
    maintainer = ReasonAgain(Underived, lambda: settings.reference_day)  # type: ignore[arg-type, return-value]
    writer = Writer(settings.data_dir, CuratedDataset(settings.data_dir, maintainer))
    writer.write(lambda evaluation: evaluation.update(f"INSERT DATA {{ <urn:{number}> <urn:mark> {number} }}"))
    writer.close()


def perform(deed: str, settings: Settings, folder: Path) -> None:
    """Write the number 2, build, save to `folder` or restore from it."""
    if deed == "write":
        mark(settings, 2)
    elif deed == "build":
        building.build(settings, lambda _sentence: None, force=True)
    elif deed == "backup":
        backup(settings.data_dir, folder)
    else:
        restore(settings.data_dir, folder)


def _run(step: str, deed: str, root: Path, data_dir: Path, folder: Path) -> None:
    reasoners.make_reasoner = lambda *_: Underived()  # type: ignore[assignment, return-value]
    listen(lambda reached: os.kill(os.getpid(), signal.SIGKILL) if reached == step else None)
    perform(deed, Settings(root=root, data_dir=data_dir), folder)
