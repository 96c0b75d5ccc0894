"""What a version keeps so that other days are made from it soon: its dated quads, and a store of what lasts always.

    builds/<version>/derived/dated_quads.parquet    on which days each quad is shown (see `reason.views.dated_quads`)
    builds/<version>/derived/lasting/<days>/store   what is shown on each day of a long range; `_` for all days
    builds/<version>/derived/lasting/_/leaving.nq   which of these quads are no longer shown on all days,
    builds/<version>/derived/lasting/_/entering.nq  and which others are, in a version that has followed a change

A build makes those of all days; a build after a small change, and a write, bring those of the version before up to
date. The store itself stays as it is then: few quads differ, and the engine compacts a store that was copied and
changed some times. Where a file is missing or damaged, everything is made again when a day first needs it (see
`day_stores`).
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..reason.evaluation.dates.days import iso_of
from ..reason.views.dated_quads import ALL_DAYS, DayRange
from ..store.change import Change
from .checksums import DERIVED, damaged_files, write_checksums
from .checksums import FILE as CHECKSUMS
from .derived import derived_file, is_sound, turn_of
from .disk import private_folder

DATED_QUADS = "dated_quads.parquet"
_LASTING = "lasting"
_MOST_CHANGES = 20_000
"""Quads that may differ from a store of what lasts always; each costs a day 10 to 65 microseconds."""


@dataclass(frozen=True)
class LastingStore:
    """The store of what is shown on each day of a range, in `folder`; perhaps with quads to be changed in a copy."""

    folder: Path

    @property
    def store(self) -> Path:
        """The store's folder."""
        return self.folder / "store"

    @property
    def leaving(self) -> Path:
        """The N-Quads file of the quads to be removed first; it need not exist."""
        return self.folder / "leaving.nq"

    @property
    def entering(self) -> Path:
        """The N-Quads file of the quads to be added then; it need not exist."""
        return self.folder / "entering.nq"

    @property
    def compacted(self) -> Path:
        """The file that says that the store has been compacted."""
        return self.folder / "compacted"

    def is_sound(self) -> bool:
        """Whether it is there and as it was made."""
        return self.folder.exists() and not damaged_files(self.folder)


def lasting_store(version: Path, days: DayRange) -> LastingStore:
    """The store of what lasts through a range of days, which need not have been made."""
    return LastingStore(version / DERIVED / _LASTING / f"{iso_of(days.first) or ''}_{iso_of(days.end) or ''}")


def keep_dated_quads(version: Path, path: Path) -> None:
    """Keep the file that a reasoner has written of the dated quads of a version."""
    derived_file(version, DATED_QUADS, lambda target: _move(path, target))


def _move(path: Path, target: Path) -> None:
    path.rename(target)


def keep_lasting(version: Path, store: ox.Store) -> None:
    """Keep what the store of a version holds now, all that is shown on every day, as a store to make others from."""
    kept = lasting_store(version, ALL_DAYS)
    store.backup(str(private_folder(kept.folder) / "store"))
    write_checksums(kept.folder)


def kept_dated_quads(version: Path) -> Path | None:
    """The file of the dated quads of a version, if it is sound, and the store of what lasts always is so too."""
    path = version / DERIVED / DATED_QUADS
    return path if is_sound(path) and lasting_store(version, ALL_DAYS).is_sound() else None


def follow_lasting(earlier: Path, version: Path, change: Change) -> None:
    """Keep what lasts always with a version: that of an earlier one, which must be sound, after `change`.

    Nothing is kept where too much has changed since it was stored.
    """
    before, after = lasting_store(earlier, ALL_DAYS), lasting_store(version, ALL_DAYS)
    whole = Change(_read(before.entering), _read(before.leaving)).then(change)
    if len(whole.added) + len(whole.removed) > _MOST_CHANGES:
        return
    private_folder(after.folder)
    # Links suffice: nobody writes to the store that a version keeps.
    shutil.copytree(before.store, after.store, copy_function=os.link)
    if before.compacted.exists():
        after.compacted.touch()
    for path, quads in ((after.leaving, whole.removed), (after.entering, whole.added)):
        _write(path, quads)
    write_checksums(after.folder)


def compact_lasting(version: Path) -> None:
    """Compact the store of what lasts always, if a version has it and it has not been compacted.

    A build leaves it as it was loaded, since compacting takes two to four seconds of processor time, which each day
    that is made from it would take otherwise: the engine compacts a copy when it is opened to be written.
    """
    kept = lasting_store(version, ALL_DAYS)
    with turn_of(kept.folder):
        if kept.is_sound() and not kept.compacted.exists():
            _compact(kept)


def _compact(kept: LastingStore) -> None:
    work = LastingStore(kept.folder.with_name(f"{kept.folder.name}.{uuid.uuid4().hex}.unfinished"))
    try:
        shutil.copytree(kept.folder, private_folder(work.folder), ignore=_left_out, dirs_exist_ok=True)
        ox.Store.read_only(str(kept.store)).backup(str(work.store))
        store = ox.Store(str(work.store))
        store.optimize()
        store.flush()
        del store  # closed before its files are listed
        work.compacted.touch()
        write_checksums(work.folder)
        shutil.rmtree(kept.folder)
        work.folder.rename(kept.folder)
    finally:
        shutil.rmtree(work.folder, ignore_errors=True)


def _left_out(_folder: str, names: list[str]) -> list[str]:
    """What a copy to be compacted gets anew: the store, and the list of checksums."""
    return [name for name in names if name in {"store", CHECKSUMS}]


def _read(path: Path) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(path=path, format=ox.RdfFormat.N_QUADS) if path.exists() else ())


def _write(path: Path, quads: Iterable[ox.Quad]) -> None:
    path.write_text("".join(sorted(f"{quad} .\n" for quad in quads)), encoding="utf-8")
