"""Contradictions: the matches of rules without a conclusion in a closure, and ill-typed literals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...sparql.files import fill
from ..closure import Contradiction
from ..proofs.terms import readable_text
from ..rules.lists import merged
from ..rules.rule import Rule
from .dates.days import iso_of
from .fixpoint import Fixpoint
from .literals.values import ensure_values, ensure_values_for
from .rule_state import RuleState
from .tables.dialect import Connection
from .tables.term_dictionary import texts_of

MAX_FOR_EACH_RULE = 1000
"""Findings of one rule that are reported; more would be the same mistake again."""
ILL_TYPED = "dt-not-type"
"""The name of the rule of OWL 2 RL that is checked on the terms themselves."""
NOT_OF_RULES = frozenset({ILL_TYPED})
"""The codes of contradictions that no rule file makes, so that they have no proof."""

_CHANGED = "changed_fact"
_Ids = tuple[int, ...]


@dataclass(frozen=True)
class Clash:
    """A match of a rule that finds contradictions: the ids that it selects, and one period `[f, u)` of days."""

    rule: Rule
    ids: _Ids
    f: int
    u: int


def find_clashes(connection: Connection, fixpoint: Fixpoint) -> list[Clash]:
    """Every contradiction in the closure of `connection`, by rule and terms; touching periods are made one."""
    return [
        clash
        for state in fixpoint.checks()
        for clash in _clashes_of(connection, fixpoint, state, [["fact"] * len(state.rule.data)])
    ]


def recheck(
    connection: Connection, fixpoint: Fixpoint, changed: str, before: Sequence[Contradiction]
) -> list[Contradiction]:
    """The contradictions of a closure that was brought up to date; `before` are those that it had.

    `changed` names the table of the triples `(s, p, o)` about which any row may differ; empty, it means all. A rule
    is run again only if it may match one of these, and on these alone if it had no matches so far.
    """
    if not changed:
        return to_contradictions(connection, find_clashes(connection, fixpoint))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {_CHANGED} AS FROM fact SEMI JOIN {changed} USING (s, p, o)")
    present, codes_before = fixpoint.keys_of(changed), {contradiction.code for contradiction in before}
    clashes: list[Clash] = []
    again = set(NOT_OF_RULES)
    for state in fixpoint.checks():
        places = state.touched_places(present)
        whole = state.rule.name in codes_before or not state.schema_keys.isdisjoint(present)
        if places or whole:
            facts = ["fact"] * len(state.rule.data)
            ways = [facts] if whole else [[*facts[:at], _CHANGED, *facts[at + 1 :]] for at in places]
            clashes += _clashes_of(connection, fixpoint, state, ways)
            again.add(state.rule.name)
    kept = [contradiction for contradiction in before if contradiction.code not in again]
    return _sorted([*kept, *to_contradictions(connection, clashes)])


def _clashes_of(
    connection: Connection, fixpoint: Fixpoint, state: RuleState, ways: Sequence[Sequence[str]]
) -> Iterator[Clash]:
    """The matches of a rule whose data patterns range over the tables of one of the `ways`."""
    rule = state.rule
    columns = ", ".join(f"v_{name[1:]}" for name in rule.selected)
    queries = [fixpoint.compiler.solutions(rule, state.schema, tables) for tables in ways]
    union = " UNION ALL ".join(f"SELECT {columns}, f, u FROM ({query})" for query in queries)
    ensure_values_for(connection, union)
    rows = connection.execute(f"SELECT DISTINCT * FROM ({union}) LIMIT {MAX_FOR_EACH_RULE}").fetchall()
    if not rows:
        return
    periods: dict[frozenset[int], list[_Ids]] = defaultdict(list)
    for row in rows:
        # A symmetric rule matches each clash twice.
        periods[frozenset(row[:-2])].append(row)
    # Ids differ from run to run; texts do not.
    texts = texts_of(connection, {term for terms in periods for term in terms})
    for matches in periods.values():
        ids = min((row[:-2] for row in matches), key=lambda row: [texts[term] for term in row])
        yield from (Clash(rule, ids, f, u) for f, u in merged((row[-2], row[-1]) for row in matches))


def to_contradictions(connection: Connection, clashes: Sequence[Clash]) -> list[Contradiction]:
    """Clashes and ill-typed literals as contradictions, sorted by code and sentence."""
    texts = texts_of(connection, {term for clash in clashes for term in clash.ids})
    worded = [_contradiction(clash, texts) for clash in clashes]
    return _sorted([*worded, *_ill_typed(connection)])


def _sorted(contradictions: Iterable[Contradiction]) -> list[Contradiction]:
    return sorted(contradictions, key=lambda c: (c.code, c.message, c.held_from or ""))


def _contradiction(clash: Clash, texts: dict[int, str]) -> Contradiction:
    terms = tuple(texts[term] for term in clash.ids)
    names = [name[1:] for name in clash.rule.selected]
    values = {name: readable_text(text) for name, text in zip(names, terms, strict=True)}
    return Contradiction(
        clash.rule.name,
        fill(clash.rule.message, values),
        terms,
        iso_of(clash.f),
        iso_of(clash.u),
    )


def _ill_typed(connection: Connection) -> Iterator[Contradiction]:
    ensure_values(connection)
    rows = connection.execute(
        """SELECT DISTINCT s.text, p.text, o.text FROM asserted AS a JOIN ill_typed AS i ON i.id = a.o
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o"""
    ).fetchall()
    for subject, predicate, literal in rows:
        record, prop = readable_text(subject), readable_text(predicate)
        message = f"{record} has {literal} as its {prop}, which its datatype does not allow."
        yield Contradiction(ILL_TYPED, message, (literal, subject, predicate))
