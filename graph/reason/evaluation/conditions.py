"""Conditions of rules as SQL: comparisons by value, kinds of terms, and their junctions."""

from __future__ import annotations

from collections.abc import Callable

from ..rules.rule import (
    Comparison,
    Condition,
    Datatype,
    Junction,
    KindTest,
    Not,
    Operand,
    Rule,
    RuleTerm,
    SameTerm,
)
from .literals.values import VALUE_TABLE
from .tables.dialect import DUCKDB, Dialect

_ORDERED_COLUMNS = ("number", "instant", "text")
"""The columns of `literal_value` by which literals are ordered, one for each kind of order."""


class ConditionCompiler:
    """Compiles the conditions of one rule; `sql_of` gives the SQL expression for the id of a term.

    The conditions may refer to tables of `joins`, which the query has to add.
    """

    def __init__(self, rule: Rule, sql_of: Callable[[RuleTerm], str], dialect: Dialect = DUCKDB) -> None:
        self._rule = rule
        self._dialect = dialect
        self._sql_of = sql_of
        self._aliases: dict[str, str] = {}

    def sql(self, condition: Condition) -> str:
        """A condition as an SQL expression of type boolean."""
        match condition:
            case Junction():
                return f"({f' {condition.word} '.join(self.sql(part) for part in condition.conditions)})"
            case Not():
                return f"NOT ({self.sql(condition.condition)})"
            case KindTest():
                return self._kind_test(condition, self._sql_of(condition.term))
            case SameTerm():
                return f"{self._sql_of(condition.left)} = {self._sql_of(condition.right)}"
        return self._comparison(condition)

    def joins(self) -> str:
        """The joins with `literal_value` that the conditions so far need, one for each expression."""
        return "".join(
            f" LEFT JOIN {VALUE_TABLE} AS {alias} ON {alias}.id = {expression}"
            for expression, alias in self._aliases.items()
        )

    def _comparison(self, comparison: Comparison) -> str:
        sides = (comparison.left, comparison.right)
        left, right = map(self._operand, sides)
        if comparison.operator not in {"=", "!="}:
            first, second = self._alias(left), self._alias(right)
            orders = [f"coalesce({first}.{c} {comparison.operator} {second}.{c}, false)" for c in _ORDERED_COLUMNS]
            return f"({' OR '.join(orders)})"
        operator = "<>" if comparison.operator == "!=" else "="
        # What is not a literal equals itself alone, so ids suffice where one side cannot be a literal.
        if any(isinstance(side, Datatype) or side in self._rule.resources for side in sides):
            return f"{left} {operator} {right}"
        same = f"{self._value_id(left)} {operator} {self._value_id(right)}"
        if operator == "=":
            return same
        # An ill-typed literal, or one of an unread datatype, may denote anything: it cannot be said to differ.
        return f"({same} AND {self._is_known(left)} AND {self._is_known(right)})"

    def _operand(self, operand: Operand) -> str:
        if isinstance(operand, Datatype):
            return f"{self._alias(self._sql_of(operand.term))}.datatype"
        return self._sql_of(operand)

    def _alias(self, expression: str) -> str:
        return self._aliases.setdefault(expression, f"v{len(self._aliases)}")

    def _value_id(self, expression: str) -> str:
        return f"coalesce({self._alias(expression)}.same, {expression})"

    def _is_known(self, expression: str) -> str:
        return f"coalesce({self._alias(expression)}.is_known, true)"

    def _kind_test(self, test: KindTest, expression: str) -> str:
        if test.kind == "isLiteral":
            return f"{expression} < 0"
        blank = self._dialect.is_blank(expression)
        return f"({expression} > 0 AND {blank})" if test.kind == "isBlank" else f"({expression} > 0 AND NOT {blank})"
