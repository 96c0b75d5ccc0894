"""The prologue of a query or operation: its declarations of prefixes, base and version ([4] Prologue)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pyoxigraph as ox

from ..errors import QueryError
from ..rdf.namespaces import PREFIXES
from .lexer import Token, significant_tokens

_LENGTHS = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
"""The declarations, each with the number of its tokens."""


def leading_declarations(significant: list[Token]) -> int:
    """How many of the tokens, from the first on, are declarations."""
    length = 0
    while length < len(significant) and (more := _length(significant[length])):
        length += more
    return min(length, len(significant))


def declarations(significant: Iterable[Token]) -> str:
    """The declarations among some tokens, in order, as text to put before another part of the request."""
    words = list(significant)
    starts = [at for at, token in enumerate(words) if _length(token)]
    return "\n".join(" ".join(token.text for token in words[at : at + _length(words[at])]) for at in starts)


def own_prefixes(text: str) -> frozenset[str]:
    """The names of the prefixes that a text itself declares, without colon."""
    words = list(significant_tokens(text))
    return frozenset(name.text.partition(":")[0] for word, name in pairwise(words) if _is(word, "PREFIX"))


def used_prefixes(text: str) -> list[str]:
    """The names of the prefixes that a text uses or declares, each once, in order."""
    names = (token.text for token in significant_tokens(text) if token.kind == "prefix")
    return list(dict.fromkeys(name.partition(":")[0] for name in names))


def resolve(name: str, prologue: str, base: str | None) -> str:
    """The IRI that an IRI reference or prefixed name stands for after a prologue; the engine itself resolves it.

    Raises QueryError when its prefix is not declared, or it is no IRI.
    """
    try:
        results = ox.Store().query(f"{prologue}\nSELECT ({name} AS ?iri) {{}}", base_iri=base, prefixes=PREFIXES)
    except SyntaxError:
        raise QueryError(f"{name} is not an IRI; expected one, or a name whose prefix is declared.") from None
    assert isinstance(results, ox.QuerySolutions)
    iri = next(results)["iri"]
    if not isinstance(iri, ox.NamedNode):
        raise QueryError(f"{name} is not an IRI; expected one.")
    return iri.value


def _length(token: Token) -> int:
    return _LENGTHS.get(token.text.upper(), 0) if token.kind == "word" else 0


def _is(token: Token, keyword: str) -> bool:
    return token.kind == "word" and token.text.upper() == keyword
