"""An extract of a closure: the schema whole, and of the rest what is about some things and those next to them.

What follows from statements about a few things rests on them and their neighbourhood: on these rows alone the
rules find it in a fraction of the time. What leads beyond the neighbours of the named things is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from ..rdf.namespaces import ID
from .evaluation.tables.facts import CREATE_LONGEST_FACT

_BY_THING = ("asserted", "base", "fact", "block", "superseded")
"""Tables that are extracted; all others are small and copied."""
_CONDITION = "WHERE s NOT IN (FROM thing) OR s IN (FROM near) AND (o NOT IN (FROM thing) OR o IN (FROM near))"


def extract(source: Path, target: Path, things: Iterable[str]) -> None:
    """Write an extract of the closure in the database `source` about the things with these IRIs."""
    with duckdb.connect(target) as connection:
        connection.execute(f"ATTACH '{source}' AS whole (READ_ONLY)")
        _choose(connection, sorted(things))
        for (table,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole'"
        ).fetchall():
            condition = _CONDITION if table in _BY_THING else ""
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM whole.{table} {condition}")
        connection.execute(CREATE_LONGEST_FACT)
        connection.execute("DETACH whole")


def _choose(connection: duckdb.DuckDBPyConnection, things: list[str]) -> None:
    """Make the temporary tables of the numbers of all things, and of those that are wanted or next to them."""
    connection.execute("CREATE TEMP TABLE thing AS SELECT id FROM whole.term WHERE starts_with(text, $1)", [f"<{ID}"])
    texts = [f"<{iri}>" for iri in things]
    connection.execute(
        "CREATE TEMP TABLE wanted AS SELECT id FROM whole.term WHERE text IN (SELECT unnest($1))", [texts]
    )
    connection.execute(
        """CREATE TEMP TABLE near AS FROM wanted
        UNION SELECT s FROM whole.fact WHERE o IN (FROM wanted) AND s IN (FROM thing)
        UNION SELECT o FROM whole.fact WHERE s IN (FROM wanted) AND o IN (FROM thing)"""
    )
