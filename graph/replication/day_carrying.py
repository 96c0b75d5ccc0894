"""Carrying what days show to a store on another server (see `days` for the graphs that it is in there)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ..rdf.namespaces import QUERIES_GRAPH
from ..reason import Progress
from ..reason.evaluation.dates.days import day_of
from ..reason.views.dated_quads import DatedQuads, DayRange, write_lasting
from ..store import WritableStore
from ..versions.change_calendar import name_of
from ..versions.checksums import DERIVED
from ..versions.closures import opened_closure
from ..versions.day_stores import DayStores
from ..versions.kept_days import DATED_QUADS
from ..versions.manifest import read_manifest
from .days import ALWAYS, AT, VERSION_GRAPH, CarriedDays, carried_days
from .graph_lines import graph_lines, skolem_lines
from .load import load_pieces, pieces_of, state_file


def days_like(version: Path, day: date) -> CarriedDays:
    """The days of a version on which it shows what it shows on a day.

    Raises DamagedError or StorageError when its closure cannot be read.
    """
    stores = _day_stores(version)
    days = stores.days_like(day)
    is_present = days == stores.days_like(stores.reference)
    return CarriedDays(None if is_present else f"{AT}{name_of(days)}", day_of(days.first), day_of(days.end))


def carry_day(version: Path, store: WritableStore, state_dir: Path, day: date, progress: Progress) -> CarriedDays:
    """Carry what a version shows on a day to a store that holds the version; returns the days that it is then for.

    Raises what the store raises, DamagedError or StorageError when the closure cannot be read.
    """
    days, there = days_like(version, day), carried_days(store)
    if days in there:
        return days
    progress(f"Carrying {days} …")
    if not any(each.graph for each in there):
        # Query editors read the library in the default graph too, of which the closure knows nothing.
        library = graph_lines(version, str(QUERIES_GRAPH))
        _carry(version, store, state_dir, ALWAYS, write_lasting, library)
    if days.graph:
        span = _day_stores(version).days_like(day)
        _carry(version, store, state_dir, days.graph, partial(_write_passing, version, span))
    store.add(str(VERSION_GRAPH), days.triples())
    return days


def _day_stores(version: Path) -> DayStores:
    return DayStores.of(version, date.fromisoformat(read_manifest(version).reference))


def _carry(  # noqa: PLR0913, PLR0917 - what is carried where, and what it is made of
    version: Path,
    store: WritableStore,
    state_dir: Path,
    graph: str,
    write: Callable[[duckdb.DuckDBPyConnection, Path], None],
    more: Iterable[bytes] = (),
) -> None:
    """Carry one graph of days, of which `write` makes a file, and further lines."""
    with TemporaryDirectory(prefix="westphalia-") as folder, opened_closure(version) as connection:
        path = Path(folder) / "day.nt"
        write(connection, path)
        pieces = pieces_of(graph, chain(skolem_lines(path), more))
        load_pieces(store, f"{version.name} {graph}", pieces, state_file(state_dir, store, graph), lambda _: None)


def _write_passing(version: Path, days: DayRange, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    DatedQuads(connection, version / DERIVED / DATED_QUADS).write_passing_on(days, path)


def forget_days(state_dir: Path, store: WritableStore) -> None:
    """Forget which graphs of days a store has, when they are dropped there."""
    for path in state_dir.glob(f"{state_file(state_dir, store).stem}-*.json"):
        path.unlink()
