"""SPARQL as text: its tokens, by the terminals of the grammar (SPARQL 1.1 Query, section 19.8, [139] to [173])."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# The classes of the grammar, as the inside of a character class of a regular expression. Python's \w is no
# substitute: it lacks combining marks (a vowel sign of Devanagari) and has characters that the grammar does not.
_BASE = (  # [164] PN_CHARS_BASE
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_VARIABLE = rf"{_BASE}_0-9\u00B7\u0300-\u036F\u203F-\u2040"  # [166] VARNAME, after its first character
_CHARS = rf"{_VARIABLE}\-"  # [167] PN_CHARS
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"  # [170] PLX
_EXPONENT = r"[eE][+\-]?[0-9]++"  # [155]
_CODEPOINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"  # section 19.2

# Linear in the length of any text, however hostile. Quantifiers are possessive (`++`), so nothing is tried twice; a
# string that does not end takes what is left; and a run of name characters that turns out to be no prefix is taken
# whole (`run`) and cut up by _TOKEN_OF_RUN, which does not look for prefixes, lest each of its characters look again.
_LITERALS = rf"""
    (?P<comment>\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODEPOINT})*+>)
  | (?P<string>
        \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*+(?:\"\"\")?
      | '''(?:(?:'|'')?(?:[^'\\]|\\.))*+(?:''')?
      | "(?:[^"\\\r\n]|\\.)*+"?
      | '(?:[^'\\\r\n]|\\.)*+'?
    )
"""
_NAMES = rf"""
    (?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?)
  | (?P<prefix>(?:[{_BASE}][{_CHARS}.]*+(?<!\.))?:)
    (?:(?:[{_BASE}_0-9:]|{_ESCAPE})(?:(?:[{_CHARS}.:]|{_ESCAPE})*(?:[{_CHARS}:]|{_ESCAPE}))?)?
"""
_PLAIN = rf"""
    (?P<variable>[?$][{_BASE}_0-9][{_VARIABLE}]*+)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
  | (?P<number>(?:[0-9]++\.[0-9]*+{_EXPONENT}|[0-9]*\.[0-9]++(?:{_EXPONENT})?|[0-9]++(?:{_EXPONENT})?))
  | (?P<word>[{_BASE}_][{_VARIABLE}]*+)
  | (?P<mark>[^\x20\t\r\n])
"""
_TOKEN = re.compile(f"{_LITERALS}|{_NAMES}|(?P<run>[{_BASE}][{_CHARS}.]*+)|{_PLAIN}", re.VERBOSE | re.DOTALL)
_TOKEN_OF_RUN = re.compile(_PLAIN, re.VERBOSE)
_KEPT_LENGTH = 8 * 1024
"""Characters of a text whose tokens are kept for who asks next: a query is read for several reasons on its way."""
_KEPT = 32
"""Texts whose tokens are kept: what is being answered at once. All together they take at most some 35 MB."""


class Token(NamedTuple):
    """A token: its kind, its own text, and where it begins and ends.

    `kind` is `comment`, `iri` (in angle brackets), `string`, `blank` (a blank node label), `prefix` (a prefixed
    name), `variable`, `language` (a language tag), `number`, `word` or `mark` (one character of punctuation).
    """

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, in order; of text that is no SPARQL, something like its tokens.

    Between them is only white space ([162] WS), so that tokens and their places give the text again.

    >>> [token.text for token in tokens("ASK { ?s a <urn:x> } # {")]
    ['ASK', '{', '?s', 'a', '<urn:x>', '}', '# {']
    """
    return iter(_kept(text)) if len(text) <= _KEPT_LENGTH else _read(text)


@lru_cache(_KEPT)
def _kept(text: str) -> tuple[Token, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "run":
            yield from map(_token, _TOKEN_OF_RUN.finditer(text, match.start(), match.end()))
        else:
            yield _token(match)


def significant_tokens(text: str) -> Iterator[Token]:
    """The tokens without comments."""
    return (token for token in tokens(text) if token.kind != "comment")


def _token(match: re.Match[str]) -> Token:
    return Token(match.lastgroup or "mark", match.group(), match.start(), match.end())


def keywords(text: str) -> set[str]:
    """The bare words of a query or update in upper case, without strings, comments, IRIs and names.

    >>> sorted(keywords('ASK { ?service a "SERVICE"@load } # LOAD'))
    ['A', 'ASK']
    """
    return {token.text.upper() for token in tokens(text) if token.kind == "word"}
