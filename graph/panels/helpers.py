"""What studies need beside columns: peace years, spells, politically relevant dyads, keys that are there twice.

Each works on the table `panel` of a connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from ..errors import QueryError


def require_columns(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Raises QueryError for a name that is no column of the panel."""
    known = [row[0] for row in connection.execute("DESCRIBE panel").fetchall()]
    for name in names:
        if name not in known:
            raise QueryError(f"The panel has no column {name!r}; expected one of {', '.join(known[1:])}.")


def add_peace_years(connection: duckdb.DuckDBPyConnection, event: str, keys: Sequence[str], name: str) -> None:
    """Add a column with the years since the event last held, or since the first row where it never has.

    In a year of the event it is 0. It is empty from a row on of which the event is not known, until it holds again;
    and where a row is missing in between, counting begins anew.
    """
    partition = ", ".join(f'"{key}"' for key in keys)
    window = f"OVER (PARTITION BY {partition} ORDER BY year)"
    connection.execute(
        f"""CREATE OR REPLACE TABLE panel AS
        WITH spaced AS (SELECT *, coalesce(year - lag(year) {window} <> 1, false) AS gap FROM panel),
        run AS (SELECT *, sum(CASE WHEN "{event}" = 1 OR "{event}" IS NULL OR gap THEN 1 ELSE 0 END) {window}
            AS stretch FROM spaced),
        counted AS (SELECT *, bool_or("{event}" IS NULL) OVER (PARTITION BY {partition}, stretch) AS unknown,
                row_number() OVER (PARTITION BY {partition}, stretch ORDER BY year) - 1 AS years FROM run)
        SELECT * EXCLUDE (gap, stretch, unknown, years), CASE WHEN NOT unknown THEN years END::INTEGER AS "{name}"
        FROM counted ORDER BY row"""
    )


def move_last(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Move columns of the panel behind all others."""
    if listed := ", ".join(f'"{name}"' for name in names):
        connection.execute(
            f"CREATE OR REPLACE TABLE panel AS SELECT * EXCLUDE ({listed}), {listed} FROM panel ORDER BY row"
        )


def spells_of(connection: duckdb.DuckDBPyConnection, column: str, keys: Sequence[str]) -> list[tuple[object, ...]]:
    """The spells of years without a gap in which a column has one value: keys, value, first and last year."""
    names = ", ".join(f'"{key}"' for key in keys)
    return connection.execute(
        f"""SELECT {names}, "{column}", min(year), max(year) FROM (
            SELECT *, year - row_number() OVER (PARTITION BY {names}, "{column}" ORDER BY year) AS island FROM panel)
        WHERE "{column}" IS NOT NULL GROUP BY {names}, "{column}", island ORDER BY ALL"""
    ).fetchall()


def duplicate_keys(connection: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> list[tuple[object, ...]]:
    """Keys that more than one row has, with the number of rows."""
    names = ", ".join(f'"{key}"' for key in keys)
    return connection.execute(
        f"SELECT {names}, count(*) FROM panel GROUP BY {names} HAVING count(*) > 1 ORDER BY ALL"
    ).fetchall()


def add_relevance(
    connection: duckdb.DuckDBPyConnection, contiguity: str, majors: Iterable[tuple[str, int, int]], name: str
) -> None:
    """Add a column of politically relevant dyads: 1 where one is a major power or the two are contiguous.

    `majors` are codes with first and last year. It is 0 where neither holds, and empty where contiguity is not known
    and neither is a major power.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE major (code VARCHAR, first INTEGER, last INTEGER)")
    for row in majors:
        connection.execute("INSERT INTO major VALUES (?, ?, ?)", row)
    powerful = " OR ".join(
        f"EXISTS (SELECT 1 FROM major m WHERE m.code = p.{key}::VARCHAR AND p.year BETWEEN m.first AND m.last)"
        for key in ("state_a", "state_b")
    )
    contiguous = f'(TRY_CAST("{contiguity}" AS DOUBLE) > 0)'
    connection.execute(
        f"""CREATE OR REPLACE TABLE panel AS SELECT *,
            CASE WHEN {powerful} THEN 1 WHEN {contiguous} THEN 1 WHEN "{contiguity}" IS NOT NULL THEN 0 END::TINYINT
                AS "{name}" FROM panel p ORDER BY row"""
    )
