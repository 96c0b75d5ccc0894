"""The tables of a closure, and how new rows come into them.

Tables (rows are encoded triples with the half-open interval `[f, u)` of days in which they hold):

    fact(s, p, o, f, u, round, rule)     all that holds; append-only; of one triple's intervals none contains another
    schema_fact                          those rows of `fact` that speak of classes and properties
    block(s, p, o, f, u, round, rule)    derived rows that were merged into a longer interval, as they were before
    superseded(s, p, o, f, u)            rows of `fact` within the longer interval of a later row
    longest_fact                         the closure: `fact` without what is superseded
    delta                                what the last round added to `fact`
    candidate(s, p, o, f, u, rule)       what rules have concluded in a round, new or not

`rule` is ASSERTED, MERGED (an interval made of several rows) or the number of the rule in `rule_number`. A row's
premises all stand in rounds before its own, which is what explanations rest on.
"""

from __future__ import annotations

from collections import Counter

from ...rules.rule import TYPE
from ..dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ..dates.validity import islands
from .dialect import Connection, dialect_of
from .term_dictionary import count, ids_of

ASSERTED = 0
MERGED = -1
CREATE_LONGEST_FACT = (
    "CREATE OR REPLACE VIEW longest_fact AS SELECT * FROM fact ANTI JOIN superseded USING (s, p, o, f, u)"
)

_SAME = "k.s = c.s AND k.p = c.p AND k.o = c.o"


class Facts:
    """The rows of one closure; `dated` false says that every row always holds."""

    def __init__(self, connection: Connection, *, dated: bool) -> None:
        self._db = connection
        self._dated = dated

    def create(self, base: str) -> None:
        """Make the tables anew, empty, and `delta` of the query `base(s, p, o, f, u)`, as what is asserted."""
        ids = dialect_of(self._db).id_type
        interval = f"s {ids}, p {ids}, o {ids}, f INTEGER, u INTEGER"
        for table in ("fact", "schema_fact", "block"):
            self._db.execute(f"CREATE OR REPLACE TABLE {table} ({interval}, round INTEGER, rule SMALLINT)")
        self._db.execute(f"CREATE OR REPLACE TABLE superseded ({interval})")
        self._db.execute(CREATE_LONGEST_FACT)
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE delta AS
            SELECT *, 0 AS round, {ASSERTED}::SMALLINT AS rule FROM ({base}) ORDER BY p"""
        )

    def keys_of(self, table: str) -> Counter[int]:
        """How many rows of a table each predicate has, and each class as the object of `rdf:type`."""
        kind = ids_of(self._db, [TYPE])[TYPE]
        rows = self._db.execute(
            f"SELECT p, CASE WHEN p = {kind} THEN o END AS class, count(*) FROM {table} GROUP BY ALL"
        ).fetchall()
        keys: Counter[int] = Counter()
        for predicate, of_class, number in rows:
            keys[predicate] += number
            if of_class is not None:
                keys[of_class] += number
        return keys

    def keep_new(self, number: int) -> None:
        """Make `delta` from `candidate`, as round `number`: what no fact says yet, touching intervals merged."""
        if not self._dated:
            self._db.execute(
                f"""CREATE OR REPLACE TEMP TABLE delta AS
                SELECT s, p, o, {ALWAYS_FROM} AS f, {ALWAYS_UNTIL} AS u, {number} AS round, min(rule) AS rule
                FROM candidate AS c ANTI JOIN {_facts_like("candidate")} AS k ON {_SAME} GROUP BY s, p, o"""
            )
            return
        self._db.execute(
            """CREATE OR REPLACE TEMP TABLE existing AS
            SELECT s, p, o, f, u FROM fact SEMI JOIN candidate USING (s, p, o)"""
        )
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE fresh AS SELECT * FROM (
                SELECT s, p, o, f, u, min(rule) AS rule FROM candidate GROUP BY s, p, o, f, u) AS c
            ANTI JOIN existing AS k ON {_SAME} AND k.f <= c.f AND k.u >= c.u"""
        )
        self._db.execute(
            """CREATE OR REPLACE TEMP TABLE several AS
            SELECT s, p, o FROM fresh GROUP BY s, p, o HAVING count(*) > 1
            UNION SELECT s, p, o FROM fresh SEMI JOIN existing USING (s, p, o)"""
        )
        if count(self._db, "several"):
            self._merge_intervals(number)
        else:
            self._db.execute(
                f"""CREATE OR REPLACE TEMP TABLE delta AS
                SELECT s, p, o, f, u, {number} AS round, rule FROM fresh"""
            )

    def _merge_intervals(self, number: int) -> None:
        """Where a triple has several intervals, add the longest that they make together; log what they are of."""
        touched = "SELECT s, p, o, f, u FROM existing SEMI JOIN several USING (s, p, o)"
        added = "SELECT s, p, o, f, u FROM fresh SEMI JOIN several USING (s, p, o)"
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE longest AS
            SELECT i.s, i.p, i.o, i.f, i.u, coalesce(r.rule, {MERGED})::SMALLINT AS rule
            FROM ({islands(f"{touched} UNION ALL {added}")}) AS i
            LEFT JOIN fresh AS r ON r.s = i.s AND r.p = i.p AND r.o = i.o AND r.f = i.f AND r.u = i.u
            ANTI JOIN existing AS k ON k.s = i.s AND k.p = i.p AND k.o = i.o AND k.f = i.f AND k.u = i.u"""
        )
        self._db.execute(
            f"""INSERT INTO block SELECT s, p, o, f, u, {number}, rule FROM (
                SELECT s, p, o, f, u, rule FROM fresh SEMI JOIN several USING (s, p, o)
                EXCEPT SELECT s, p, o, f, u, rule FROM longest)"""
        )
        self._db.execute(
            """INSERT INTO superseded SELECT DISTINCT k.s, k.p, k.o, k.f, k.u FROM existing AS k JOIN longest AS i
            ON k.s = i.s AND k.p = i.p AND k.o = i.o AND k.f >= i.f AND k.u <= i.u"""
        )
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE delta AS
            SELECT s, p, o, f, u, {number} AS round, rule FROM (
                SELECT s, p, o, f, u, rule FROM fresh ANTI JOIN several USING (s, p, o)
                UNION ALL SELECT * FROM longest)"""
        )

    def append(self) -> int:
        """Add the rows of `delta` to the facts; returns their number."""
        [(added,)] = self._db.execute("INSERT INTO fact SELECT s, p, o, f, u, round, rule FROM delta").fetchall()
        return int(added)


def _facts_like(table: str) -> str:
    """The rows of `fact` with a predicate that occurs in a table: fewer rows to look those of the table up among."""
    return f"(SELECT * FROM fact WHERE p IN (SELECT DISTINCT p FROM {table}))"
