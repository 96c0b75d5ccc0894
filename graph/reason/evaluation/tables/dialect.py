"""What engines write differently, as one class for each; the rest of the SQL of this package is the same for all.

An engine is known by its connection: DuckDB's own, or one that has the dialect that it speaks as its `dialect`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

Values = Iterable[Sequence[object]]
"""Rows of values from Python."""


class Rows(Protocol):
    """What a statement returns."""

    def fetchall(self) -> list[Any]:
        """All rows, as tuples."""
        ...

    def fetchmany(self, size: int = ...) -> list[Any]:
        """The next rows."""
        ...


class Connection(Protocol):
    """A database that tables are made in: DuckDB's connection, or one that takes the same statements.

    They are `CREATE [OR REPLACE] [TEMP] TABLE … AS`, `CREATE TABLE (…)`, `CREATE VIEW`, `INSERT INTO … SELECT`,
    `DROP TABLE` and queries, one at a time. Statements that write return the number of rows.
    """

    def execute(self, query: str, parameters: object = ..., /) -> Rows:
        """Run one statement; `parameters` are the values of its placeholders."""
        ...


class Dialect(ABC):
    """The SQL of one engine, where engines differ."""

    id_type: str
    """The type of the ids of terms."""
    most_queries: int
    """As many queries as are best united in one statement."""
    schema_hint: str
    """What stands after SELECT in a join with the schema table `k` of a rule."""

    @abstractmethod
    def lines(self, path: Path | str) -> str:
        """A query for the lines of a file that are not empty, in the column `line`."""

    @abstractmethod
    def new_terms(self, texts: str) -> str:
        """A query `id, text` for the terms of a query of one column that are not in the dictionary."""

    @abstractmethod
    def encoded(self, table: str) -> str:
        """A query for the rows of `table(s, p, o, g)` with the ids of terms in the place of their texts."""

    @abstractmethod
    def is_blank(self, expression: str) -> str:
        """Whether the id of a resource is that of a blank node."""

    @abstractmethod
    def each(self, expressions: Sequence[str]) -> str:
        """Several expressions as rows of one column."""

    @abstractmethod
    def each_row(self, rows: Sequence[Mapping[str, str]]) -> str:
        """Several rows for each match, each of expressions by the name of their column."""

    @abstractmethod
    def parameter(self, type_name: str) -> str:
        """A query for the members of the list that is the first parameter."""

    @abstractmethod
    def lists(self, columns: Sequence[str]) -> str:
        """A list of the lists of the different values of columns."""

    @abstractmethod
    def tables(self, connection: Connection, prefix: str) -> set[str]:
        """The names of the tables that begin with a prefix."""

    @abstractmethod
    def fill(self, connection: Connection, table: str, types: Sequence[str], rows: Values) -> None:
        """Add rows, whose values are of these types, to a table."""

    @contextmanager
    def written_order(self, _connection: Connection) -> Iterator[None]:
        """Let the engine join in the order in which queries name their tables."""
        yield


class DuckDbDialect(Dialect):
    """The SQL of DuckDB. Ids are small numbers in the order in which terms came."""

    id_type = "INTEGER"
    most_queries = 1_000_000
    schema_hint = ""

    def lines(self, path: Path | str) -> str:
        """Each line as one string; a line of canonical N-Quads never holds the control character U+0001."""
        name = str(path).replace("'", "''")
        return rf"""SELECT column0 AS line FROM read_csv('{name}', header = false, auto_detect = false,
            delim = E'\x01', quote = '', escape = '', strict_mode = false, max_line_size = 33554432,
            columns = {{'column0': 'VARCHAR'}}) WHERE column0 <> ''"""

    def new_terms(self, texts: str) -> str:
        """Terms with the numbers after the last one."""
        return f"""SELECT CASE WHEN text[1] = '"' THEN -number ELSE number END AS id, text FROM (
            SELECT (row_number() OVER () + (SELECT coalesce(max(abs(id)), 0) FROM term))::INTEGER AS number, text
            FROM ({texts}) AS wanted(text) ANTI JOIN term USING (text))"""

    def encoded(self, table: str) -> str:
        """Ids by joins with the dictionary."""
        joins = " ".join(f"JOIN term AS {name} ON {name}.text = q.{name}" for name in "spog")
        return f"SELECT s.id AS s, p.id AS p, o.id AS o, g.id AS g FROM {table} AS q {joins}"

    def is_blank(self, expression: str) -> str:
        """By the text, since numbers say nothing of it."""
        return f"{expression} IN (SELECT id FROM term WHERE left(text, 2) = '_:')"

    def each(self, expressions: Sequence[str]) -> str:
        """A list of them, unnested."""
        return f"unnest([{', '.join(expressions)}])"

    def each_row(self, rows: Sequence[Mapping[str, str]]) -> str:
        """A list of structs, unnested down to their columns."""
        structs = (", ".join(f"{name}: {place}" for name, place in row.items()) for row in rows)
        return f"unnest([{', '.join(f'{{{struct}}}' for struct in structs)}], recursive := true)"

    def parameter(self, type_name: str) -> str:
        """The list, unnested."""
        return f"SELECT unnest($1::{type_name}[])"

    def lists(self, columns: Sequence[str]) -> str:
        """A list of aggregates."""
        return f"[{', '.join(f'list(DISTINCT {column})' for column in columns) or 'NULL'}]"

    def tables(self, connection: Connection, prefix: str) -> set[str]:
        """Those of the current database alone."""
        rows = connection.execute(
            f"""SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, '{prefix}')
            AND database_name = current_database()"""
        ).fetchall()
        return {str(name) for (name,) in rows}

    def fill(self, connection: Connection, table: str, types: Sequence[str], rows: Values) -> None:
        """A list for each column, which is a hundred times as fast as row by row."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            values = ", ".join(f"unnest(${place}::{name}[])" for place, name in enumerate(types, start=1))
            connection.execute(f"INSERT INTO {table} SELECT {values}", columns)

    @contextmanager
    def written_order(self, connection: Connection) -> Iterator[None]:
        """See `rules.join_order`."""
        connection.execute("SET disabled_optimizers = 'join_order'")
        try:
            yield
        finally:
            connection.execute("SET disabled_optimizers = ''")


DUCKDB = DuckDbDialect()


def dialect_of(connection: object) -> Dialect:
    """The dialect of a connection."""
    dialect = getattr(connection, "dialect", DUCKDB)
    return dialect if isinstance(dialect, Dialect) else DUCKDB
