"""The SQL of Apache Spark where it differs from that of other engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from ..evaluation.tables.dialect import Connection, Dialect, Values

_HASH_BITS = 0x7FFF_FFFF_FFFF_FFFE
"""Neither the sign, which says that a term is a literal, nor the last bit, which says that it is a blank node."""


class _Tables(Protocol):
    """What a connection with Spark knows of its tables."""

    def tables(self) -> set[str]: ...

    def fill(self, name: str, rows: Values) -> None: ...


class SparkDialect(Dialect):
    """The SQL of Spark 4. Ids are hashes of the terms, so that machines give them without asking each other.

    Of the 64 bits the sign marks literals, the last one blank nodes; the other 62 are of xxHash64. That no two terms
    share an id is checked when all of them are known (`engine`).
    """

    id_type = "BIGINT"
    # More make plans that take longer to optimise than to run.
    most_queries = 8
    schema_hint = "/*+ BROADCAST(k) */ "

    def lines(self, path: Path | str) -> str:
        """The file, or files of a folder, at a path of Hadoop's kind; compressed ones as their names say."""
        name = str(path).replace("`", "``")
        return f"SELECT value AS line FROM text.`{name}` WHERE value <> ''"

    def new_terms(self, texts: str) -> str:
        """Terms with their hashes."""
        return f"SELECT {_id('text')} AS id, text FROM ({texts}) AS wanted(text) ANTI JOIN term USING (text)"

    def encoded(self, table: str) -> str:
        """Hashes, without a look at the dictionary."""
        return f"SELECT {', '.join(f'{_id(name)} AS {name}' for name in 'spog')} FROM {table}"

    def is_blank(self, expression: str) -> str:
        """By the last bit."""
        return f"({expression} & 1) = 1"

    def each(self, expressions: Sequence[str]) -> str:
        """An array, exploded."""
        return f"explode(array({', '.join(expressions)}))"

    def each_row(self, rows: Sequence[Mapping[str, str]]) -> str:
        """An array of structs, one row for each."""
        structs = (", ".join(f"'{name}', {place}" for name, place in row.items()) for row in rows)
        return f"inline(array({', '.join(f'named_struct({struct})' for struct in structs)}))"

    def parameter(self, type_name: str) -> str:
        """The parameter that `SparkConnection` calls `first`, exploded."""
        return f"SELECT explode(CAST(:first AS ARRAY<{type_name}>))"

    def lists(self, columns: Sequence[str]) -> str:
        """An array of aggregates."""
        return f"array({', '.join(f'collect_set({column})' for column in columns)})"

    def tables(self, connection: Connection, prefix: str) -> set[str]:
        """Those that the connection has made."""
        return {name for name in _own(connection).tables() if name.startswith(prefix)}

    def fill(self, connection: Connection, table: str, types: Sequence[str], rows: Values) -> None:
        """From the memory of the driver; the table knows its types."""
        _own(connection).fill(table, rows)


def _own(connection: Connection) -> _Tables:
    return cast("_Tables", connection)


def _id(text: str) -> str:
    """SQL: the id of the term with a text."""
    number = f"(xxhash64({text}) & {_HASH_BITS})"
    return f"""CASE WHEN left({text}, 1) = '"' THEN -{number} WHEN left({text}, 2) = '_:' THEN {number} | 1L
        ELSE {number} END"""
