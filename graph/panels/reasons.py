"""Why a cell holds what it holds: its day, the facts behind it, and the statements of the graph to explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import duckdb

from ..errors import QueryError
from .assembly import STATUS
from .cells.placement import PlacedColumn
from .columns.column import ColumnFact, Statement


@dataclass(frozen=True)
class CellReason:
    """A cell with what stands behind it.

    `day` is the first day of the row on which a fact holds, or where none does the first day that counts. `facts` are
    those of the column that meet the days of the row; `statements` those of the graph from which its answer follows.
    """

    column: str
    value: Any
    status: str
    day: date
    facts: tuple[ColumnFact, ...]
    statements: tuple[Statement, ...]


def reason_of(connection: duckdb.DuckDBPyConnection, place: PlacedColumn, keys: Mapping[str, object]) -> CellReason:
    """What stands behind the cell of a column in the row with these keys.

    Raises QueryError when there is no such row, or more than one.
    """
    row, value, status = _cell(connection, place, keys)
    windows = connection.execute("SELECT begin, until FROM windows WHERE row = ? ORDER BY begin", [row]).fetchall()
    found = list(_meeting(connection, place, row, windows))
    day = min((day for day, _ in found), default=windows[0][0])
    facts = tuple(fact for _, fact in found)
    return CellReason(place.name, value, status, day, facts, tuple(_statements(connection, place, row, day, facts)))


def _cell(
    connection: duckdb.DuckDBPyConnection, place: PlacedColumn, keys: Mapping[str, object]
) -> tuple[int, Any, str]:
    condition = " AND ".join(f'"{name}" = ${number}' for number, name in enumerate(keys, start=1)) or "true"
    rows = connection.execute(
        f'SELECT row, "{place.name}", "{place.name}{STATUS}" FROM panel WHERE {condition} LIMIT 2', [*keys.values()]
    ).fetchall()
    if len(rows) != 1:
        given = ", ".join(f"{name}={value}" for name, value in keys.items())
        many = "Several rows have" if rows else "No row has"
        raise QueryError(f"{many} {given}; expected the keys of one row.")
    row, value, status = rows[0]
    return row, value, status


def _members(connection: duckdb.DuckDBPyConnection, row: int, side: str, *, by_code: bool) -> list[Any]:
    """The names of one side of a row, by which the column's facts call it, with their days."""
    if not side:
        return [("", date.min, date.max)]
    if by_code:
        sql = f"SELECT m.code, DATE '0001-01-01', DATE '9999-12-31' FROM rows r JOIN members m ON m.member = r.{side}"
    else:
        sql = f"SELECT i.entity, i.begin, i.until FROM rows r JOIN identity i ON i.member = r.{side}"
    return connection.execute(f"{sql} WHERE r.row = ?", [row]).fetchall()


def _meeting(
    connection: duckdb.DuckDBPyConnection, place: PlacedColumn, row: int, windows: list[tuple[date, date]]
) -> Iterator[tuple[date, ColumnFact]]:
    by_code = bool(place.column.scheme)
    first, second = (_members(connection, row, side, by_code=by_code) for side in (place.subject, place.other))
    if place.column.is_shared:
        yield from _shared(place, first, second, windows)
        return
    lives = {(one[0], other[0]): (one, other) for one, other in product(first, second)}
    for fact in place.column.facts:
        for one, other in [lives[fact.subject, fact.other]] if (fact.subject, fact.other) in lives else []:
            yield from _on_days(fact, windows, one[1:], other[1:])


def _shared(
    place: PlacedColumn, first: list[Any], second: list[Any], windows: list[tuple[date, date]]
) -> Iterator[tuple[date, ColumnFact]]:
    """The facts of both states about the same thing on a common day."""
    of_first = [(f, m) for m in first for f in place.column.facts if f.subject == m[0]]
    of_second = [(f, m) for m in second for f in place.column.facts if f.subject == m[0]]
    for (fact, one), (other, another) in product(of_first, of_second):
        if fact.value == other.value:
            days = [day for day, _ in _on_days(fact, windows, one[1:], another[1:], (other.begin, other.until))]
            for day in days:
                yield day, fact
                yield day, other


def _on_days(
    fact: ColumnFact, windows: list[tuple[date, date]], *bounds: tuple[date | None, date | None]
) -> Iterator[tuple[date, ColumnFact]]:
    begins = [fact.begin or date.min, *(begin or date.min for begin, _ in bounds)]
    ends = [fact.until or date.max, *(end or date.max for _, end in bounds)]
    for begin, until in windows:
        first, after = max(begin, *begins), min(until, *ends)
        if first < after:
            yield first, fact


def _statements(
    connection: duckdb.DuckDBPyConnection, place: PlacedColumn, row: int, day: date, facts: tuple[ColumnFact, ...]
) -> Iterator[Statement]:
    """The statements behind the facts; of a cell without any the statement that it would rest on."""
    statement_of = place.column.statement_of
    if statement_of is None:
        return
    if facts:
        yield from dict.fromkeys(statement_of(fact.subject, fact.other, fact.value) for fact in facts)
    elif place.description.kind == "binary":
        first, second = (_members(connection, row, side, by_code=False) for side in (place.subject, place.other))
        for one, other in product(first, second):
            if all(begin <= day < until for _, begin, until in (one, other)):
                yield statement_of(one[0], other[0], "")
