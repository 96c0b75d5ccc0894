"""Local edits: what was written through the service, kept as text beside the builds, so that a rebuild has it too.

    data_dir/local/
        00000017.edit     what write 17 changed (see `edit_file`)
        00000016.whole    all that writes 1 to 16 left, in the same form; older files are gone

The number of the last write that a version holds is in its manifest. An edit is on disk before its version is
published; a file with a higher number belongs to a write that never ended, is not read, and the next removes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..sparql.update import Change
from .disk import private_folder
from .edit_file import read_change, write_change
from .fault_points import reached
from .manifest import Manifest

_KINDS = ("edit", "whole")
_DIGITS = 8
_MAX_EDITS = 200
"""After so many edits they are folded into one file."""


@dataclass(frozen=True)
class Local:
    """What writes up to `number` left: quads in named graphs, and the names of all such graphs, empty ones too."""

    number: int = 0
    quads: frozenset[ox.Quad] = frozenset()
    graphs: frozenset[ox.NamedNode] = frozenset()

    def after(self, number: int, change: Change) -> Local:
        """What is left after one more write."""
        return Local(
            number, (self.quads - change.removed) | change.added, (self.graphs - change.dropped) | change.created
        )


def read_local(data_dir: Path, until: int | None = None) -> Local:
    """What writes up to number `until` left, or all writes there are.

    Raises DamagedError when a file is missing or cannot be read.
    """
    folder, local = data_dir / "local", Local()
    wholes = [number for number in _numbers(folder, "whole") if until is None or number <= until]
    if wholes:
        local = local.after(wholes[-1], read_change(_path(folder, wholes[-1], "whole")))
    later = [number for number in _numbers(folder, "edit") if number > local.number]
    last = until if until is not None else max(later, default=local.number)
    for number in range(local.number + 1, last + 1):
        local = local.after(number, read_change(_path(folder, number, "edit")))
    return local


def local_of(version: Path, manifest: Manifest) -> Local:
    """What all edits that a version holds left, read from its store."""
    store = ox.Store.read_only(str(version / "store"))
    graphs = frozenset(ox.NamedNode(name) for name in manifest.local)
    quads = (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    return Local(manifest.edits, frozenset(quads), graphs)


def edit_files(data_dir: Path) -> list[Path]:
    """Every file of the log, oldest first."""
    folder = data_dir / "local"
    return sorted(_path(folder, number, kind) for kind in _KINDS for number in _numbers(folder, kind))


def last_number(data_dir: Path) -> int:
    """The highest number that any file has, be it of a write that never ended."""
    return max((number for kind in _KINDS for number in _numbers(data_dir / "local", kind)), default=0)


def write_edit(data_dir: Path, number: int, change: Change) -> None:
    """Keep the change that write `number` made, on disk and read back before this returns.

    From time to time all edits are folded into one file. Raises OSError, or DamagedError when what was written does
    not read as it was meant; then the log is as it was before.
    """
    folder = private_folder(data_dir / "local")
    _remove(folder, lambda other, _kind: other >= number)
    write_change(_path(folder, number, "edit"), change)
    reached("edit: kept")
    if len(_numbers(folder, "edit")) > _MAX_EDITS:
        # Up to the write before: this one is not published yet.
        fold(data_dir, read_local(data_dir, number - 1))


def fold(data_dir: Path, local: Local, *, remove: bool = True) -> None:
    """Put what is left in one file in the place of the edits that led to it (which stay unless `remove`)."""
    folder, last = data_dir / "local", local.number
    if last == 0:
        return
    write_change(_path(folder, last, "whole"), Change(added=local.quads, created=local.graphs))
    reached("edits: folded")
    if remove:
        _remove(folder, lambda number, kind: number < last or (number == last and kind == "edit"))


def _remove(folder: Path, unwanted: Callable[[int, str], bool]) -> None:
    for kind in _KINDS:
        for number in _numbers(folder, kind):
            if unwanted(number, kind):
                _path(folder, number, kind).unlink()


def _numbers(folder: Path, kind: str) -> list[int]:
    return sorted(int(path.stem) for path in folder.glob(f"*.{kind}") if path.stem.isdecimal())


def _path(folder: Path, number: int, kind: str) -> Path:
    return folder / f"{number:0{_DIGITS}}.{kind}"
