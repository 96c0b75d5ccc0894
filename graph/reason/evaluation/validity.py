"""When asserted triples hold: the lifespan of their subject, as half-open intervals of days.

Days are counted from 1970-01-01. The rules, from DESIGN (Time):

- a triple holds while its subject's validity lasts: [validFrom, validUntil) as the triple's own graph dates the
  subject, else as other graphs do (each of their intervals), else always;
- a situation (a subject with source and locator) without validFrom holds from the start of its source's coverage;
- a date is read with its precision: an instant by its day in UTC, a month or a year as validFrom from its first day,
  as validUntil to its end; an end within a day is taken to the end of that day;
- statements of annotation properties and of the dates themselves always hold, since they describe a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
from rdflib.namespace import OWL, RDF

from ...errors import InputError
from ...rdf.namespaces import WPH
from ...rdf.xsd_dates import EXPECTED_DATE, iso_day, read_moment
from ..proofs.terms import readable_text
from .term_dictionary import add_constants

ALWAYS_FROM = -2_147_483_648
"""The `f` of a row that has no beginning."""
ALWAYS_UNTIL = 2_147_483_647
"""The `u` of a row that has no end."""

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = (date.min - _EPOCH).days, (date.max - _EPOCH).days
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
    """The day with this number, or None for an open end.

    A day before the year 1 or after 9999, which `date` does not reach, is the first or last that it reaches.
    """
    if number in {ALWAYS_FROM, ALWAYS_UNTIL}:
        return None
    return _EPOCH + timedelta(days=min(max(number, _FIRST), _LAST))


def iso_of(number: int) -> str | None:
    """The day with this number in ISO form, of any year, or None for an open end."""
    return None if number in {ALWAYS_FROM, ALWAYS_UNTIL} else iso_day(number)


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
    _read_dates(connection, names, scope)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE lifespan AS
        WITH dates AS (
            SELECT s, g, p, d.from_day AS floor, d.until_day AS ceiling
            FROM {scope} JOIN date_literal AS d ON d.id = o
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


def _read_dates(connection: duckdb.DuckDBPyConnection, names: dict[str, int], scope: str) -> None:
    """The table `date_literal(id, from_day, until_day)` of all that is said to be a date in the table `scope`.

    Raises UnreadableDateError when something is none: a life must not stay open because its end was not understood.
    """
    rows = connection.execute(
        f"""SELECT DISTINCT o, t.text FROM {scope} JOIN term AS t ON t.id = o
        WHERE p IN ({names["valid_from"]}, {names["valid_until"]}, {names["coverage_from"]})"""
    ).fetchall()
    moments = {term: read_moment(text) for term, text in rows}
    unreadable = [term for term, moment in moments.items() if moment is None]
    if unreadable:
        raise UnreadableDateError(_dated_by(connection, names, scope, unreadable))
    columns = [[*moments], [m.from_day for m in moments.values() if m], [m.until_day for m in moments.values() if m]]
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE date_literal AS SELECT unnest($1::INTEGER[]) AS id,
        unnest($2::INTEGER[]) AS from_day, unnest($3::INTEGER[]) AS until_day""",
        columns,
    )


def _dated_by(
    connection: duckdb.DuckDBPyConnection, names: dict[str, int], scope: str, terms: Sequence[int]
) -> list[tuple[str, str, str]]:
    """The statements that give these terms as dates."""
    return connection.execute(
        f"""SELECT DISTINCT s.text, p.text, o.text FROM {scope} AS a
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.o IN (SELECT unnest($1::INTEGER[]))
        AND a.p IN ({names["valid_from"]}, {names["valid_until"]}, {names["coverage_from"]}) ORDER BY ALL""",
        [list(terms)],
    ).fetchall()


class UnreadableDateError(InputError):
    """Dates of validity or coverage that cannot be read; `statements` give them, in N-Triples terms."""

    def __init__(self, statements: Sequence[tuple[str, str, str]], where: str = "") -> None:
        self.statements = tuple(statements)
        subject, prop, literal = map(readable_text, self.statements[0])
        more = f" (and {len(self.statements) - 1} more)" if len(self.statements) > 1 else ""
        super().__init__(f"{where}{subject} has {literal} as its {prop}{more}, {EXPECTED_DATE}.")


def islands(rows: str) -> str:
    """A query that merges overlapping and adjacent intervals of equal triples in the query `rows(s, p, o, f, u)`.

    The gaps-and-islands method: an island begins where no earlier interval of the triple reaches.
    """
    return f"""SELECT s, p, o, min(f) AS f, max(u) AS u FROM (
        SELECT *, sum(begins) OVER (PARTITION BY s, p, o ORDER BY f, u ROWS UNBOUNDED PRECEDING) AS island FROM (
            SELECT s, p, o, f, u, CASE WHEN f <= max(u) OVER (PARTITION BY s, p, o ORDER BY f, u
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins FROM ({rows})))
        GROUP BY s, p, o, island"""
