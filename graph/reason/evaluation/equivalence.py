"""Equality without its cubic join: of the ways to conclude that two things are the same, a few that give all of them.

Within n things that are the same, `eq-trans` as the specification has it joins n³ pairs of statements to conclude n².
It is enough to join those in which the middle is the least of what the first is the same as, or the last the least of
what the middle is: the least of all then reaches every thing, and from it every thing every other. (Label propagation
with short cuts; the ids of terms give the order.) Statements that hold for a time only are joined as they are, since
the least of one day need not be that of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..rules.rule import Rule
from .dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from .tables.dialect import Connection

SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
_LEAST = "least_same"


def is_transitivity_of_equality(rule: Rule) -> bool:
    """Whether a rule concludes from two statements that things are the same that the outer two are: `eq-trans`."""
    patterns = (*rule.body, *rule.head)
    return len(rule.body) == 2 and len(rule.head) == 1 and all(pattern.predicate == SAME for pattern in patterns)


class Equivalence:
    """The state of equality in a closure, and the tables over which its transitivity need be joined."""

    def __init__(self, connection: Connection, ids: Mapping[str, int]) -> None:
        self._db = connection
        self._same = ids.get(SAME)
        self.is_short = False
        """Whether no statement of equality is bounded in time, so that the few ways give all conclusions."""

    def refresh(self, new: Mapping[int, int]) -> bool:
        """Take note of new facts, counted by key; returns whether all have to be joined again."""
        if self._same is None or self._same not in new:
            return False
        before = self.is_short
        bounded = f"p = {self._same} AND (f <> {ALWAYS_FROM} OR u <> {ALWAYS_UNTIL})"
        self.is_short = not self._db.execute(f"SELECT 1 FROM fact WHERE {bounded} LIMIT 1").fetchall()
        if self.is_short:
            self._db.execute(
                f"""CREATE OR REPLACE TEMP TABLE {_LEAST} AS
                SELECT s, min(o) AS o FROM fact WHERE p = {self._same} GROUP BY s"""
            )
        return before and not self.is_short

    def ways(self, tables: Sequence[str]) -> Iterator[list[str]]:
        """The tables for the two patterns of `eq-trans`, a list for each join that is needed."""
        if not self.is_short:
            yield list(tables)
            return
        for place in range(len(tables)):
            least = f"(SELECT fact.* FROM {tables[place]} AS fact JOIN {_LEAST} USING (s, o))"
            yield [least if at == place else table for at, table in enumerate(tables)]
