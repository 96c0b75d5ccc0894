"""The state that evaluation keeps for each rule: the join of its patterns about the ontology, and what it can match.

A key is the id of a predicate, or for a pattern of `rdf:type` that of the class. The ontology's patterns are joined
once, into the table `schema_<number>` of the closure's database, so that a later evaluation finds them there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..rules.join_order import SchemaTable, join_order
from ..rules.rule import TYPE, Pattern, Rule, is_variable
from .body_tables import variable_column
from .compiler import Compiler
from .literals.values import ensure_values_for
from .tables.dialect import Connection, dialect_of

_PREFIX = "schema_"


@dataclass
class RuleState:
    """One rule: `schema_keys` has a key for each schema pattern, `keys` for each data pattern those it can match.

    None among `keys` stands for any.
    """

    rule: Rule
    number: int
    schema: str | None
    schema_keys: frozenset[int]
    keys: list[frozenset[int] | None]
    schema_rows: int = 0
    grown: str | None = None
    """The table of what the last refresh added to the schema table, if anything."""
    refreshed: int = -1
    """The round after which the schema table was last made."""

    @property
    def schema_table(self) -> SchemaTable | None:
        """The schema table as the order of joins takes it into account."""
        return SchemaTable(self.rule.schema_columns, self.schema_rows) if self.schema else None

    def is_idle(self, totals: Counter[int]) -> bool:
        """Whether nothing can match one of the patterns, when there are as many rows of each key as `totals` says."""
        return bool(self.schema and not self.schema_rows) or not all(_touch(keys, totals) for keys in self.keys)

    def touched_places(self, present: Counter[int]) -> list[int]:
        """The places of the data patterns that rows with the keys `present` may match."""
        return [place for place, keys in enumerate(self.keys) if _touch(keys, present)]


def _touch(keys: frozenset[int] | None, present: Counter[int]) -> bool:
    """Whether a pattern with these keys can match rows with the keys `present`."""
    return bool(present) if keys is None else not keys.isdisjoint(present)


def key_term(pattern: Pattern) -> str:
    """The term of a pattern whose id is its key, or a variable."""
    return pattern.object if pattern.predicate == TYPE else pattern.predicate


class SchemaTables:
    """Makes the states of rules, and keeps their schema tables up to date."""

    def __init__(self, connection: Connection, compiler: Compiler, ids: Mapping[str, int]) -> None:
        self._db = connection
        self._compiler = compiler
        self._ids = ids

    def state(self, rule: Rule, number: int) -> RuleState:
        """The state of a rule when nothing of it has been joined yet."""
        schema_keys = frozenset(self._ids[key_term(pattern)] for pattern in rule.schema)
        constants = [key_term(pattern) for pattern in rule.data]
        keys = [None if is_variable(term) else frozenset({self._ids[term]}) for term in constants]
        return RuleState(rule, number, f"{_PREFIX}{number}" if rule.schema else None, schema_keys, keys)

    def forget(self) -> None:
        """Drop the tables of an earlier evaluation."""
        for name in self._present():
            self._db.execute(f"DROP TABLE {name}")

    def recall(self, states: Sequence[RuleState], after: int) -> None:
        """Take up the tables that an earlier evaluation under the same rules has left after the round `after`."""
        present = self._present()
        kept = {state.number: state for state in states if state.schema in present}
        for state in states:
            # What a rule about the ontology alone concludes is among the facts.
            state.refreshed = after if state.schema in present or not state.rule.data else -1
        if kept:
            parts = (part for state in kept.values() for part in self._recalled_parts(state))
            for number, rows, keys in self._db.execute(" UNION ALL ".join(parts)).fetchall():
                kept[number].schema_rows = rows
                self._set_keys(kept[number], keys)

    def refresh(self, state: RuleState, changes: Mapping[int, int], totals: Counter[int], now: int) -> None:
        """Join a rule's schema patterns anew if they may match more than before.

        `changes` has the last round that added a statement of the ontology, by its key.
        """
        state.grown = None
        latest = [changes.get(key) for key in state.schema_keys]
        if state.schema is None or None in latest or not any(c is not None and c > state.refreshed for c in latest):
            return
        rows = [totals[self._ids[key_term(pattern)]] for pattern in state.rule.schema]
        order = join_order(state.rule.schema, rows)
        earlier, state.refreshed = state.refreshed, now
        if not state.rule.data:
            state.grown = f"({self._newest(state.rule, order, earlier)})"
            return
        # Few rows come of it: to join all of the ontology again is less work than to work out what is new.
        query = self._compiler.schema_query(state.rule, ["schema_fact"] * len(rows), order)
        ensure_values_for(self._db, query)
        if added := self._grow(state, state.schema, query):
            state.schema_rows += added
            [(_, _, keys)] = self._db.execute(next(self._recalled_parts(state))).fetchall()
            self._set_keys(state, keys)

    def _newest(self, rule: Rule, order: Sequence[int], earlier: int) -> str:
        """The join of the patterns of a rule about the ontology alone in which a row is of a round after `earlier`.

        Semi-naive, as for data patterns: along a chain of n classes all the rounds together join n³/6 rows.
        """
        if earlier < 0:
            queries = [self._compiler.schema_query(rule, ["schema_fact"] * len(rule.schema), order)]
        else:
            new, old = (f"(SELECT * FROM schema_fact WHERE round {sign} {earlier})" for sign in (">", "<="))
            every = range(len(rule.schema))
            tables = [
                [new if at == place else old if at < place else "schema_fact" for at in every] for place in every
            ]
            queries = [self._compiler.schema_query(rule, each, order) for each in tables]
        for query in queries:
            ensure_values_for(self._db, query)
        return " UNION ALL ".join(queries)

    def _grow(self, state: RuleState, schema: str, query: str) -> int:
        """Bring the schema table up to date and name the table of what is added; returns how many rows are."""
        if not state.schema_rows:
            [(added,)] = self._db.execute(f"CREATE OR REPLACE TABLE {schema} AS {query}").fetchall()
            state.grown = schema if added else None
            return int(added)
        grown = f"{schema}_grown"
        [(added,)] = self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {grown} AS {query} EXCEPT SELECT * FROM {schema}"
        ).fetchall()
        if added:
            self._db.execute(f"INSERT INTO {schema} SELECT * FROM {grown}")
            state.grown = grown
        return int(added)

    def _present(self) -> set[str]:
        return dialect_of(self._db).tables(self._db, _PREFIX) - {"schema_fact"}

    def _recalled_parts(self, state: RuleState) -> Iterator[str]:
        """SQL: the number of a rule, of its schema rows, and a list of keys for each of its variable key terms."""
        lists = dialect_of(self._db).lists([variable_column(term) for _, term in self._bound(state)])
        yield f"SELECT {state.number}, count(*), {lists} FROM {state.schema}"

    def _bound(self, state: RuleState) -> list[tuple[int, str]]:
        """The places of the data patterns whose key is a variable of the schema table, with that variable."""
        terms = ((place, key_term(pattern)) for place, pattern in enumerate(state.rule.data))
        return [(place, term) for place, term in terms if term in state.rule.schema_variables]

    def _set_keys(self, state: RuleState, keys: Sequence[Sequence[int]]) -> None:
        for (place, _), bound in zip(self._bound(state), keys, strict=False):
            state.keys[place] = frozenset(bound or ())
