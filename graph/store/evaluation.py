"""Evaluation of queries by the engine: the only module that hands a query to a pyoxigraph store.

The embedded store, the workers and WHERE clauses of updates all evaluate here, so a dataset has one meaning.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..rdf.namespaces import PREFIXES
from ..sparql.blank_nodes import RESTORE, restored

QueryResults = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""SELECT gives solutions, ASK a boolean, CONSTRUCT and DESCRIBE triples."""


def evaluate(
    store: ox.Store,
    query: str,
    *,
    base: str | None = None,
    default_graphs: Iterable[str] | None = None,
    named_graphs: Iterable[str] | None = None,
) -> QueryResults:
    """Evaluate a query; the project's prefixes need no declaration.

    `default_graphs` are merged into the query's default graph, None is the store's own; `named_graphs` are those that
    GRAPH reaches, None is every one of the store. Each that is not None replaces the query's own FROM or FROM NAMED.

    Raises SyntaxError for a malformed query, ValueError, RuntimeError or OSError for one that fails.
    """
    return store.query(
        query,
        base_iri=base,
        prefixes=PREFIXES,
        default_graph=None if default_graphs is None else [ox.NamedNode(iri) for iri in default_graphs],
        named_graphs=None if named_graphs is None else [ox.NamedNode(iri) for iri in named_graphs],
        custom_functions={RESTORE: restored},
    )
