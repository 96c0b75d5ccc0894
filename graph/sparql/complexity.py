"""Admission: queries that are too long, too deeply nested or join too much are refused before they run.

The engine plans joins in more than quadratic time: 200 items of a list, 616 bytes of text, take it nine seconds. One
pass over the tokens counts what it would have to plan, without parsing: each separator of triples, each brace and
bracket counts one, each item of an RDF list two. Braces that only hold data (VALUES) or a template (CONSTRUCT), and
parentheses of expressions, count nothing. The count is a little above the number of triple patterns.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import TooComplexError, TooLongError
from .lexer import Token, significant_tokens

_CLOSING = {")": "(", "]": "[", "}": "{"}
_BEFORE_EXPRESSION = frozenset(
    {"FILTER", "BIND", "HAVING", "BY", "ASC", "DESC", "SELECT", "DISTINCT", "REDUCED", "VALUES", "IN", "AS", "COUNT"}
    | {"SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "IF", "COALESCE", "CONCAT", "REGEX", "STR", "BOUND"}
)
_PATTERN_MARKS = frozenset(".;,/|^")


@dataclass(frozen=True)
class QueryLimits:
    """How long (bytes of UTF-8), how deeply nested and how large a query may be."""

    bytes: int
    depth: int
    patterns: int

    def check(self, text: str) -> None:
        """Raise TooLongError or TooComplexError when a query is over a limit."""
        length = len(text.encode(errors="replace"))
        if length > self.bytes:
            raise TooLongError(f"The query is {length} bytes long; the limit here is {self.bytes}.")
        if sum(map(text.count, "([{")) <= self.depth and _most_patterns(text) <= self.patterns:
            return
        complexity = measure(text)
        if complexity.depth > self.depth:
            raise TooComplexError(f"The query nests {complexity.depth} brackets; the limit here is {self.depth}.")
        if complexity.patterns > self.patterns:
            raise TooComplexError(
                f"The query has about {complexity.patterns} triple patterns, list items and groups; "
                f"the limit here is {self.patterns}."
            )


def _most_patterns(text: str) -> int:
    """More patterns than the text can have, found faster than by reading it: most queries are far from the limit."""
    marks = sum(map(text.count, ".;,/|^{[("))
    return marks + 4 * (len(text.split()) + sum(map(text.count, "\"'<?$:("))) if "(" in text else marks


@dataclass(frozen=True)
class Measure:
    """The deepest nesting of a query, and about how many patterns it has."""

    depth: int
    patterns: int


def measure(text: str) -> Measure:
    """Count a query's nesting and patterns.

    >>> measure("SELECT * { ?s ?p ?o ; ?q (1 2) . FILTER(?o IN (1, 2, 3)) }")
    Measure(depth=3, patterns=7)
    """
    counter = _Counter()
    for token in significant_tokens(text):
        counter.take(token)
    return Measure(counter.depth, counter.patterns)


class _Counter:
    """Counts token by token; `_open` are the brackets around the present one, each with what it holds."""

    def __init__(self) -> None:
        self.depth = 0
        self.patterns = 0
        self._open: list[tuple[str, str]] = []
        self._before = ""
        self._clause = ""

    def take(self, token: Token) -> None:
        """Go on by one token."""
        if token.kind == "mark":
            self._take_mark(token.text)
        else:
            self._count_item()
        if token.kind == "word":
            self._clause = token.text.upper()
        self._before = token.text.upper() if token.kind in {"word", "mark"} else token.kind

    def _take_mark(self, mark: str) -> None:
        if mark in "([{":
            self._count_item()
            self._enter(mark)
        elif mark in _CLOSING:
            self._leave(mark)
        elif mark in _PATTERN_MARKS and self._holds() in {"group", "list"}:
            self.patterns += 1

    def _holds(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _count_item(self) -> None:
        if self._holds() == "list":
            self.patterns += 2

    def _enter(self, bracket: str) -> None:
        content = {"{": self._brace, "[": lambda: "group", "(": self._parenthesis}[bracket]()
        self._open.append((bracket, content))
        self.depth = max(self.depth, len(self._open))
        if content == "group":
            self.patterns += 1

    def _brace(self) -> str:
        if self._before == "CONSTRUCT" or self._clause == "VALUES":
            return "data"
        return "group"

    def _parenthesis(self) -> str:
        if self._holds() in {"", "data", "expression"} or self._before in _BEFORE_EXPRESSION:
            return "expression"
        return "expression" if self._clause in {"FILTER", "BIND", "VALUES"} else "list"

    def _leave(self, bracket: str) -> None:
        if self._open and self._open[-1][0] == _CLOSING[bracket]:
            self._open.pop()
        if bracket == "}" or (bracket == ")" and self._clause != "VALUES"):
            self._clause = ""
