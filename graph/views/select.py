"""Queries of the views, with solutions as plain values."""

from __future__ import annotations

import json
from typing import Any

from ..rdf.formats import JSON
from ..store import Store

Rows = list[dict[str, dict[str, str]]]


def select(store: Store, query: str) -> Rows:
    """The solutions of a SELECT query, each a mapping from variable to its SPARQL JSON term."""
    document: Any = json.loads(store.run(query, lambda _: JSON).body)
    rows: Rows = document["results"]["bindings"]
    return rows


def is_mentioned(store: Store, iri: str) -> bool:
    """Whether any triple has the IRI as subject or object, in the default graph or a named one."""
    parts = f"{{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }}"
    query = f"ASK {{ {{ {parts} }} UNION {{ GRAPH ?g {{ {parts} }} }} }}"
    document: Any = json.loads(store.run(query, lambda _: JSON).body)
    return bool(document["boolean"])
