"""From rules to SQL: one SELECT over tables of encoded triples, with validity intersected on the way.

For a rule with the patterns p1 … pn the query is

    SELECT <head> , greatest(p1.f, …, pn.f), least(p1.u, …, pn.u)
    FROM <schema table>, p1, …, pn WHERE <shared variables are equal> AND <conditions> AND greatest(…) < least(…)

The patterns about the ontology are joined once, into the rule's schema table; for each pattern about the world the
caller names a table, so that one of them can be the rows of the last round alone (semi-naive evaluation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..rules.rule import Condition, Rule, RuleTerm, is_generated, is_variable
from .body_tables import TRIPLE_COLUMNS, BodyTable, variable_column
from .conditions import ConditionCompiler
from .dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from .generated_nodes import GeneratedNodes
from .literals.values import TWINS
from .tables.dialect import DUCKDB, Dialect

Bindings = dict[RuleTerm, str]
"""SQL expressions by variable."""


class Compiler:
    """Compiles rules over one dictionary.

    `ids` gives the id of every constant of the rules. With `dated` false every row holds always, and the interval
    columns are left out of joins.
    """

    def __init__(self, ids: Mapping[str, int], *, dated: bool, dialect: Dialect = DUCKDB) -> None:
        self._ids = ids
        self._dated = dated
        self._dialect = dialect
        self.has_twins = False
        """Whether literals share values, so that variables have to meet by value; set when the values are made."""

    def schema_query(self, rule: Rule, tables: Sequence[str], order: Sequence[int] | None = None) -> str:
        """The join of a rule's schema patterns, each over its table: `rule.schema_columns`, then `f` and `u`.

        `order` gives the order of the join as places of patterns; without it the database chooses. Without data
        patterns, rows may occur several times.
        """
        places = order or range(len(rule.schema))
        joined = [BodyTable.of_pattern(rule.schema[place], tables[place], place) for place in places]
        match = self._joined(rule, joined, {}, rule.schema_conditions)
        ignored = [_is_not_by(table, rule) for table in joined] if rule.ignores else []
        columns = [f"{match.bindings[name]} AS {variable_column(name)}" for name in sorted(rule.schema_columns)]
        distinct = "DISTINCT " if rule.data else ""
        where = _where([*match.where, *ignored])
        return f"SELECT {distinct}{', '.join([*columns, *match.interval])} FROM {match.tables}{where}"

    def conclusions(
        self,
        rule: Rule,
        schema: str | None,
        tables: Sequence[str],
        within: str | None = None,
        order: Sequence[int] | None = None,
    ) -> str:
        """The rows `s, p, o, f, u` that a rule derives, from its schema table and a table for each data pattern.

        With `within`, a table of triples, only rows about these. `order` gives the order of the join as places of
        data patterns, -1 being the schema table; without it the database chooses.
        """
        match = self._match(rule, schema, tables, order=order)
        nodes = GeneratedNodes(rule, match.bindings)
        rows = [
            [nodes.id(term) if is_generated(term) else self._sql_of(term, match.bindings) for term in pattern]
            for pattern in rule.head
        ]
        heads = _columns(rows[0]) if len(rows) == 1 else self._several(rows)
        # Where it can be, the restriction is a join of its own, which the database then begins with.
        first = within if within and len(rows) == 1 else None
        source = f"{first} AS d CROSS JOIN {match.tables}" if first else match.tables + nodes.joins()
        same = [f"d.{name} = {place}" for name, place in zip(TRIPLE_COLUMNS, rows[0], strict=True)] if first else []
        resources = [f"{match.bindings[term]} > 0" for term in sorted(rule.checked)]
        where = _where([*match.where, *resources, *same])
        # Of a thing's many statements with a property, a single one determines its class.
        distinct = "DISTINCT " if rule.narrows else ""
        hint = self._dialect.schema_hint if schema else ""
        query = f"SELECT {hint}{distinct}{heads}, {', '.join(match.interval)} FROM {source}{where}"
        return f"SELECT * FROM ({query}) SEMI JOIN {within} USING (s, p, o)" if within and not first else query

    def names(self, rule: Rule, schema: str | None, tables: Sequence[str]) -> str:
        """The texts of the blank nodes that `conclusions` generates, in one column."""
        match = self._match(rule, schema, tables)
        nodes = GeneratedNodes(rule, match.bindings)
        texts = self._dialect.each([nodes.text(term) for term in rule.generated])
        return f"SELECT DISTINCT {texts} FROM {match.tables}{nodes.seeds()}{_where(match.where)}"

    def solutions(
        self,
        rule: Rule,
        schema: str | None,
        tables: Sequence[str],
        extra: Sequence[str] = (),
        bound: Bindings | None = None,
    ) -> str:
        """The matches of a whole body: a column for each variable, `f`, `u`, then the columns `extra`.

        `bound` gives SQL expressions for variables that are bound beforehand; in `extra`, `{t0}` … stand for the
        aliases of the data patterns.
        """
        match = self._match(rule, schema, tables, bound)
        columns = [f"{expression} AS {variable_column(name)}" for name, expression in sorted(match.bindings.items())]
        aliases = {f"t{place}": f"t{place}" for place in range(len(tables))}
        more = [column.format(**aliases) for column in extra]
        return f"SELECT {', '.join([*columns, *match.interval, *more])} FROM {match.tables}{_where(match.where)}"

    def _match(
        self,
        rule: Rule,
        schema: str | None,
        tables: Sequence[str],
        bound: Bindings | None = None,
        order: Sequence[int] | None = None,
    ) -> _Match:
        parts = {-1: BodyTable.of_schema(rule, schema)} if schema else {}
        for place, (pattern, table) in enumerate(zip(rule.data, tables, strict=True)):
            parts[place] = BodyTable.of_pattern(pattern, table, place)
        joined = list(parts.values()) if order is None else [parts[place] for place in order]
        return self._joined(rule, joined, bound or {}, rule.data_conditions)

    def _joined(
        self, rule: Rule, joined: Sequence[BodyTable], bound: Bindings, conditions: Sequence[Condition]
    ) -> _Match:
        """The join of tables on their shared variables, under conditions."""
        met = rule.met_by_value if self.has_twins else frozenset()
        tables = [table.by_value(met) for table in joined] if met else joined
        bindings, equalities = self._equalities(tables, bound, met)
        compiler = ConditionCompiler(rule, lambda term: self._sql_of(term, bindings), self._dialect)
        compiled = [compiler.sql(condition) for condition in conditions]
        begin, end = self._interval(tables)
        source = " CROSS JOIN ".join(f"{table.table} AS {table.alias}" for table in tables)
        return _Match(
            tables=source + compiler.joins(),
            where=[*equalities, *compiled, *self._overlap(tables)],
            interval=[f"{begin} AS f", f"{end} AS u"],
            bindings=bindings,
        )

    def _equalities(
        self, tables: Sequence[BodyTable], bound: Bindings, met: frozenset[RuleTerm]
    ) -> tuple[Bindings, list[str]]:
        """What variables are bound to, and the equalities that constants and shared variables require."""
        bindings, equalities = dict(bound), []
        values = {term: _value_id(bound[term]) for term in met if term in bound}
        for table in tables:
            for term, name in table.cells:
                place = f"{table.alias}.{name}"
                if term in met:
                    bindings.setdefault(term, place)
                    value = f"{table.alias}.w_{name}"
                    equalities += [f"{value} = {values[term]}"] if term in values else []
                    values.setdefault(term, value)
                elif is_variable(term) and term not in bindings:
                    bindings[term] = place
                else:
                    equalities.append(f"{place} = {self._sql_of(term, bindings)}")
        return bindings, equalities

    def _several(self, rows: Sequence[Sequence[str]]) -> str:
        """Several conclusions of one match as rows of their own."""
        return self._dialect.each_row([dict(zip(TRIPLE_COLUMNS, row, strict=True)) for row in rows])

    def _sql_of(self, term: RuleTerm, bindings: Bindings) -> str:
        return bindings[term] if is_variable(term) else str(self._ids[term])

    def _interval(self, tables: Sequence[BodyTable]) -> tuple[str, str]:
        if not self._dated or not tables:
            return str(ALWAYS_FROM), str(ALWAYS_UNTIL)
        begins, ends = ([f"{table.alias}.{name}" for table in tables] for name in ("f", "u"))
        return _outermost("greatest", begins), _outermost("least", ends)

    def _overlap(self, tables: Sequence[BodyTable]) -> list[str]:
        if not self._dated or len(tables) < 2:
            return []
        begin, end = self._interval(tables)
        return [f"{begin} < {end}"]


@dataclass(frozen=True)
class _Match:
    """The join of a body: its FROM, its WHERE, the columns `f` and `u`, and what variables are bound to."""

    tables: str
    where: list[str]
    interval: list[str]
    bindings: Bindings


def _value_id(expression: str) -> str:
    """SQL: the id of the value of a term that is bound beforehand."""
    return f"coalesce((SELECT same FROM {TWINS} WHERE id = {expression}), {expression})"


def _is_not_by(table: BodyTable, rule: Rule) -> str:
    """SQL: whether a row was not derived by one of the rules that a rule ignores."""
    names = ", ".join(f"'{name}'" for name in sorted(rule.ignores))
    return f"{table.alias}.rule NOT IN (SELECT number FROM rule_number WHERE name IN ({names}))"


def _columns(row: Sequence[str]) -> str:
    return ", ".join(f"{place} AS {name}" for place, name in zip(row, TRIPLE_COLUMNS, strict=True))


def _outermost(function: str, expressions: Sequence[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"{function}({', '.join(expressions)})"


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
