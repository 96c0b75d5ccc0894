"""Semi-naive evaluation: rules are applied to what the last round added, until a round adds nothing.

The tables and their columns are described in `facts`. A row's premises all stand in rounds before its own, which is
what explanations rest on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..closure import Progress
from ..rules.join_order import join_order
from ..rules.rule import TYPE, Rule, is_generated, is_schema_class, is_schema_property, is_variable
from .compiler import Compiler
from .equivalence import Equivalence, is_transitivity_of_equality
from .growth import GrowthGuard
from .literals.values import ensure_values, ensure_values_for, have_twins
from .rule_state import RuleState, SchemaTables, key_term
from .tables.dialect import Connection, dialect_of
from .tables.facts import Facts
from .tables.term_dictionary import add_constants, add_terms


class Fixpoint:
    """Closes the rows of a table under rules; `dated` false leaves intervals out of all joins."""

    def __init__(self, connection: Connection, rules: Sequence[Rule], progress: Progress, *, dated: bool) -> None:
        self._db = connection
        self._progress = progress
        self._dialect = dialect_of(connection)
        self._facts = Facts(connection, dated=dated)
        self._ids = add_constants(connection, constants_of(rules))
        self._compiler = Compiler(self._ids, dated=dated, dialect=self._dialect)
        self._schemas = SchemaTables(connection, self._compiler, self._ids)
        self._schema_predicates = _schema_ids(connection, is_schema_property)
        self._schema_classes = _schema_ids(connection, is_schema_class)
        self._equivalence = Equivalence(connection, self._ids)
        self._round = 0
        self._totals: Counter[int] = Counter()
        self._new: Counter[int] = Counter()
        self._pending: list[str] = []
        self._schema_changes: dict[int, int] = {}
        self._rules = rules
        states = [self._schemas.state(rule, number) for number, rule in enumerate(rules, start=1)]
        self._states = [state for state in states if state.rule.head]
        self._checks = [state for state in states if state.rule.finds_contradictions]
        self._guard = GrowthGuard(connection, self._states)

    @property
    def compiler(self) -> Compiler:
        """The compiler for this dictionary."""
        return self._compiler

    def start(self, base: str) -> None:
        """Make the tables anew, with the rows of the query `base(s, p, o, f, u)` as what is asserted."""
        self._facts.create(base)
        self._db.execute("CREATE OR REPLACE TABLE rule_number (number SMALLINT, name STRING)")
        names = enumerate((rule.name for rule in self._rules), start=1)
        self._dialect.fill(self._db, "rule_number", ["SMALLINT", "STRING"], names)
        self._schemas.forget()
        self._meet_by_value()
        self._append_delta()

    def resume(self) -> int:
        """Take up the tables that an earlier evaluation under the same rules has left, as if it had just ended.

        Returns the number of rounds so far.
        """
        self._meet_by_value()
        [(self._round,)] = self._db.execute("SELECT max(round) FROM fact").fetchall()
        self._totals = self._facts.keys_of("fact")
        self._new = Counter()
        self._schema_changes = dict.fromkeys(self._facts.keys_of("schema_fact"), self._round)
        self._schemas.recall([*self._states, *self._checks], self._round)
        return self._round

    def _meet_by_value(self) -> None:
        ensure_values(self._db)
        self._compiler.has_twins = have_twins(self._db)

    def extend(self, rows: str) -> None:
        """Add the rows of the query `rows(s, p, o, f, u, rule)`, and all that follows from them."""
        self._begin_round()
        self._pending.append(f"FROM ({rows}) AS added(s, p, o, f, u, rule)")
        self._go_on(changed=self._end_round())

    def consequences_of(self, frontier: str, target: str) -> None:
        """Make the table `target(s, p, o)` of all that rules conclude with a row of `frontier`, rows of `fact`."""
        queries = ["SELECT s, p, o FROM fact WHERE false"]
        present = self._facts.keys_of(frontier)
        for state in (state for state in self._states if not state.is_idle(self._totals)):
            for place in state.touched_places(present):
                tables = [frontier if at == place else "fact" for at in range(len(state.keys))]
                query = self._conclusions(state, state.schema, tables, self._sizes(state, place, present))
                ensure_values_for(self._db, query)
                queries.append(f"SELECT s, p, o FROM ({query})")
        rows = " UNION ALL ".join(queries)
        with self._dialect.written_order(self._db):
            self._db.execute(f"CREATE OR REPLACE TEMP TABLE {target} AS SELECT DISTINCT s, p, o FROM ({rows})")

    def derive_again(self, within: str, rows: str) -> None:
        """Add the rows of the query `rows`, what rules conclude of the triples in `within`, and what follows."""
        self._begin_round()
        self._pending.append(f"FROM ({rows}) AS added(s, p, o, f, u, rule)")
        possible = self._facts.keys_of(within)
        for state in self._states:
            if state.rule.data and not state.is_idle(self._totals) and self._concludes(state.rule, possible):
                query = self._conclusions_within(state, within)
                ensure_values_for(self._db, query)
                self._insert_candidates(state, query)
        self._go_on(changed=self._end_round())

    def _conclusions_within(self, state: RuleState, within: str) -> str:
        """The query for what a rule concludes of the triples in a table, which is joined first where it can be."""
        rule = state.rule
        bound = frozenset(term for term in rule.head[0] if is_variable(term)) if len(rule.head) == 1 else frozenset()
        order = join_order(rule.data, self._sizes(state), state.schema_table, bound)
        return self._compiler.conclusions(rule, state.schema, ["fact"] * len(rule.data), within, order)

    def checks(self) -> list[RuleState]:
        """The rules without a conclusion that something may match, with their schema tables up to date."""
        for state in self._checks:
            self._refresh(state)
        return [state for state in self._checks if not state.is_idle(self._totals)]

    def keys_of(self, table: str) -> Counter[int]:
        """How many rows of a table have each key."""
        return self._facts.keys_of(table)

    def _refresh(self, state: RuleState) -> None:
        self._schemas.refresh(state, self._schema_changes, self._totals, self._round)

    def is_schema(self, table: str) -> bool:
        """Whether a table holds statements about classes and properties."""
        return bool(self._facts.keys_of(table).keys() & (self._schema_predicates | self._schema_classes))

    def _concludes(self, rule: Rule, possible: Counter[int]) -> bool:
        """Whether a rule may conclude a triple with one of these keys."""
        terms = [key_term(pattern) for pattern in rule.head]
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

    def _apply(self, states: Sequence[RuleState], *, everything: bool) -> bool:
        """One round: derive candidates, keep what is new. With `everything`, all facts count as new."""
        self._begin_round()
        for state in states:
            self._refresh(state)
        new = self._totals if everything else self._new
        equality_anew = self._equivalence.refresh(new)
        self._guard.check(new, self._totals, equality_is_short=self._equivalence.is_short)
        for state in states:
            anew = everything or (equality_anew and is_transitivity_of_equality(state.rule))
            for query in self._queries(state, everything=anew):
                ensure_values_for(self._db, query)
                self._insert_candidates(state, query)
        return self._end_round()

    def _begin_round(self) -> None:
        self._pending = []

    def _insert_candidates(self, state: RuleState, query: str) -> None:
        # Along a chain of n steps n³ derivations come to n² conclusions, which are made one while they are derived.
        distinct = "DISTINCT " if state.rule.is_transitive else ""
        self._pending.append(f"SELECT {distinct}s, p, o, f, u, {state.number}::SMALLINT AS rule FROM ({query})")

    def _end_round(self) -> bool:
        """Keep what is new among the candidates; returns whether anything is."""
        self._round += 1
        if not self._pending:
            self._new = Counter()
            self._progress(f"Round {self._round}: 0 new …")
            return False
        self._make_candidates()
        self._facts.keep_new(self._round)
        added = self._append_delta()
        self._progress(f"Round {self._round}: {added:,} new …")  # of an empty round too, so that no number is missing
        return added > 0

    def _make_candidates(self) -> None:
        most = self._dialect.most_queries
        with self._dialect.written_order(self._db):
            for at in range(0, len(self._pending), most):
                into = "INSERT INTO candidate" if at else "CREATE OR REPLACE TEMP TABLE candidate AS"
                self._db.execute(f"{into} {' UNION ALL '.join(self._pending[at : at + most])}")

    def _queries(self, state: RuleState, *, everything: bool) -> Iterator[str]:
        rule = state.rule
        if not rule.data and state.grown:
            yield self._conclusions(state, state.grown, [])
        if not rule.data or state.is_idle(self._totals):
            return
        facts = ["fact"] * len(rule.data)
        if everything:
            for tables in self._ways(rule, facts):
                yield self._conclusions(state, state.schema, tables)
            return
        if state.grown:
            yield self._conclusions(state, state.grown, facts)
        for place in state.touched_places(self._new):
            sizes = self._sizes(state, place, self._new)
            for tables in self._ways(rule, self._tables(state, place)):
                yield self._conclusions(state, state.schema, tables, sizes)

    def _ways(self, rule: Rule, tables: Sequence[str]) -> Iterable[Sequence[str]]:
        return self._equivalence.ways(tables) if is_transitivity_of_equality(rule) else [tables]

    def _conclusions(
        self, state: RuleState, schema: str | None, tables: Sequence[str], sizes: Sequence[int] | None = None
    ) -> str:
        """The query for a rule's conclusions, when the blank nodes that they generate are in the dictionary.

        `sizes` says about how many rows each data pattern matches; by default, as many as all facts give.
        """
        rule = state.rule
        if rule.generated:
            names = self._compiler.names(rule, schema, tables)
            ensure_values_for(self._db, names)
            add_terms(self._db, names)
        rows = self._sizes(state) if sizes is None else sizes
        order = join_order(rule.data, rows, state.schema_table if schema else None)
        return self._compiler.conclusions(rule, schema, tables, order=order)

    def _sizes(self, state: RuleState, place: int = -1, present: Counter[int] | None = None) -> list[int]:
        """At most how many rows each data pattern matches; the one at `place`, of rows with the keys `present`."""
        counts = [present if at == place and present is not None else self._totals for at in range(len(state.keys))]
        return [_rows(keys, counted) for keys, counted in zip(state.keys, counts, strict=True)]

    def _tables(self, state: RuleState, place: int) -> list[str]:
        """The tables of the data patterns when the one at `place` matches only what is new.

        Patterns before it match only what is old, so that no match is produced twice.
        """
        newest = "delta" if not state.rule.skips_own else f"(SELECT * FROM delta WHERE rule <> {state.number})"
        old = f"(SELECT * FROM fact WHERE round < {self._round})"
        return [newest if at == place else old if at < place else "fact" for at in range(len(state.keys))]

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
            self._db.execute(
                f"INSERT INTO schema_fact SELECT s, p, o, f, u, round, rule FROM delta WHERE {condition}"
            )


def _rows(keys: frozenset[int] | None, present: Counter[int]) -> int:
    """At most how many of the rows with the keys `present` a pattern with these keys matches."""
    return sum(present.values()) if keys is None else sum(present[key] for key in keys)


def constants_of(rules: Sequence[Rule]) -> set[str]:
    """Every constant that rules name in their patterns and conditions."""
    return {term for rule in rules for term in rule.terms if not is_variable(term) and not is_generated(term)} | {
        TYPE
    }


def _schema_ids(connection: Connection, is_schema: Callable[[str], bool]) -> set[int]:
    rows = connection.execute(
        "SELECT id, text FROM term WHERE id > 0 AND (text LIKE '<http://www.w3.org/%' OR contains(text, '/rule#'))"
    ).fetchall()
    return {int(term) for term, text in rows if is_schema(text)}
