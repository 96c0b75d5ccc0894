"""A build carried to a store on another server."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from ..rdf.namespaces import DERIVED_GRAPHS, GRAPH
from ..reason import Progress
from ..store import WritableStore, select
from ..versions.manifest import read_manifest
from .load import Piece, load_pieces, pieces_of
from .rules_in_store import close_at_store
from .skolem import named_quad

VERSION_GRAPH = GRAPH["version"]
"""At the store: which version it holds. It is not there while a load goes on."""

_DERIVED = frozenset(ox.NamedNode(name) for name in DERIVED_GRAPHS)


def replicate(
    version: Path, store: WritableStore, state_dir: Path, progress: Progress, *, rules: Sequence[Path] | None = None
) -> str:
    """Carry the version in the folder `version` to `store`; returns its name.

    With `rules`, only what is asserted is carried, and the store derives what follows (undated); else all is carried
    as it was derived here. A load that breaks off is taken up where it stopped when called again. Raises what the
    store raises.
    """
    report = read_manifest(version)
    graphs = _graphs(version, derived=rules is None)
    store.drop(VERSION_GRAPH)
    for gone in _our_graphs(store) - {name for name in graphs if name}:
        store.drop(gone)
    name = f"{report.version} {'derived here' if rules is None else 'derived there'}"
    load_pieces(store, name, _pieces(graphs), _state(state_dir, store), progress)
    if rules is not None:
        close_at_store(store, sorted(report.triples), rules, progress)
    told = ox.Triple(ox.NamedNode(VERSION_GRAPH), ox.NamedNode(DCTERMS.identifier), ox.Literal(report.version))
    store.replace(VERSION_GRAPH, [told])
    return report.version


def replicated_version(store: WritableStore) -> str | None:
    """The version that a store holds; None while it is being loaded, or when it never was.

    Raises what the store raises.
    """
    rows = select(store, f"SELECT ?v WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?g <{DCTERMS.identifier}> ?v }} }}")
    return rows[0]["v"]["value"] if len(rows) == 1 else None


def _graphs(version: Path, *, derived: bool) -> dict[str | None, list[ox.Triple]]:
    """The triples of every graph, without blank nodes; None is the default graph."""
    graphs: dict[str | None, list[ox.Triple]] = defaultdict(list)
    for quad in ox.Store.read_only(str(version / "store")):
        graph = quad.graph_name
        if derived or (isinstance(graph, ox.NamedNode) and graph not in _DERIVED):
            name = graph.value if isinstance(graph, ox.NamedNode) else None
            graphs[name].append(named_quad(quad).triple)
    return graphs


def _pieces(graphs: Mapping[str | None, list[ox.Triple]]) -> Iterator[Piece]:
    """The pieces of every graph, always in the same order."""
    for name in sorted(graphs, key=lambda name: (name is None, name or "")):
        yield from pieces_of(name, sorted(graphs[name], key=str))


def _our_graphs(store: WritableStore) -> set[str]:
    """The graphs of the project's namespace that the store has."""
    found = {row["g"]["value"] for row in select(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}
    return {name for name in found if name.startswith(str(GRAPH))}


def _state(state_dir: Path, store: WritableStore) -> Path:
    """The file that remembers a load to this very store."""
    return state_dir / f"{hashlib.sha256(repr(store).encode()).hexdigest()[:16]}.json"
