"""From rules to SQL: one SELECT over tables of encoded triples, with validity intersected on the way.

For a rule with the patterns p1 … pn the query is

    SELECT <head> , greatest(p1.f, …, pn.f), least(p1.u, …, pn.u)
    FROM <schema table>, p1, …, pn WHERE <shared variables are equal> AND <conditions> AND greatest(…) < least(…)

The patterns about the ontology are joined once, into the rule's schema table; the patterns about the world are given
a table each by the caller, so that one of them can be the rows of the last round alone (semi-naive evaluation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..rules.rule import (
    Comparison,
    Condition,
    Datatype,
    Junction,
    KindTest,
    Not,
    Operand,
    Pattern,
    Rule,
    SameTerm,
    Term,
    is_made,
    is_variable,
)
from .validity import ALWAYS_FROM, ALWAYS_UNTIL
from .values import TWINS, VALUE_TABLE

Bindings = dict[str, str]
"""SQL expressions by variable."""

_COLUMNS = ("s", "p", "o")
_NEVER_LITERAL = frozenset({"s", "p"})
_VALUE_COLUMNS = ("number", "instant", "text")


@dataclass(frozen=True)
class Source:
    """Where the rows for one part of a body come from: a table, its alias, and the term of each column."""

    table: str
    alias: str
    cells: tuple[tuple[Term, str], ...]

    def by_value(self, variables: frozenset[Term]) -> Source:
        """The same rows with one column more, `w_<column>`, for each of these variables: the id of its value."""
        names = sorted({column for term, column in self.cells if term in variables and column not in _NEVER_LITERAL})
        if not names:
            return self
        values = ", ".join(f"coalesce(x_{name}.same, r.{name}) AS w_{name}" for name in names)
        joins = " ".join(f"LEFT JOIN {TWINS} AS x_{name} ON x_{name}.id = r.{name}" for name in names)
        return Source(f"(SELECT r.*, {values} FROM {self.table} AS r {joins})", self.alias, self.cells)

    @staticmethod
    def of_pattern(pattern: Pattern, table: str, place: int) -> Source:
        """The rows for the pattern at this place of its body."""
        return Source(table, f"t{place}", tuple(zip(pattern, _COLUMNS, strict=True)))

    @staticmethod
    def of_schema(rule: Rule, table: str) -> Source:
        """The rows for all schema patterns of a rule, joined already."""
        return Source(table, "k", tuple((name, _column(name)) for name in sorted(rule.schema_columns)))


class Compiler:
    """Compiles rules over one dictionary.

    `ids` gives the id of every constant of the rules. With `dated` false every row holds always, and the interval
    columns are left out of joins.
    """

    def __init__(self, ids: Mapping[str, int], *, dated: bool) -> None:
        self._ids = ids
        self._dated = dated
        self.has_twins = False
        """Whether literals share values, so that variables have to meet by value; set when the values are made."""

    def schema_query(self, rule: Rule, tables: Sequence[str], order: Sequence[int] | None = None) -> str:
        """The join of a rule's schema patterns, each over its table: `rule.schema_columns`, then `f` and `u`.

        `order` gives the order of the join as places of patterns; without it the database chooses. Without data
        patterns, rows may occur several times.
        """
        places = order or range(len(rule.schema))
        sources = [Source.of_pattern(rule.schema[place], tables[place], place) for place in places]
        body = self._body(sources, Bindings(), rule)
        ignored = [self._not_by(source, rule) for source in sources] if rule.ignores else []
        values = _ValueJoins()
        conditions = [self._condition(c, rule, body.bindings, values) for c in rule.schema_conditions]
        columns = [f"{body.bindings[name]} AS {_column(name)}" for name in sorted(rule.schema_columns)]
        begin, end = self._interval(sources)
        where = [*body.equalities, *ignored, *conditions, *self._overlap(sources)]
        return (
            f"SELECT {'DISTINCT ' if rule.data else ''}{', '.join([*columns, f'{begin} AS f', f'{end} AS u'])} "
            f"FROM {body.tables}{values.joins()}{_where(where)}"
        )

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
        literal = [f"{match.bindings[term]} > 0" for term in sorted(rule.checked)]
        made = _MadeNames(rule, match.bindings)
        rows = [
            [made.id(term) if is_made(term) else self._value(term, match.bindings) for term in pattern]
            for pattern in rule.head
        ]
        heads = _columns(rows[0]) if len(rows) == 1 else _several(rows)
        # Where it can be, the restriction is a join of its own, which the database then begins with.
        joined = within if within and len(rows) == 1 else None
        tables_of = f"{joined} AS d CROSS JOIN {match.tables}" if joined else match.tables + made.joins()
        same = [f"d.{name} = {place}" for name, place in zip(_COLUMNS, rows[0], strict=True)] if joined else []
        where = _where([*match.where, *literal, *same])
        # Of a thing's many statements with a property, one is enough to tell its class.
        distinct = "DISTINCT " if rule.narrows else ""
        query = f"SELECT {distinct}{heads}, {', '.join(match.interval)} FROM {tables_of}{where}"
        return f"SELECT * FROM ({query}) SEMI JOIN {within} USING (s, p, o)" if within and not joined else query

    def names(self, rule: Rule, schema: str | None, tables: Sequence[str]) -> str:
        """The texts of the blank nodes that `conclusions` makes, in one column."""
        match = self._match(rule, schema, tables)
        made = _MadeNames(rule, match.bindings)
        texts = ", ".join(made.text(term) for term in rule.made)
        return f"SELECT DISTINCT unnest([{texts}]) FROM {match.tables}{made.seeds()}{_where(match.where)}"

    def solutions(
        self,
        rule: Rule,
        schema: str | None,
        tables: Sequence[str],
        extra: Sequence[str] = (),
        bound: Bindings | None = None,
    ) -> str:
        """The matches of a whole body: a column for each variable, `f`, `u`, then the columns `extra`.

        `bound` gives SQL expressions for variables that are known beforehand; in `extra`, `{t0}` … stand for the
        aliases of the data patterns.
        """
        match = self._match(rule, schema, tables, bound)
        columns = [f"{expression} AS {_column(name)}" for name, expression in sorted(match.bindings.items())]
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
        sources = {-1: Source.of_schema(rule, schema)} if schema else {}
        for place, (pattern, table) in enumerate(zip(rule.data, tables, strict=True)):
            sources[place] = Source.of_pattern(pattern, table, place)
        joined = list(sources.values()) if order is None else [sources[place] for place in order]
        body = self._body(joined, bound or {}, rule)
        values = _ValueJoins()
        conditions = [self._condition(c, rule, body.bindings, values) for c in rule.data_conditions]
        begin, end = self._interval(joined)
        return _Match(
            tables=body.tables + values.joins(),
            where=[*body.equalities, *conditions, *self._overlap(joined)],
            interval=[f"{begin} AS f", f"{end} AS u"],
            bindings=body.bindings,
        )

    def _body(self, sources: Sequence[Source], known: Bindings, rule: Rule) -> _Body:
        bindings, equalities = dict(known), []
        met = rule.met_by_value if self.has_twins else frozenset()
        sources = [source.by_value(met) for source in sources] if met else sources
        values = {term: _value_id(known[term]) for term in met if term in known}
        for source in sources:
            for term, name in source.cells:
                place = f"{source.alias}.{name}"
                if term in met:
                    bindings.setdefault(term, place)
                    value = f"{source.alias}.w_{name}"
                    equalities += [f"{value} = {values[term]}"] if term in values else []
                    values.setdefault(term, value)
                elif is_variable(term) and term not in bindings:
                    bindings[term] = place
                else:
                    equalities.append(f"{place} = {self._value(term, bindings)}")
        tables = " CROSS JOIN ".join(f"{source.table} AS {source.alias}" for source in sources)
        return _Body(tables, equalities, bindings)

    def _value(self, term: Term, bindings: Bindings) -> str:
        return bindings[term] if is_variable(term) else str(self._ids[term])

    def _interval(self, sources: Sequence[Source]) -> tuple[str, str]:
        if not self._dated or not sources:
            return str(ALWAYS_FROM), str(ALWAYS_UNTIL)
        begins, ends = ([f"{source.alias}.{name}" for source in sources] for name in ("f", "u"))
        return _outermost("greatest", begins), _outermost("least", ends)

    def _overlap(self, sources: Sequence[Source]) -> list[str]:
        if not self._dated or len(sources) < 2:
            return []
        begin, end = self._interval(sources)
        return [f"{begin} < {end}"]

    def _not_by(self, source: Source, rule: Rule) -> str:
        return f"{source.alias}.rule NOT IN (SELECT number FROM rule_number WHERE name IN ({_quoted(rule.ignores)}))"

    def _condition(self, condition: Condition, rule: Rule, bindings: Bindings, values: _ValueJoins) -> str:
        if isinstance(condition, Junction):
            parts = [self._condition(part, rule, bindings, values) for part in condition.conditions]
            return f"({f' {condition.word} '.join(parts)})"
        if isinstance(condition, Not):
            return f"NOT ({self._condition(condition.condition, rule, bindings, values)})"
        if isinstance(condition, KindTest):
            return _kind_test(condition, self._value(condition.term, bindings))
        if isinstance(condition, SameTerm):
            return f"{self._value(condition.left, bindings)} = {self._value(condition.right, bindings)}"
        return self._comparison(condition, rule, bindings, values)

    def _comparison(self, comparison: Comparison, rule: Rule, bindings: Bindings, values: _ValueJoins) -> str:
        sides = (comparison.left, comparison.right)
        left, right = (self._operand(side, bindings, values) for side in sides)
        if comparison.operator not in {"=", "!="}:
            first, second = values.alias(left), values.alias(right)
            orders = [f"coalesce({first}.{c} {comparison.operator} {second}.{c}, false)" for c in _VALUE_COLUMNS]
            return f"({' OR '.join(orders)})"
        operator = "<>" if comparison.operator == "!=" else "="
        # Something that is no literal is equal to itself alone, so ids suffice where one side cannot be a literal.
        if any(isinstance(side, Datatype) or side in rule.resources for side in sides):
            return f"{left} {operator} {right}"
        same = f"{values.same(left)} {operator} {values.same(right)}"
        if operator == "=":
            return same
        # What an unknown or a mistaken literal denotes may be anything, so it is not known to differ.
        return f"({same} AND {values.is_known(left)} AND {values.is_known(right)})"

    def _operand(self, operand: Operand, bindings: Bindings, values: _ValueJoins) -> str:
        if isinstance(operand, Datatype):
            return f"{values.alias(self._value(operand.term, bindings))}.datatype"
        return self._value(operand, bindings)


@dataclass(frozen=True)
class _Body:
    tables: str
    equalities: list[str]
    bindings: Bindings


@dataclass(frozen=True)
class _Match:
    tables: str
    where: list[str]
    interval: list[str]
    bindings: Bindings


class _ValueJoins:
    """The joins with `literal_value` that a query's conditions need, one for each expression."""

    def __init__(self) -> None:
        self._aliases: dict[str, str] = {}

    def alias(self, expression: str) -> str:
        return self._aliases.setdefault(expression, f"v{len(self._aliases)}")

    def same(self, expression: str) -> str:
        return f"coalesce({self.alias(expression)}.same, {expression})"

    def is_known(self, expression: str) -> str:
        return f"coalesce({self.alias(expression)}.is_known, true)"

    def joins(self) -> str:
        return "".join(
            f" LEFT JOIN {VALUE_TABLE} AS {alias} ON {alias}.id = {expression}"
            for expression, alias in self._aliases.items()
        )


def _value_id(expression: str) -> str:
    """SQL: the id of the value of a term that is known beforehand."""
    return f"coalesce((SELECT same FROM {TWINS} WHERE id = {expression}), {expression})"


class _MadeNames:
    """The names of the blank nodes that a rule's conclusions make: the same for the same rule and values in all runs.

    The dictionary is joined once for each shared variable and each made node. As look-ups within the SELECT
    (correlated subqueries) the same took minutes on an ontology of some 7,000 triples.
    """

    def __init__(self, rule: Rule, bindings: Bindings) -> None:
        self._rule = rule
        self._bindings = bindings

    def id(self, term: Term) -> str:
        """The column with the id of a made node, in a query that has `joins`."""
        return f"made{self._rule.made.index(term)}.id"

    def text(self, term: Term) -> str:
        """The expression for the text of a made node, in a query that has `seeds`."""
        texts = [f"seed{place}.text" for place in range(len(self._rule.shared))]
        seed = ", ".join([f"'{self._rule.name} {term}'", *texts])
        return f"concat('_:m', md5(concat_ws(' ', {seed})))"

    def seeds(self) -> str:
        """The joins that give the texts of the shared variables."""
        if not self._rule.made:
            return ""
        return "".join(
            f" JOIN term AS seed{place} ON seed{place}.id = {self._bindings[variable]}"
            for place, variable in enumerate(self._rule.shared)
        )

    def joins(self) -> str:
        """The joins that give the ids of the made nodes too."""
        made = "".join(
            f" JOIN term AS made{place} ON made{place}.text = {self.text(term)}"
            for place, term in enumerate(self._rule.made)
        )
        return self.seeds() + made


def _kind_test(test: KindTest, value: str) -> str:
    if test.kind == "isLiteral":
        return f"{value} < 0"
    blank = f"{value} IN (SELECT id FROM term WHERE text[:2] = '_:')"
    return f"({value} > 0 AND {blank})" if test.kind == "isBlank" else f"({value} > 0 AND NOT {blank})"


def _columns(row: Sequence[str]) -> str:
    return ", ".join(f"{place} AS {name}" for place, name in zip(row, _COLUMNS, strict=True))


def _several(rows: Sequence[Sequence[str]]) -> str:
    """Several conclusions of one match as rows of their own."""
    structs = (", ".join(f"{name}: {place}" for place, name in zip(row, _COLUMNS, strict=True)) for row in rows)
    return f"unnest([{', '.join(f'{{{struct}}}' for struct in structs)}], recursive := true)"


def _outermost(function: str, expressions: Sequence[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"{function}({', '.join(expressions)})"


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _column(variable: str) -> str:
    return f"v_{variable[1:]}"


def _quoted(names: frozenset[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
