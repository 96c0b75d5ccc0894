"""Views: a closure cut at one day, and the history of what it derives. Cutting needs no reasoning.

The view of a day holds

- in the default graph, as a set: what is asserted and what follows that day, and every situation with its dates,
  whichever day it belongs to;
- in `graph:inferred`, what follows that day, and what follows about situations, without what is asserted;
- in `graph:<key>-conclusions`, for a source with rules of its own, what these conclude, in the form of the history;
- in `graph:history` (the same for every day), each derived relation that does not always hold, or of which an end
  does not always live, with its validity, as an annotated axiom (OWL 2 Mapping to RDF Graphs, section 3.2.2), which
  Protégé shows at the axiom. The nodes of the axioms are skolem IRIs (RDF 1.1 Concepts, section 3.5), since the
  store gives blank nodes other names each time; exports make blank nodes of them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
from rdflib.namespace import OWL, RDF, XSD

from ...rdf.namespaces import CONCLUSIONS, GENID, GRAPH, HISTORY_GRAPH, INFERRED_GRAPH, WPH
from ..evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number, day_of
from ..evaluation.tables.term_dictionary import listed_ids
from ..evaluation.trivial_triples import is_informative

DEFAULT = ""
"""The name of the default graph among the names of graphs."""
INFERRED = INFERRED_GRAPH.n3()
HISTORY = HISTORY_GRAPH.n3()

_ROW = "s, p, o"


@dataclass(frozen=True)
class Extent:
    """What a view is cut from: a closure, and of its triples all or some.

    The closure is the connection's own, or that of the attached `database`, whose ids are the same; `within` names a
    table of triples `(s, p, o)`.
    """

    database: str = ""
    within: str = ""

    def rows(self, table: str) -> str:
        """SQL: the rows of a table of the closure that are about these triples."""
        rows = self.all_rows(table)
        return f"(FROM {rows} SEMI JOIN {self.within} USING ({_ROW}))" if self.within else rows

    def all_rows(self, table: str) -> str:
        """SQL: a table of the closure, whichever triples it is about."""
        return f"{self.database}.{table}" if self.database else table


WHOLE = Extent()


def make_shown(connection: duckdb.DuckDBPyConnection, extent: Extent = WHOLE) -> None:
    """Make the temporary tables `situation(s)`, `mortal(s)` and `shown(s, p, o, f, u)`, the derived rows to show.

    `mortal` holds the things with dates of their own.
    """
    kind, situation = (listed_ids(connection, [name.n3()]) for name in (RDF.type, WPH.Situation))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE situation AS
        SELECT DISTINCT s FROM {extent.all_rows("fact")} WHERE p IN ({kind}) AND o IN ({situation})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE mortal AS SELECT DISTINCT s FROM {extent.all_rows("base")}
        WHERE p IN ({listed_ids(connection, [WPH.validFrom.n3(), WPH.validUntil.n3()])})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE shown AS SELECT s, p, o, f, u FROM {extent.rows("longest_fact")}
        WHERE rule <> 0 AND {is_informative(connection)}"""
    )


def cut(connection: duckdb.DuckDBPyConnection, day: date, extent: Extent = WHOLE) -> dict[str, str]:
    """Cut the view of a day: SQL for the rows `s, p, o, f, u` of each graph, by the graph's name.

    `f` and `u` distinguish rows of the history and are 0 elsewhere. The rows can be read until the next cut. The term
    sets of `trivial_triples` must have been made.
    """
    make_shown(connection, extent)
    held = f"f <= {day_number(day)} AND u > {day_number(day)}"
    base, asserted = extent.rows("base"), extent.rows("asserted")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE inferred AS
        SELECT {_ROW} FROM shown ANTI JOIN (SELECT {_ROW} FROM {base} WHERE {held}) USING ({_ROW}) WHERE {held}
        UNION SELECT {_ROW} FROM shown SEMI JOIN situation USING (s) ANTI JOIN {asserted} USING ({_ROW})"""
    )
    default = f"""(SELECT {_ROW} FROM {base} WHERE {held}
        UNION SELECT {_ROW} FROM {asserted} SEMI JOIN situation USING (s) UNION FROM inferred)"""
    return {
        DEFAULT: f"(SELECT {_ROW}, 0 AS f, 0 AS u FROM {default})",
        INFERRED: f"(SELECT {_ROW}, 0 AS f, 0 AS u FROM inferred)",
        HISTORY: history_rows(),
        **conclusions(connection, extent),
    }


def conclusions(connection: duckdb.DuckDBPyConnection, extent: Extent = WHOLE) -> dict[str, str]:
    """SQL for the rows `s, p, o, f, u` that the rules of each source conclude, by the name of their graph.

    A conclusion that another rule draws as early is that rule's. The term sets of `trivial_triples` must have been
    made.
    """
    numbers = extent.all_rows("rule_number")
    keys = connection.execute(
        f"SELECT DISTINCT split_part(name, ':', 1) FROM {numbers} WHERE contains(name, ':') ORDER BY ALL"
    ).fetchall()
    informative = is_informative(connection) if keys else ""
    return {
        GRAPH[f"{key}{CONCLUSIONS}"].n3(): f"""(SELECT s, p, o, f, u FROM {extent.rows("longest_fact")}
        WHERE rule IN (SELECT number FROM {numbers} WHERE starts_with(name, '{key}:')) AND {informative})"""
        for (key,) in keys
    }


def history_rows() -> str:
    """SQL: relations and classes of entities that do not always hold, or that are of something with dates.

    The tables of `make_shown` must have been made. Relations of other vocabularies, which only say the same again,
    are left out.
    """
    return f"""(SELECT s, p, o, f, u FROM shown WHERE (f <> {ALWAYS_FROM} OR u <> {ALWAYS_UNTIL}
            OR s IN (FROM mortal) OR o IN (FROM mortal))
        AND p IN (SELECT id FROM term WHERE text LIKE '<{WPH}%' OR text = '{RDF.type.n3()}')
        AND s NOT IN (FROM situation) AND o NOT IN (FROM situation))"""


def lines(graph: str, rows: str) -> str:
    """SQL: the N-Quads lines, or for the default graph N-Triples, for rows `s, p, o, f, u` of a graph."""
    if graph == HISTORY or graph.endswith(f"{CONCLUSIONS}>"):
        return _axiom_lines(rows, graph)
    name = f" {graph}" if graph else ""
    return f"""SELECT concat(s.text, ' ', p.text, ' ', o.text, '{name} .') AS line FROM {_with_texts(rows)}"""


def _with_texts(rows: str) -> str:
    return f"""{rows} AS r
        JOIN term AS s ON s.id = r.s JOIN term AS p ON p.id = r.p JOIN term AS o ON o.id = r.o"""


def _axiom_lines(rows: str, graph: str) -> str:
    """SQL: rows with their validity as annotated axioms."""
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
    return f"""SELECT concat(axiom, ' ', part, ' {graph} .') AS line FROM (
        SELECT {axiom} AS axiom, unnest([{parts}]) AS part FROM {_with_texts(rows)})
        WHERE NOT ends_with(part, ' ')"""


def _instant(column: str, unbounded: int) -> str:
    """SQL: a day as an `xsd:dateTime` literal, empty when unbounded."""
    # Not strftime, which writes years before 1 as BC, nor a cast, which gives years as few digits as they have.
    day = f"DATE '1970-01-01' + {column}"
    sign = f"CASE WHEN year({day}) < 0 THEN '-' ELSE '' END"
    day = f"printf('%s%04d-%02d-%02d', {sign}, abs(year({day})), month({day}), day({day}))"
    literal = f"""concat('"', {day}, 'T00:00:00Z"^^{XSD.dateTime.n3()}')"""
    return f"CASE WHEN {column} <> {unbounded} THEN {literal} ELSE '' END"


@dataclass(frozen=True)
class Stretch:
    """The days on which a view is the same as on a day: `begins` ≤ that day < `ends` (None: open)."""

    begins: date | None
    ends: date | None


def stretch_around(connection: duckdb.DuckDBPyConnection, day: date) -> Stretch:
    """The days around `day` between which nothing begins or ends."""
    number = day_number(day)
    [(begins, ends)] = connection.execute(
        f"""SELECT max(day) FILTER (day <= {number}), min(day) FILTER (day > {number}) FROM (
            SELECT unnest([f, u]) AS day FROM (SELECT f, u FROM longest_fact UNION SELECT f, u FROM base))
        WHERE day NOT IN ({ALWAYS_FROM}, {ALWAYS_UNTIL})"""
    ).fetchall()
    return Stretch(None if begins is None else day_of(begins), None if ends is None else day_of(ends))
