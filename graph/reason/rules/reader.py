"""Reading rules from SPARQL files, and refusing what the engine cannot run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import rdflib
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue, Expr

from ...errors import ReasoningError
from ...rdf.reading import one_sentence
from ...sparql.files import SparqlFile, read_sparql_file
from .rule import (
    Comparator,
    Comparison,
    Condition,
    Datatype,
    Junction,
    KindTest,
    Not,
    Operand,
    Pattern,
    Rule,
    RuleTerm,
    SameTerm,
    TestName,
    is_variable,
)

SUBSET = (
    "a basic graph pattern with FILTER (=, !=, <, <=, >, >=, sameTerm, isIRI, isLiteral, isBlank, datatype, "
    "&&, ||, !)"
)
"""What a rule's WHERE may consist of, in the words of an error."""

ON_REQUEST = "on request"
"""The value of the header `when` of rules too costly for every build."""

_SPARQL_NAMES = {
    "LeftJoin": "OPTIONAL",
    "Union": "UNION",
    "Minus": "MINUS",
    "Extend": "BIND or an expression in SELECT",
    "Graph": "GRAPH",
    "ServiceGraphPattern": "SERVICE",
    "ToMultiSet": "a sub-SELECT or VALUES",
    "Group": "GROUP BY",
    "AggregateJoin": "an aggregate",
    "OrderBy": "ORDER BY",
    "Slice": "LIMIT or OFFSET",
    "Distinct": "DISTINCT",
    "Reduced": "REDUCED",
    "Builtin_NOTEXISTS": "NOT EXISTS",
    "Builtin_EXISTS": "EXISTS",
}
_TERM_TESTS: dict[str, TestName] = {
    "Builtin_isIRI": "isIRI",
    "Builtin_isURI": "isIRI",
    "Builtin_isLITERAL": "isLiteral",
    "Builtin_isBLANK": "isBlank",
}


def read_rules(paths: Iterable[Path], read: Callable[[Path], Rule] | None = None) -> list[Rule]:
    """Read rule files, in order, each by `read` (default: `read_rule`).

    Raises ReasoningError when one is not SPARQL, goes beyond the supported subset, or shares its name with another.
    """
    rules = list(map(read or read_rule, paths))
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            raise ReasoningError(f"Two rules are named {rule.name!r}; expected one file for each name.")
        seen.add(rule.name)
    return rules


def read_rule(path: Path) -> Rule:
    """Read one rule file: a CONSTRUCT that derives, or a SELECT whose solutions are contradictions.

    Raises ReasoningError as `read_rules` does.
    """
    return rule_from(read_sparql_file(path))


def rule_from(file: SparqlFile) -> Rule:
    """The rule that a SPARQL file states; see `read_rule`."""
    return _RuleReader(file).rule()


class _RuleReader:
    """Translates the algebra of one file's query into a rule."""

    def __init__(self, file: SparqlFile) -> None:
        self._file = file

    def rule(self) -> Rule:
        query = self._algebra()
        body, conditions = self._body(query.p.p)
        head = self._head(query.template) if query.name == "ConstructQuery" else ()
        selected = tuple(f"?{name}" for name in query.PV) if query.name == "SelectQuery" else ()
        rule = Rule(
            name=self._file.name,
            title=self._file.value("title"),
            body=body,
            conditions=conditions,
            head=head,
            selected=selected,
            message="" if head else self._file.value("message"),
            skips_own=self._file.values("own-conclusions") == ["skipped"],
            ignores=frozenset(name for line in self._file.values("ignores") for name in line.split()),
            on_request=self._is_on_request(),
        )
        self._check(rule)
        return rule

    def _is_on_request(self) -> bool:
        when = self._file.values("when")
        if when and when != [ON_REQUEST]:
            raise self._refused(f"has the header '#+ when: {when[0]}'; expected '#+ when: {ON_REQUEST}' or none")
        return bool(when)

    def _algebra(self) -> CompValue:
        try:
            query = translateQuery(parseQuery(self._file.text)).algebra
        except Exception as error:  # the parser raises its own, pyparsing's and plain exceptions
            raise self._refused(f"cannot be read: {one_sentence(str(error))[:200]}; expected SPARQL") from None
        if query.name == "ConstructQuery" and query.template:
            return query
        if query.name == "SelectQuery":
            return query
        raise self._unsupported(query.name)

    def _body(self, node: CompValue) -> tuple[tuple[Pattern, ...], tuple[Condition, ...]]:
        if node.name == "BGP":
            return tuple(self._pattern(triple) for triple in node.triples), ()
        if node.name == "Join":
            left, right = self._body(node.p1), self._body(node.p2)
            return (*left[0], *right[0]), (*left[1], *right[1])
        if node.name == "Filter":
            body, conditions = self._body(node.p)
            return body, (*conditions, self._condition(node.expr))
        raise self._unsupported(node.name)

    def _head(self, template: Sequence[Sequence[object]]) -> tuple[Pattern, ...]:
        """The conclusions; each blank node in them is named after the order in which they occur."""
        blanks = dict.fromkeys(term for triple in template for term in triple if isinstance(term, rdflib.BNode))
        names = {blank: f"_:{number}" for number, blank in enumerate(blanks)}
        return tuple(Pattern(*(self._concluded(term, names) for term in triple)) for triple in template)

    def _concluded(self, term: object, names: dict[rdflib.BNode, str]) -> RuleTerm:
        return names[term] if isinstance(term, rdflib.BNode) else self._term(term)

    def _pattern(self, triple: Sequence[object]) -> Pattern:
        subject, predicate, target = (self._term(term) for term in triple)
        return Pattern(subject, predicate, target)

    def _term(self, term: object) -> RuleTerm:
        if isinstance(term, rdflib.Variable):
            return f"?{term}"
        if isinstance(term, rdflib.URIRef | rdflib.Literal):
            return constant(term)
        if isinstance(term, rdflib.BNode):
            raise self._unsupported("a blank node in a pattern (use a variable)")
        if hasattr(term, "eval"):
            raise self._unsupported("a property path")
        raise self._unsupported(getattr(term, "name", type(term).__name__))

    def _condition(self, node: Any) -> Condition:  # noqa: ANN401 - rdflib's algebra is untyped
        name = getattr(node, "name", "")
        if name == "RelationalExpression" and node.op in {"=", "!=", "<", "<=", ">", ">="}:
            return Comparison(cast(Comparator, node.op), self._operand(node.expr), self._operand(node.other))
        if name == "ConditionalAndExpression":
            return Junction("AND", tuple(self._condition(part) for part in (node.expr, *node.other)))
        if name == "ConditionalOrExpression":
            return Junction("OR", tuple(self._condition(part) for part in (node.expr, *node.other)))
        if name == "UnaryNot":
            return Not(self._condition(node.expr))
        if name == "Builtin_sameTerm":
            return SameTerm(self._term(node.arg1), self._term(node.arg2))
        if name in _TERM_TESTS:
            return KindTest(_TERM_TESTS[name], self._term(node.arg))
        raise self._unsupported(name or type(node).__name__)

    def _operand(self, node: object) -> Operand:
        if isinstance(node, Expr) and node.name == "Builtin_DATATYPE":
            return Datatype(self._term(node.arg))
        return self._term(node)

    def _check(self, rule: Rule) -> None:
        if not rule.body:
            raise self._refused("has an empty WHERE; expected at least one triple pattern")
        bound = {term for pattern in rule.body for term in pattern}
        unbound = sorted(term for term in {*rule.terms, *rule.selected} - bound if is_variable(term))
        if unbound:
            raise self._refused(f"uses {unbound[0]}, which no triple pattern of its WHERE binds")
        if rule.generated and not rule.on_request:
            raise self._refused("generates a blank node, which only rules with the header '#+ when: on request' may")

    def _unsupported(self, name: str) -> ReasoningError:
        return self._refused(f"uses {_SPARQL_NAMES.get(name, name)}, which rules may not; expected {SUBSET}")

    def _refused(self, reason: str) -> ReasoningError:
        return ReasoningError(f"The rule {self._file.path} {reason}.")


def constant(term: rdflib.URIRef | rdflib.Literal) -> RuleTerm:
    """A constant in the N-Triples form that the term table uses."""
    if isinstance(term, rdflib.Literal) and str(term.datatype) == str(rdflib.XSD.string):
        return rdflib.Literal(str(term)).n3()
    return (
        rdflib.Literal(str(term), datatype=term.datatype, normalize=False)._literal_n3(use_plain=False)
        if (isinstance(term, rdflib.Literal) and term.datatype)
        else term.n3()
    )
