"""One-way copies of a version at a store on another server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from ..rdf.namespaces import GRAPH, INFERRED_GRAPH, is_derived
from ..reason import Progress
from ..reason.dated import has_closure
from ..store import WritableStore, select
from ..versions.manifest import Manifest, read_manifest
from .day_carrying import carry_day, days_like, forget_days
from .days import AT, VERSION_GRAPH, CarriedDays, carried_days
from .graph_lines import graph_lines, graphs_of
from .load import Piece, load_pieces, pieces_of, state_file
from .rules_in_store import materialize_at_store


def replicate(  # noqa: PLR0913 - what is carried where, and how
    version: Path,
    store: WritableStore,
    state_dir: Path,
    progress: Progress,
    *,
    rules: Sequence[Path] | None = None,
    days: Sequence[date] = (),
) -> str:
    """Copy the version in the folder `version` to `store`, with the state of the world on `days`; returns its name.

    With `rules`, only asserted graphs are copied, and the store derives the closure (undated); else all graphs are
    copied. A load that failed resumes where it stopped. Raises what the store raises.
    """
    manifest = read_manifest(version)
    graphs = [name for name in graphs_of(version) if rules is None or (name and not is_derived(name))]
    if None in graphs:
        store.add(None, ())  # a server without a default graph of its own refuses it, before anything has changed
    kept = _kept_days(version, store, state_dir)
    store.drop(VERSION_GRAPH)
    for stale in _own_graphs(store) - set(graphs):
        if not (kept and stale.startswith(AT)):
            store.drop(stale)
    name = f"{manifest.version} {'derived here' if rules is None else 'derived there'}"
    load_pieces(store, name, _pieces(version, graphs), state_file(state_dir, store), progress)
    if rules is not None:
        materialize_at_store(store, sorted(manifest.triples), rules, progress)
    elif has_closure(version):
        kept = [days_like(version, date.fromisoformat(manifest.reference)), *kept]
    store.replace(VERSION_GRAPH, _description(manifest, graphs, kept))
    for day in days:
        carry_day(version, store, state_dir, day, progress)
    return manifest.version


def _kept_days(version: Path, store: WritableStore, state_dir: Path) -> list[CarriedDays]:
    """The other days of this version that the store has already."""
    if replicated_version(store) == version.name:
        return [days for days in carried_days(store) if days.graph]
    forget_days(state_dir, store)
    return []


def _description(manifest: Manifest, graphs: Iterable[str | None], days: Iterable[CarriedDays]) -> list[ox.Triple]:
    """What `graph:version` says: the version, the named graphs that are the same on every day, and the days."""
    name = ox.NamedNode(VERSION_GRAPH)
    parts = [ox.NamedNode(graph) for graph in graphs if graph and graph != str(INFERRED_GRAPH)]
    return [
        ox.Triple(name, ox.NamedNode(DCTERMS.identifier), ox.Literal(manifest.version)),
        *(ox.Triple(name, ox.NamedNode(DCTERMS.hasPart), part) for part in parts),
        *(triple for each in days for triple in each.triples()),
    ]


def replicated_version(store: WritableStore) -> str | None:
    """The version that a store holds; None while a load is running, or before the first.

    Raises what the store raises.
    """
    rows = select(store, f"SELECT ?v WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?g <{DCTERMS.identifier}> ?v }} }}")
    return rows[0]["v"]["value"] if len(rows) == 1 else None


def _pieces(version: Path, graphs: Iterable[str | None]) -> Iterator[Piece]:
    """The pieces of every graph, always in the same order."""
    for graph in graphs:
        yield from pieces_of(graph, graph_lines(version, graph))


def _own_graphs(store: WritableStore) -> set[str]:
    """The graphs in the project's namespace that the store has."""
    names = {row["g"]["value"] for row in select(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}
    return {name for name in names if name.startswith(str(GRAPH))}
