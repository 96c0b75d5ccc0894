"""When asserted triples hold: the lifespan of their subject, as half-open intervals of days.

Days are counted from 1970-01-01. The rules, from DESIGN (Time):

- a triple holds while its subject's validity lasts: [validFrom, validUntil) as the triple's own graph dates the
  subject, else as other graphs do (each of their intervals), else always;
- a situation (a subject with source and locator) without validFrom holds from the start of its source's coverage;
- statements of annotation properties and of the dates themselves always hold, since they describe a record.
"""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
from rdflib.namespace import OWL, RDF

from ...rdf.namespaces import WPH
from .encoding import add_constants

ALWAYS_FROM = -2_147_483_648
"""The `f` of a row that has no beginning."""
ALWAYS_UNTIL = 2_147_483_647
"""The `u` of a row that has no end."""

_EPOCH = date(1970, 1, 1)
_NAMES = {
    "valid_from": WPH.validFrom.n3(),
    "valid_until": WPH.validUntil.n3(),
    "precision": WPH.datePrecision.n3(),
    "source": WPH.source.n3(),
    "locator": WPH.locator.n3(),
    "coverage_from": WPH.coverageFrom.n3(),
    "type": RDF.type.n3(),
    "annotation": OWL.AnnotationProperty.n3(),
}


def day_number(day: date) -> int:
    """The number of a day, counted from 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date | None:
    """The day with this number, or None for an open end."""
    return None if number in {ALWAYS_FROM, ALWAYS_UNTIL} else _EPOCH + timedelta(days=number)


def date_quads(connection: duckdb.DuckDBPyConnection, quads: str, target: str, scope: str = "asserted") -> None:
    """Give each row of `quads(s, p, o, g)` the intervals in which it holds: the new table `target(s, p, o, f, u)`.

    Lifespans are read from the table `scope` of quads. Rows whose interval is empty are left out.
    """
    ids = add_constants(connection, _NAMES.values())
    names = {name: ids[text] for name, text in _NAMES.items()}
    _make_lifespans(connection, names, scope)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {target} AS
        WITH timeless AS (
            SELECT s AS p FROM {scope} WHERE p = {names["type"]} AND o = {names["annotation"]}
            UNION SELECT unnest([{names["valid_from"]}, {names["valid_until"]}, {names["precision"]}])),
        lasting AS (SELECT DISTINCT s, p, o FROM {quads} SEMI JOIN timeless USING (p)),
        passing AS (SELECT * FROM {quads} ANTI JOIN timeless USING (p)),
        own AS (SELECT q.s, q.p, q.o, l.f, l.u FROM passing AS q JOIN lifespan AS l USING (s, g)),
        others AS (SELECT q.s, q.p, q.o, l.f, l.u FROM (
            SELECT * FROM passing ANTI JOIN lifespan USING (s, g)) AS q JOIN lifespan AS l USING (s)),
        undated AS (SELECT s, p, o FROM passing ANTI JOIN lifespan USING (s))
        SELECT DISTINCT s, p, o, f::INTEGER AS f, u::INTEGER AS u FROM (
            FROM own UNION ALL FROM others
            UNION ALL SELECT s, p, o, {ALWAYS_FROM}, {ALWAYS_UNTIL} FROM lasting
            UNION ALL SELECT s, p, o, {ALWAYS_FROM}, {ALWAYS_UNTIL} FROM undated)
        WHERE f < u"""
    )


def _make_lifespans(connection: duckdb.DuckDBPyConnection, names: dict[str, int], scope: str) -> None:
    """The table `lifespan(s, g, f, u)`: when each dated subject lives, according to each graph that dates it."""
    written = "regexp_extract(t.text, '^\"(\\d{4}-\\d\\d-\\d\\d)T', 1)"
    day = f"date_diff('day', DATE '1970-01-01', try_cast({written} AS DATE))"
    begun = "CASE WHEN regexp_matches(t.text, 'T00:00:00(\\.0*)?(Z|[+-]00:00)?\"') THEN 0 ELSE 1 END"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE lifespan AS
        WITH dates AS (
            SELECT s, g, p, {day} AS floor, {day} + {begun} AS ceiling FROM {scope} JOIN term AS t ON t.id = o
            WHERE p IN ({names["valid_from"]}, {names["valid_until"]}, {names["coverage_from"]})),
        stated AS (
            SELECT s, g, min(floor) FILTER (p = {names["valid_from"]}) AS f,
                max(ceiling) FILTER (p = {names["valid_until"]}) AS u
            FROM dates WHERE p <> {names["coverage_from"]} GROUP BY s, g),
        covered AS (
            SELECT a.s, a.g, min(d.floor) AS f FROM {scope} AS a JOIN dates AS d ON d.s = a.o
            SEMI JOIN (SELECT s, g FROM {scope} WHERE p = {names["locator"]}) AS l ON l.s = a.s AND l.g = a.g
            WHERE a.p = {names["source"]} AND d.p = {names["coverage_from"]} GROUP BY a.s, a.g)
        SELECT s, g, coalesce(stated.f, covered.f, {ALWAYS_FROM}) AS f, coalesce(stated.u, {ALWAYS_UNTIL}) AS u
        FROM stated FULL JOIN covered USING (s, g)"""
    )


def islands(rows: str) -> str:
    """A query that merges overlapping and adjacent intervals of equal triples in the query `rows(s, p, o, f, u)`.

    The gaps-and-islands method: an island begins where no earlier interval of the triple reaches.
    """
    return f"""SELECT s, p, o, min(f) AS f, max(u) AS u FROM (
        SELECT *, sum(begins) OVER (PARTITION BY s, p, o ORDER BY f, u ROWS UNBOUNDED PRECEDING) AS island FROM (
            SELECT s, p, o, f, u, CASE WHEN f <= max(u) OVER (PARTITION BY s, p, o ORDER BY f, u
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins FROM ({rows})))
        GROUP BY s, p, o, island"""
