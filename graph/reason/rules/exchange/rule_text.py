"""The text of a rule, made from its parsed form: full IRIs, one pattern a line, conditions in parentheses.

Reading the text again gives an equal rule, so this is also the normal form in which two rules can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..rule import (
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
    is_generated,
)

_WORDS = {"AND": " && ", "OR": " || "}


def construct_text(rule: Rule) -> str:
    """A rule that derives, as CONSTRUCT."""
    return f"CONSTRUCT {block(patterns(rule.head))}\nWHERE {block(body(rule))}"


def select_text(rule: Rule) -> str:
    """A rule that finds contradictions, as SELECT."""
    return f"SELECT {' '.join(rule.selected)}\nWHERE {block(body(rule))}"


def body(rule: Rule) -> list[str]:
    """The patterns and conditions of a rule, one a line."""
    return [*patterns(rule.body), *(f"FILTER {condition(each)}" for each in rule.conditions)]


def patterns(listed: Iterable[Pattern]) -> list[str]:
    """Triple patterns, one a line, with a full stop."""
    return [f"{' '.join(map(_term, pattern))} ." for pattern in listed]


def block(lines: Iterable[str]) -> str:
    """Lines in braces."""
    return "{\n" + "".join(f"  {line}\n" for line in lines) + "}"


def condition(each: Condition) -> str:
    """A condition in parentheses."""
    if isinstance(each, Junction):
        return f"({_WORDS[each.word].join(map(condition, each.conditions))})"
    if isinstance(each, Not):
        return f"(! {condition(each.condition)})"
    if isinstance(each, Comparison):
        return f"({_operand(each.left)} {each.operator} {_operand(each.right)})"
    if isinstance(each, SameTerm):
        return f"(sameTerm({each.left}, {each.right}))"
    assert isinstance(each, KindTest)
    return f"({each.kind}({each.term}))"


def _operand(operand: Operand) -> str:
    return f"datatype({operand.term})" if isinstance(operand, Datatype) else operand


def _term(term: RuleTerm) -> str:
    """A term of a pattern; the numbers of blank nodes in conclusions become labels that SPARQL takes."""
    return f"_:b{term.removeprefix('_:')}" if is_generated(term) else term
