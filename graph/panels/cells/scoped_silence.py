"""What silence means where lists treat some states apart, such as the recognitions of one state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import duckdb

from ..columns.column import Column
from ..loading import load
from .placement import PlacedColumn
from .silence import SPAN, Statuses, silent_value, span_rows


@dataclass(frozen=True)
class ScopedSilence:
    """Adds to the cells of a column those of states with lists of their own, where no fact or doubt speaks."""

    connection: duckdb.DuckDBPyConnection
    statuses: Statuses

    def add(self, number: int, place: PlacedColumn) -> None:
        """Add the rows to `cell_n`."""
        members = self._members(place.column)
        if not members:
            return
        numbers = {entity: place for place, entity in enumerate(dict.fromkeys(members.values()), start=1)}
        load(self.connection, "member_scope", _MEMBER_SCOPE, [(m, numbers[entity]) for m, entity in members.items()])
        load(self.connection, "scoped_span", _SCOPED, self._spans(place, numbers))
        self.connection.execute(f"INSERT INTO cell_{number} {_rows(place, number)}")
        self.connection.execute("DROP TABLE member_scope")
        self.connection.execute("DROP TABLE scoped_span")

    def _members(self, column: Column) -> dict[int, str]:
        """The members of the system that the lists treat apart, each with its first such entity."""
        rows = self.connection.execute("SELECT member, entity FROM identity ORDER BY member, begin").fetchall()
        usual = column.spans_of(())
        apart = {
            entity for entity in column.scopes & {entity for _, entity in rows} if column.spans_of((entity,)) != usual
        }
        found: dict[int, str] = {}
        for member, entity in rows:
            if entity in apart:
                found.setdefault(member, entity)
        return found

    def _spans(self, place: PlacedColumn, numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
        names = {0: "", **{number: entity for entity, number in numbers.items()}}
        seconds = names if place.other else {0: ""}
        for first, second in product(names, seconds):
            ends = (names[first], names[second]) if place.other else (names[first],)
            if any(ends):
                for row in span_rows(place.column.spans_of(ends), self.statuses):
                    yield (first, second, *row)


_MEMBER_SCOPE = {"member": "INTEGER", "scope": "INTEGER"}
_SCOPED = {"first": "INTEGER", "second": "INTEGER", **SPAN}


def _rows(place: PlacedColumn, number: int) -> str:
    second = f"LEFT JOIN member_scope y ON y.member = w.{place.other}" if place.other else ""
    scope = "coalesce(y.scope, 0)" if place.other else "0"
    return f"""SELECT w.row, {silent_value(place.column)} FROM rows w
        LEFT JOIN member_scope x ON x.member = w.{place.subject} {second}
        JOIN scoped_span s ON s.first = coalesce(x.scope, 0) AND s.second = {scope}
            AND s.begin < w.until AND w.begin < s.until
        ANTI JOIN cell_{number} c ON c.row = w.row GROUP BY w.row"""
