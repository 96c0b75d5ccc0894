"""A store on another server, by SPARQL 1.1 Protocol, Update and Graph Store HTTP Protocol."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox

from ..errors import QueryError, StoreError, TimeLimitError
from ..rdf.formats import JSON
from ..rdf.namespaces import PREFIXES
from ..rdf.reading import one_sentence
from ..sparql.lexer import keywords, tokens
from ..sparql.prologue import own_prefixes, used_prefixes
from .store import Answer, Choose, Kind

_FORMS: dict[str, Kind] = {"SELECT": "bindings", "ASK": "boolean", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
_TIMEOUT_SECONDS = 300.0
_MAX_SENTENCE = 300


@dataclass(frozen=True)
class Addresses:
    """Where a server takes queries, updates and graphs; `authorization` is that header's value, if it wants one."""

    query: str
    update: str
    graphs: str
    authorization: str = field(default="", repr=False)


class RemoteStore:
    """See `WritableStore`. Blank nodes get new names whenever they travel."""

    def __init__(self, addresses: Addresses, timeout: float = _TIMEOUT_SECONDS) -> None:
        self._addresses = addresses
        self._timeout = timeout

    def __repr__(self) -> str:
        return f"RemoteStore({self._addresses.query})"

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer a query; see `Store.run`."""
        kind = query_kind(query)
        chosen = choose(kind)
        datasets = {"default_graphs": default_graphs, "named_graphs": named_graphs}
        with self.open(query, chosen.media_types[0], self._timeout, base=base, **datasets) as response:
            return Answer(kind, chosen, response.read())

    def open(  # noqa: PLR0913 - the arguments of `run`, and how to answer
        self,
        query: str,
        accept: str,
        timeout: float,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> http.client.HTTPResponse:
        """Send a query and return the answer to read from, in the media type `accept`; its user closes it.

        No step of reading takes longer than `timeout` seconds. Raises as `Store.run`, StoreError for an answer of
        another type, and TimeLimitError when none begins in time.
        """
        _check_dataset(query, default_graphs, named_graphs)
        parameters = [
            ("query", declared(query, base)),
            *(("default-graph-uri", iri) for iri in default_graphs or ()),
            *(("named-graph-uri", iri) for iri in named_graphs or ()),
        ]
        response = self._send(_form(self._addresses.query, parameters, accept), timeout)
        if response.headers.get_content_type() != accept:
            response.close()
            found = response.headers.get_content_type()
            raise StoreError(f"The store at {self._addresses.query} answered with {found}; expected {accept}.")
        return response

    def update(self, text: str, *, base: str | None = None) -> None:
        """Carry out an update; see `WritableStore.update`."""
        # As a form: more servers take it than take the text alone.
        self._ask(_form(self._addresses.update, [("update", declared(text, base))], "*/*"))

    def replace(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Put triples in the place of a graph; see `WritableStore.replace`."""
        self._send_graph("PUT", graph, triples)

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph; see `WritableStore.add`."""
        self._send_graph("POST", graph, triples)

    def drop(self, graph: str | None) -> None:
        """Remove a graph; see `WritableStore.drop`."""
        if graph is None:
            self.update("CLEAR SILENT DEFAULT")
            return
        try:
            self._ask(Request(self._graph_address(graph), method="DELETE"))
        except _NotThereError:
            return

    def _send_graph(self, method: str, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        # Every N-Triples document is a Turtle document, and some servers take only that.
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self._ask(Request(self._graph_address(graph), body, headers, method=method))

    def _graph_address(self, graph: str | None) -> str:
        return f"{self._addresses.graphs}?{'default' if graph is None else urlencode({'graph': graph})}"

    def _ask(self, request: Request) -> bytes:
        with self._send(request, self._timeout) as response:
            return response.read()

    def _send(self, request: Request, timeout: float) -> http.client.HTTPResponse:
        if self._addresses.authorization:
            request.add_unredirected_header("Authorization", self._addresses.authorization)
        request.add_header("User-Agent", "westphalia")
        try:
            response: http.client.HTTPResponse = urlopen(request, timeout=timeout)  # the operator chose the address
        except HTTPError as error:
            with error:
                raise _refusal(request.full_url, error) from None
        except (URLError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                late = f"The store at {_place(request)} did not answer within {timeout:g} seconds."
                raise TimeLimitError(late) from None
            sentence = f"The store at {_place(request)} cannot be reached: {one_sentence(str(reason))}."
            raise StoreError(sentence) from None
        return response


class _NotThereError(StoreError):
    """The server has no such graph."""


def select(store: Any, query: str) -> list[dict[str, Any]]:  # noqa: ANN401 - any kind of store
    """The solutions of a SELECT query, each a mapping from variable to its SPARQL JSON term."""
    document = json.loads(store.run(query, lambda _kind: JSON).body)
    found: list[dict[str, Any]] = document["results"]["bindings"]
    return found


def query_kind(query: str) -> Kind:
    """What a query answers with, by its first keyword after the prologue.

    Raises QueryError when it is no query.
    """
    words = (token.text.upper() for token in tokens(query) if token.kind == "word")
    form = next((word for word in words if word in _FORMS), None)
    if form is None:
        raise QueryError("The query has no SELECT, ASK, CONSTRUCT or DESCRIBE; expected one of them.")
    return _FORMS[form]


def declared(text: str, base: str | None = None) -> str:
    """The text with the base declared, and those of the project's prefixes that it uses and does not declare itself.

    >>> print(declared("ASK { id:x a ?c }"))
    PREFIX id: <https://w3id.org/westphalia/id/>
    ASK { id:x a ?c }
    """
    own = own_prefixes(text)
    needed = [name for name in used_prefixes(text) if name in PREFIXES and name not in own]
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in needed]
    if base is not None:
        lines.insert(0, f"BASE <{base}>")
    return "\n".join([*lines, text])


def _check_dataset(query: str, default_graphs: Sequence[str] | None, named_graphs: Sequence[str] | None) -> None:
    """Raise QueryError for a dataset that the protocol cannot name.

    To a server, what a request leaves out is empty once it names any graph (SPARQL 1.1 Protocol, section 2.1.4): it
    cannot be asked for some default graphs and all its named graphs, unless the query has no GRAPH to tell.
    """
    if default_graphs is None and named_graphs is None:
        return
    one_sided = default_graphs is None or (named_graphs is None and "GRAPH" in keywords(query))
    if one_sided or not (default_graphs or named_graphs):
        raise QueryError("A store on another server takes a dataset only as a whole; expected its graphs by name.")


def _form(address: str, parameters: list[tuple[str, str]], accept: str) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Accept": accept}
    return Request(address, urlencode(parameters).encode(), headers, method="POST")


def _refusal(address: str, error: HTTPError) -> Exception:
    sentence = one_sentence(re.sub(r"<[^>]*>", " ", error.read(10_000).decode("utf-8", "replace")))[:_MAX_SENTENCE]
    place = address.split("?", maxsplit=1)[0]
    if error.code == 404:
        return _NotThereError(f"The store at {place} has no such graph or address.")
    if error.code in {401, 403}:
        return StoreError(f"The store at {place} refused the request ({error.code}): {sentence}.")
    if error.code < 500:
        return QueryError(f"The store at {place} cannot answer ({error.code}): {sentence}.")
    return StoreError(f"The store at {place} failed ({error.code}): {sentence}.")


def _place(request: Request) -> str:
    return request.full_url.split("?")[0]
