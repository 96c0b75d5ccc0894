"""Lifespans: the dates of things as the graphs give them, as half-open intervals of days.

Days are counted from 1970-01-01. The rules, from DESIGN (Time):

- a thing lives [validFrom, validUntil) as a graph dates it, each graph with an interval of its own;
- a situation (a subject with source and locator) without validFrom lives from the start of its source's coverage;
- one that its own graph does not date at all ends when another graph says so: an older source does not know the end;
- a thing without dates that depends on another by a property with `wph:boundsSubject` (an office on its state) lives
  while that does;
- a date is read with its precision: an instant by its day in UTC, a month or a year as validFrom from its first day,
  as validUntil to its end; an end within a day is taken to the end of that day.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib.namespace import OWL, RDF

from ....errors import InputError
from ....rdf.namespaces import WPH
from ....rdf.xsd_dates import EXPECTED_DATE, read_moment
from ...proofs.terms import readable_text
from ..tables.dialect import Connection, dialect_of
from ..tables.term_dictionary import add_constants, count, listed_ids
from .days import ALWAYS_FROM, ALWAYS_UNTIL

OUTLIVES_OBJECT, OUTLIVES_SUBJECT, BOUNDS_SUBJECT = (
    WPH[name].n3() for name in ("outlivesObject", "outlivesSubject", "boundsSubject")
)
"""How the ontology declares, one property at a time, what a triple's dates have to do with its ends."""
EXCEPTIONS = (OUTLIVES_OBJECT, OUTLIVES_SUBJECT, BOUNDS_SUBJECT)

NAMES = {
    "valid_from": WPH.validFrom.n3(),
    "valid_until": WPH.validUntil.n3(),
    "precision": WPH.datePrecision.n3(),
    "source": WPH.source.n3(),
    "locator": WPH.locator.n3(),
    "coverage_from": WPH.coverageFrom.n3(),
    "type": RDF.type.n3(),
    "annotation": OWL.AnnotationProperty.n3(),
    "outlives_object": OUTLIVES_OBJECT,
    "outlives_subject": OUTLIVES_SUBJECT,
}
"""The terms that lifespans and validity are read from."""


def term_ids(connection: Connection) -> dict[str, int]:
    """The ids of NAMES, by their short names."""
    ids = add_constants(connection, NAMES.values())
    return {name: ids[text] for name, text in NAMES.items()}


def dating_ids(connection: Connection) -> str:
    """SQL list of the properties from which the lifespan of their subject is read."""
    names = [NAMES[name] for name in ("valid_from", "valid_until", "source", "locator", "coverage_from")]
    return f"{listed_ids(connection, names)}, {dependence_ids(connection)}"


def dependence_ids(connection: Connection) -> str:
    """SQL list of the properties by which a subject without dates lives only while the object does."""
    declared = f"SELECT s FROM asserted WHERE p IN ({listed_ids(connection, [BOUNDS_SUBJECT])})"
    return ", ".join(["0", *(str(prop) for (prop,) in connection.execute(declared).fetchall())])


def make_lifespans(connection: Connection, names: dict[str, int], scope: str) -> None:
    """Make the table `lifespan(s, g, f, u)`: when each dated thing lives, according to each graph that dates it.

    `names` are the ids of NAMES, `scope` a table of quads. Raises UnreadableDateError when a date cannot be read.
    """
    _read_dates(connection, names, scope)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE lifespan AS
        WITH dates AS (
            SELECT s, g, p, d.from_day AS floor, d.until_day AS ceiling
            FROM {scope} JOIN date_literal AS d ON d.id = o
            WHERE p IN ({names["valid_from"]}, {names["valid_until"]}, {names["coverage_from"]})),
        stated AS (
            SELECT s, g, min(floor) FILTER (WHERE p = {names["valid_from"]}) AS f,
                max(ceiling) FILTER (WHERE p = {names["valid_until"]}) AS u
            FROM dates WHERE p <> {names["coverage_from"]} GROUP BY s, g),
        covered AS (
            SELECT a.s, a.g, min(d.floor) AS f FROM {scope} AS a JOIN dates AS d ON d.s = a.o
            SEMI JOIN (SELECT s, g FROM {scope} WHERE p = {names["locator"]}) AS l ON l.s = a.s AND l.g = a.g
            WHERE a.p = {names["source"]} AND d.p = {names["coverage_from"]} GROUP BY a.s, a.g),
        ended AS (SELECT s, max(u) AS u FROM stated WHERE u IS NOT NULL GROUP BY s)
        SELECT s, g, coalesce(stated.f, covered.f, {ALWAYS_FROM}) AS f, coalesce(stated.u, {ALWAYS_UNTIL}) AS u
        FROM stated LEFT JOIN covered USING (s, g)
        UNION ALL
        SELECT s, g, covered.f, CASE WHEN ended.u > covered.f THEN ended.u ELSE {ALWAYS_UNTIL} END AS u
        FROM covered ANTI JOIN stated USING (s, g) LEFT JOIN ended USING (s)"""
    )
    _add_dependent(connection, scope)


def _add_dependent(connection: Connection, scope: str) -> None:
    """Add to `lifespan` the things without dates that depend on others, one step away from these after another."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE dependence AS SELECT a.s, a.o, a.g FROM {scope} AS a
        ANTI JOIN lifespan AS l ON l.s = a.s WHERE a.p IN ({dependence_ids(connection)})"""
    )
    step = "SELECT DISTINCT d.s, d.g, l.f, l.u FROM dependence AS d JOIN {table} AS l ON l.s = d.o"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE dependent AS {step.format(table='lifespan')}")
    while count(connection, "dependent"):
        connection.execute("INSERT INTO lifespan SELECT s, g, f, u FROM dependent")
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE dependent_next AS
            {step.format(table="dependent")} EXCEPT SELECT s, g, f, u FROM lifespan"""
        )
        connection.execute("CREATE OR REPLACE TEMP TABLE dependent AS SELECT * FROM dependent_next")


def _read_dates(connection: Connection, names: dict[str, int], scope: str) -> None:
    """Make the table `date_literal(id, from_day, until_day)` of all objects of date properties in the table `scope`.

    Raises UnreadableDateError when one is no date: a life must not stay open because its end was not understood.
    """
    rows = connection.execute(
        f"""SELECT DISTINCT o, t.text FROM {scope} JOIN term AS t ON t.id = o
        WHERE p IN ({names["valid_from"]}, {names["valid_until"]}, {names["coverage_from"]})"""
    ).fetchall()
    moments = {term: read_moment(text) for term, text in rows}
    unreadable = [term for term, moment in moments.items() if moment is None]
    if unreadable:
        raise UnreadableDateError(_dated_by(connection, names, scope, unreadable))
    dialect = dialect_of(connection)
    days = [(term, moment.from_day, moment.until_day) for term, moment in moments.items() if moment]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE date_literal (id {dialect.id_type}, from_day INTEGER, until_day INTEGER)"
    )
    dialect.fill(connection, "date_literal", [dialect.id_type, "INTEGER", "INTEGER"], days)


def _dated_by(
    connection: Connection, names: dict[str, int], scope: str, terms: Sequence[int]
) -> list[tuple[str, str, str]]:
    """The statements that give these terms as dates."""
    dialect = dialect_of(connection)
    return connection.execute(
        f"""SELECT DISTINCT s.text, p.text, o.text FROM {scope} AS a
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.o IN ({dialect.parameter(dialect.id_type)})
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
