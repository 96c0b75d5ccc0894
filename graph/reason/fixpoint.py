"""Semi-naive evaluation: rules are applied to what the last round added, until a round adds nothing.

The tables and their columns are described in `facts`. A row's premises all stand in rounds before its own, which is
what explanations rest on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from .compiling import Compiler
from .encoding import add_constants, add_terms
from .facts import Facts
from .ordering import Schema, join_order
from .port import Progress
from .rule import TYPE, Pattern, Rule, is_made, is_schema_class, is_schema_property, is_variable
from .values import VALUE_TABLE, ensure_values


@dataclass
class _State:
    """What the evaluation knows of one rule: the keys that its patterns need, and whether its schema table has rows.

    A key is the id of a predicate, or for a pattern of `rdf:type` that of the class: `schema_keys` has one for each
    schema pattern, `keys` has for each data pattern the set of those that it can match, or None for any.
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
    def known_schema(self) -> Schema | None:
        """What the order of a join goes by."""
        return Schema(self.rule.schema_variables, self.schema_rows) if self.schema else None

    @property
    def has_schema(self) -> bool:
        """Whether the schema table has rows."""
        return self.schema_rows > 0


class Fixpoint:
    """Closes the rows of a table under rules; `dated` false leaves intervals out of all joins."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], progress: Progress, *, dated: bool
    ) -> None:
        self._db = connection
        self._progress = progress
        self._facts = Facts(connection, dated=dated)
        self._ids = add_constants(connection, constants_of(rules))
        self._compiler = Compiler(self._ids, dated=dated)
        self._schema_predicates = _schema_ids(connection, is_schema_property)
        self._schema_classes = _schema_ids(connection, is_schema_class)
        self._round = 0
        self._totals: Counter[int] = Counter()
        self._new: Counter[int] = Counter()
        self._pending: list[str] = []
        self._schema_changes: dict[int, int] = {}
        self._rules = rules
        self._states: list[_State] = []

    @property
    def compiler(self) -> Compiler:
        """The compiler for this dictionary."""
        return self._compiler

    def start(self, base: str) -> None:
        """Make the tables anew, with the rows of the query `base(s, p, o, f, u)` as what is asserted."""
        self._facts.create(base)
        self._db.execute("CREATE OR REPLACE TABLE rule_number (number SMALLINT, name VARCHAR)")
        names = [rule.name for rule in self._rules]
        self._db.execute("INSERT INTO rule_number SELECT generate_subscripts($1, 1), unnest($1::VARCHAR[])", [names])
        self._states = [self._state(rule, number) for number, rule in enumerate(self._rules, start=1) if rule.head]
        self._append_delta()

    def resume(self) -> int:
        """Take up the tables that an earlier evaluation under the same rules has left, as if it had just ended.

        Returns the number of rounds so far.
        """
        [(self._round,)] = self._db.execute("SELECT max(round) FROM fact").fetchall()
        self._states = [self._state(rule, number) for number, rule in enumerate(self._rules, start=1) if rule.head]
        self._totals = self._facts.keys_of("fact")
        self._new = Counter()
        self._schema_changes = dict.fromkeys(self._facts.keys_of("schema_fact"), self._round)
        for state in self._states:
            self._refresh_schema(state)
        return self._round

    def extend(self, rows: str) -> None:
        """Add the rows of the query `rows(s, p, o, f, u, rule)`, and all that follows from them."""
        self._begin_round()
        self._pending.append(f"FROM ({rows}) AS given(s, p, o, f, u, rule)")
        self._go_on(changed=self._end_round())

    def consequences_of(self, frontier: str, target: str) -> None:
        """Make the table `target(s, p, o)` of all that rules conclude with a triple of `frontier(s, p, o)`."""
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {target} (s INTEGER, p INTEGER, o INTEGER)")
        here = f"(SELECT * FROM fact SEMI JOIN {frontier} USING (s, p, o))"
        present = self._facts.keys_of(frontier)
        for state in self._states:
            if not self._is_idle(state):
                for place in (place for place, keys in enumerate(state.keys) if _touch(keys, present)):
                    tables = [here if at == place else "fact" for at in range(len(state.keys))]
                    query = self._conclusions(state, state.schema, tables, self._sizes(state, place, present))
                    self._needs(query)
                    with self._own_order():
                        self._db.execute(f"INSERT INTO {target} SELECT s, p, o FROM ({query})")

    def derive_again(self, within: str, rows: str) -> None:
        """Add the rows of the query `rows`, what rules conclude of the triples in `within`, and what follows."""
        self._begin_round()
        self._pending.append(f"FROM ({rows}) AS given(s, p, o, f, u, rule)")
        possible = self._facts.keys_of(within)
        for state in self._states:
            if state.rule.data and not self._is_idle(state) and self._concludes(state.rule, possible):
                query = self._conclusions_within(state, within)
                self._needs(query)
                self._insert_candidates(state, query)
        self._go_on(changed=self._end_round())

    def _conclusions_within(self, state: _State, within: str) -> str:
        """The query for what a rule concludes of the triples in a table, which is joined first where it can be."""
        rule = state.rule
        bound = frozenset(term for term in rule.head[0] if is_variable(term)) if len(rule.head) == 1 else frozenset()
        order = join_order(rule.data, self._sizes(state), state.known_schema, bound)
        return self._compiler.conclusions(rule, state.schema, ["fact"] * len(rule.data), within, order)

    def is_schema(self, table: str) -> bool:
        """Whether a table holds statements about classes and properties."""
        return bool(self._facts.keys_of(table).keys() & (self._schema_predicates | self._schema_classes))

    def _concludes(self, rule: Rule, possible: Counter[int]) -> bool:
        """Whether a rule may conclude a triple with one of these keys."""
        terms = [_key_term(pattern) for pattern in rule.head]
        return any(is_variable(term) or self._ids.get(term) in possible for term in terms)

    def run(self) -> int:
        """Apply the rules until nothing is added; returns the number of rounds."""
        schema_only = [state for state in self._states if not state.rule.data]
        while self._apply(schema_only, everything=False):
            pass
        self._go_on(changed=self._apply(self._states, everything=True))
        return self._round

    def _go_on(self, *, changed: bool) -> None:
        while changed:
            changed = self._apply(self._states, everything=False)

    @contextmanager
    def _own_order(self) -> Iterator[None]:
        """Let the database join in the order in which queries name their tables (see `ordering`)."""
        self._db.execute("SET disabled_optimizers = 'join_order'")
        try:
            yield
        finally:
            self._db.execute("SET disabled_optimizers = ''")

    def _apply(self, states: Sequence[_State], *, everything: bool) -> bool:
        """One round: derive candidates, keep what is new. With `everything`, all facts count as new."""
        self._begin_round()
        for state in states:
            self._refresh_schema(state)
        for state in states:
            for query in self._queries(state, everything=everything):
                self._needs(query)
                self._insert_candidates(state, query)
        return self._end_round()

    def _begin_round(self) -> None:
        self._pending = []

    def _insert_candidates(self, state: _State, query: str) -> None:
        self._pending.append(f"SELECT s, p, o, f, u, {state.number}::SMALLINT AS rule FROM ({query})")

    def _end_round(self) -> bool:
        """Keep what is new among the candidates; returns whether anything is."""
        self._round += 1
        if not self._pending:
            self._new = Counter()
            return False
        with self._own_order():
            self._db.execute(f"CREATE OR REPLACE TEMP TABLE candidate AS {' UNION ALL '.join(self._pending)}")
        self._facts.keep_new(self._round)
        added = self._append_delta()
        if added:
            self._progress(f"Round {self._round}: {added:,} new …")
        return added > 0

    def _needs(self, query: str) -> None:
        """Make the values of literals if a query compares them; most datasets never need them."""
        if VALUE_TABLE in query:
            ensure_values(self._db)

    def _is_idle(self, state: _State) -> bool:
        """Whether nothing can match one of a rule's patterns."""
        return bool(state.schema and not state.has_schema) or not all(_touch(k, self._totals) for k in state.keys)

    def _queries(self, state: _State, *, everything: bool) -> Iterator[str]:
        rule = state.rule
        if not rule.data and state.grown:
            yield self._conclusions(state, state.grown, [])
        if not rule.data or self._is_idle(state):
            return
        facts = ["fact"] * len(rule.data)
        if everything:
            yield self._conclusions(state, state.schema, facts)
            return
        if state.grown:
            yield self._conclusions(state, state.grown, facts)
        for place, keys in enumerate(state.keys):
            if _touch(keys, self._new):
                sizes = self._sizes(state, place, self._new)
                yield self._conclusions(state, state.schema, self._tables(state, place), sizes)

    def _conclusions(
        self, state: _State, schema: str | None, tables: Sequence[str], sizes: Sequence[int] | None = None
    ) -> str:
        """The query for a rule's conclusions, when the blank nodes that they make are in the dictionary.

        `sizes` says about how many rows each data pattern matches; by default, as many as all facts give.
        """
        rule = state.rule
        if rule.made:
            names = self._compiler.names(rule, schema, tables)
            self._needs(names)
            add_terms(self._db, names)
        known = self._sizes(state) if sizes is None else sizes
        order = join_order(rule.data, known, state.known_schema if schema else None)
        return self._compiler.conclusions(rule, schema, tables, order=order)

    def _sizes(self, state: _State, place: int = -1, present: Counter[int] | None = None) -> list[int]:
        """At most how many rows each data pattern matches; the one at `place`, of rows with the keys `present`."""
        counts = [present if at == place and present is not None else self._totals for at in range(len(state.keys))]
        return [_rows(keys, counted) for keys, counted in zip(state.keys, counts, strict=True)]

    def _tables(self, state: _State, place: int) -> list[str]:
        """The tables of the data patterns when the one at `place` matches only what is new.

        Patterns before it match only what is old, so that no match is found twice.
        """
        newest = "delta" if not state.rule.skips_own else f"(SELECT * FROM delta WHERE rule <> {state.number})"
        old = f"(SELECT * FROM fact WHERE round < {self._round})"
        return [newest if at == place else old if at < place else "fact" for at in range(len(state.keys))]

    # Schema tables

    def _state(self, rule: Rule, number: int) -> _State:
        schema_keys = frozenset(self._ids[_key_term(pattern)] for pattern in rule.schema)
        constants = [_key_term(pattern) for pattern in rule.data]
        keys = [None if is_variable(term) else frozenset({self._ids[term]}) for term in constants]
        return _State(rule, number, f"schema_{number}" if rule.schema else None, schema_keys, keys)

    def _refresh_schema(self, state: _State) -> None:
        """Join a rule's schema patterns anew if they may match more than before."""
        state.grown = None
        changes = [self._schema_changes.get(key) for key in state.schema_keys]
        if state.schema is None or None in changes or not any(c is not None and c > state.refreshed for c in changes):
            return
        state.refreshed = self._round
        rows = [self._totals[self._ids[_key_term(pattern)]] for pattern in state.rule.schema]
        query = self._compiler.schema_query(state.rule, "schema_fact", join_order(state.rule.schema, rows))
        self._needs(query)
        if not state.rule.data:  # the ontology is small: to join it again is less work than to tell what is new
            state.grown = f"({query})"
            return
        added = self._grow_schema(state, state.schema, query)
        if added:
            state.schema_rows += added
            state.keys = [self._keys(state, pattern) for pattern in state.rule.data]

    def _grow_schema(self, state: _State, schema: str, query: str) -> int:
        """Bring the schema table up to date and name the table of what is added; returns how many rows are."""
        if not state.has_schema:
            [(added,)] = self._db.execute(f"CREATE OR REPLACE TEMP TABLE {schema} AS {query}").fetchall()
            state.grown = schema if added else None
            return int(added)
        grown = f"{schema}_grown"
        [(added,)] = self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {grown} AS {query} EXCEPT FROM {schema}"
        ).fetchall()
        if added:
            self._db.execute(f"INSERT INTO {schema} FROM {grown}")
            state.grown = grown
        return int(added)

    def _keys(self, state: _State, pattern: Pattern) -> frozenset[int] | None:
        term = _key_term(pattern)
        if not is_variable(term):
            return frozenset({self._ids[term]})
        if not any(term in schema_pattern for schema_pattern in state.rule.schema):
            return None
        rows = self._db.execute(f"SELECT DISTINCT v_{term[1:]} FROM {state.schema}").fetchall()
        return frozenset(int(row[0]) for row in rows)

    # New rows

    def _append_delta(self) -> int:
        """Add the rows of `delta` to the facts; returns their number."""
        added = self._facts.append()
        self._new = self._facts.keys_of("delta") if added else Counter()
        self._totals += self._new
        self._append_schema()
        return added

    def _append_schema(self) -> None:
        keys = self._new.keys() & (self._schema_predicates | self._schema_classes)
        if keys:
            self._schema_changes |= dict.fromkeys(keys, self._round)
            listed = ", ".join(map(str, keys))
            condition = f"p IN ({listed}) OR p = {self._ids[TYPE]} AND o IN ({listed})"
            self._db.execute(f"INSERT INTO schema_fact SELECT * FROM delta WHERE {condition}")


def _touch(keys: frozenset[int] | None, present: Counter[int]) -> bool:
    """Whether a pattern with these keys can match rows with the keys `present`."""
    return bool(present) if keys is None else not keys.isdisjoint(present)


def _rows(keys: frozenset[int] | None, present: Counter[int]) -> int:
    """At most how many of the rows with the keys `present` a pattern with these keys matches."""
    return sum(present.values()) if keys is None else sum(present[key] for key in keys)


def _key_term(pattern: Pattern) -> str:
    return pattern.object if pattern.predicate == TYPE else pattern.predicate


def constants_of(rules: Sequence[Rule]) -> set[str]:
    """Every constant that rules name in their patterns and conditions."""
    return {term for rule in rules for term in rule.terms if not is_variable(term) and not is_made(term)} | {TYPE}


def _schema_ids(connection: duckdb.DuckDBPyConnection, is_schema: Callable[[str], bool]) -> set[int]:
    rows = connection.execute(
        "SELECT id, text FROM term WHERE id > 0 AND (text LIKE '<http://www.w3.org/%' OR contains(text, '/rule#'))"
    ).fetchall()
    return {int(found) for found, text in rows if is_schema(text)}
