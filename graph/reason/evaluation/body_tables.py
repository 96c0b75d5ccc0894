"""The tables that a rule's body is joined from."""

from __future__ import annotations

from dataclasses import dataclass

from ..rules.rule import Pattern, Rule, RuleTerm
from .literals.values import TWINS

TRIPLE_COLUMNS = ("s", "p", "o")
_NEVER_LITERAL = frozenset({"s", "p"})


def variable_column(variable: RuleTerm) -> str:
    """The name of the column that holds the values of a variable."""
    return f"v_{variable[1:]}"


@dataclass(frozen=True)
class BodyTable:
    """The rows that match a part of a body: a table (or a query in brackets), its alias, the term of each column."""

    table: str
    alias: str
    cells: tuple[tuple[RuleTerm, str], ...]

    @classmethod
    def of_pattern(cls, pattern: Pattern, table: str, place: int) -> BodyTable:
        """The rows for the pattern at this place of its body."""
        return cls(table, f"t{place}", tuple(zip(pattern, TRIPLE_COLUMNS, strict=True)))

    @classmethod
    def of_schema(cls, rule: Rule, table: str) -> BodyTable:
        """The rows for all schema patterns of a rule, which its schema table holds joined."""
        return cls(table, "k", tuple((name, variable_column(name)) for name in sorted(rule.schema_columns)))

    def by_value(self, variables: frozenset[RuleTerm]) -> BodyTable:
        """The same rows with one column more, `w_<column>`, for each of these variables: the id of its value."""
        names = sorted({column for term, column in self.cells if term in variables and column not in _NEVER_LITERAL})
        if not names:
            return self
        values = ", ".join(f"coalesce(x_{name}.same, r.{name}) AS w_{name}" for name in names)
        joins = " ".join(f"LEFT JOIN {TWINS} AS x_{name} ON x_{name}.id = r.{name}" for name in names)
        return BodyTable(f"(SELECT r.*, {values} FROM {self.table} AS r {joins})", self.alias, self.cells)
