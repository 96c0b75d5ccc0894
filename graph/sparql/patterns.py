"""The triple patterns and other clauses of a query's WHERE clause, in the order in which they are written.

Read are the patterns that every solution must match: those of the outermost group and of GRAPH blocks in it, with
their property paths, blank nodes and lists. OPTIONAL, MINUS, FILTER, BIND, VALUES, SERVICE, and groups in braces with
those that UNION joins to them, are clauses, which are kept whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexer import Token, significant_tokens
from .prologue import leading_declarations

_OPENING, _CLOSING = {"{": "}", "(": ")", "[": "]"}, frozenset("})]")
_PATH_SIGNS = frozenset("/|^!")
_PATH_ENDINGS = frozenset("*+?")
_CLAUSES = frozenset({"OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "SERVICE", "UNION", "SELECT"})
GROUP = "GROUP"
"""The keyword of a clause that is a group in braces."""


@dataclass(frozen=True)
class TriplePattern:
    """A triple pattern as written, and the graph (an IRI or a variable) of the GRAPH block around it."""

    subject: str
    verb: str
    object: str
    graph: str = ""

    @property
    def text(self) -> str:
        """The pattern as text."""
        return f"{self.subject} {self.verb} {self.object}"

    @property
    def group(self) -> str:
        """The pattern as an element of a group."""
        return f"GRAPH {self.graph} {{ {self.text} }}" if self.graph else f"{self.text} ."


@dataclass(frozen=True)
class Clause:
    """A clause of the outermost group: its keyword (`GROUP` for a group in braces) and its text."""

    keyword: str
    text: str

    @property
    def group(self) -> str:
        """The clause as an element of a group."""
        return self.text


Element = TriplePattern | Clause


def triple_patterns(query: str) -> list[TriplePattern]:
    """The triple patterns that every solution of a query must match; none where the text is not understood.

    >>> [pattern.text for pattern in triple_patterns("ASK { ?s a wph:State ; wph:borders/wph:borders ?o }")]
    ['?s a wph:State', '?s wph:borders/wph:borders ?o']
    """
    return [element for element in group_elements(query) if isinstance(element, TriplePattern)]


def group_elements(query: str) -> list[Element]:
    """The triple patterns and clauses of the outermost group of a query; none where the text is not understood.

    >>> [element.text for element in group_elements("ASK { ?s a ?c FILTER(?c != wph:State) VALUES ?c { wph:City } }")]
    ['?s a ?c', 'FILTER(?c != wph:State)', 'VALUES ?c { wph:City }']
    """
    words = list(significant_tokens(query))
    start = next(
        (at for at, token in enumerate(words) if token.text == "{" and _begins_where(words, at)),
        None,
    )
    try:
        return list(_of_group(query, _inside(words, start), "")) if start is not None else []
    except (IndexError, StopIteration):
        return []


def prologue_of(query: str) -> str:
    """The declarations at the beginning of a query."""
    words = list(significant_tokens(query))
    return " ".join(token.text for token in words[: leading_declarations(words)])


def _begins_where(words: Sequence[Token], at: int) -> bool:
    """Whether a brace opens the WHERE clause, and not the template of a CONSTRUCT."""
    before = words[at - 1].text.upper() if at else ""
    return before == "WHERE" or before != "CONSTRUCT"


def _inside(words: Sequence[Token], start: int) -> list[Token]:
    """The tokens between a bracket and the one that closes it."""
    depth = 0
    for at in range(start, len(words)):
        depth += (words[at].text in _OPENING) - (words[at].text in _CLOSING)
        if depth == 0:
            return list(words[start + 1 : at])
    raise IndexError("no closing bracket")


def _of_group(query: str, words: Sequence[Token], graph: str) -> Iterator[Element]:
    at = 0
    statement: list[Token] = []
    while at < len(words):
        token, keyword = words[at], words[at].text.upper()
        if token.kind == "word" and keyword in _CLAUSES:
            yield from _statement(statement, graph)
            statement, end = [], _after_clause(words, at)
            yield from _clause(query, keyword, words[at:end], graph)
            at = end
        elif token.kind == "word" and keyword == "GRAPH":
            yield from _statement(statement, graph)
            block = _inside(words, at + 2)
            yield from _of_group(query, block, words[at + 1].text)
            statement, at = [], at + len(block) + 4
        elif token.text == "{":
            yield from _statement(statement, graph)
            statement, end = [], _after_alternatives(words, at)
            yield from _clause(query, GROUP, words[at:end], graph)
            at = end
        elif token.text == ".":
            yield from _statement(statement, graph)
            statement, at = [], at + 1
        elif token.text in _OPENING:
            length = len(_inside(words, at)) + 2
            statement, at = [*statement, *words[at : at + length]], at + length
        else:
            statement, at = [*statement, token], at + 1
    yield from _statement(statement, graph)


def _clause(query: str, keyword: str, words: Sequence[Token], graph: str) -> Iterator[Clause]:
    """The clause that some tokens are; none within a GRAPH block, whose variables it may need."""
    if words and not graph:
        yield Clause(keyword, query[words[0].start : words[-1].end])


def _after_clause(words: Sequence[Token], at: int) -> int:
    """The place after a clause that begins with a keyword: after its last bracketed part."""
    has_block_after = words[at].text.upper() == "VALUES" and words[at + 1].text == "("
    at += 1
    while at < len(words) and words[at].text not in _OPENING:
        at += 1
    at += len(_inside(words, at)) + 2
    return at + len(_inside(words, at)) + 2 if has_block_after else at


def _after_alternatives(words: Sequence[Token], at: int) -> int:
    """The place after a group in braces and the groups that UNION joins to it."""
    at += len(_inside(words, at)) + 2
    while at < len(words) and words[at].text.upper() == "UNION":
        at += len(_inside(words, at + 1)) + 3
    return at


def _statement(words: Sequence[Token], graph: str) -> Iterator[TriplePattern]:
    """The patterns of a subject with its predicates and objects."""
    units = list(_units(words))
    if len(units) < 3:
        return
    subject, place = units[0], 1
    verb = ""
    while place < len(units):
        if units[place] == ";":
            verb, place = "", place + 1
        elif units[place] == ",":
            place += 1
        elif not verb:
            verb, place = _verb(units, place)
        else:
            yield TriplePattern(subject, verb, units[place], graph)
            place += 1


def _verb(units: Sequence[str], place: int) -> tuple[str, int]:
    """A predicate or property path from a place, and the place after it."""
    parts: list[str] = []
    while True:
        while units[place] in {"^", "!"}:
            parts.append(units[place])
            place += 1
        parts.append(units[place])
        place += 1
        while place < len(units) and units[place] in _PATH_ENDINGS:
            parts.append(units[place])
            place += 1
        if place >= len(units) or units[place] not in _PATH_SIGNS:
            return "".join(parts), place
        parts.append(units[place])
        place += 1


def _units(words: Sequence[Token]) -> Iterator[str]:
    """Terms and signs of a statement; what is in brackets is one unit, and so is a literal with its datatype."""
    at = 0
    while at < len(words):
        length = len(_inside(words, at)) + 2 if words[at].text in _OPENING else 1
        if words[at].kind == "string" and at + 1 < len(words):
            length += 1 if words[at + 1].kind == "language" else 3 if words[at + 1].text == "^" else 0
        between = "" if words[at].kind == "string" else " "
        yield between.join(token.text for token in words[at : at + length])
        at += length
