"""Pairs of terms that the ontology puts in relation."""

from __future__ import annotations

from ...rdf.namespaces import ONTOLOGY_GRAPH
from ...store import Store
from ..select import select


def ontology_pairs(store: Store, pattern: str) -> list[tuple[str, str]]:
    """The values of `?first` and `?second` for which a pattern matches in the graph of the ontology."""
    rows = select(
        store,
        f"SELECT ?first ?second WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ {pattern} }} }} ORDER BY ?first ?second",
    )
    return [(row["first"]["value"], row["second"]["value"]) for row in rows]
