"""SERVICE (SPARQL 1.1 Federated Query): other endpoints are queried beforehand, their solutions put in as VALUES.

    SERVICE <https://example.org/sparql> { ?s ?p ?o }   becomes   VALUES (?s ?p ?o) { (<…> <…> <…>) … }

Both are joined to the rest in the same way, so the result is the same. The other endpoint is queried once, for all
solutions of its block, without those of the query around it: a block should say enough by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import QueryError, WestphaliaError
from ..blank_nodes import RESTORE, Term, replaced
from ..lexer import Token, keywords, significant_tokens
from ..prologue import declarations, own_prefixes, resolve, used_prefixes
from .http_client import Fetcher

MAX_ROWS = 10_000
"""More solutions of one block are refused: they would have to be planned with the query."""

_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_IDENTITY = "VALUES () { () }"
"""One solution without bindings: what a SERVICE SILENT that fails leaves (section 2.3.1 of Federated Query)."""


@dataclass(frozen=True)
class _Call:
    """A SERVICE in a text: where it begins and ends, its endpoint and block, the declarations that hold for it."""

    start: int
    end: int
    endpoint: Token
    block: str
    prologue: str
    silent: bool


def answer_services(text: str, fetcher: Fetcher, prefixes: Mapping[str, str], base: str | None = None) -> str:
    """The query or update with the solutions of every SERVICE in its place.

    `prefixes` are those that need no declaration; relative IRIs resolve against `base` until the text declares its
    own. Raises QueryError for text that is no SERVICE; and, where SERVICE is not SILENT, RefusedError for an endpoint
    that is not allowed, QueryError for one named by a variable, one that fails, or too many solutions.
    """
    if "service" not in text.lower() or "SERVICE" not in keywords(text):
        return text
    parts, position = [], 0
    for call in _calls(text, prefixes):
        parts += [text[position : call.start], _answered(call, fetcher, base)]
        position = call.end
    return "".join([*parts, text[position:]])


def _calls(text: str, prefixes: Mapping[str, str]) -> Iterator[_Call]:
    significant = list(significant_tokens(text))
    position = 0
    for place, token in enumerate(significant):
        if token.kind != "word" or token.text.upper() != "SERVICE" or token.start < position:
            continue
        silent = place + 1 < len(significant) and significant[place + 1].text.upper() == "SILENT"
        rest = significant[place + 1 + silent :]
        if len(rest) < 2:
            raise QueryError("SERVICE has no endpoint and no block; expected SERVICE <address> { … }.")
        position = _block_end(rest[1:])
        own = declarations(significant[:place])
        prologue = f"{_without_declaration(text[rest[0].start : position], own, prefixes)}{own}"
        yield _Call(token.start, position, rest[0], text[rest[1].start : position], prologue, silent)


def _without_declaration(part: str, own: str, prefixes: Mapping[str, str]) -> str:
    """Declarations of those `prefixes` that a part uses and the text does not declare."""
    names = [name for name in used_prefixes(part) if name in prefixes and name not in own_prefixes(own)]
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in names)


def _block_end(rest: list[Token]) -> int:
    depth = 0
    for token in rest:
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if depth == 0:
            return token.end if token.text == "}" else _no_block()
    return _no_block()


def _no_block() -> int:
    raise QueryError("SERVICE has no block; expected SERVICE <address> { … }.")


def _answered(call: _Call, fetcher: Fetcher, base: str | None) -> str:
    """The solutions of a call as a pattern; of one that fails and is SILENT, the one without bindings."""
    try:
        endpoint = _endpoint(call, base)
        # The declarations go along as they are, after the base that they may rest on.
        head = [*([] if base is None else [f"BASE <{base}>"]), *([call.prologue] if call.prologue else [])]
        query = "\n".join([*head, f"SELECT * WHERE {call.block}"])
        answer = fetcher.post(endpoint, query.encode(), "application/sparql-query", _ACCEPT)
        return _pattern(_solutions(endpoint, answer.body, answer.content_type))
    except WestphaliaError:
        if call.silent:
            return _IDENTITY
        raise


def _endpoint(call: _Call, base: str | None) -> str:
    if call.endpoint.kind == "variable":
        raise QueryError(f"SERVICE {call.endpoint.text} names its endpoint by a variable; expected an address.")
    return resolve(call.endpoint.text, call.prologue, base)


def _solutions(endpoint: str, body: bytes, content_type: str) -> ox.QuerySolutions:
    fmt = ox.QueryResultsFormat.XML if "xml" in content_type else ox.QueryResultsFormat.JSON
    try:
        results = ox.parse_query_results(body, format=fmt)
    except (SyntaxError, ValueError):
        raise QueryError(f"<{endpoint}> did not answer with SPARQL results.") from None
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError(f"<{endpoint}> answered with a truth value; expected solutions.")
    return results


def _pattern(solutions: ox.QuerySolutions) -> str:
    """Solutions as VALUES; where they have blank nodes, as a SELECT that restores them from the IRIs in VALUES."""
    names = [variable.value for variable in solutions.variables]
    rows = _rows(solutions, names)
    scope = uuid.uuid4().hex  # blank nodes of another answer are other nodes, whatever their labels
    text = " ".join(f"({' '.join(_written(term, scope) for term in row)})" for row in rows)
    if not any(term is not None and _has_blank_node(term) for row in rows for term in row):
        return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {text} }}"
    restoring = " ".join(f"({RESTORE}(?{name}_{scope}) AS ?{name})" for name in names)
    return f"{{ SELECT {restoring} {{ VALUES ({' '.join(f'?{name}_{scope}' for name in names)}) {{ {text} }} }} }}"


def _rows(solutions: ox.QuerySolutions, names: list[str]) -> list[list[Term | None]]:
    rows: list[list[Term | None]] = []
    try:
        for row in solutions:
            rows.append([row[name] for name in names])
            if len(rows) > MAX_ROWS:
                raise QueryError(f"A SERVICE gave more than {MAX_ROWS} solutions; expected a narrower block.")
    except (SyntaxError, ValueError):
        raise QueryError("A SERVICE answered with SPARQL results that are broken.") from None
    return rows


def _has_blank_node(term: Term) -> bool:
    return replaced(term, "") != term


def _written(term: Term | None, scope: str) -> str:
    return "UNDEF" if term is None else str(replaced(term, scope))
