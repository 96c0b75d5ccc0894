"""The store port: a query goes in, a serialised answer comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import pyoxigraph as ox

from ..rdf.formats import RdfFormat, ResultFormat

Kind = Literal["bindings", "boolean", "graph"]
"""What a query answers with: SELECT bindings, ASK a boolean, CONSTRUCT and DESCRIBE a graph."""

Choose = Callable[[Kind], RdfFormat | ResultFormat]
"""Picks the format once the kind of the answer is known; it may raise to refuse."""


@dataclass(frozen=True)
class Answer:
    """A serialised answer: its kind, its format and its bytes."""

    kind: Kind
    format: RdfFormat | ResultFormat
    body: bytes


class Store(Protocol):
    """Answers SPARQL queries over a default graph and named graphs."""

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer `query` in the format that `choose` picks.

        `default_graphs` are merged into the default graph (None: the store's own), `named_graphs` are those that
        GRAPH reaches (None: all of the store); each that is not None replaces the query's own FROM or FROM NAMED.
        Relative IRIs resolve against `base`. The project's prefixes need no declaration.

        Raises QueryError when the query is malformed, fails, or would ask another server.
        """
        ...


class WritableStore(Store, Protocol):
    """A store that also takes updates and graphs. A graph is named by its IRI; None is the default graph."""

    def update(self, text: str, *, base: str | None = None) -> None:
        """Carry out a SPARQL update as one transaction.

        Raises QueryError when it is malformed or fails, StoreError when the store cannot be reached.
        """
        ...

    def replace(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Put triples in the place of what a graph holds."""
        ...

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph, which is made if need be."""
        ...

    def drop(self, graph: str | None) -> None:
        """Remove a graph, if there is one."""
        ...
