"""A closure as rows about single things: what is stated, and what holds when, sorted to be looked up by either end.

The rows of a view (see `view`) are those of one day, in a store; here the validity stands beside each row, so that
what holds of a thing on any day is read in a millisecond, without a store of that day.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb
from rdflib.namespace import RDF

from ...rdf.namespaces import COVERAGE_GRAPH, DERIVED_GRAPHS, WPH
from ..evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ..evaluation.tables.term_dictionary import listed_ids
from ..evaluation.trivial_triples import make_term_sets
from .view import history_rows, make_shown

_OURS = f"p IN (SELECT id FROM term WHERE text LIKE '<{WPH}%' OR text = '{RDF.type.n3()}')"


def copy_dated_rows(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    """Copy from the closure that `connection` uses into the database that it calls `target`.

    - `term(id, text)`: the dictionary, in canonical N-Triples;
    - `dated(s, p, o, f, u, past)`, by subject, and `dated_to`, the same by object: relations and classes of the
      project's vocabulary with their validity, as days from `f` to before `u`. Those of situations are always shown.
      `past` marks the rows of `graph:history`;
    - `stated(s, p, o)`, by subject: what sources state;
    - `named(thing, s, p, o)`, by thing: what sources state of each subject in the graph in which it names the thing,
      other than as its class or source, the end that another graph has of what that one does not date, and until and
      since when its source confirms it.
    """
    make_term_sets(connection)
    make_shown(connection)
    connection.execute(f"CREATE TABLE {target}.term AS FROM term")
    for name, key in (("dated", "s"), ("dated_to", "o")):
        connection.execute(f"CREATE TABLE {target}.{name} AS {_dated_rows()} ORDER BY {key}")
    derived = listed_ids(connection, (graph.n3() for graph in DERIVED_GRAPHS))
    connection.execute(
        f"CREATE TABLE {target}.stated AS SELECT DISTINCT s, p, o FROM asserted WHERE g NOT IN ({derived}) ORDER BY s"
    )
    connection.execute(f"CREATE TABLE {target}.named AS {_named_rows(connection, derived)} ORDER BY thing")


def dated_edges(
    connection: duckdb.DuckDBPyConnection, properties: Collection[str], classes: Collection[str]
) -> list[tuple[str, str, str, int, int]]:
    """The statements between IRIs with one of the properties, or of an instance of one of the classes, in a closure.

    Terms are in N-Triples form; the days are as those of `dated`.
    """
    make_term_sets(connection)
    make_shown(connection)
    props, kinds = (listed_ids(connection, (f"<{iri}>" for iri in iris)) for iris in (properties, classes))
    kind = listed_ids(connection, [RDF.type.n3()])
    return connection.execute(
        f"""SELECT subject.text, property.text, object.text, f, u FROM ({_dated_rows()}) AS row
        JOIN term subject ON subject.id = row.s JOIN term property ON property.id = row.p
        JOIN term object ON object.id = row.o
        WHERE (row.p IN ({props}) OR row.p IN ({kind}) AND row.o IN ({kinds}))
            AND subject.text LIKE '<%' AND object.text LIKE '<%'"""
    ).fetchall()


def _named_rows(connection: duckdb.DuckDBPyConnection, derived: str) -> str:
    """SQL: what is stated of the subjects that name each thing; `derived` lists the ids of derived graphs."""
    left_out = listed_ids(connection, (term.n3() for term in (RDF.type, WPH.source, WPH.citedDocument)))
    coverage = listed_ids(connection, [COVERAGE_GRAPH.n3()])
    marks = listed_ids(connection, [WPH.lastConfirmed.n3(), WPH.attestedSince.n3()])
    dates = listed_ids(connection, [WPH.validFrom.n3(), WPH.validUntil.n3()])
    ends = listed_ids(connection, [WPH.validUntil.n3(), WPH.datePrecision.n3()])
    return f"""WITH naming AS (SELECT DISTINCT o AS thing, s, g FROM asserted
            WHERE o > 0 AND p NOT IN ({left_out}) AND g NOT IN ({derived})),
        undated AS (FROM naming ANTI JOIN (SELECT s, g FROM asserted WHERE p IN ({dates})) AS own USING (s, g))
        SELECT thing, s, p, o FROM naming JOIN asserted USING (s, g)
        UNION ALL SELECT DISTINCT thing, s, p, o FROM undated JOIN asserted USING (s)
            WHERE p IN ({ends}) AND asserted.g <> undated.g AND asserted.g NOT IN ({derived})
        UNION ALL SELECT DISTINCT thing, s, p, o FROM naming JOIN asserted USING (s)
            WHERE asserted.g IN ({coverage}) AND p IN ({marks}) AND naming.g NOT IN ({coverage})"""


def _dated_rows() -> str:
    """SQL: what is asserted and what follows, with its validity and whether it is of the history."""
    validity = f"{_unless_situation('f', ALWAYS_FROM)}, {_unless_situation('u', ALWAYS_UNTIL)}"
    return f"""SELECT s, p, o, {validity}, past FROM (
            SELECT s, p, o, f, u, false AS past FROM base
            UNION ALL SELECT s, p, o, f, u, false FROM
                (SELECT s, p, o, {ALWAYS_FROM} AS f, {ALWAYS_UNTIL} AS u FROM asserted SEMI JOIN situation USING (s))
            UNION ALL SELECT s, p, o, f, u, h.s IS NOT NULL FROM shown LEFT JOIN {history_rows()} AS h
                USING (s, p, o, f, u))
        WHERE o > 0 AND {_OURS}"""


def _unless_situation(column: str, always: int) -> str:
    """SQL: a bound of the validity; situations are in the view of each day."""
    return f"CASE WHEN s IN (FROM situation) THEN {always} ELSE {column} END AS {column}"
