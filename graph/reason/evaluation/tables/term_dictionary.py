"""Terms as integers: reading N-Quads into encoded rows, and writing rows back, all inside DuckDB.

The dictionary is the table `term(id INTEGER, text VARCHAR)`, text in canonical N-Triples form. The sign of an id
gives the kind: positive for IRIs and blank nodes, negative for literals. Rows are never taken apart in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import duckdb

from ....errors import ReasoningError
from .dialect import Connection, dialect_of

_looked_up: WeakKeyDictionary[Connection, dict[str, int | None]] = WeakKeyDictionary()
"""Ids that were looked up, by connection and text; None for terms that were not in the dictionary.

A look-up reads the whole dictionary, and the same few names of vocabularies are wanted again and again. An id stays.
"""


def create_tables(connection: Connection) -> None:
    """Create the dictionary and the table of asserted quads, empty."""
    ids = dialect_of(connection).id_type
    connection.execute(f"CREATE TABLE term (id {ids} NOT NULL, text STRING NOT NULL)")
    connection.execute(f"CREATE TABLE asserted (s {ids}, p {ids}, o {ids}, g {ids})")


def attach(connection: duckdb.DuckDBPyConnection, database: Path, name: str) -> None:
    """Open another database for reading beside the connection's own; its tables are called `name.table`."""
    path = str(database).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")


def read_quads(connection: Connection, path: Path | str, table: str) -> int:
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
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {dialect_of(connection).encoded('quad_text')}")
    connection.execute("DROP TABLE quad_text")
    return count(connection, table)


def _split_lines(connection: Connection, path: Path | str) -> None:
    lines = dialect_of(connection).lines(path)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE quad_text AS
        WITH part AS (
            SELECT line, split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p, split_part(line, ' ', -2) AS g
            FROM ({lines}))
        SELECT s, p, substring(line, length(s) + length(p) + 3,
            length(line) - length(s) - length(p) - length(g) - length('    .')) AS o, g FROM part"""
    )


def _refuse_misshapen(connection: Connection, path: Path | str) -> None:
    wrong = connection.execute(
        """SELECT s, p, o, g FROM quad_text WHERE NOT coalesce(
            (left(s, 1) = '<' AND left(s, 2) <> '<<' OR left(s, 2) = '_:') AND left(p, 1) = '<'
            AND (left(o, 1) IN ('<', '"') AND left(o, 2) <> '<<' OR left(o, 2) = '_:')
            AND left(g, 1) = '<' AND right(g, 1) = '>', false) LIMIT 1"""
    ).fetchall()
    if wrong:
        line = " ".join(str(part) for part in wrong[0])[:200]
        raise ReasoningError(f"{path} holds {line!r}; expected lines of subject, predicate, object and graph.")


def add_terms(connection: Connection, texts: str, parameters: Sequence[object] = ()) -> None:
    """Give an id to each term that the query `texts` returns (one column, N-Triples) and that has none yet.

    `parameters` are the values of the query's placeholders.
    """
    cached = _looked_up.get(connection, {})
    _looked_up[connection] = {text: term for text, term in cached.items() if term is not None}
    connection.execute(f"INSERT INTO term {dialect_of(connection).new_terms(texts)}", list(parameters))


def add_constants(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """Make sure that terms are in the dictionary; returns their ids by N-Triples text."""
    wanted = sorted(set(texts))
    present = ids_of(connection, wanted)
    if len(present) == len(wanted):
        return present
    missing = [text for text in wanted if text not in present]
    add_terms(connection, dialect_of(connection).parameter("STRING"), [missing])
    return present | ids_of(connection, missing)


def ids_of(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """The ids of those terms that are in the dictionary, by N-Triples text."""
    wanted, cached = set(texts), _looked_up.setdefault(connection, {})
    missing = wanted - cached.keys()
    if missing:
        query = f"SELECT text, id FROM term WHERE text IN ({dialect_of(connection).parameter('STRING')})"
        cached |= dict.fromkeys(missing) | dict(connection.execute(query, [list(missing)]).fetchall())
    return {text: term for text in wanted if (term := cached[text]) is not None}


def listed_ids(connection: Connection, texts: Iterable[str]) -> str:
    """The ids of those terms that are in the dictionary, as an SQL list; 0, which is no term's id, is among them."""
    return ", ".join(str(term) for term in sorted({0, *ids_of(connection, texts).values()}))


def texts_of(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The N-Triples texts of ids."""
    dialect = dialect_of(connection)
    wanted = dialect.parameter(dialect.id_type)
    rows = connection.execute(f"SELECT id, text FROM term WHERE id IN ({wanted})", [list(ids)])
    return {int(term): str(text) for term, text in rows.fetchall()}


def write_lines(connection: duckdb.DuckDBPyConnection, lines: str, path: Path) -> None:
    """Write the one string column that the query `lines` returns to a file, a line for each row."""
    target = str(path).replace("'", "''")
    connection.execute(
        rf"COPY ({lines}) TO '{target}' (FORMAT csv, HEADER false, DELIMITER E'\x01', QUOTE '', ESCAPE '')"
    )


def count(connection: Connection, table: str) -> int:
    """The number of rows of a table."""
    [(number,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(number)
