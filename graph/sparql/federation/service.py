"""SERVICE (SPARQL 1.1 Federated Query): other endpoints are asked beforehand, their answers put in as VALUES.

    SERVICE <https://example.org/sparql> { ?s ?p ?o }   becomes   VALUES (?s ?p ?o) { (<…> <…> <…>) … }

Both are joined to the rest in the same way, so the result is the same. The other endpoint is asked once, for all
solutions of its block, without those of the query around it: a block should say enough by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import QueryError, StoreError
from ..lexer import Token, keywords, tokens
from .http_client import Fetcher

MAX_ROWS = 10_000
"""More solutions of one block are refused: they would have to be planned with the query."""

_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_IDENTITY = "VALUES () { () }"
"""One solution without bindings: what a SERVICE SILENT that fails leaves (section 2.3.1 of Federated Query)."""
_BLANK = "urn:x-westphalia:blank:"


@dataclass(frozen=True)
class _Call:
    """A SERVICE in a text: where it begins and ends, whom it asks, with what block, and whether failure is silent."""

    start: int
    end: int
    endpoint: str
    block: str
    silent: bool


def answer_services(text: str, fetcher: Fetcher, prefixes: Mapping[str, str]) -> str:
    """The query or update with every SERVICE answered.

    `prefixes` are those that need no declaration. Raises RefusedError for an endpoint that is not allowed, QueryError
    for one named by a variable, one that fails (unless SILENT), or an answer that is too long.
    """
    if "SERVICE" not in keywords(text):
        return text
    parts, position = [], 0
    for call in _calls(text, prefixes):
        parts += [text[position : call.start], _answered(call, text, fetcher, prefixes)]
        position = call.end
    return "".join([*parts, text[position:]])


def _calls(text: str, prefixes: Mapping[str, str]) -> Iterator[_Call]:
    found = [token for token in tokens(text) if not token.text.startswith("#")]
    position = 0
    for place, token in enumerate(found):
        if token.kind != "word" or token.text.upper() != "SERVICE" or token.start < position:
            continue
        silent = found[place + 1].text.upper() == "SILENT" if place + 1 < len(found) else False
        rest = found[place + 1 + silent :]
        if len(rest) < 2:
            raise QueryError("SERVICE has no endpoint and no block; expected SERVICE <address> { … }.")
        position = _block_end(rest[1:])
        endpoint = _endpoint(rest[0], _declared(text[: token.start]) | dict(prefixes))
        yield _Call(token.start, position, endpoint, text[rest[1].start : position], silent)


def _block_end(found: list[Token]) -> int:
    depth = 0
    for token in found:
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if depth == 0:
            return token.end if token.text == "}" else _no_block()
    return _no_block()


def _no_block() -> int:
    raise QueryError("SERVICE has no block; expected SERVICE <address> { … }.")


def _endpoint(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "variable":
        raise QueryError(f"SERVICE {token.text} names its endpoint by a variable; expected an address.")
    if token.text.startswith("<"):
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        raise QueryError(f"SERVICE {token.text} uses a prefix that is not declared; expected an address.")
    return prefixes[prefix] + local


def _declared(text: str) -> dict[str, str]:
    """The prefixes that a text declares."""
    found = [token for token in tokens(text) if not token.text.startswith("#")]
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.kind == "word" and word.text.upper() == "PREFIX"
    }


def _answered(call: _Call, text: str, fetcher: Fetcher, prefixes: Mapping[str, str]) -> str:
    declared = dict(prefixes) | _declared(text[: call.start])
    used = [f"PREFIX {name}: <{iri}>" for name, iri in declared.items() if f"{name}:" in call.block]
    query = "\n".join([*used, f"SELECT * WHERE {call.block}"])
    try:
        answer = fetcher.post(call.endpoint, query.encode(), "application/sparql-query", _ACCEPT)
        return _values(_solutions(call, answer.body, answer.content_type))
    except (QueryError, StoreError):
        if call.silent:
            return _IDENTITY
        raise


def _solutions(call: _Call, body: bytes, content_type: str) -> ox.QuerySolutions:
    fmt = ox.QueryResultsFormat.XML if "xml" in content_type else ox.QueryResultsFormat.JSON
    try:
        results = ox.parse_query_results(body, format=fmt)
    except (SyntaxError, ValueError):
        raise QueryError(f"<{call.endpoint}> did not answer with SPARQL results.") from None
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError(f"<{call.endpoint}> answered with a truth value; expected solutions.")
    return results


def _values(solutions: ox.QuerySolutions) -> str:
    names = [variable.value for variable in solutions.variables]
    rows = []
    try:
        for row in solutions:
            rows.append(f"({' '.join(_term(row[name]) for name in names)})")
            if len(rows) > MAX_ROWS:
                raise QueryError(f"A SERVICE gave more than {MAX_ROWS} solutions; expected a narrower block.")
    except SyntaxError:
        raise QueryError("A SERVICE answered with SPARQL results that are broken.") from None
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(rows)} }}"


def _term(term: object) -> str:
    """A term as data of VALUES, which may hold no blank node; one of another server can be joined to nothing here."""
    if term is None:
        return "UNDEF"
    return f"<{_BLANK}{term.value}>" if isinstance(term, ox.BlankNode) else str(term)
