"""Quads with the days on which a view shows them, so that any day is a filter and any two days a difference.

The view of a day (see `view`) has two graphs that change from day to day: the default graph and `graph:inferred`. Of
each of their quads, this holds the intervals in which it is shown; quads that are shown on every day are apart, since
no two days differ by them. It is made from a closure once, and kept as a Parquet file with the ids of that closure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ..evaluation.tables.term_dictionary import write_lines
from ..evaluation.trivial_triples import make_term_sets
from .view import DEFAULT, INFERRED, WHOLE, Extent, lines, make_shown

_GRAPHS = (DEFAULT, INFERRED)
"""The graphs that change from day to day; a quad's `g` is the index of its graph."""
_QUAD = "g, s, p, o"
_ROW = "s, p, o"
_ALWAYS = f"f = {ALWAYS_FROM} AND u = {ALWAYS_UNTIL}"


@dataclass(frozen=True, order=True)
class DayRange:
    """The days with numbers `first` ≤ number < `end`; a quad is shown in it when it is shown on each of them."""

    first: int
    end: int

    @classmethod
    def of(cls, day: int) -> DayRange:
        """One day."""
        return cls(day, day + 1)

    def contains(self, other: DayRange) -> bool:
        """Whether all days of another are among these."""
        return self.first <= other.first and other.end <= self.end

    @property
    def shown(self) -> str:
        """SQL: whether a row `f, u` is shown on each of these days."""
        return f"(f <= {self.first} AND u >= {self.end})"


ALL_DAYS = DayRange(ALWAYS_FROM, ALWAYS_UNTIL)


@dataclass(frozen=True)
class Difference:
    """How many quads enter and leave from one range of days to another; one in several intervals may count twice."""

    entering: int
    leaving: int


def make_dated(connection: duckdb.DuckDBPyConnection, extent: Extent = WHOLE) -> None:
    """Make the temporary tables `lasting(g, s, p, o)`, the quads of every day, and `passing(g, s, p, o, f, u)`.

    A quad of `passing` is shown in each of its intervals, which may overlap or adjoin.
    """
    make_term_sets(connection)
    make_shown(connection, extent)
    base, asserted = extent.rows("base"), extent.rows("asserted")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE inferred_row AS {_inferred_pieces(base)}
        UNION SELECT {_ROW}, {ALWAYS_FROM}, {ALWAYS_UNTIL}
            FROM shown SEMI JOIN situation USING (s) ANTI JOIN {asserted} USING ({_ROW})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE dated AS
        SELECT 0::TINYINT AS g, * FROM (SELECT {_ROW}, f, u FROM {base} UNION FROM inferred_row
            UNION SELECT {_ROW}, {ALWAYS_FROM}, {ALWAYS_UNTIL} FROM {asserted} SEMI JOIN situation USING (s))
        UNION ALL SELECT 1, * FROM inferred_row"""
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lasting AS SELECT {_QUAD} FROM dated WHERE {_ALWAYS}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE passing AS FROM dated ANTI JOIN lasting USING ({_QUAD})")


def _inferred_pieces(base: str) -> str:
    """SQL: the intervals in which a triple follows and is not asserted, as `base` says.

    Few triples are both. Theirs are cut at each begin and end, and the pieces kept in which they only follow.
    """
    both = f"(SELECT DISTINCT {_ROW} FROM shown SEMI JOIN {base} USING ({_ROW}))"
    bounds = " UNION ".join(
        f"SELECT {_ROW}, unnest([f, u]) AS t FROM {table} SEMI JOIN {both} USING ({_ROW})"
        for table in ("shown", base)
    )
    piece = f"SELECT {_ROW}, t AS f, lead(t) OVER (PARTITION BY {_ROW} ORDER BY t) AS u FROM ({bounds})"

    def covered(table: str) -> str:
        equal = " AND ".join(f"c.{column} = piece.{column}" for column in ("s", "p", "o"))
        return f"EXISTS (FROM {table} AS c WHERE {equal} AND c.f <= piece.f AND c.u >= piece.u)"

    return f"""SELECT {_ROW}, f, u FROM shown ANTI JOIN {both} USING ({_ROW})
        UNION SELECT {_ROW}, f, u FROM ({piece}) AS piece
            WHERE u IS NOT NULL AND {covered("shown")} AND NOT {covered(base)}"""


def write_passing(connection: duckdb.DuckDBPyConnection, path: Path, rows: str = "FROM passing") -> None:
    """Write the table `passing` of `make_dated`, or other rows like them, as a Parquet file."""
    # By the first day, so that the file's statistics exclude what begins later.
    connection.execute(f"COPY (FROM ({rows}) ORDER BY f) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")


def write_lasting(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write what the default graph shows on every day as N-Triples."""
    make_dated(connection)
    write_lines(connection, _default_lines("lasting"), path)


def _default_lines(quads: str) -> str:
    """SQL: the N-Triples lines for those of quads `g, s, p, o` that are in the default graph."""
    return lines(DEFAULT, f"(SELECT {_ROW}, 0 AS f, 0 AS u FROM {quads} WHERE g = {_GRAPHS.index(DEFAULT)})")


def quad_lines(quads: str) -> str:
    """SQL: the N-Quads lines for a table or query of quads `g, s, p, o`."""
    return " UNION ALL ".join(
        lines(graph, f"(SELECT {_ROW}, 0 AS f, 0 AS u FROM {quads} WHERE g = {number})")
        for number, graph in enumerate(_GRAPHS)
    )


def rows_of(path: Path) -> str:
    """SQL: the rows `g, s, p, o, f, u` of a file that `write_passing` made."""
    return f"read_parquet('{_quoted(path)}')"


class DatedQuads:
    """The quads in a file that `write_passing` made from the closure that `connection` reads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self._rows = rows_of(path)

    def change_points(self) -> Counter[int]:
        """The days on which the view changes, with the number of quads that enter or leave then."""
        query = f"SELECT day, count(*) FROM (SELECT unnest([f, u]) AS day FROM {self._rows}) GROUP BY day"
        counts = Counter(dict(self._connection.execute(query).fetchall()))
        for open_end in (ALWAYS_FROM, ALWAYS_UNTIL):
            counts.pop(open_end, None)
        return counts

    def differences(self, befores: Sequence[DayRange], after: DayRange) -> list[Difference]:
        """How many quads enter and leave from each of `befores` to `after`."""
        counts = ", ".join(
            f"""count(*) FILTER ({after.shown} AND NOT {before.shown}),
            count(*) FILTER ({before.shown} AND NOT {after.shown})"""
            for before in befores
        )
        [row] = self._connection.execute(f"SELECT {counts} FROM {self._rows}").fetchall()
        return [Difference(*row[place : place + 2]) for place in range(0, len(row), 2)]

    def write_difference(self, before: DayRange, after: DayRange, entering: Path, leaving: Path) -> None:
        """Write the quads that enter and leave from `before` to `after` as N-Quads."""
        for target, gains, loses in ((entering, after, before), (leaving, before, after)):
            quads = f"""(SELECT DISTINCT {_QUAD} FROM {self._rows} WHERE {gains.shown} AND NOT {loses.shown})
                ANTI JOIN (FROM {self._rows} WHERE {loses.shown}) USING ({_QUAD})"""
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE difference AS FROM {quads}")
            write_lines(self._connection, quad_lines("difference"), target)

    def write_passing_on(self, days: DayRange, path: Path) -> None:
        """Write what the default graph shows on each of some days, and not on every day, as N-Triples."""
        write_lines(
            self._connection, _default_lines(f"(SELECT DISTINCT {_QUAD} FROM {self._rows} WHERE {days.shown})"), path
        )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
