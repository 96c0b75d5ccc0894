"""A store on another server, by SPARQL 1.1 Protocol, Update and Graph Store HTTP Protocol."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox

from ..errors import QueryError, StoreError
from ..sparql.lexer import keywords
from .remote_errors import NotFoundError, refusal, unreachable
from .request_text import declared, query_kind
from .store import Answer, Choose

_TIMEOUT_SECONDS = 300.0
"""A load or an update of a large graph takes minutes; queries of the service have a shorter limit of their own."""


@dataclass(frozen=True)
class _Form:
    """How the triples of a graph travel: their media type, and whether they are compressed."""

    media_type: str
    is_compressed: bool = False


# Every N-Triples document is a Turtle document, and some servers accept only Turtle, or nothing compressed.
_PLAIN_FORMS = (_Form("application/n-triples"), _Form("text/turtle; charset=utf-8"))
_FORMS = (_Form("application/n-triples", is_compressed=True), *_PLAIN_FORMS)
_COMPRESSION = 1
"""The level of gzip: triples shrink to a tenth of their length with the fastest already."""


@dataclass(frozen=True)
class Endpoints:
    """The endpoints of a server for queries, updates and graphs, and the value of its Authorization header."""

    query: str
    update: str
    graphs: str
    authorization: str = field(default="", repr=False)


class RemoteStore:
    """See `WritableStore`. Blank nodes get new labels with each request and each answer.

    With `compresses`, graphs are sent compressed, until the server refuses that.
    """

    def __init__(self, endpoints: Endpoints, timeout: float = _TIMEOUT_SECONDS, *, compresses: bool = False) -> None:
        self._endpoints = endpoints
        self._timeout = timeout
        self._forms: tuple[_Form, ...] = _FORMS if compresses else _PLAIN_FORMS

    def __repr__(self) -> str:
        return f"RemoteStore({self._endpoints.query})"

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
        """Send a query and return the response, of the media type `accept`, which the caller reads and closes.

        `timeout` is in seconds and limits each read. Raises what `Store.run` raises, StoreError for a response of
        another media type, and TimeLimitError when no response begins in time.
        """
        _check_dataset(query, default_graphs, named_graphs)
        parameters = [
            ("query", declared(query, base)),
            *(("default-graph-uri", iri) for iri in default_graphs or ()),
            *(("named-graph-uri", iri) for iri in named_graphs or ()),
        ]
        response = self._send(_form(self._endpoints.query, parameters, accept), timeout)
        if response.headers.get_content_type() != accept:
            response.close()
            actual = response.headers.get_content_type()
            raise StoreError(f"The store at {self._endpoints.query} answered with {actual}; expected {accept}.")
        return response

    def update(self, text: str, *, base: str | None = None) -> None:
        """Execute an update; see `WritableStore.update`."""
        # As a form: more servers accept this than application/sparql-update (SPARQL 1.1 Protocol, section 2.2).
        self._exchange(_form(self._endpoints.update, [("update", declared(text, base))], "*/*"))

    def replace(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Replace the content of a graph; see `WritableStore.replace`."""
        self.load(graph, _document(triples), replacing=True)

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph; see `WritableStore.add`."""
        self.load(graph, _document(triples), replacing=False)

    def drop(self, graph: str | None) -> None:
        """Remove a graph; see `WritableStore.drop`."""
        if graph is None:
            self.update("CLEAR SILENT DEFAULT")
            return
        try:
            self._exchange(Request(self._graph_address(graph), method="DELETE"))
        except NotFoundError:
            return

    def load(self, graph: str | None, document: bytes, *, replacing: bool) -> None:
        """Send a document of N-Triples; see `WritableStore.load`.

        A form that the server refuses is followed by a plainer one, which is kept where it is taken.
        """
        forms = self._forms
        for number, form in enumerate(forms):
            try:
                self._send_graph("PUT" if replacing else "POST", graph, document, form)
            except QueryError:
                if form is forms[-1]:
                    raise
                continue
            if number:
                self._forms = forms[number:]
            return

    def _send_graph(self, method: str, graph: str | None, document: bytes, form: _Form) -> None:
        headers = {"Content-Type": form.media_type}
        if form.is_compressed:
            document, headers = gzip.compress(document, _COMPRESSION), headers | {"Content-Encoding": "gzip"}
        self._exchange(Request(self._graph_address(graph), document, headers, method=method))

    def _graph_address(self, graph: str | None) -> str:
        return f"{self._endpoints.graphs}?{'default' if graph is None else urlencode({'graph': graph})}"

    def _exchange(self, request: Request) -> bytes:
        with self._send(request, self._timeout) as response:
            return response.read()

    def _send(self, request: Request, timeout: float) -> http.client.HTTPResponse:
        if self._endpoints.authorization:
            request.add_unredirected_header("Authorization", self._endpoints.authorization)
        return send(request, timeout)


def send(request: Request, timeout: float) -> http.client.HTTPResponse:
    """Send a request and return the response to read from, which its user closes.

    Raises what `remote_errors` makes of a refusal or a failure; TimeLimitError after `timeout` seconds without one.
    """
    request.add_header("User-Agent", "westphalia")
    try:
        response: http.client.HTTPResponse = urlopen(request, timeout=timeout)  # the operator chose the address
    except HTTPError as error:
        with error:
            raise refusal(request.full_url, error) from None
    except (URLError, OSError, http.client.HTTPException) as error:
        raise unreachable(request.full_url, error, timeout) from None
    return response


def _document(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _check_dataset(query: str, default_graphs: Sequence[str] | None, named_graphs: Sequence[str] | None) -> None:
    """Raise QueryError for a dataset that the protocol cannot express.

    Once a request names a graph, the part that it does not name is empty (SPARQL 1.1 Protocol, section 2.1.4): no
    request means some default graphs and all named graphs, which only matters to a query with GRAPH.
    """
    if default_graphs is None and named_graphs is None:
        return
    one_sided = default_graphs is None or (named_graphs is None and "GRAPH" in keywords(query))
    if one_sided or not (default_graphs or named_graphs):
        raise QueryError("A store on another server accepts a dataset only as a whole; expected its graphs by name.")


def _form(address: str, parameters: list[tuple[str, str]], accept: str) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Accept": accept}
    return Request(address, urlencode(parameters).encode(), headers, method="POST")
