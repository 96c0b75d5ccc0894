"""A query admitted and prepared: its dataset, the formats that the client accepts, and the key of its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from flask import request

from ...rdf.formats import RdfFormat
from ...rdf.namespaces import PREFIXES
from ...replication import StoreOnDay
from ...sparql.federation import answer_services
from ...sparql.lexer import keywords
from ..middleware.compression import accepted_encoding
from ..request_context import current_request, note, services
from .answer_formats import Wanted, wanted_formats
from .query_request import QueryRequest, read_query

_MAY_VARY = ("RAND", "NOW", "UUID", "BNODE", "CONSTRUCT", "SERVICE")
_IN_PATHS = "/:@!$&'()*+,;=~"
"""What stands in a path as it is (RFC 3986, section 3.3)."""
_NON_DETERMINISTIC = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE"})


@dataclass(frozen=True)
class EndpointDataset:
    """The dataset that an endpoint answers from.

    `store` is the folder of an immutable store, `version` a name that changes whenever answers may change, `graphs`
    its named graphs with their numbers of triples, `derived` those that hold inferences; `takes_updates` says whether
    clients that may write, may write here.
    """

    store: Path
    version: str
    graphs: Mapping[str, int] = field(default_factory=dict)
    derived: Collection[str] = frozenset()
    takes_updates: bool = False
    on_day: StoreOnDay | None = None
    """Where `store` is on another server and this is about another day, what names its graphs of that day."""

    @property
    def asserted(self) -> tuple[str, ...]:
        """The graphs that a query without inference reads."""
        return tuple(name for name in self.graphs if name not in self.derived)


@dataclass(frozen=True)
class AnswerKey:
    """All that the bytes of an answer depend on."""

    store: str
    version: str
    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    base: str
    wanted: Wanted
    encoding: str

    def etag(self) -> str:
        """A tag that is equal for equal answers only; it begins with the version, as those of writes do.

        The folder of the store is left out: servers that follow the same version keep it in different places, and
        their address (`base`), which names the day of a dated endpoint, tells its snapshots apart.
        """
        shared = (value for name, value in vars(self).items() if name != "store")
        return f"{self.version}.{_digest(repr(tuple(shared)))}"


@dataclass(frozen=True)
class PreparedQuery:
    """The key of an answer; its entity tag, empty where the answer is not deterministic; the client's time limit."""

    key: AnswerKey
    etag: str
    seconds: float | None


def prepare_query(dataset: EndpointDataset) -> PreparedQuery:
    """Admit the query of the present request and prepare it for `dataset`.

    Aborts with the protocol's statuses, or raises the errors of a query, its admission or its `SERVICE` blocks.
    """
    query = _admitted()
    is_deterministic = _is_deterministic(query.text)
    joined = replace(query, text=answer_services(query.text, services().outside, PREFIXES, endpoint_url()))
    key = _key(dataset, joined)
    return PreparedQuery(key, key.etag() if is_deterministic else "", query.seconds)


def prepare_graph(dataset: EndpointDataset, graph: str | None, fmt: RdfFormat) -> PreparedQuery:
    """Prepare reading a whole graph of `dataset` (None: the default graph); raises RateError."""
    services().rates.check(request.remote_addr or "")
    _note_query(f"graph {graph}")
    key = AnswerKey(
        str(dataset.store),
        dataset.version,
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        None if graph is None else (graph,),
        None,
        endpoint_url(),
        Wanted((("graph", fmt.name),)),
        accepted_encoding(request),
    )
    return PreparedQuery(key, key.etag(), None)


def endpoint_url() -> str:
    """The address of the endpoint that the request is for, as clients know it."""
    environ = request.environ
    root = services().settings.public_url or f"{environ['wsgi.url_scheme']}://{request.host}{environ['SCRIPT_NAME']}"
    return f"{root}{quote(request.path, safe=_IN_PATHS)}"


def _admitted() -> QueryRequest:
    """The query of the request, if its client and its size are admitted."""
    shared, requested = services(), current_request()
    limits = shared.query_limits
    query = read_query(requested, limits.bytes)
    _note_query(query.text)
    shared.rates.check(requested.remote_addr or "")
    limits.check(query.text)
    return query


def _key(dataset: EndpointDataset, query: QueryRequest) -> AnswerKey:
    default_graphs, named_graphs = query.default_graphs, query.named_graphs
    if not query.infer and default_graphs is None and "FROM" not in keywords(query.text):
        default_graphs, named_graphs = dataset.asserted, named_graphs or dataset.asserted
    elif dataset.on_day and default_graphs is None and named_graphs is None and "FROM" not in keywords(query.text):
        default_graphs, named_graphs = dataset.on_day.dataset(query.text)
    requested = current_request()
    return AnswerKey(
        str(dataset.store),
        dataset.version,
        query.text,
        default_graphs,
        named_graphs,
        endpoint_url(),
        wanted_formats(requested, query.format_name),
        accepted_encoding(requested),
    )


def _is_deterministic(text: str) -> bool:
    """Whether a query gives the same bytes each time on one version.

    New blank nodes have new names each time, and another server may answer differently.
    """
    upper = text.upper()
    if not any(word in upper for word in _MAY_VARY):
        return True
    words = keywords(text)
    return not (words & _NON_DETERMINISTIC or ("CONSTRUCT" in words and ("[" in text or "_:" in text)))


def _note_query(text: str) -> None:
    note(query=_digest(text))


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()
