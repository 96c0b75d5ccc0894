"""Explanations: a rule that concluded something is run backwards, for one conclusion and one day.

A derived row records the round and the rule that made it, and its premises all stand in earlier rounds, so going from
conclusion to premises always ends (see `fixpoint`). No more is recorded while reasoning; premises are worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

import duckdb

from ...errors import ReasoningError
from ..evaluation.compiler import Bindings, Compiler
from ..evaluation.dates.days import day_number, day_of
from ..evaluation.fixpoint import constants_of
from ..evaluation.literals.values import VALUE_TABLE, ensure_values, have_twins
from ..evaluation.tables.facts import ASSERTED, MERGED
from ..evaluation.tables.term_dictionary import ids_of
from ..rules.rule import Pattern, Rule, is_variable
from .labels import labels_of
from .proof import ClashExplanation, Explanation, Period, Step, Triple
from .proof_nodes import FactRow, Ids, ProofNode, Resolver

MAX_STATEMENTS = 500
"""Statements in one proof; beyond that it is cut short and called partial."""
EXAMINED = 20
"""Matches of a rule that are examined for each alternative wanted."""


class Explainer:
    """Explains what a closure holds; `connection` is the database that the engine left, `rules` what it ran."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> None:
        self._db = connection
        ids = ids_of(connection, constants_of(rules))
        usable = [rule for rule in rules if constants_of([rule]) <= ids.keys()]
        self._rules = {rule.name: replace(rule, flat=True) for rule in usable}
        self._compiler = Compiler(ids, dated=True)
        self._ids = ids
        self._compiler.has_twins = have_twins(connection)
        rows = connection.execute("SELECT number, name FROM rule_number").fetchall()
        self._names: dict[int, str] = dict(rows)

    def explain(self, triple: Triple, day: date, alternatives: int = 0) -> Explanation:
        """Why `triple` holds on `day`: the shortest proof, and up to `alternatives` others.

        Proofs are shortest by their number of statements, among the matches that were examined.
        """
        id_of = ids_of(self._db, triple)
        if len(id_of) < len(set(triple)):
            return Explanation(triple, day, (), (), partial=False, labels=labels_of(self._db, triple))
        ids = (id_of[triple[0]], id_of[triple[1]], id_of[triple[2]])
        periods = tuple(_period(f, u) for f, u in self._periods(ids))
        search = _Search(self, day_number(day))
        candidates = self._steps(search.proofs(ids, alternatives))
        proofs = tuple(sorted(candidates, key=lambda proof: proof.size)[: alternatives + 1])
        cut = search.was_cut or len(candidates) > len(proofs)
        return Explanation(triple, day, periods, proofs, cut, self._labels(proofs) | labels_of(self._db, triple))

    def explain_clash(self, code: str, terms: Sequence[str], day: date) -> ClashExplanation:
        """Why the statements about `terms` that the rule `code` finds contradictory hold on `day`.

        Raises ReasoningError when there is no such rule or no such contradiction that day.
        """
        rule = self._rules.get(code)
        if rule is None or not rule.finds_contradictions:
            raise ReasoningError(f"There is no rule {code!r} that finds contradictions.")
        id_of = ids_of(self._db, terms)
        bound = {name: str(id_of.get(term, 0)) for name, term in zip(rule.selected, terms, strict=False)}
        search = _Search(self, day_number(day))
        for period, premises in self._matches(rule, bound, search.day, None, 1):
            steps = tuple(self._steps([search.shortest(premise) for premise in premises]))
            return ClashExplanation(code, rule.message, day, period, steps, self._labels(steps))
        raise ReasoningError(f"The rule {code} finds no contradiction between these terms on {day.isoformat()}.")

    def _steps(self, nodes: Sequence[ProofNode]) -> list[Step]:
        """Proofs with their ids resolved to terms and citations."""
        return Resolver(self._db, (part for node in nodes for part in node.nodes())).steps(nodes)

    def _labels(self, proofs: Sequence[Step]) -> dict[str, str]:
        return labels_of(self._db, {term for p in proofs for step in p.statements() for term in step.triple})

    # What the closure holds

    def _periods(self, ids: Ids) -> list[tuple[int, int]]:
        query = "SELECT DISTINCT f, u FROM longest_fact WHERE s = ? AND p = ? AND o = ? ORDER BY f"
        return self._db.execute(query, ids).fetchall()

    def row_of(self, ids: Ids, day: int) -> FactRow | None:
        """The earliest row that says a triple on a day: asserted, or derived as it was before intervals merged."""
        rows = self._db.execute(
            f"""SELECT f, u, round, rule FROM (
                SELECT *, 0 AS round, {ASSERTED} AS rule FROM base
                UNION ALL FROM fact WHERE rule <> {MERGED} UNION ALL FROM block)
            WHERE s = ? AND p = ? AND o = ? AND f <= {day} AND u > {day} ORDER BY round, rule LIMIT 1""",
            ids,
        ).fetchall()
        return FactRow(ids, *rows[0]) if rows else None

    def rule_of(self, row: FactRow) -> Rule:
        """The rule that derived a row.

        Raises ReasoningError when the rule files no longer hold it.
        """
        name = self._names[row.rule]
        if name not in self._rules:
            raise ReasoningError(f"The rule {name!r} that this rests on is gone; build again with --force.")
        return self._rules[name]

    # Rules run backwards

    def recorded(self, row: FactRow, day: int, limit: int) -> Iterator[list[FactRow]]:
        """The premises of a derived row, by the rule that derived it, in earlier rounds: earliest first."""
        rule = self.rule_of(row)
        for head in rule.head:
            bound = self._unified(head, row.ids)
            if bound is not None:
                yield from (premises for _, premises in self._matches(rule, bound, day, row.round, limit))

    def any_rule(self, ids: Ids, day: int, limit: int) -> Iterator[tuple[Rule, list[FactRow]]]:
        """Every rule that concludes a triple, with premises that hold on the day, up to `limit` for each rule."""
        for rule in self._rules.values():
            for head in rule.head:
                bound = self._unified(head, ids)
                if bound is not None:
                    yield from ((rule, premises) for _, premises in self._matches(rule, bound, day, None, limit))

    def _unified(self, head: Pattern, ids: Ids) -> Bindings | None:
        """What the variables of a rule's conclusion must be for it to be this triple; None when it cannot be."""
        bound: Bindings = {}
        # A blank node in a conclusion has no id: what rules generate on request is in no closure.
        for term, value in zip(head, ids, strict=True):
            expected = bound.setdefault(term, str(value)) if is_variable(term) else str(self._ids.get(term))
            if expected != str(value):
                return None
        return bound

    def _matches(
        self, rule: Rule, bound: Bindings, day: int, before: int | None, limit: int
    ) -> Iterator[tuple[Period, list[FactRow]]]:
        """Matches of a rule's body on a day: the period of each, and its premises as rows."""
        when = f"f <= {day} AND u > {day}" + (f" AND round < {before}" if before is not None else "")
        tables = [f"(SELECT * FROM {'schema_fact' if p.is_schema else 'fact'} WHERE {when})" for p in rule.body]
        places = range(len(rule.body))
        columns = [f"t{place}.{name}" for place in places for name in ("s", "p", "o", "f", "u", "round", "rule")]
        query = self._compiler.solutions(rule, None, tables, extra=columns, bound=bound)
        if VALUE_TABLE in query:
            ensure_values(self._db)
        latest = ", ".join(f"t{place}.round" for place in places)
        order = f"ORDER BY greatest({latest}), {latest}, {', '.join(columns)}"
        for match in self._db.execute(f"{query} {order} LIMIT {limit}").fetchall():
            width = 7 * len(rule.body)
            begins, ends = match[-width - 2], match[-width - 1]
            values = iter(match[-width:])
            yield _period(begins, ends), [_row(list(islice(values, 7))) for _ in places]


class _Search:
    """One explanation on its way: what has been unfolded so far, and whether anything was cut short."""

    def __init__(self, explainer: Explainer, day: int) -> None:
        self._explainer = explainer
        self.day = day
        self._done: dict[Ids, ProofNode] = {}
        self.was_cut = False

    def proofs(self, ids: Ids, alternatives: int) -> list[ProofNode]:
        """Proofs of a triple: one, or with alternatives all those examined; none when it does not hold."""
        row = self._explainer.row_of(ids, self.day)
        if row is None:
            return []
        first = self.shortest(row)
        others = self._others(row, alternatives) if alternatives else ()
        return list({node.shape: node for node in [first, *others]}.values())

    def _others(self, row: FactRow, alternatives: int) -> Iterator[ProofNode]:
        for rule, premises in self._explainer.any_rule(row.ids, self.day, EXAMINED + alternatives):
            nodes = tuple(self.shortest(premise) for premise in premises)
            # A premise that itself rests on the conclusion proves nothing.
            if not any(row.ids == part.row.ids for node in nodes for part in node.nodes()):
                begins, ends = max(p.f for p in premises), min(p.u for p in premises)
                yield ProofNode(replace(row, f=begins, u=ends), rule, nodes)

    def shortest(self, row: FactRow) -> ProofNode:
        """The proof of a row that its recorded rule gives, with premises from the earliest rounds."""
        if row.ids not in self._done:
            self._done[row.ids] = self._unfolded(row)
        return self._done[row.ids]

    def _unfolded(self, row: FactRow) -> ProofNode:
        exact = self._explainer.row_of(row.ids, self.day) if row.rule == MERGED else row
        assert exact is not None
        if exact.rule == ASSERTED:
            return ProofNode(exact)
        rule = self._explainer.rule_of(exact)
        if len(self._done) >= MAX_STATEMENTS:
            self.was_cut = True
            return ProofNode(exact, rule)
        premises = next(self._explainer.recorded(exact, self.day, 1), [])
        nodes = tuple(self.shortest(premise) for premise in premises)
        if nodes:
            # Of several matches on the day one is shown; what follows from it holds while its premises do.
            exact = replace(exact, f=max(node.row.f for node in nodes), u=min(node.row.u for node in nodes))
        return ProofNode(exact, rule, nodes)


def _row(values: Sequence[int]) -> FactRow:
    s, p, o, f, u, made, rule = values
    return FactRow((s, p, o), f, u, made, rule)


def _period(f: int, u: int) -> Period:
    return Period(day_of(f), day_of(u))
