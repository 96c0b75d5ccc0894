"""An update's text cut into its operations (SPARQL 1.1 Update, section 19.8 of the query grammar, from [29])."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import QueryError
from ...rdf.namespaces import PREFIXES
from ..lexer import Token, syntax_error, tokens

_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_BLOCKS = frozenset({"DELETE", "INSERT", "DATA", "WHERE"})
_DEPTH = {"{": 1, "}": -1}
_FAILS_BEFORE_ANYTHING_RUNS = "DROP GRAPH <urn:x-westphalia:no-such-graph> ;\n"


@dataclass(frozen=True)
class Operation:
    """One operation of an update: its prologue's text, its words and names outside braces, and its blocks.

    `words` are upper-case keywords, IRIs and prefixed names in order; `blocks` maps DATA, DELETE, INSERT and WHERE to
    the text of their braces. In `DELETE WHERE`, which has one block for both, the block is that of WHERE.
    """

    prologue: str
    words: tuple[str, ...]
    blocks: dict[str, str]

    @property
    def verb(self) -> str:
        """What the operation does: INSERT DATA, DELETE DATA, MODIFY, CLEAR, LOAD and so on."""
        if "DATA" in self.blocks:
            return f"{self.words[0]} DATA"
        return "MODIFY" if self.blocks else self.words[0]

    @property
    def names_dataset(self) -> bool:
        """Whether the operation itself says which graphs its WHERE reads (WITH, USING, USING NAMED)."""
        return self.verb == "MODIFY" and bool({"WITH", "USING"} & set(self.words))


def read_operations(text: str, base: str | None = None) -> list[Operation]:
    """Cut an update into its operations.

    Raises QueryError with line and column when the text is not an update, or is an empty one.
    """
    prologue, found = "", []
    for segment in _segments(text):
        first = segment.operation[0].start if segment.operation else segment.end
        prologue += f"{text[segment.start : first]}\n"
        _check_syntax(text, prologue, first, segment.end, base)
        if segment.operation:
            found.append(_operation(text, prologue, segment.operation))
    if not found:
        raise QueryError("The update holds no operation; expected at least one, such as INSERT DATA.")
    return found


def _check_syntax(text: str, prologue: str, start: int, end: int, base: str | None) -> None:
    """Let the engine parse `text[start:end]` without running it.

    The engine parses all before it runs the first operation, so one that always fails is put in front. (It takes no
    prologue after a semicolon, which the grammar allows; therefore operations are parsed one by one.)
    """
    line, column = text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1
    head = f"{prologue}{_FAILS_BEFORE_ANYTHING_RUNS}"
    place = "\n" * line + " " * column
    try:
        ox.Store().update(f"{head}{place}{text[start:end]}", base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(text, str(error), noun="update", lines_before=head.count("\n")) from None
    except (RuntimeError, ValueError):
        return


@dataclass(frozen=True)
class _Segment:
    """A part of the text between semicolons: where it begins and ends, and the tokens of its operation."""

    start: int
    end: int
    operation: list[Token]


def _segments(text: str) -> Iterator[_Segment]:
    """The parts between semicolons that stand outside braces; each may begin with a prologue."""
    depth, start = 0, 0
    found: list[Token] = []
    for token in tokens(text):
        if token.kind == "mark" and token.text == ";" and depth == 0:
            yield _Segment(start, token.start, _without_prologue(found))
            start, found = token.end, []
            continue
        depth += _DEPTH.get(token.text, 0) if token.kind == "mark" else 0
        if not token.text.startswith("#"):
            found.append(token)
    yield _Segment(start, len(text), _without_prologue(found))


def _without_prologue(found: list[Token]) -> list[Token]:
    """The tokens after those that declare prefixes, the base or the version."""
    length = 0
    while length < len(found) and found[length].text.upper() in _PROLOGUE:
        length += 3 if found[length].text.upper() == "PREFIX" else 2
    return found[length:]


def _operation(text: str, prologue: str, segment: list[Token]) -> Operation:
    words: list[str] = []
    blocks: dict[str, str] = {}
    depth, start = 0, 0
    for token in segment:
        if token.kind == "mark":
            depth += _DEPTH.get(token.text, 0)
            if token.text == "{" and depth == 1:
                start = token.start
            elif token.text == "}" and depth == 0:
                blocks[_last_block_word(words)] = text[start : token.end]
        elif depth == 0:
            words.append(token.text.upper() if token.kind == "word" else token.text)
    return Operation(prologue, tuple(words), blocks)


def _last_block_word(words: list[str]) -> str:
    return next(word for word in reversed(words) if word in _BLOCKS)
