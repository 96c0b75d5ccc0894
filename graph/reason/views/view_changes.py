"""The difference of two views, computed from those triples alone that can differ.

Whether a triple is shown depends on the rows about it, on whether its subject (in the history its object too) is a
situation or has dates, and on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from rdflib.namespace import RDF

from ...rdf.namespaces import WPH
from ..evaluation.dates.days import day_number
from ..evaluation.tables.term_dictionary import listed_ids
from ..evaluation.trivial_triples import make_term_sets
from .dated_quads import make_dated, rows_of, write_passing
from .view import DEFAULT, HISTORY, INFERRED, WHOLE, Extent, conclusions, cut, history_rows, lines

_SUSPECTS = "suspect"


@dataclass(frozen=True)
class ViewChanges:
    """The lines of N-Quads that leave and enter a view, and by how many triples `graph:inferred` grows."""

    leaving: str
    entering: str
    growth: int


def changes_since(
    connection: duckdb.DuckDBPyConnection, earlier: str, before: date, after: date, changed: str
) -> ViewChanges:
    """How the view of the day `after` differs from that which the attached closure `earlier` showed of `before`.

    `changed` names the table of the triples that either closure may say something else about; empty, it means all.
    """
    if not changed:
        return _changes(connection, (before, Extent(earlier)), (after, WHOLE))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {_SUSPECTS} AS FROM {changed} UNION {_bounded_between(before, after)}
        UNION {_about_changed_things(connection, changed)}"""
    )
    return _changes(connection, (before, Extent(earlier, _SUSPECTS)), (after, Extent(within=_SUSPECTS)))


@dataclass(frozen=True)
class LastingChanges:
    """The lines of N-Quads that leave and enter what a version shows whichever day it shows."""

    leaving: str
    entering: str


def follow_dated(
    connection: duckdb.DuckDBPyConnection, earlier: str, dated: Path, target: Path, changed: str
) -> LastingChanges:
    """Bring the file `dated`, the dated quads of the closure `earlier`, up to date as `target`.

    `changed` is that of `changes_since`, which must have been called before; returns how what lasts always differs.
    Ids are the same in both closures.
    """
    within = _SUSPECTS if changed else ""
    for name, extent in (("lasting_before", Extent(earlier, within)), ("lasting_after", Extent(within=within))):
        make_dated(connection, extent)
        graph = f"CASE g WHEN 0 THEN '{DEFAULT}' ELSE '{INFERRED}' END"
        dateless = {HISTORY: history_rows(), **conclusions(connection, extent)}
        parts = [
            f"SELECT {graph} AS graph, s, p, o, 0 AS f, 0 AS u FROM lasting",
            *(f"SELECT '{each}' AS graph, s, p, o, f, u FROM {rows}" for each, rows in dateless.items()),
        ]
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {' UNION ALL '.join(parts)}")
    same = f"FROM {rows_of(dated)} ANTI JOIN {_SUSPECTS} USING (s, p, o) UNION ALL " if changed else ""
    write_passing(connection, target, f"{same}FROM passing")
    return LastingChanges(
        _text(connection, "(FROM lasting_before EXCEPT FROM lasting_after)"),
        _text(connection, "(FROM lasting_after EXCEPT FROM lasting_before)"),
    )


def _bounded_between(before: date, after: date) -> str:
    """SQL: the triples of which something is said that begins or ends between two days."""
    first, last = sorted((day_number(before), day_number(after)))
    between = f"(f > {first} AND f <= {last}) OR (u > {first} AND u <= {last})"
    return f"SELECT s, p, o FROM base WHERE {between} UNION SELECT s, p, o FROM fact WHERE {between}"


def _about_changed_things(connection: duckdb.DuckDBPyConnection, changed: str) -> str:
    """SQL: the triples about a thing that `changed` makes a situation or gives dates, or no longer does."""
    kind, situation = (listed_ids(connection, [name.n3()]) for name in (RDF.type, WPH.Situation))
    dates = listed_ids(connection, [WPH.validFrom.n3(), WPH.validUntil.n3()])
    things = f"(SELECT s FROM {changed} WHERE p IN ({kind}) AND o IN ({situation}) OR p IN ({dates}))"
    return f"""SELECT s, p, o FROM (SELECT s, p, o FROM fact UNION ALL SELECT s, p, o FROM asserted)
        WHERE s IN {things} OR o IN {things}"""


def _changes(
    connection: duckdb.DuckDBPyConnection, before: tuple[date, Extent], after: tuple[date, Extent]
) -> ViewChanges:
    make_term_sets(connection)
    for name, (day, extent) in (("view_before", before), ("view_after", after)):
        parts = [f"SELECT '{graph}' AS graph, * FROM {rows}" for graph, rows in cut(connection, day, extent).items()]
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {' UNION ALL '.join(parts)}")
    connection.execute("CREATE OR REPLACE TEMP TABLE leaving AS FROM view_before EXCEPT FROM view_after")
    connection.execute("CREATE OR REPLACE TEMP TABLE entering AS FROM view_after EXCEPT FROM view_before")
    [(growth,)] = connection.execute(
        f"""SELECT (SELECT count(*) FROM entering WHERE graph = '{INFERRED}')
        - (SELECT count(*) FROM leaving WHERE graph = '{INFERRED}')"""
    ).fetchall()
    return ViewChanges(_text(connection, "leaving"), _text(connection, "entering"), int(growth))


def _text(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    query = " UNION ALL ".join(
        lines(graph, f"(SELECT s, p, o, f, u FROM {table} WHERE graph = '{graph}')")
        for graph in (DEFAULT, INFERRED, HISTORY, *conclusions(connection))
    )
    return "".join(f"{line}\n" for (line,) in connection.execute(query).fetchall())
