"""The day that a page shows: `?at=2011-06-01`, or the one that the service shows anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import request

from ....rdf.written_days import iso_of_written
from ....store import EmbeddedStore, Store
from ....versions.day_snapshots import read_day
from ....views.closure_index import index_of
from ....views.entities.statement_readers import IndexReader, StatementReader, StoreReader
from ...request_context import hold, published, settings, snapshots


@dataclass(frozen=True)
class Day:
    """The day of a page; `chosen` when the address names it."""

    date: date
    chosen: bool

    @cached_property
    def store(self) -> Store:
        """The store that shows the state of the day, which may have to be made first."""
        return store_on(self.date) if self.chosen else published().store

    @cached_property
    def reader(self) -> StatementReader:
        """Reads what is stated and what holds on the day: in the index of the closure, else in the store."""
        index = index_of(published())
        return StoreReader(self.store) if index is None else IndexReader(index, self.date)

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to show the same day."""
        return {"at": self.date.isoformat()} if self.chosen else {}


def selected_day() -> Day:
    """The day of the request.

    Raises QueryError when `at` is not a day.
    """
    text = request.args.get("at", "").strip()
    if not text:
        return Day(settings().reference_day, chosen=False)
    return Day(read_day(iso_of_written(text)), chosen=True)


def requested_date() -> date:
    """The date that `at` names, else the reference date, for an answer that needs no store of the day."""
    text = request.args.get("at")
    return read_day(iso_of_written(text)) if text else settings().reference_day


def store_on(day: date) -> Store:
    """The store that shows the world of a day."""
    served = published()
    lease = snapshots().lease_at(served.folder, day)
    hold(lease)
    return served.store if lease.folder == served.folder else EmbeddedStore.open(lease.folder / "store")
