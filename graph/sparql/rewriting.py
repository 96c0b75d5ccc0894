"""Small changes of a query's text, token by token."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..errors import QueryError
from .lexer import Token, keywords, significant_tokens, tokens


def replace_tokens(text: str, replacement: Mapping[Token, str]) -> str:
    """The text with some of its tokens replaced, all else as it is."""
    parts, position = [], 0
    for token in sorted(replacement, key=lambda token: token.start):
        parts += [text[position : token.start], replacement[token]]
        position = token.end
    return "".join([*parts, text[position:]])


def replace_parameters(text: str, terms: Mapping[str, str]) -> str:
    """Put terms, in SPARQL syntax, in place of the `$name` parameters; `?name` stays a variable.

    >>> replace_parameters("ASK { ?state a $state } # $state", {"state": "<urn:x>"})
    'ASK { ?state a <urn:x> } # $state'
    """
    parameters = (token for token in tokens(text) if token.kind == "variable" and token.text.startswith("$"))
    return replace_tokens(text, {token: terms[token.text[1:]] for token in parameters if token.text[1:] in terms})


def spell_out_star(text: str, variables: Collection[str]) -> str | None:
    """The query with the `*` of its outermost SELECT replaced by `variables` in the order in which the text has them.

    The engine sorts the columns of `SELECT *` by name; the order of first appearance is what people expect. Returns
    None when the query has no such `*` or its columns are in that order already.

    >>> spell_out_star("SELECT * { ?b ?a ?b }", ["a", "b"])
    'SELECT ?b ?a { ?b ?a ?b }'
    """
    significant = list(significant_tokens(text))
    star = _outermost_star(significant)
    appearing = dict.fromkeys(token.text[1:] for token in significant if token.kind == "variable")
    ordered = [name for name in appearing if name in variables]
    if star is None or ordered == list(variables) or len(ordered) != len(variables):
        return None
    return replace_tokens(text, {star: " ".join(f"?{name}" for name in ordered)})


def _outermost_star(significant: list[Token]) -> Token | None:
    selects = (at for at, token in enumerate(significant) if token.kind == "word" and token.text.upper() == "SELECT")
    for token in significant[next(selects, len(significant)) + 1 :]:
        if token.text.upper() not in {"DISTINCT", "REDUCED"}:
            return token if token.text == "*" else None
    return None


def refuse_outgoing_requests(text: str) -> None:
    """Raise QueryError when a query would make the engine send a request to another server.

    The engine has no switch for SERVICE (pyoxigraph 0.5), so it is refused before it runs.
    """
    if "service" in text.lower() and "SERVICE" in keywords(text):
        raise QueryError("The query uses SERVICE; this endpoint does not send requests to other servers.")
