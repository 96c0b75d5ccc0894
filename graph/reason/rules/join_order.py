"""The order in which the parts of a rule's body are joined.

The database would choose one by itself, but it estimates how many rows a pattern matches from each column alone. Of
the rows of `rdf:type` with one class it then expects next to none, and gladly pairs all of one class with all of
another. The evaluation knows the number of rows for every predicate and class, so it decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .rule import TYPE, Pattern, is_variable


@dataclass(frozen=True)
class _Part:
    """One table of a join: its variables, those of them by which few of its rows match one value, and its rows.

    In a pattern these are things in the world rather than classes and properties; of the ontology's own statements
    few are about any one term.
    """

    variables: frozenset[str]
    narrow: frozenset[str]
    rows: int


@dataclass(frozen=True)
class SchemaTable:
    """The schema table of a rule, to a plan of joins: its variables and the number of its rows."""

    variables: frozenset[str]
    rows: int


def join_order(
    patterns: Sequence[Pattern],
    rows: Sequence[int],
    schema: SchemaTable | None = None,
    bound: frozenset[str] = frozenset(),
) -> list[int]:
    """The places of patterns in the order to join them; -1 is the place of the schema table, if there is one.

    `rows` says about how many rows each pattern matches, `bound` which variables are bound beforehand. The smallest
    part comes first. Then follow, while there are any, parts that only filter, since all their variables are bound;
    then parts with a bound variable for a thing; then other parts that share a variable; always the smallest of them.
    """
    parts = {place: _pattern_part(pattern, rows[place]) for place, pattern in enumerate(patterns)}
    if schema is not None:
        parts[-1] = _Part(schema.variables, schema.variables, schema.rows)
    order: list[int] = []
    while parts:
        place = min(parts, key=lambda at: (_distance(parts[at], bound), parts[at].rows, at))
        bound |= parts.pop(place).variables
        order.append(place)
    return order


def _pattern_part(pattern: Pattern, rows: int) -> _Part:
    ends = (pattern.subject,) if pattern.predicate == TYPE else (pattern.subject, pattern.object)
    return _Part(
        frozenset(term for term in pattern if is_variable(term)),
        frozenset(term for term in ends if is_variable(term)),
        rows,
    )


def _distance(part: _Part, bound: frozenset[str]) -> int:
    """How little a part has to do with what is bound already, from 0 to 3."""
    if not bound or part.variables <= bound:
        return 0
    if part.narrow & bound:
        return 1
    return 2 if part.variables & bound else 3
