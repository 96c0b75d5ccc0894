"""The dated engine: asserted quads in, the closure with its intervals out, all kept in one DuckDB database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from ...errors import ReasoningError
from ..closure import Progress
from ..rules.rule import Rule
from .dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from .dates.validity import date_quads, islands
from .fixpoint import Fixpoint
from .helper_statements import add_helpers
from .literals.data_ranges import add_membership
from .tables.dialect import Connection
from .tables.term_dictionary import count, create_tables, read_quads
from .trivial_triples import make_term_sets


class Engine:
    """Closes one dataset under rules; with `dated` false, as if everything held always.

    `connection` is the database in which everything is kept: `term`, `asserted`, `fact`, `block` and `rule_number`
    stay when the engine has run (see `term_dictionary` and `facts` for their columns).
    """

    def __init__(
        self, connection: Connection, rules: Sequence[Rule], progress: Progress, *, dated: bool = True
    ) -> None:
        self._db = connection
        self._dated = dated
        self._rules = rules
        self._progress = progress

    @property
    def connection(self) -> Connection:
        """The database in which everything is kept."""
        return self._db

    def load(self, path: Path | str) -> int:
        """Read the asserted dataset from a file of canonical N-Quads; returns the number of quads."""
        create_tables(self._db)
        read_quads(self._db, path, "quad")
        self._db.execute("INSERT INTO asserted SELECT DISTINCT s, p, o, g FROM quad")
        self._db.execute("DROP TABLE quad")
        return count(self._db, "asserted")

    def close(self) -> Fixpoint:
        """Derive all that follows from what was loaded.

        Raises ReasoningError when that takes more memory and spill space than the database may use.
        """
        try:
            return self._derive()
        except duckdb.OutOfMemoryException as error:
            reason = str(error).partition("\n")[0]
            raise ReasoningError(f"What follows does not fit into memory and spill space: {reason}.") from None

    def _derive(self) -> Fixpoint:
        self._make_base()
        add_helpers(self._db)
        add_membership(self._db, "membership")
        self._db.execute(
            """CREATE OR REPLACE TEMP TABLE addition AS
            SELECT s, p, o, f, u FROM helper UNION ALL SELECT s, p, o, f, u FROM membership"""
        )
        fixpoint = Fixpoint(self._db, self._rules, self._progress, dated=self._is_dated())
        make_term_sets(self._db)
        fixpoint.start(self._joined_by_additions())
        for table in ("addition", "meeting", "membership"):
            self._db.execute(f"DROP TABLE {table}")
        fixpoint.run()
        return fixpoint

    def _joined_by_additions(self) -> str:
        """A query for the rows of `base` and `addition`, touching intervals of a triple merged.

        One helper statement may be read from several axioms, and be asserted too; the triples of `base` that no
        addition is about, nearly all of them, are merged already and not looked at again.
        """
        self._db.execute(
            """CREATE OR REPLACE TEMP TABLE meeting AS
            SELECT s, p, o, f, u FROM base SEMI JOIN addition USING (s, p, o)
            UNION ALL SELECT s, p, o, f, u FROM addition"""
        )
        alone = "SELECT s, p, o, f, u FROM base ANTI JOIN addition USING (s, p, o)"
        return f"{alone} UNION ALL SELECT s, p, o, f, u FROM ({_merged('meeting')})"

    def _make_base(self) -> None:
        """The table `base(s, p, o, f, u)`: asserted triples with the intervals in which they hold."""
        if not self._dated:
            self._db.execute(
                f"""CREATE OR REPLACE TABLE base AS
                SELECT DISTINCT s, p, o, {ALWAYS_FROM} AS f, {ALWAYS_UNTIL} AS u FROM asserted"""
            )
            return
        date_quads(self._db, "asserted", "dated")
        self._db.execute(f"CREATE OR REPLACE TABLE base AS {_merged('dated')}")
        self._db.execute("DROP TABLE dated")

    def _is_dated(self) -> bool:
        rows = self._db.execute(
            f"SELECT 1 FROM base WHERE f <> {ALWAYS_FROM} OR u <> {ALWAYS_UNTIL} LIMIT 1"
        ).fetchall()
        return bool(rows)


def _merged(table: str) -> str:
    """A query for the rows of `table(s, p, o, f, u)` with touching intervals merged; most triples have one alone."""
    return f"""WITH triple AS (
        SELECT s, p, o, min(f) AS f, max(u) AS u, max(f) = min(f) AND max(u) = min(u) AS has_one
        FROM {table} GROUP BY s, p, o),
        several AS (SELECT s, p, o FROM triple WHERE NOT has_one)
        SELECT s, p, o, f, u FROM triple WHERE has_one
        UNION ALL {islands(f"SELECT s, p, o, f, u FROM {table} SEMI JOIN several USING (s, p, o)")}"""
