"""SPARQL as text: its tokens, as far as we must tell them apart, and syntax errors as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .errors import QueryError
from .vocab import PREFIXES

_SKIPPED = re.compile(
    r"""
    (?P<skip>
        \#[^\r\n]*                                  # comment
      | <[^<>"{}|^`\\\x00-\x20]*>                   # IRI
      | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"    # long strings
      | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\r\n]|\\.)*"                       # short strings
      | '(?:[^'\\\r\n]|\\.)*'
    )
  | (?P<prefix>[\w.-]*):[\w.:%\\-]*               # prefixed name
  | (?P<variable>[?$]\w+)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>[{};])
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARATION = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*(?:'\]'[^\]]*)*\]")
_MAX_EXPECTED = 6


@dataclass(frozen=True)
class Token:
    """A token that matters for the shape of a text: its kind, its own text, and where it begins and ends.

    `kind` is `skip` (a comment, an IRI in angle brackets or a string), `prefix` (a prefixed name), `variable`,
    `word` or `mark` (a brace or semicolon).
    """

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, in order; numbers, operators and other punctuation are passed over.

    >>> [token.text for token in tokens("ASK { ?s a <urn:x> } # {")]
    ['ASK', '{', '?s', 'a', '<urn:x>', '}', '# {']
    """
    for match in _SKIPPED.finditer(text):
        yield Token(match.lastgroup or "", match.group(0), match.start(), match.end())


def keywords(text: str) -> set[str]:
    """The bare words of a query or update in upper case, without strings, comments, IRIs and names.

    >>> sorted(keywords('ASK { ?service a "SERVICE" } # LOAD'))
    ['A', 'ASK']
    """
    found = (match.group("word") for match in _SKIPPED.finditer(text))
    return {word.upper() for word in found if word}


def replace_parameters(text: str, terms: Mapping[str, str]) -> str:
    """Put terms, in SPARQL syntax, in the place of `$name` for each name given; `?name` stays a variable.

    >>> replace_parameters("ASK { ?state a $state } # $state", {"state": "<urn:x>"})
    'ASK { ?state a <urn:x> } # $state'
    """

    def term_or_token(match: re.Match[str]) -> str:
        token = match.group(0)
        return terms.get(token[1:], token) if token.startswith("$") else token

    return _SKIPPED.sub(term_or_token, text)


def refuse_outgoing_requests(text: str) -> None:
    """Raise QueryError when a query would make the engine ask another server.

    The engine has no switch for SERVICE (pyoxigraph 0.5), so it is refused before it runs.
    """
    if "SERVICE" in keywords(text):
        raise QueryError("The query uses SERVICE; this endpoint does not send requests to other servers.")


def syntax_error(text: str, message: str, noun: str = "query", lines_before: int = 0) -> QueryError:
    """The engine's syntax error as one sentence: line, column, what stands there, what was expected.

    `lines_before` is how many lines of declarations stood before `text` in what the engine read.
    """
    found = _ERROR.match(message)
    if found is None:
        return QueryError(f"The {noun} cannot be read: {' '.join(message.split()).rstrip('.')}.")
    undeclared = _undeclared_prefixes(text)
    if undeclared:
        return QueryError(
            f"The {noun} uses the prefix {undeclared[0]}: without declaring it; add PREFIX {undeclared[0]}: <…>."
        )
    line, column = int(found.group(1)) - lines_before, int(found.group(2))
    if line < 1:
        return QueryError(f"The {noun} has a syntax error where prefixes are declared: {_expected(found.group(3))}.")
    where = f"The {noun} has a syntax error in line {line}, column {column}, at {_text_at(text, line, column)}"
    return QueryError(f"{where}: {_expected(found.group(3))}.")


def _undeclared_prefixes(text: str) -> list[str]:
    """Prefixes that the text uses and neither it nor the project declares, in order of use."""
    used = [match.group("prefix") for match in _SKIPPED.finditer(text)]
    declared = {*PREFIXES, "_", *_DECLARATION.findall(text)}
    return [prefix for prefix in used if prefix is not None and prefix not in declared]


def _text_at(text: str, line: int, column: int) -> str:
    lines = text.splitlines() or [""]
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    return repr(rest[:20]) if rest else "its end"


def _expected(alternatives: str) -> str:
    words = [word.strip() for word in _CHARACTER_CLASS.sub("", alternatives).split(", ")]
    reasons = [word for word in words if word.count(" ") > 2]
    if reasons:
        return reasons[0]
    tokens = [word for word in words if word and word not in {'"', "_:"}]
    return "expected " + ", ".join(tokens[:_MAX_EXPECTED]) + (" …" if len(tokens) > _MAX_EXPECTED else "")
