"""The embedded store for writing: a pyoxigraph store, in memory or on disk, that no other process has open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..errors import QueryError, StoreError
from ..rdf.namespaces import PREFIXES
from ..rdf.reading import one_sentence
from ..sparql.rewriting import refuse_outgoing_requests
from ..sparql.syntax_errors import syntax_error
from .embedded import EmbeddedStore


class WritableEmbeddedStore(EmbeddedStore):
    """See `WritableStore`."""

    @classmethod
    def create(cls, path: Path | None = None) -> WritableEmbeddedStore:
        """Open the store at `path`, which is created if it does not exist; without a path, a store in memory.

        Raises StoreError when it cannot be opened.
        """
        try:
            return cls(ox.Store(str(path)) if path else ox.Store())
        except OSError as error:
            raise StoreError(f"The store at {path} cannot be opened: {error}.") from None

    def update(self, text: str, *, base: str | None = None) -> None:
        """Execute an update; see `WritableStore.update`."""
        refuse_outgoing_requests(text)
        try:
            self._store.update(text, base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(text, str(error), noun="update") from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"The update cannot be executed: {one_sentence(str(error))}.") from None

    def replace(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Replace the content of a graph; see `WritableStore.replace`."""
        self.drop(graph)
        self.add(graph, triples)

    def add(self, graph: str | None, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph; see `WritableStore.add`."""
        name = _name(graph)
        if isinstance(name, ox.NamedNode):
            self._store.add_graph(name)
        self._store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)

    def load(self, graph: str | None, document: bytes, *, replacing: bool) -> None:
        """Load a document of N-Triples into a graph; see `WritableStore.load`."""
        triples = (quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES))
        if replacing:
            self.replace(graph, triples)
        else:
            self.add(graph, triples)

    def drop(self, graph: str | None) -> None:
        """Remove a graph; see `WritableStore.drop`."""
        name = _name(graph)
        if isinstance(name, ox.NamedNode):
            self._store.remove_graph(name)
        else:
            self._store.clear_graph(name)


def _name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
