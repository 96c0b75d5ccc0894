"""Maintenance: a closure brought up to date after quads were added or removed, without closing everything again.

Additions continue the loop: what is new counts as the last round. Removals delete and re-derive (Gupta, Mumick and
Subrahmanian, "Maintaining Views Incrementally", SIGMOD 1993): every triple that a removed one had a part in deriving
goes, then what still follows by other ways comes back. Both work on whole triples, with all their intervals, so dates
need no care of their own. A change of the ontology's own statements is followed by a new closure when it removes any,
or touches a list or an annotation property.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from rdflib.namespace import OWL, RDF

from ...rdf.namespaces import WPH
from ..closure import Progress
from ..rules.rule import Rule
from .dates.lifespans import EXCEPTIONS, dating_ids, dependence_ids
from .dates.validity import date_quads, islands
from .engine import Engine
from .fixpoint import Fixpoint
from .helper_statements import list_rows
from .literals.data_range_reader import DEFINING_PROPERTIES
from .literals.data_ranges import RANGE_PROPERTIES, add_membership
from .literals.values import extend_values
from .tables.facts import ASSERTED
from .tables.term_dictionary import count, listed_ids, read_quads

LARGEST_SHARE = 0.2
"""Share of all triples that may have to go; beyond it a new closure is the shorter way."""


@dataclass(frozen=True)
class Maintenance:
    """What bringing a closure up to date came to.

    `changed` names the temporary table of the triples `(s, p, o)` of which anything may have changed; it is empty
    after a new closure, when that may be any.
    """

    fixpoint: Fixpoint
    changed: str


def maintain(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], added: Path, removed: Path, progress: Progress
) -> Maintenance:
    """Bring the closure in `connection` up to date with quads added and removed (canonical N-Quads files).

    The result is what closing the changed dataset would give. Raises ReasoningError when a file cannot be read.
    """
    return _Maintainer(connection, rules, progress).apply(added, removed)


class _Maintainer:
    """One change on its way into a closure. Tables: `incoming`, `outgoing`, then `come` and `gone` with intervals."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], progress: Progress) -> None:
        self._db = connection
        self._rules = rules
        self._progress = progress

    def apply(self, added: Path, removed: Path) -> Maintenance:
        self._change_asserted(added, removed)
        if self._must_close_anew():
            return self._close_anew()
        self._change_base()
        if self._lists_differ() or not self._extend_membership():
            return self._close_anew()
        fixpoint = Fixpoint(self._db, self._rules, self._progress, dated=True)
        rounds_before = fixpoint.resume()
        self._db.execute("CREATE OR REPLACE TEMP TABLE doomed AS SELECT DISTINCT s, p, o FROM gone")
        if count(self._db, "doomed") and not self._retract(fixpoint):
            return self._close_anew()
        fixpoint.extend(f"SELECT s, p, o, f, u, {ASSERTED} FROM come")
        self._mark_asserted()
        return Maintenance(fixpoint, self._changed_since(rounds_before))

    def _mark_asserted(self) -> None:
        """Call rows asserted that followed before and now are asserted as well, as a new closure would."""
        same = " AND ".join(f"k.{name} = c.{name}" for name in ("s", "p", "o", "f", "u"))
        for table in ("fact", "schema_fact"):
            self._db.execute(f"UPDATE {table} AS k SET rule = {ASSERTED} FROM come AS c WHERE rule <> 0 AND {same}")

    def _changed_since(self, rounds_before: int) -> str:
        """The table of the triples of which what is asserted, its dates, or the closure's rows have changed."""
        tables = [f"SELECT s, p, o FROM {name}" for name in ("incoming", "outgoing", "gone", "come", "doomed")]
        added = f"SELECT s, p, o FROM fact WHERE round > {rounds_before}"
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE changed AS {' UNION '.join([*tables, added])}")
        return "changed"

    def _change_asserted(self, added: Path, removed: Path) -> None:
        read_quads(self._db, removed, "outgoing")
        read_quads(self._db, added, "incoming")
        extend_values(self._db)
        self._db.execute(
            """DELETE FROM asserted USING outgoing AS r
            WHERE asserted.s = r.s AND asserted.p = r.p AND asserted.o = r.o AND asserted.g = r.g"""
        )
        self._db.execute("INSERT INTO asserted SELECT DISTINCT * FROM incoming ANTI JOIN asserted USING (s, p, o, g)")

    def _must_close_anew(self) -> bool:
        """Whether the change touches what the dates of all triples are read from, or the rules have changed."""
        kind, annotation = (listed_ids(self._db, [term.n3()]) for term in (RDF.type, OWL.AnnotationProperty))
        rows = self._db.execute(
            f"""SELECT 1 FROM (FROM incoming UNION ALL FROM outgoing)
            WHERE p IN ({kind}) AND o IN ({annotation}) OR p IN ({listed_ids(self._db, EXCEPTIONS)}) LIMIT 1"""
        ).fetchall()
        return bool(rows) or self._rules_differ() or not self._has_dated_helpers()

    def _has_dated_helpers(self) -> bool:
        """Whether the closure is of a version of this program that dates its helper statements."""
        rows = self._db.execute(
            """SELECT 1 FROM duckdb_columns() WHERE table_name = 'helper' AND column_name = 'f'
            AND database_name = current_database()"""
        ).fetchall()
        return bool(rows)

    def _lists_differ(self) -> bool:
        """Whether what helper statements are read from has changed, or its dates have."""
        changed = "(FROM come UNION ALL FROM gone)"
        return bool(self._db.execute(f"{list_rows(self._db, changed)} LIMIT 1").fetchall())

    def _rules_differ(self) -> bool:
        names = self._db.execute("SELECT name FROM rule_number ORDER BY number").fetchall()
        return [name for (name,) in names] != [rule.name for rule in self._rules]

    def _close_anew(self) -> Maintenance:
        return Maintenance(Engine(self._db, self._rules, self._progress).close(), changed="")

    def _extend_membership(self) -> bool:
        """Add to `come` what data ranges say of literals; False when the ranges themselves have changed."""
        ranging = listed_ids(self._db, (*RANGE_PROPERTIES, *DEFINING_PROPERTIES))
        changed = "(FROM come UNION ALL FROM gone)"
        if self._db.execute(f"SELECT 1 FROM {changed} WHERE p IN ({ranging}) LIMIT 1").fetchall():
            return False
        new = "SELECT DISTINCT t.id, t.text FROM incoming JOIN term AS t ON t.id = incoming.o WHERE t.id < 0"
        add_membership(self._db, "membership", new)
        self._db.execute("INSERT INTO come SELECT DISTINCT m.* FROM membership AS m ANTI JOIN fact USING (s, p, o)")
        return True

    def _change_base(self) -> None:
        """Date again whatever rests on dates that have changed; make `gone` and `come` of what differs."""
        self._find_touched()
        self._db.execute("CREATE OR REPLACE TEMP TABLE before AS FROM base SEMI JOIN touched USING (s)")
        self._gather_scope()
        date_quads(self._db, "(FROM asserted SEMI JOIN touched USING (s))", "dated", "scope")
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE after AS {islands('FROM dated')}")
        self._db.execute("DELETE FROM base USING touched WHERE base.s = touched.s")
        self._db.execute("INSERT INTO base FROM after")
        self._db.execute("CREATE OR REPLACE TEMP TABLE gone AS FROM before EXCEPT FROM after")
        self._db.execute("CREATE OR REPLACE TEMP TABLE come AS FROM after EXCEPT FROM before")

    def _find_touched(self) -> None:
        """Make `touched(s)`: the changed subjects, and those of all statements whose ends may have another lifespan.

        A lifespan changes with the thing's own dates, with the coverage of its source, and with that of the thing on
        which it depends.
        """
        coverage, source = (listed_ids(self._db, [name.n3()]) for name in (WPH.coverageFrom, WPH.source))
        changed = "(FROM incoming UNION ALL FROM outgoing)"
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE moved AS
            WITH RECURSIVE moved(s) AS (
                SELECT s FROM {changed} WHERE p IN ({dating_ids(self._db)})
                UNION SELECT s FROM asserted WHERE p IN ({source}) AND o IN (
                    SELECT s FROM {changed} WHERE p IN ({coverage}))
                UNION SELECT a.s FROM asserted AS a JOIN moved ON moved.s = a.o
                    WHERE a.p IN ({dependence_ids(self._db)}))
            FROM moved"""
        )
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE touched AS
            SELECT s FROM {changed} UNION FROM moved
            UNION SELECT s FROM asserted WHERE o IN (FROM moved)"""
        )

    def _gather_scope(self) -> None:
        """Make `scope(s, p, o, g)`: what the lifespans of both ends of the touched statements are read from."""
        coverage, dependence = listed_ids(self._db, [WPH.coverageFrom.n3()]), dependence_ids(self._db)
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE scope AS
            WITH RECURSIVE relevant(s) AS (
                FROM touched UNION SELECT o FROM asserted SEMI JOIN touched USING (s) WHERE o > 0
                UNION SELECT a.o FROM asserted AS a JOIN relevant USING (s) WHERE a.p IN ({dependence}))
            FROM asserted WHERE p IN ({coverage})
                OR s IN (FROM relevant) AND p IN ({dating_ids(self._db)})"""
        )

    def _retract(self, fixpoint: Fixpoint) -> bool:
        """Take out what rests on `gone` and derive again what still follows; False when a new closure is shorter."""
        limit = int(count(self._db, "fact") * LARGEST_SHARE)
        self._db.execute("CREATE OR REPLACE TEMP TABLE frontier AS FROM fact SEMI JOIN doomed USING (s, p, o)")
        while count(self._db, "frontier"):
            if fixpoint.is_schema("frontier") or count(self._db, "doomed") > limit:
                return False
            fixpoint.consequences_of("frontier", "following")
            self._db.execute(
                """CREATE OR REPLACE TEMP TABLE reached AS
                FROM fact SEMI JOIN (FROM following ANTI JOIN doomed USING (s, p, o)) USING (s, p, o)"""
            )
            # What is asserted, and follows for no longer than that, stays as it is.
            self._db.execute(
                """CREATE OR REPLACE TEMP TABLE frontier AS
                FROM reached SEMI JOIN (FROM reached WHERE rule <> 0) USING (s, p, o)"""
            )
            self._db.execute("INSERT INTO doomed SELECT DISTINCT s, p, o FROM frontier")
        for table in ("fact", "schema_fact", "block", "superseded"):
            self._db.execute(
                f"""DELETE FROM {table} USING doomed AS d
                WHERE {table}.s = d.s AND {table}.p = d.p AND {table}.o = d.o"""
            )
        fixpoint.derive_again("doomed", f"SELECT *, {ASSERTED} FROM base SEMI JOIN doomed USING (s, p, o)")
        return True
