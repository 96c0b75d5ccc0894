"""The interface of stores: SPARQL queries with serialised answers, and for some stores updates and graphs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import pyoxigraph as ox

from ..rdf.formats import JSON, RdfFormat, ResultFormat

Kind = Literal["bindings", "boolean", "graph"]
"""The kind of a result: SELECT gives bindings, ASK a boolean, CONSTRUCT and DESCRIBE a graph."""

Choose = Callable[[Kind], RdfFormat | ResultFormat]
"""Chooses the format for a kind of result; it raises an error when none is acceptable."""


@dataclass(frozen=True)
class Answer:
    """A serialised result: its kind, its format and its bytes."""

    kind: Kind
    format: RdfFormat | ResultFormat
    body: bytes


class Store(Protocol):
    """A dataset of a default graph and named graphs that answers SPARQL queries."""

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer `query` in the format that `choose` returns.

        `default_graphs` are merged into the default graph (None: the store's own), `named_graphs` are those that
        GRAPH reaches (None: all of the store); each that is not None replaces the query's own FROM or FROM NAMED.
        Relative IRIs resolve against `base`. The project's prefixes need no declaration.

        Raises QueryError when the query is malformed, fails, or would send a request to another server.
        """
        ...


class WritableStore(Store, Protocol):
    """A store that also accepts updates and graphs. A graph is named by its IRI; None is the default graph."""

    def update(self, text: str, *, base: str | None = None) -> None:
        """Execute a SPARQL update as one transaction.

        Raises QueryError when it is malformed or fails, StoreError when the store cannot be reached.
        """
        ...

    def replace(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Replace the content of a graph."""
        ...

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph, which is created if it does not exist."""
        ...

    def load(self, graph: str | None, document: bytes, *, replacing: bool) -> None:
        """Add the triples of a document of N-Triples to a graph, or replace its content by them.

        Several threads may call it at once, for different documents.
        """
        ...

    def drop(self, graph: str | None) -> None:
        """Remove a graph; one that does not exist is no error."""
        ...


Rows = list[dict[str, dict[str, str]]]
"""The solutions of a SELECT query, each a mapping from variable to its SPARQL JSON term."""


def select(store: Store, query: str) -> Rows:
    """The solutions of a SELECT query."""
    rows: Rows = _document(store, query)["results"]["bindings"]
    return rows


def ask(store: Store, query: str) -> bool:
    """The answer to an ASK query."""
    return bool(_document(store, query)["boolean"])


def _document(store: Store, query: str) -> Any:  # noqa: ANN401 - SPARQL results as JSON
    return json.loads(store.run(query, lambda _kind: JSON).body)
