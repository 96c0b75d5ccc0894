"""Descriptions of graphs that were written through the service: every named graph is of a described source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from ...rdf.namespaces import GRAPH, LOCAL_CATALOG_GRAPH, LOCAL_GRAPH, SOURCE, WPH
from ...sparql.update import Change, difference

_CATALOG = ox.NamedNode(LOCAL_CATALOG_GRAPH)
_NAMED_GRAPH = ox.NamedNode(WPH.namedGraph)
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]*$")


def describe_graphs(store: ox.Store, change: Change) -> Change:
    """The change of the local catalog that `change` calls for.

    A graph that holds something and that nothing describes is given a description, which says no more than is known:
    that it was uploaded, and that its rights are the uploader's. A graph that holds nothing any more loses its own.
    """
    graphs = {graph for graph in change.graphs if isinstance(graph, ox.NamedNode) and graph != _CATALOG}
    filled = {graph for graph in graphs if _first(store, None, None, None, graph) is not None}
    new = [quad for graph in sorted(filled, key=str) if not _is_described(store, graph) for quad in _describe(graph)]
    old = [quad for graph in graphs - filled for quad in _own_description(store, graph)]
    return difference(store, add=new, remove=old)


def source_of(graph: ox.NamedNode) -> ox.NamedNode:
    """The source that stands for an uploaded graph which its uploader did not describe."""
    return ox.NamedNode(SOURCE[_key(graph)])


def _key(graph: ox.NamedNode) -> str:
    name = graph.value.removeprefix(str(GRAPH))
    return name if _KEY.match(name) else f"local-{hashlib.sha256(graph.value.encode()).hexdigest()[:12]}"


def _is_described(store: ox.Store, graph: ox.NamedNode) -> bool:
    return _first(store, None, _NAMED_GRAPH, graph, None) is not None


def _own_description(store: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    for link in store.quads_for_pattern(None, _NAMED_GRAPH, graph, _CATALOG):
        yield from store.quads_for_pattern(link.subject, None, None, _CATALOG)


def _describe(graph: ox.NamedNode) -> Iterator[ox.Quad]:
    source = source_of(graph)
    title = "Local edits" if graph == ox.NamedNode(LOCAL_GRAPH) else f"Uploaded graph {graph.value}"
    statements: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (str(RDF.type), ox.NamedNode(WPH.Dataset)),
        (str(RDFS.label), ox.Literal(title, language="en")),
        (str(DCTERMS.title), ox.Literal(title, language="en")),
        (
            str(DCTERMS.description),
            ox.Literal("Statements written through the service; nobody has described them further.", language="en"),
        ),
        (str(DCTERMS.rights), ox.Literal("The rights are the uploader's; none are known here.", language="en")),
        (str(WPH.sourceKey), ox.Literal(_key(graph))),
        (str(WPH.namedGraph), graph),
        (str(WPH.redistributable), ox.Literal(value=False)),
    ]
    for prop, value in statements:
        yield ox.Quad(source, ox.NamedNode(prop), value, _CATALOG)


def _first(
    store: ox.Store,
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    target: ox.NamedNode | None,
    graph: ox.NamedNode | None,
) -> ox.Quad | None:
    return next(iter(store.quads_for_pattern(subject, predicate, target, graph)), None)
