"""Graphs as resources: SPARQL 1.1 Graph Store HTTP Protocol at `/gsp`.

A graph is named indirectly (`/gsp?graph=IRI`, `/gsp?default`) or directly: in a plain store the address itself is the
graph's name, in the curated graph `/gsp/mine` names `graph:mine`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import pyoxigraph as ox
from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType

from ...rdf.formats import DATASET_FORMATS, TRIG, TSV, UPLOAD_FORMATS
from ...rdf.namespaces import GRAPH
from ...sparql.update import Evaluation, GraphName, RequestOptions
from ...sparql.update.context import in_graph
from ...workers import DumpTask
from ..access.write_access import authorize
from ..request_context import published, services, settings, writing
from .conditions import check_absence, check_presence, etag_of, expected_version
from .query_answers import answer_graph
from .rdf_documents import negotiated_format
from .sparql import current_dataset
from .update import DIRECT, admitted, direct_text
from .uploads import carries_dataset, uploaded_quads, uploaded_triples

blueprint = Blueprint("graph_store", __name__)

_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True)
class _Outcome:
    """Whether the graph was there before a write, and whether it is now."""

    before: bool
    after: bool


@blueprint.get("/gsp")
@blueprint.get("/gsp/<path:name>")
def read(name: str = "") -> Response:
    """Give a graph; 404 when there is none of that name. An empty graph that was put here exists."""
    if not name and not {"graph", "default"} & request.args.keys():
        return _dataset()
    graph = _named(name)
    fmt = negotiated_format(among=UPLOAD_FORMATS)
    if not isinstance(graph, ox.NamedNode):
        return answer_graph(current_dataset(), None, fmt)
    _check_exists(graph)
    return answer_graph(current_dataset(), graph.value, fmt)


@blueprint.put("/gsp")
@blueprint.put("/gsp/<path:name>")
def put(name: str = "") -> Response:
    """Replace a graph, or make it: 204, or 201 for a new one."""
    authorize()
    graph = _named(name)
    triples = uploaded_triples(_base(graph))
    return _written(graph, lambda evaluation: evaluation.replace(graph, triples))


@blueprint.post("/gsp/<path:name>")
@blueprint.post("/gsp")
def post(name: str = "") -> Response:
    """Add to a graph, or make it; without a name, add a dataset, or make a graph under a new name (its Location)."""
    authorize()
    if not name and not {"graph", "default"} & request.args.keys():
        return _post_quads() if carries_dataset() else _post_new()
    graph = _named(name)
    triples = uploaded_triples(_base(graph))
    target = writing().unnamed if isinstance(graph, ox.DefaultGraph) else graph
    return _written(target, lambda evaluation: evaluation.merge(target, triples))


@blueprint.delete("/gsp")
@blueprint.delete("/gsp/<path:name>")
def delete(name: str = "") -> Response:
    """Remove a graph: 204, or 404 when there is none."""
    authorize()
    graph = _named(name)

    def drop(evaluation: Evaluation) -> None:
        if not evaluation.exists(graph):
            raise NotFound(f"There is no graph {_text(graph)} here.")
        evaluation.drop(graph)

    return _written(graph, drop)


@blueprint.patch("/gsp")
@blueprint.patch("/gsp/<path:name>")
def patch(name: str = "") -> Response:
    """Change a graph by an update, to which it is the default graph and no other may be written."""
    authorize()
    graph = _named(name)
    if request.mimetype != DIRECT:
        raise UnsupportedMediaType(f"The content type is {request.mimetype or 'none'}; expected {DIRECT}.")
    text = admitted(direct_text("update"), _base(graph))
    target = writing().unnamed if isinstance(graph, ox.DefaultGraph) else graph
    return _written(target, lambda evaluation: evaluation.update(text, within=target))


def _dataset() -> Response:
    """The whole dataset, which is what the address of a graph store gives to clients such as Jena's fetchDataset().

    The protocol has no word for it; it is written as TriG or N-Quads, since no format of one graph can carry it.
    """
    services().rates.check(request.remote_addr or "")
    fmt = negotiated_format(TRIG, DATASET_FORMATS)
    stream = services().pool.run(DumpTask(str(current_dataset().store), fmt.name))
    response = Response(stream, content_type=f"{fmt.media_types[0]}; charset=utf-8")
    response.call_on_close(stream.close)
    return response


def _post_quads() -> Response:
    """Add the quads of a dataset, each to its own graph."""
    quads = uploaded_quads(request.base_url)
    unnamed = writing().unnamed
    routed = [
        in_graph(quad.triple, unnamed) if isinstance(quad.graph_name, ox.DefaultGraph) else quad for quad in quads
    ]
    written = writing().writer.write(lambda evaluation: evaluation.insert(routed), expect=expected_version())
    return Response(status=204, headers={"ETag": etag_of(written.version)})


def _post_new() -> Response:
    stem = f"local-{uuid.uuid4().hex}"
    address = url_for("graph_store.read", name=stem, _external=True)
    graph = ox.NamedNode(address if writing().direct_names else str(GRAPH[stem]))
    triples = uploaded_triples(graph.value)
    response = _written(graph, lambda evaluation: evaluation.merge(graph, triples))
    response.headers["Location"] = address
    return response


def _written(graph: GraphName, act: Callable[[Evaluation], None]) -> Response:
    def write(evaluation: Evaluation) -> _Outcome:
        before = evaluation.exists(graph)
        check_absence(exists=before)
        check_presence(exists=before)
        act(evaluation)
        return _Outcome(before, evaluation.exists(graph))

    options = RequestOptions(base=_base(graph))
    written = writing().writer.write(write, options=options, expect=expected_version())
    created = written.result.after and not written.result.before
    return Response(status=201 if created else 204, headers={"ETag": etag_of(written.version)})


def _named(name: str) -> GraphName:
    """The graph that the request names.

    Aborts with 400 when it names none, or more than one, or something that is no IRI.
    """
    graphs, default = request.args.getlist("graph"), "default" in request.args
    if len(graphs) + default + bool(name) != 1:
        raise BadRequest("The request must name one graph: ?graph=IRI, ?default, or a name in the path.")
    if default:
        return _DEFAULT
    try:
        return ox.NamedNode(urljoin(request.base_url, graphs[0]) if graphs else _direct_name(name))
    except ValueError as error:
        raise BadRequest(f"The graph's name is not an IRI: {error}.") from None


def _direct_name(name: str) -> str:
    """The graph that an address names: itself in a plain store, else one of the project's namespace."""
    if not writing().direct_names:
        return str(GRAPH[name])
    # The path as it was sent; the framework's own is decoded, and '%2F' would be the same as '/'.
    path = str(request.environ.get("REQUEST_URI", "")).split("?")[0] or quote(request.path)
    root = settings().public_url or request.host_url.rstrip("/")
    return urljoin(f"{root}/", path) if path.startswith("/") else path


def _check_exists(graph: ox.NamedNode) -> None:
    answer = published().store.run(f"ASK {{ GRAPH {graph} {{}} }}", lambda _: TSV)
    if answer.body.strip() != b"true":
        raise NotFound(f"There is no graph {graph.value} here.")


def _base(graph: GraphName) -> str:
    """Relative IRIs of a body resolve against the graph's own name (section 4.1 of the protocol)."""
    return graph.value if isinstance(graph, ox.NamedNode) else request.base_url


def _text(graph: GraphName) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else "default"
