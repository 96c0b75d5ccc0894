"""SPARQL as text: its tokens, as far as we must tell them apart, and syntax errors as one sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..errors import QueryError
from ..rdf.namespaces import PREFIXES

# Linear in the length of any text, however hostile: a string that does not end takes what is left, and the search for
# the colon of a prefix gives up after 64 characters.
_TOKEN = re.compile(
    r"""
    (?P<skip>
        \#[^\r\n]*                                        # comment
      | <[^<>"{}|^`\\\x00-\x20]*>                         # IRI
      | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*(?:\"\"\")?     # long strings
      | '''(?:(?:'|'')?(?:[^'\\]|\\.))*(?:''')?
      | "(?:[^"\\\r\n]|\\.)*"?                            # short strings
      | '(?:[^'\\\r\n]|\\.)*'?
    )
  | (?P<prefix>(?:\w[\w.-]{0,63})?):(?:(?:\\.|[\w.:%-])*(?:\\.|[\w:%-]))?   # prefixed name
  | (?P<variable>[?$]\w+)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARATION = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*(?:'\]'[^\]]*)*\]")
_MAX_EXPECTED = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, its own text, and where it begins and ends.

    `kind` is `skip` (a comment, an IRI in angle brackets or a string), `prefix` (a prefixed name), `variable`,
    `number`, `word` or `mark` (one character of punctuation).
    """

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, in order; of text that is no SPARQL, something like its tokens.

    >>> [token.text for token in tokens("ASK { ?s a <urn:x> } # {")]
    ['ASK', '{', '?s', 'a', '<urn:x>', '}', '# {']
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "skip", match.group(), match.start(), match.end())


def keywords(text: str) -> set[str]:
    """The bare words of a query or update in upper case, without strings, comments, IRIs and names.

    >>> sorted(keywords('ASK { ?service a "SERVICE" } # LOAD'))
    ['A', 'ASK']
    """
    found = (match.group("word") for match in _TOKEN.finditer(text))
    return {word.upper() for word in found if word}


def replace_parameters(text: str, terms: Mapping[str, str]) -> str:
    """Put terms, in SPARQL syntax, in the place of `$name` for each name given; `?name` stays a variable.

    >>> replace_parameters("ASK { ?state a $state } # $state", {"state": "<urn:x>"})
    'ASK { ?state a <urn:x> } # $state'
    """

    def term_or_token(match: re.Match[str]) -> str:
        token = match.group(0)
        return terms.get(token[1:], token) if token.startswith("$") else token

    return _TOKEN.sub(term_or_token, text)


def spell_out_star(text: str, variables: Collection[str]) -> str | None:
    """The query with the `*` of its outermost SELECT replaced by `variables` in the order in which the text has them.

    The engine sorts the columns of `SELECT *` by name; the order of first appearance is what people expect. Returns
    None when the query has no such `*` or its columns are in that order already.

    >>> spell_out_star("SELECT * { ?b ?a ?b }", ["a", "b"])
    'SELECT ?b ?a { ?b ?a ?b }'
    """
    found = list(tokens(text))
    star = _outermost_star(found)
    appearing = dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")
    ordered = [name for name in appearing if name in variables]
    if star is None or ordered == list(variables) or len(ordered) != len(variables):
        return None
    return f"{text[: star.start]}{' '.join(f'?{name}' for name in ordered)}{text[star.start + 1 :]}"


def _outermost_star(found: list[Token]) -> Token | None:
    words = (index for index, token in enumerate(found) if token.kind == "word" and token.text.upper() == "SELECT")
    for token in found[next(words, len(found)) + 1 :]:
        if token.text.upper() in {"DISTINCT", "REDUCED"} or token.text.startswith("#"):
            continue
        return token if token.text == "*" else None
    return None


def refuse_outgoing_requests(text: str) -> None:
    """Raise QueryError when a query would make the engine ask another server.

    The engine has no switch for SERVICE (pyoxigraph 0.5), so it is refused before it runs.
    """
    if "service" in text.lower() and "SERVICE" in keywords(text):
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
    used = [match.group("prefix") for match in _TOKEN.finditer(text)]
    declared = {*PREFIXES, *_DECLARATION.findall(text)}
    return [prefix for prefix in used if prefix not in {None, "_", *declared}]


def _text_at(text: str, line: int, column: int) -> str:
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
