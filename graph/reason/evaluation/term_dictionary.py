"""Terms as integers: reading N-Quads into encoded rows, and writing rows back, all inside DuckDB.

The dictionary is the table `term(id INTEGER, text VARCHAR)`, text in canonical N-Triples form. The sign of an id
gives the kind: positive for IRIs and blank nodes, negative for literals. Rows are never taken apart in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import duckdb

from ...errors import ReasoningError

_LINES = r"""
    SELECT column0 AS line FROM read_csv('{path}', header = false, auto_detect = false, delim = E'\x01', quote = '',
        escape = '', strict_mode = false, max_line_size = 33554432, columns = {{'column0': 'VARCHAR'}})
    WHERE column0 <> ''
"""
"""Each line of a file as one string; a line of canonical N-Quads never holds the control character U+0001."""


_looked_up: WeakKeyDictionary[duckdb.DuckDBPyConnection, dict[str, int | None]] = WeakKeyDictionary()
"""Ids that were looked up, by connection and text; None for terms that were not in the dictionary.

A look-up reads the whole dictionary, and the same few names of vocabularies are wanted again and again. An id stays.
"""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the dictionary and the table of asserted quads, empty."""
    connection.execute("CREATE TABLE term (id INTEGER NOT NULL, text VARCHAR NOT NULL)")
    connection.execute("CREATE TABLE asserted (s INTEGER, p INTEGER, o INTEGER, g INTEGER)")


def attach(connection: duckdb.DuckDBPyConnection, database: Path, name: str) -> None:
    """Open another database for reading beside the connection's own; its tables are called `name.table`."""
    path = str(database).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")


def read_quads(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> int:
    """Read a file of canonical N-Quads, each with its graph, into a new temporary `table(s, p, o, g)` of ids.

    Canonical means one space between terms and before the final stop, as pyoxigraph writes. Returns the number of
    rows. Raises ReasoningError when the file cannot be read, or a line is not four terms and a stop.
    """
    try:
        _split_lines(connection, path)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise ReasoningError(f"{path} cannot be reasoned over: {reason}; expected N-Quads.") from None
    _refuse_misshapen(connection, path)
    add_terms(
        connection,
        " UNION ".join(f"SELECT {column} FROM quad_text" for column in "spog"),
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT s.id AS s, p.id AS p, o.id AS o, g.id AS g FROM quad_text AS q
        JOIN term AS s ON s.text = q.s JOIN term AS p ON p.text = q.p
        JOIN term AS o ON o.text = q.o JOIN term AS g ON g.text = q.g"""
    )
    connection.execute("DROP TABLE quad_text")
    return count(connection, table)


def _split_lines(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    lines = _LINES.format(path=str(path).replace("'", "''"))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE quad_text AS
        WITH part AS (
            SELECT line, split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p, split_part(line, ' ', -2) AS g
            FROM ({lines}))
        SELECT s, p, substring(line, length(s) + length(p) + 3,
            length(line) - length(s) - length(p) - length(g) - length('    .')) AS o, g FROM part"""
    )


def _refuse_misshapen(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    wrong = connection.execute(
        """SELECT s, p, o, g FROM quad_text WHERE NOT coalesce(
            (s[1] = '<' AND s[2] <> '<' OR s[:2] = '_:') AND p[1] = '<'
            AND (o[1] IN ('<', '"') AND o[:2] <> '<<' OR o[:2] = '_:')
            AND g[1] = '<' AND g[-1:] = '>', false) LIMIT 1"""
    ).fetchall()
    if wrong:
        line = " ".join(str(part) for part in wrong[0])[:200]
        raise ReasoningError(f"{path} holds {line!r}; expected lines of subject, predicate, object and graph.")


def add_terms(connection: duckdb.DuckDBPyConnection, texts: str, parameters: Sequence[object] = ()) -> None:
    """Give an id to each term that the query `texts` returns (one column, N-Triples) and that has none yet.

    `parameters` are the values of the query's placeholders.
    """
    cached = _looked_up.get(connection, {})
    _looked_up[connection] = {text: term for text, term in cached.items() if term is not None}
    connection.execute(
        f"""INSERT INTO term
        SELECT CASE WHEN text[1] = '"' THEN -number ELSE number END, text FROM (
            SELECT (row_number() OVER () + (SELECT coalesce(max(abs(id)), 0) FROM term))::INTEGER AS number, text
            FROM ({texts}) AS wanted(text) ANTI JOIN term USING (text))""",
        list(parameters),
    )


def add_constants(connection: duckdb.DuckDBPyConnection, texts: Iterable[str]) -> dict[str, int]:
    """Make sure that terms are in the dictionary; returns their ids by N-Triples text."""
    wanted = sorted(set(texts))
    present = ids_of(connection, wanted)
    if len(present) == len(wanted):
        return present
    missing = [text for text in wanted if text not in present]
    add_terms(connection, "SELECT unnest($1::VARCHAR[])", [missing])
    return present | ids_of(connection, missing)


def ids_of(connection: duckdb.DuckDBPyConnection, texts: Iterable[str]) -> dict[str, int]:
    """The ids of those terms that are in the dictionary, by N-Triples text."""
    wanted, cached = set(texts), _looked_up.setdefault(connection, {})
    missing = wanted - cached.keys()
    if missing:
        query = "SELECT text, id FROM term WHERE text IN (SELECT unnest($1::VARCHAR[]))"
        cached |= dict.fromkeys(missing) | dict(connection.execute(query, [list(missing)]).fetchall())
    return {text: term for text in wanted if (term := cached[text]) is not None}


def listed_ids(connection: duckdb.DuckDBPyConnection, texts: Iterable[str]) -> str:
    """The ids of those terms that are in the dictionary, as an SQL list; 0, which is no term's id, is among them."""
    return ", ".join(str(term) for term in sorted({0, *ids_of(connection, texts).values()}))


def texts_of(connection: duckdb.DuckDBPyConnection, ids: Iterable[int]) -> dict[int, str]:
    """The N-Triples texts of ids."""
    rows = connection.execute("SELECT id, text FROM term WHERE id IN (SELECT unnest($1::INTEGER[]))", [list(ids)])
    return {int(term): str(text) for term, text in rows.fetchall()}


def write_lines(connection: duckdb.DuckDBPyConnection, lines: str, path: Path) -> None:
    """Write the one string column that the query `lines` returns to a file, a line for each row."""
    target = str(path).replace("'", "''")
    connection.execute(
        rf"COPY ({lines}) TO '{target}' (FORMAT csv, HEADER false, DELIMITER E'\x01', QUOTE '', ESCAPE '')"
    )


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """The number of rows of a table."""
    [(number,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(number)
