"""Killing a process at a random moment, and checking what is left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from westphalia.settings import PROJECT_ROOT
from westphalia.versions.backup import restore
from westphalia.versions.edit_log import read_local
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import read_manifest

from .child import LOCAL, MINE, marks


def killed(deed: str, root: Path, data_dir: Path, seconds: float, *options: str) -> list[str]:
    """Run the child, kill it after so many seconds from its first acknowledgement; returns its acknowledgements."""
    command = [sys.executable, "-m", "bench.faults.child", deed, str(root), str(data_dir), *options]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        if not first:
            raise AssertionError(f"The child ended by itself ({process.wait()}); expected an acknowledgement.")
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
    return f"{first}{rest}".split()


def check_writes(data_dir: Path, acknowledged: list[str]) -> None:
    """Every acknowledged number is there, in both graphs, and at most one more; derived and kept alike."""
    found, last = marks(data_dir, MINE), int(acknowledged[-1])
    _expect(found == set(range(1, len(found) + 1)), "numbers without a gap", found)
    _expect(last <= len(found) <= last + 1, f"{last}, acknowledged, or one more", len(found))
    _expect(marks(data_dir, LOCAL) == found, "the same numbers in both graphs", marks(data_dir, LOCAL))
    version = current_folder(data_dir)
    store, report = ox.Store.read_only(str(version / "store")), read_manifest(version)
    told = [quad.object.value for quad in store.quads_for_pattern(ox.NamedNode("urn:last"), None, None, MINE)]
    _expect(told == [str(len(found))], "one last number", told)
    named = {quad.triple for quad in store if quad.graph_name != ox.DefaultGraph()}
    default = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    _expect(default == named or report.reasoner != "none", "the default graph as the set of all", len(default))
    kept = {quad for quad in read_local(data_dir, report.edits).quads if quad.graph_name in {MINE, LOCAL}}
    served = {quad for graph in (MINE, LOCAL) for quad in store.quads_for_pattern(None, None, None, graph)}
    _expect(kept == served, "the edits on disk as they are served", len(kept ^ served))


def check_builds(data_dir: Path, acknowledged: list[str]) -> None:
    """What is served is a whole version: the last that was acknowledged, or a later one."""
    version = current_folder(data_dir)
    report = read_manifest(version)
    _expect(version.name >= acknowledged[-1], f"{acknowledged[-1]} or later", version.name)
    _expect(not version.name.endswith(".unfinished"), "a finished version", version.name)
    store = ox.Store.read_only(str(version / "store"))
    for graph, count in report.triples.items():
        found = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        _expect(found == count, f"{count} triples in {graph}", found)


def check_backups(data_dir: Path, acknowledged: list[str]) -> None:
    """Every backup that has its name is whole, and all that were acknowledged are there."""
    folders = {path.name: path for path in data_dir.parent.glob("saved-*") if not path.suffix}
    _expect(set(acknowledged) <= set(folders), f"{acknowledged}", sorted(folders))
    target = data_dir.with_name("restored")
    for folder in folders.values():
        restore(target, folder)
        report = read_manifest(current_folder(target))
        _expect(
            report.asserted == read_manifest(current_folder(data_dir)).asserted, "the same triples", report.asserted
        )
        shutil.rmtree(folder)
    shutil.rmtree(target, ignore_errors=True)


CHECKS: dict[str, Callable[[Path, list[str]], None]] = {
    "write": check_writes,
    "serve": check_writes,
    "build": check_builds,
    "backup": check_backups,
}


def kill_and_check(deed: str, root: Path, data_dir: Path, chance: random.Random, *options: str) -> int:
    """Kill once at a random moment and check; returns how many things were acknowledged before."""
    acknowledged = killed(deed, root, data_dir, chance.uniform(0, 0.5), *options)
    CHECKS[deed](data_dir, acknowledged)
    return len(acknowledged)


def _expect(holds: bool, expected: str, found: object) -> None:
    if not holds:
        raise AssertionError(f"expected {expected}, found {found}")
