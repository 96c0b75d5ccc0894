"""When asserted triples hold: while everything lives that they relate, as half-open intervals of days.

The rules, from DESIGN (Time):

- a triple holds at most while its subject and its object live, each as the triple's own graph dates it, else as other
  graphs do (each of their intervals), else always (see `lifespans`);
- the ontology declares exceptions, one property at a time and with the reason: `wph:outlivesObject` and
  `wph:outlivesSubject`, which no subproperty inherits;
- statements of annotation properties, those of OWL 2 itself among them, and of the dates themselves always hold,
  since they describe a record: what has ended keeps its name.
"""

from __future__ import annotations

from rdflib.namespace import OWL, RDF, RDFS

from ..tables.dialect import Connection
from ..tables.term_dictionary import add_constants
from .days import ALWAYS_FROM, ALWAYS_UNTIL
from .lifespans import make_lifespans, term_ids

STRUCTURE = (
    RDF.first.n3(),
    RDF.rest.n3(),
    OWL.annotatedSource.n3(),
    OWL.annotatedProperty.n3(),
    OWL.annotatedTarget.n3(),
)
"""Properties that write lists and annotated axioms down in triples; their objects are parts of a text, not relata."""

BUILT_IN_ANNOTATIONS = (
    RDFS.label.n3(),
    RDFS.comment.n3(),
    RDFS.seeAlso.n3(),
    RDFS.isDefinedBy.n3(),
    OWL.versionInfo.n3(),
    OWL.deprecated.n3(),
    OWL.priorVersion.n3(),
    OWL.backwardCompatibleWith.n3(),
    OWL.incompatibleWith.n3(),
)
"""The annotation properties that nobody has to declare (OWL 2 Structural Specification, section 5.5)."""


def date_quads(connection: Connection, quads: str, target: str, scope: str = "asserted") -> None:
    """Give each row of `quads(s, p, o, g)` the intervals in which it holds: the new table `target(s, p, o, f, u)`.

    Lifespans are read from the table `scope` of quads, the exceptions from `asserted`. Rows whose interval is empty
    are left out. A triple in several graphs has a row for each.
    """
    names = term_ids(connection)
    make_lifespans(connection, names, scope)
    free_subjects, free_objects = _exceptions(connection, names)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {target} AS
        WITH related AS (
            SELECT s, p, o, g, CASE WHEN p NOT IN ({free_subjects}) THEN s END AS subject,
                CASE WHEN p NOT IN ({free_objects}) THEN o END AS object FROM {quads}),
        dated AS (
            SELECT r.s, r.p, r.o, greatest({_bounds("f", ALWAYS_FROM)}) AS f, least({_bounds("u", ALWAYS_UNTIL)}) AS u
            FROM related AS r {_lives("subject")} {_lives("object")})
        SELECT s, p, o, f::INTEGER AS f, u::INTEGER AS u FROM dated WHERE f < u"""
    )


def _lives(end: str) -> str:
    """SQL: joins of the lifespans of a triple's end, by its own graph, or where that has none by the others."""
    return f"""LEFT JOIN lifespan AS own_{end} ON own_{end}.s = r.{end} AND own_{end}.g = r.g
        LEFT JOIN lifespan AS other_{end} ON other_{end}.s = CASE WHEN own_{end}.s IS NULL THEN r.{end} END"""


def _bounds(column: str, open_end: int) -> str:
    """SQL: a column of the lifespans of both ends."""
    ends = ("subject", "object")
    return ", ".join(f"coalesce(own_{end}.{column}, other_{end}.{column}, {open_end})" for end in ends)


def _exceptions(connection: Connection, names: dict[str, int]) -> tuple[str, str]:
    """SQL lists of the properties whose statements the life of their subject, or of their object, does not bound."""
    rows = connection.execute(
        f"""SELECT s AS p, p = {names["outlives_object"]} AS object, p = {names["outlives_subject"]} AS subject
            FROM asserted WHERE p IN ({names["outlives_object"]}, {names["outlives_subject"]})
        UNION SELECT s, true, true FROM asserted WHERE p = {names["type"]} AND o = {names["annotation"]}"""
    ).fetchall()
    timeless = [names["valid_from"], names["valid_until"], names["precision"]]
    timeless += add_constants(connection, BUILT_IN_ANNOTATIONS).values()
    structure = add_constants(connection, STRUCTURE).values()
    subjects = {*timeless, *(p for p, _, is_free in rows if is_free)}
    objects = {*timeless, *structure, *(p for p, is_free, _ in rows if is_free)}
    return ", ".join(map(str, sorted(subjects))), ", ".join(map(str, sorted(objects)))


def islands(rows: str) -> str:
    """A query that merges overlapping and adjacent intervals of equal triples in the query `rows(s, p, o, f, u)`.

    The gaps-and-islands method: an island begins where no earlier interval of the triple reaches.
    """
    return f"""SELECT s, p, o, min(f) AS f, max(u) AS u FROM (
        SELECT *, sum(begins) OVER (PARTITION BY s, p, o ORDER BY f, u ROWS UNBOUNDED PRECEDING) AS island FROM (
            SELECT s, p, o, f, u, CASE WHEN f <= max(u) OVER (PARTITION BY s, p, o ORDER BY f, u
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins FROM ({rows})))
        GROUP BY s, p, o, island"""
