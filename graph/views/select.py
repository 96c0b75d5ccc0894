"""Queries of the views, with solutions as plain values."""

from __future__ import annotations

from ..store import EmbeddedStore, Rows, Store, ask, select

__all__ = ["Rows", "ask", "is_mentioned", "select"]


def is_mentioned(store: Store, iri: str) -> bool:
    """Whether any triple has the IRI as subject or object, in the default graph or a named one."""
    if isinstance(store, EmbeddedStore):
        return store.mentions(iri)  # no query to parse and to plan: an eighth to a third of the time
    parts = f"{{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }}"
    return ask(store, f"ASK {{ {{ {parts} }} UNION {{ GRAPH ?g {{ {parts} }} }} }}")
