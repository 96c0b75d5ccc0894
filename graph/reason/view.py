"""Views: a closure cut at one day, and the history of what it derives. Cutting needs no reasoning.

The view of a day holds

- in the default graph, as a set: what is asserted and what follows that day, and every situation with its dates,
  whichever day it belongs to;
- in `graph:inferred`, what follows that day, and what follows about situations, without what is asserted;
- in `graph:history` (the same for every day), each derived relation that does not always hold, with its validity, as
  an annotated axiom (OWL 2 Mapping to RDF Graphs, section 3.2.2), which Protégé shows at the axiom. The nodes of the
  axioms are skolem IRIs (RDF 1.1 Concepts, section 3.5), since the store gives blank nodes other names each time;
  exports make blank nodes of them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from rdflib.namespace import OWL, RDF, XSD

from ..vocab import GENID, HISTORY_GRAPH, INFERRED_GRAPH, WPH
from .encoding import listed_ids, write_lines
from .port import View
from .trivia import make_term_sets, worth_telling
from .validity import ALWAYS_FROM, ALWAYS_UNTIL, day_number, day_of

ROW = "s, p, o"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables that views are cut from: `situation(s)`, and `told`, the derived rows to show."""
    make_term_sets(connection)
    kind, situation = (listed_ids(connection, [name.n3()]) for name in (RDF.type, WPH.Situation))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE situation AS
        SELECT DISTINCT s FROM fact WHERE p IN ({kind}) AND o IN ({situation})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE told AS SELECT s, p, o, f, u FROM longest_fact
        WHERE rule <> 0 AND {worth_telling(connection)}"""
    )


def inferred_rows(day: int) -> str:
    """SQL: the rows `s, p, o` of `graph:inferred` on a day."""
    return f"""(SELECT {ROW} FROM told ANTI JOIN (SELECT {ROW} FROM base WHERE {_held(day)}) USING (s, p, o)
            WHERE {_held(day)}
        UNION SELECT {ROW} FROM told SEMI JOIN situation USING (s) ANTI JOIN asserted USING (s, p, o))"""


def default_rows(day: int) -> str:
    """SQL: the rows `s, p, o` of the default graph on a day."""
    return f"""(SELECT {ROW} FROM base WHERE {_held(day)}
        UNION SELECT {ROW} FROM asserted SEMI JOIN situation USING (s)
        UNION FROM {inferred_rows(day)})"""


def _held(day: int) -> str:
    return f"f <= {day} AND u > {day}"


@dataclass(frozen=True)
class Cut:
    """The day of a view, and the days between which the view is the same: `begins` ≤ day < `ends` (None: open)."""

    day: date
    begins: date | None
    ends: date | None


def cut_around(connection: duckdb.DuckDBPyConnection, day: date) -> Cut:
    """The stretch of days around `day` in which nothing begins or ends."""
    number = day_number(day)
    [(begins, ends)] = connection.execute(
        f"""SELECT max(day) FILTER (day <= {number}), min(day) FILTER (day > {number}) FROM (
            SELECT f AS day FROM longest_fact WHERE f <> {ALWAYS_FROM}
            UNION SELECT u FROM longest_fact WHERE u <> {ALWAYS_UNTIL})"""
    ).fetchall()
    return Cut(day, None if begins is None else day_of(begins), None if ends is None else day_of(ends))


def write_view(connection: duckdb.DuckDBPyConnection, day: date, workdir: Path) -> View:
    """Write the view of `day` into the files `default.nt` and `derived.nq` of `workdir`."""
    prepare(connection)
    number = day_number(day)
    default, derived = workdir / "default.nt", workdir / "derived.nq"
    write_lines(connection, triple_lines(default_rows(number)), default)
    inferred = quad_lines(inferred_rows(number), INFERRED_GRAPH.n3())
    write_lines(connection, f"{inferred} UNION ALL {_history_lines(connection)}", derived)
    [(count,)] = connection.execute(f"SELECT count(*) FROM {inferred_rows(number)}").fetchall()
    return View(default, derived, int(count), cut_around(connection, day).ends)


def triple_lines(rows: str) -> str:
    """SQL: the N-Triples line of each row `s, p, o`."""
    return _lines(rows, "")


def quad_lines(rows: str, graph: str) -> str:
    """SQL: the N-Quads line of each row `s, p, o`, in the graph with this N-Triples name."""
    return _lines(rows, f" {graph}")


def _lines(rows: str, graph: str) -> str:
    return f"""SELECT concat(s.text, ' ', p.text, ' ', o.text, '{graph} .') AS line FROM {rows} AS r
        JOIN term AS s ON s.id = r.s JOIN term AS p ON p.id = r.p JOIN term AS o ON o.id = r.o"""


def _history_lines(connection: duckdb.DuckDBPyConnection) -> str:
    """SQL: the lines of `graph:history`: relations and classes of entities that do not always hold.

    Relations of other vocabularies, which only say the same again, are left out.
    """
    axiom = f"concat('<{GENID}', md5(concat(s.text, p.text, o.text, f)), '>')"
    statements = [
        (RDF.type, f"'{OWL.Axiom.n3()}'"),
        (OWL.annotatedSource, "s.text"),
        (OWL.annotatedProperty, "p.text"),
        (OWL.annotatedTarget, "o.text"),
        (WPH.heldFrom, _instant("f", ALWAYS_FROM)),
        (WPH.heldUntil, _instant("u", ALWAYS_UNTIL)),
    ]
    parts = ", ".join(f"concat('{prop.n3()} ', {value})" for prop, value in statements)
    return f"""SELECT concat(axiom, ' ', part, ' {HISTORY_GRAPH.n3()} .') AS line FROM (
        SELECT {axiom} AS axiom, unnest([{parts}]) AS part FROM told AS r
        JOIN term AS s ON s.id = r.s JOIN term AS p ON p.id = r.p JOIN term AS o ON o.id = r.o
        WHERE (f <> {ALWAYS_FROM} OR u <> {ALWAYS_UNTIL})
            AND (p.text LIKE '<{WPH}%' OR p.text = '{RDF.type.n3()}')
            AND r.s NOT IN (FROM situation) AND r.o NOT IN (FROM situation))
        WHERE NOT ends_with(part, ' ')"""


def _instant(column: str, unbounded: int) -> str:
    """SQL: a day as an `xsd:dateTime` literal, empty when unbounded."""
    day = f"strftime(DATE '1970-01-01' + {column}, '%Y-%m-%d')"
    literal = f"""concat('"', {day}, 'T00:00:00Z"^^{XSD.dateTime.n3()}')"""
    return f"CASE WHEN {column} <> {unbounded} THEN {literal} ELSE '' END"


def changes_between(connection: duckdb.DuckDBPyConnection, before: date, after: date) -> str:
    """SQL: the N-Quads lines, in the default graph and in `graph:inferred`, of `after` that are not of `before`."""
    prepare(connection)
    first, second = day_number(before), day_number(after)
    default = f"(FROM {default_rows(second)} EXCEPT FROM {default_rows(first)})"
    inferred = f"(FROM {inferred_rows(second)} EXCEPT FROM {inferred_rows(first)})"
    return f"{triple_lines(default)} UNION ALL {quad_lines(inferred, INFERRED_GRAPH.n3())}"


def keep_view(connection: duckdb.DuckDBPyConnection, day: date, name: str) -> None:
    """Keep the lines of the view of `day`, all graphs of it, in the temporary table `name(line)`."""
    prepare(connection)
    number = day_number(day)
    parts = [
        triple_lines(default_rows(number)),
        quad_lines(inferred_rows(number), INFERRED_GRAPH.n3()),
        _history_lines(connection),
    ]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {' UNION ALL '.join(parts)}")


def view_changes(connection: duckdb.DuckDBPyConnection, before: str, after: str) -> tuple[str, str]:
    """The lines that leave and those that enter from one kept view to another."""
    leaving, entering = (
        "".join(f"{line}\n" for (line,) in connection.execute(f"FROM {one} EXCEPT FROM {other}").fetchall())
        for one, other in ((before, after), (after, before))
    )
    return leaving, entering
