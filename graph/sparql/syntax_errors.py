"""The engine's syntax errors as one sentence: line, column, what was found, what was expected."""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..errors import QueryError
from ..rdf.namespaces import PREFIXES
from .keywords import beginning_of_update, misspelt_keyword
from .prologue import own_prefixes, used_prefixes

_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*(?:'\]'[^\]]*)*\]")
_MAX_EXPECTED = 6


def syntax_error(text: str, message: str, noun: str = "query", lines_before: int = 0) -> QueryError:
    """The engine's `message` on `text` as an error with one sentence.

    `lines_before` is how many lines of declarations stood before `text` in what the engine read.
    """
    match = _ERROR.match(message)
    if match is None:
        return QueryError(f"The {noun} cannot be read: {' '.join(message.split()).rstrip('.')}.")
    if noun == "query" and (update := beginning_of_update(text)):
        line, column = position(text, update.start)
        return QueryError(
            f"This is an update: it begins with {update.text.upper()} in line {line}, column {column}. Only queries "
            "are read here; they begin with SELECT, CONSTRUCT, ASK or DESCRIBE."
        )
    if misspelt := misspelt_keyword(text):
        token, keyword = misspelt
        line, column = position(text, token.start)
        hint = f"did you mean {keyword}?" if keyword else f"a name has a prefix, as in id:{token.text}"
        return syntax_error_at(text, line, column, f"{token.text} is not a keyword; {hint}", noun)
    undeclared = _undeclared_prefixes(text)
    if undeclared:
        name = undeclared[0]
        near = [f"{prefix}:" for prefix in get_close_matches(name, PREFIXES, 2)]
        hint = f", or write {' or '.join(near)}" if near else ""
        return QueryError(f"The {noun} uses the prefix {name}: without declaring it; add PREFIX {name}: <…>{hint}.")
    line, column = int(match.group(1)) - lines_before, int(match.group(2))
    if line < 1:
        return QueryError(f"The {noun} has a syntax error where prefixes are declared: {_expected(match.group(3))}.")
    return syntax_error_at(text, line, column, _expected(match.group(3)), noun)


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column of a character of a text, from 1; lines end with a line feed, as for the engine."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def syntax_error_at(text: str, line: int, column: int, expected: str, noun: str) -> QueryError:
    """A syntax error at a line and column of a text, both counted from 1; `expected` is a clause."""
    where = f"The {noun} has a syntax error in line {line}, column {column}, at {_text_at(text, line, column)}"
    return QueryError(f"{where}: {expected}{'' if expected.endswith('?') else '.'}")


def _undeclared_prefixes(text: str) -> list[str]:
    """Prefixes that the text uses and neither it nor the project declares, in order of use."""
    declared = {*PREFIXES, *own_prefixes(text)}
    return [prefix for prefix in used_prefixes(text) if prefix not in declared]


def _text_at(text: str, line: int, column: int) -> str:
    # The engine counts lines by \n alone; splitlines() would also cut at U+2028 and the like.
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    return repr(rest[:20]) if rest else "its end"


def _expected(alternatives: str) -> str:
    words = [word.strip() for word in _CHARACTER_CLASS.sub("", alternatives).split(", ")]
    reasons = [word for word in words if word.count(" ") > 2]
    if reasons:
        return reasons[0]
    tokens = [word for word in words if word and word not in {'"', "_:"}]
    if not tokens:
        return "this is not expected here"
    return "expected " + ", ".join(tokens[:_MAX_EXPECTED]) + (" …" if len(tokens) > _MAX_EXPECTED else "")
