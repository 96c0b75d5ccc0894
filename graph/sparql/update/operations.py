"""An update's text cut into its operations (SPARQL 1.1 Query, section 19.8, [29] Update to [45])."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import QueryError
from ...rdf.namespaces import PREFIXES
from ..lexer import Token, significant_tokens
from ..prologue import declarations, leading_declarations
from ..syntax_errors import syntax_error, syntax_error_at

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
    def is_silent(self) -> bool:
        """Whether a failure of the operation is no failure of the request."""
        return "SILENT" in self.words

    @property
    def names_dataset(self) -> bool:
        """Whether the operation itself says which graphs its WHERE reads (WITH, USING, USING NAMED)."""
        return self.verb == "MODIFY" and bool({"WITH", "USING"} & set(self.words))


def read_operations(text: str, base: str | None = None) -> list[Operation]:
    """Cut an update into its operations; an empty request, or one of declarations alone, has none.

    Raises QueryError with line and column when the text is not an update.
    """
    segments = list(_segments(text))
    operations = []
    declared: list[Token] = []
    for segment in segments:
        length = leading_declarations(segment.tokens)
        declared += segment.tokens[:length]
        operation = segment.tokens[length:]
        prologue = declarations(declared)
        start = operation[0].start if operation else segment.end
        _check_syntax(text, prologue, start, segment.end, base)
        if operation:
            operations.append(_operation(text, prologue, operation))
        elif segment is not segments[-1] or length < len(segment.tokens):
            raise _syntax_error_at(text, segment.end, "expected an operation before this semicolon")
    _check_blank_nodes(operations)
    return operations


def _check_syntax(text: str, prologue: str, start: int, end: int, base: str | None) -> None:
    """Let the engine parse `text[start:end]` without running it.

    The engine parses all before it runs the first operation, so one that always fails is put in front. (It takes no
    prologue after a semicolon, which the grammar allows; therefore operations are parsed one by one.)
    """
    line, column = text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1
    head = f"{prologue}\n{_FAILS_BEFORE_ANYTHING_RUNS}"
    place = "\n" * line + " " * column
    try:
        ox.Store().update(f"{head}{place}{text[start:end]}", base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(text, str(error), noun="update", lines_before=head.count("\n")) from None
    except (RuntimeError, ValueError):
        return


def _check_blank_nodes(operations: list[Operation]) -> None:
    """Refuse a label that two INSERT DATA, or two WHERE, of one request share (section 19.6).

    The engine looks only at the operation that it is given.
    """
    for block in ("DATA", "WHERE"):
        seen: set[str] = set()
        for operation in operations:
            labels = _blank_node_labels(operation.blocks.get(block, ""))
            if shared := sorted(labels & seen):
                where = "INSERT DATA" if block == "DATA" else "WHERE"
                raise QueryError(
                    f"The blank node label {shared[0]} occurs in two {where} of the update; expected a label of its "
                    "own in each."
                )
            seen |= labels


def _blank_node_labels(block: str) -> set[str]:
    return {token.text for token in significant_tokens(block) if token.kind == "blank"}


def _syntax_error_at(text: str, place: int, expected: str) -> QueryError:
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    return syntax_error_at(text, line, column, expected, "update")


@dataclass(frozen=True)
class _Segment:
    """A part of the text between semicolons: its significant tokens, and where it ends."""

    tokens: list[Token]
    end: int


def _segments(text: str) -> Iterator[_Segment]:
    """The parts between semicolons outside braces; each may begin with a prologue."""
    depth = 0
    collected: list[Token] = []
    for token in significant_tokens(text):
        if token.kind == "mark" and token.text == ";" and depth == 0:
            yield _Segment(collected, token.start)
            collected = []
            continue
        depth += _DEPTH.get(token.text, 0) if token.kind == "mark" else 0
        collected.append(token)
    yield _Segment(collected, len(text))


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
