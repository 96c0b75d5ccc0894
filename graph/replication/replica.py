"""One-way copies of a version at a store on another server."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from ..rdf.namespaces import GRAPH, is_derived
from ..reason import Progress
from ..store import WritableStore, select
from ..versions.manifest import read_manifest
from .load import Piece, load_pieces, pieces_of
from .rules_in_store import materialize_at_store
from .skolem import skolemized

VERSION_GRAPH = GRAPH["version"]
"""The graph at the store that names the version it holds; absent while a load is running."""


def replicate(
    version: Path, store: WritableStore, state_dir: Path, progress: Progress, *, rules: Sequence[Path] | None = None
) -> str:
    """Copy the version in the folder `version` to `store`; returns its name.

    With `rules`, only asserted graphs are copied, and the store derives the closure (undated); else all graphs are
    copied. A load that failed resumes where it stopped. Raises what the store raises.
    """
    manifest = read_manifest(version)
    graphs = _graphs(version, derived=rules is None)
    store.drop(VERSION_GRAPH)
    for stale in _own_graphs(store) - {name for name in graphs if name}:
        store.drop(stale)
    name = f"{manifest.version} {'derived here' if rules is None else 'derived there'}"
    load_pieces(store, name, _pieces(graphs), _state(state_dir, store), progress)
    if rules is not None:
        materialize_at_store(store, sorted(manifest.triples), rules, progress)
    identifier = ox.Triple(
        ox.NamedNode(VERSION_GRAPH), ox.NamedNode(DCTERMS.identifier), ox.Literal(manifest.version)
    )
    store.replace(VERSION_GRAPH, [identifier])
    return manifest.version


def replicated_version(store: WritableStore) -> str | None:
    """The version that a store holds; None while a load is running, or before the first.

    Raises what the store raises.
    """
    rows = select(store, f"SELECT ?v WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?g <{DCTERMS.identifier}> ?v }} }}")
    return rows[0]["v"]["value"] if len(rows) == 1 else None


def _graphs(version: Path, *, derived: bool) -> dict[str | None, list[ox.Triple]]:
    """The triples of every graph, blank nodes skolemized; None is the default graph."""
    graphs: dict[str | None, list[ox.Triple]] = defaultdict(list)
    for quad in ox.Store.read_only(str(version / "store")):
        graph = quad.graph_name
        if derived or (isinstance(graph, ox.NamedNode) and not is_derived(graph.value)):
            name = graph.value if isinstance(graph, ox.NamedNode) else None
            graphs[name].append(skolemized(quad).triple)
    return graphs


def _pieces(graphs: Mapping[str | None, list[ox.Triple]]) -> Iterator[Piece]:
    """The pieces of every graph, always in the same order."""
    for name in sorted(graphs, key=lambda name: (name is None, name or "")):
        yield from pieces_of(name, sorted(graphs[name], key=str))


def _own_graphs(store: WritableStore) -> set[str]:
    """The graphs in the project's namespace that the store has."""
    names = {row["g"]["value"] for row in select(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}
    return {name for name in names if name.startswith(str(GRAPH))}


def _state(state_dir: Path, store: WritableStore) -> Path:
    """The file that records the progress of a load to this store."""
    return state_dir / f"{hashlib.sha256(repr(store).encode()).hexdigest()[:16]}.json"
