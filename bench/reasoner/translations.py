"""The project's plain rules in the languages of other rule engines: that of Nemo, and that of Apache Jena.

Plain rules conclude triples from triples alone, without dates, lists, generated nodes or arithmetic; their only
condition is that two terms differ. References: https://knowsys.github.io/nemo-doc/ and
https://jena.apache.org/documentation/inference/#rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from westphalia.rdf.namespaces import RULE
from westphalia.reason.rules.rule import Comparison, Pattern, Rule, is_variable


def plain(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that other engines can run as they are."""
    return [
        rule
        for rule in rules
        if rule.head
        and not rule.generated
        and not any(str(RULE) in term for term in rule.terms)
        and all(isinstance(c, Comparison) and c.operator == "!=" for c in rule.conditions)
    ]


def for_nemo(rules: Sequence[Rule], path: str) -> str:
    """A program that reads a file of N-Triples and closes it under plain rules, in the relation `triple`."""
    clauses = [f'@import read :- ntriples{{resource="{path}"}} .', "triple(?s, ?p, ?o) :- read(?s, ?p, ?o) ."]
    for rule in rules:
        body = [f"triple({', '.join(pattern)})" for pattern in rule.body]
        body += [f"{left} != {right}" for left, right in _different(rule)]
        clauses += [f"triple({', '.join(head)}) :- {', '.join(body)} ." for head in rule.head]
    return "\n".join([*clauses, "@export triple :- ntriples{} .", ""])


def for_jena(rules: Sequence[Rule]) -> str:
    """Plain rules as forward rules of Jena's general purpose rule engine."""
    lines = []
    for rule in rules:
        body = [_for_jena(pattern) for pattern in rule.body]
        body += [f"notEqual({left}, {right})" for left, right in _different(rule)]
        lines.append(f"[{rule.name}: {' '.join(body)} -> {' '.join(map(_for_jena, rule.head))}]\n")
    return "".join(lines)


def _for_jena(pattern: Pattern) -> str:
    return f"({' '.join(pattern)})"


def _different(rule: Rule) -> list[tuple[str, str]]:
    """The pairs of terms that must differ; a constant comes second."""
    pairs = []
    for condition in rule.conditions:
        if isinstance(condition, Comparison):
            left, right = str(condition.left), str(condition.right)
            pairs.append((left, right) if is_variable(left) else (right, left))
    return pairs
