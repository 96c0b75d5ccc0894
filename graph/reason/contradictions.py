"""Contradictions: what the rules without a conclusion match in a closure, and literals not of their datatype."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from ..sparql_files import fill
from .compiling import Compiler
from .encoding import texts_of
from .port import Contradiction
from .rule import Rule
from .terms import readable_text
from .validity import day_of
from .values import ensure_values

MAX_FOR_EACH_RULE = 1000
"""Findings of one rule that are told; more would be the same mistake again."""
ILL_TYPED = "dt-not-type"
"""The name of the rule of OWL 2 RL that is checked on the terms themselves."""

_SCHEMA_TABLE = "clash_schema"
_Row = tuple[int, ...]


@dataclass(frozen=True)
class Clash:
    """A match of a rule that finds contradictions: the ids that it selects, and one period `[f, u)` of days."""

    rule: Rule
    ids: _Row
    f: int
    u: int


def find_clashes(connection: duckdb.DuckDBPyConnection, compiler: Compiler, rules: Sequence[Rule]) -> list[Clash]:
    """Every contradiction in the closure of `connection`, by rule and terms; touching periods are made one."""
    ensure_values(connection)
    return [clash for rule in rules if rule.finds_contradictions for clash in _clashes_of(connection, compiler, rule)]


def _clashes_of(connection: duckdb.DuckDBPyConnection, compiler: Compiler, rule: Rule) -> Iterator[Clash]:
    if rule.schema and not _make_schema(connection, compiler, rule):
        return
    query = compiler.solutions(rule, _SCHEMA_TABLE if rule.schema else None, ["fact"] * len(rule.data))
    columns = ", ".join(f"v_{name[1:]}" for name in rule.selected)
    rows = connection.execute(f"SELECT DISTINCT {columns}, f, u FROM ({query}) LIMIT {MAX_FOR_EACH_RULE}").fetchall()
    if not rows:
        return
    periods: dict[frozenset[int], list[_Row]] = defaultdict(list)
    for row in rows:
        # A symmetric rule finds each clash twice.
        periods[frozenset(row[:-2])].append(row)
    # Ids differ from run to run; texts do not.
    texts = texts_of(connection, {term for terms in periods for term in terms})
    for found in periods.values():
        ids = min((row[:-2] for row in found), key=lambda row: [texts[term] for term in row])
        yield from (Clash(rule, ids, f, u) for f, u in merged((row[-2], row[-1]) for row in found))


def _make_schema(connection: duckdb.DuckDBPyConnection, compiler: Compiler, rule: Rule) -> int:
    """Join the patterns about the ontology beforehand: most rules match none, and need not look at the facts."""
    query = compiler.schema_query(rule, "schema_fact")
    [(made,)] = connection.execute(f"CREATE OR REPLACE TEMP TABLE {_SCHEMA_TABLE} AS {query}").fetchall()
    return int(made)


def merged(periods: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open periods with those that overlap or touch made one, in order."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(periods):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def tell(connection: duckdb.DuckDBPyConnection, clashes: Sequence[Clash]) -> list[Contradiction]:
    """Clashes in words, sorted by code and sentence."""
    texts = texts_of(connection, {term for clash in clashes for term in clash.ids})
    told = [_contradiction(clash, texts) for clash in clashes]
    return sorted([*told, *_ill_typed(connection)], key=lambda c: (c.code, c.message, c.held_from or ""))


def _contradiction(clash: Clash, texts: dict[int, str]) -> Contradiction:
    terms = tuple(texts[term] for term in clash.ids)
    names = [name[1:] for name in clash.rule.selected]
    values = {name: readable_text(text) for name, text in zip(names, terms, strict=True)}
    begin, end = day_of(clash.f), day_of(clash.u)
    return Contradiction(
        clash.rule.name,
        fill(clash.rule.message, values),
        terms,
        begin.isoformat() if begin else None,
        end.isoformat() if end else None,
    )


def _ill_typed(connection: duckdb.DuckDBPyConnection) -> Iterator[Contradiction]:
    rows = connection.execute(
        """SELECT DISTINCT s.text, p.text, o.text FROM asserted AS a JOIN ill_typed AS i ON i.id = a.o
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o"""
    ).fetchall()
    for subject, predicate, literal in rows:
        record, prop = readable_text(subject), readable_text(predicate)
        message = f"{record} has {literal} as its {prop}, which its datatype does not allow."
        yield Contradiction(ILL_TYPED, message, (literal, subject, predicate))
